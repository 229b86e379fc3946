// The rule that a request tests: the PlanDefinition whose numbers occur in the request's path and whose
// trigger is the request's hook.
import { parseJson } from '../json-fault.ts'
import { at, objectsAt, textAt, type Json } from '../json.ts'
import { isProblem } from '../read-file.ts'
import type { Batch, BatchFile, SourceFile } from '../source.ts'

export interface Rule {
  /** The same for all plans of one recommendation, whatever their hook. */
  readonly id: string
  readonly title: string
}

/** The rule; undefined where no plan definition of the batch fits. */
export async function findRule(file: SourceFile, hook: string, batch: Batch): Promise<Rule | undefined> {
  const wanted = numbersOf(file.relative.split('/').at(-2) ?? '') ?? numbersOf(file.name)
  if (wanted === undefined) return undefined
  const plans = await Promise.all(
    batch.files
      .filter((other) => /\.json$/i.test(other.name) && numbersOf(other.name) === wanted)
      .map((other) => readPlan(other, batch)),
  )
  const fitting = plans.filter((plan) => plan !== undefined)
  // A recommendation may have one plan per hook; its title tells the same under each.
  const found = fitting.find(({ hooks }) => hooks.includes(hook)) ?? fitting[0]
  return found === undefined ? undefined : { id: `recommendation ${wanted}`, title: found.title }
}

async function readPlan(
  file: BatchFile,
  batch: Batch,
): Promise<{ title: string; hooks: readonly string[] } | undefined> {
  const opened = await batch.open(file)
  if (isProblem(opened) || opened.text === undefined || !opened.text.includes('"PlanDefinition"'))
    return undefined
  const parsed = parseJson(opened.text)
  const document = 'value' in parsed ? (parsed.value as Json) : undefined
  if (at(document, 'resourceType') !== 'PlanDefinition') return undefined
  const triggers = objectsAt(document, 'action').flatMap((action) =>
    objectsAt(action, 'trigger').map((trigger) => textAt(trigger, 'name')),
  )
  const title = textAt(document, 'title') ?? textAt(document, 'name')
  return title === undefined ? undefined : { title, hooks: triggers.filter((name) => name !== undefined) }
}

/** "OpioidCDSREC04_05" and "opioidcds-04-05.json" → "04-05"; undefined without a number of two digits. */
function numbersOf(name: string): string | undefined {
  const numbers = /\d{2}(?:[-_]\d{2})*(?!\d)/.exec(name)?.[0]
  return numbers?.replaceAll('_', '-')
}
