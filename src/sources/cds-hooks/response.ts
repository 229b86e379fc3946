// The expected response of a request: found by its name, read into card labels.
import { parseJson } from '../json-fault.ts'
import { at, isObject, objectsAt, textAt, type Json, type JsonObject } from '../json.ts'
import { defined } from '../entry.ts'
import { isProblem } from '../read-file.ts'
import { roundTo } from '../fhir/quantity.ts'
import type { LabelOf } from '../../records/label.ts'
import type { Problem } from '../../kit/errors.ts'
import type { Batch, BatchFile, SourceFile } from '../source.ts'

type CardLabel = LabelOf<'card'>

export interface FoundResponse {
  /** The cards of the response; undefined where the batch holds no response for the request. */
  readonly cards?: readonly JsonObject[]
  readonly problem?: Problem
}

/**
 * The response that stands under the same name but for "request"/"response": in the same place below the
 * root, or, where only one has that name, anywhere in the batch.
 */
export async function findResponse(file: SourceFile, batch: Batch): Promise<FoundResponse> {
  const others = batch.files.filter(
    (other) => other.path !== file.path && /response/i.test(other.relative) && /\.json$/i.test(other.name),
  )
  const place = neutral(file.relative)
  const name = neutral(file.name)
  const there = others.filter((other) => neutral(other.relative) === place)
  const named = there.length > 0 ? there : others.filter((other) => neutral(other.name) === name)
  const [found] = named
  if (found === undefined) return {}
  if (named.length > 1)
    return {
      problem: {
        subject: file.relative,
        what: `${named.length} files could be its expected response; none was taken.`,
        remedy: 'Give requests and responses names that fit one to one.',
      },
    }
  return readResponse(found, batch)
}

async function readResponse(file: BatchFile, batch: Batch): Promise<FoundResponse> {
  const opened = await batch.open(file)
  if (isProblem(opened)) return { problem: opened }
  const parsed = parseJson(opened.text ?? '')
  if (!('value' in parsed))
    return {
      problem: {
        subject: file.relative,
        place: `line ${parsed.line}, column ${parsed.column}`,
        what: `the expected response is ${parsed.what}`,
      },
    }
  const document = parsed.value as Json
  if (!Array.isArray(at(document, 'cards')))
    return { problem: { subject: file.relative, what: 'the expected response has no list of cards.' } }
  return { cards: objectsAt(document, 'cards').filter((card) => isObject(card)) }
}

/** "requests/A/request-example-1.json" and "responses/A/response-example-1.json" become the same. */
function neutral(path: string): string {
  return path.toLowerCase().replace(/(?:request|response)s?/g, '*')
}

/** A label for each card; one label that silence is expected where there is none. */
export function readCards(cards: readonly JsonObject[], rule: string, hook: string): CardLabel[] {
  if (cards.length === 0) return [{ kind: 'card', present: false, rule, hook }]
  return cards.map((card) => {
    const indicator = (['info', 'warning', 'critical'] as const).find(
      (known) => known === textAt(card, 'indicator'),
    )
    const suggestions = objectsAt(card, 'suggestions')
      .map((suggestion) => textAt(suggestion, 'label'))
      .filter((label) => label !== undefined)
    return defined<CardLabel>({
      kind: 'card',
      present: true,
      rule,
      hook,
      indicator,
      summary: textAt(card, 'summary'),
      detail: readable(textAt(card, 'detail')),
      suggestions: suggestions.length === 0 ? undefined : suggestions,
    })
  })
}

/** The detail without what only a rule engine prints; undefined where nothing is left. */
function readable(detail: string | undefined): string | undefined {
  if (detail === undefined || /<unable to determine/i.test(detail)) return undefined
  return detail
    .replace(/\d+\.\d{4,}/g, (number) => `${roundTo(Number(number), 2)}`)
    .replace(/'([^']{1,12})'/g, '$1')
}
