// Faults of steps against their phase: a phase whose name speaks of the very step as done ("after the lumbar puncture"),
// and an order told twice, as an action and as the drug that the action gives.
import { allSteps, type Condition, type Step } from './condition.ts'
import type { Tables } from './read-tables.ts'
import type { ReportInRow } from './report.ts'

export function checkPhases(row: Condition, { actions, drugs }: Tables, at: ReportInRow): void {
  const actionOf = new Map(actions.map(({ row: action }) => [action.id, action]))
  const drugOf = new Map(drugs.map(({ row: drug }) => [drug.id, drug]))
  for (const { id, name } of row.phases) {
    const past = doneBy(name)
    const orders = row.steps.map((step) => allSteps(step).filter(({ phase }) => phase === id))
    for (const step of orders.flat()) {
      const what = step.action ?? step.drug ?? 'a step'
      const action = actionOf.get(step.action ?? '')
      const words = stems(
        `${action?.name ?? ''} ${action?.done ?? ''} ${drugOf.get(step.drug ?? '')?.name ?? ''}`,
      )
      const isRepeat = /\b(?:second|repeat)\b/.test(action?.name ?? '')
      if (!isRepeat && past.size > 0 && [...past].every((stem) => words.has(stem)))
        at(`steps.${what}`, `its phase "${name}" comes when it is done already.`)
    }
    checkTwice(orders, (step) => actionOf.get(step.action ?? '')?.drug, at)
  }
}

/** No action of a phase beside another step of it that gives the action's own drug. */
function checkTwice(
  orders: readonly (readonly Step[])[],
  drugOfAction: (step: Step) => string | undefined,
  at: ReportInRow,
): void {
  for (const [index, steps] of orders.entries()) {
    for (const step of steps) {
      const drug = drugOfAction(step)
      if (drug === undefined) continue
      const others = orders.filter((_, other) => other !== index).flat()
      if (others.some((other) => other.drug === drug))
        at(
          `steps.${step.action ?? ''}`,
          `the phase ${step.phase} gives its drug ${drug} as a step of its own too.`,
        )
    }
  }
}

/** Stems of what a phase's name speaks of as done: "after the lumbar puncture", "once the aneurysm was secured". */
function doneBy(name: string): ReadonlySet<string> {
  const what =
    /\b(?:after|once|following)\b(.*)$/i.exec(name)?.[1] ??
    /^(.*)\b(?:done|finished|secured|over)\b/i.exec(name)?.[1]
  // After the first of them, another may follow.
  return what === undefined || /\b(?:first|second|third)\b/i.test(what) ? new Set() : stems(what)
}

const plainWords = new Set(
  'a an and at by for had has have hour hours in is it its minutes of off on out some the then through to was went were with after once'.split(
    ' ',
  ),
)

function stems(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}{2,}/gu) ?? []
  return new Set(
    words.filter((word) => !plainWords.has(word)).map((word) => word.replace(/(?:ing|ion|ed|es|s|e)$/, '')),
  )
}
