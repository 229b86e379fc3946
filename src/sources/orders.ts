// The MEDIQA-OE overlay: orders that annotators found in the dialogues of other corpora, kept in a JSON
// file of its own and joined on the dialogue's id. Its `provenance` numbers sentences, not turns: from 1,
// over all that doctor and patient (not companions) say, each utterance cut by the Punkt model (see
// spoken-sentences.ts).
import { z } from 'zod'
import type { Problem } from '../kit/errors.ts'
import type { LabelOf } from '../records/label.ts'
import type { RecordedTurns } from './dialogue-text.ts'
import { isProblem } from './read-file.ts'
import type { Batch, SourceFile } from './source.ts'
import { tidySpeech } from './speech.ts'

export type OrderLabel = LabelOf<'order'>

const orderSchema = z.object({
  order_type: z.string(),
  description: z.string(),
  reason: z.string().nullish(),
  provenance: z.array(z.number().int()).nullish(),
})
type Order = z.infer<typeof orderSchema>

const encounterSchema = z.object({ id: z.string(), expected_orders: z.array(z.unknown()) })

/** The orders of one dialogue, with the file they stand in. */
interface EncounterOrders {
  readonly file: string
  readonly id: string
  readonly orders: readonly unknown[]
}

export interface JoinedOrders {
  readonly labels: readonly OrderLabel[]
  /** Orders that could not be read, or that point outside the dialogue. */
  readonly problems: readonly Problem[]
}

const knownTypes = ['medication', 'lab', 'imaging', 'followup', 'procedure', 'referral'] as const

/** Whether a file is an orders overlay. */
export function isOrdersFile(file: SourceFile): boolean {
  return file.name.endsWith('.json') && file.text !== undefined && file.text.includes('"expected_orders"')
}

const opened = new WeakMap<Batch, Promise<ReadonlyMap<string, EncounterOrders>>>()

/**
 * The orders of one dialogue as labels with the numbers of its turns. `ids` are the names the overlay may
 * know the dialogue by; an empty result where no overlay of the batch (a JSON file with "order" in its
 * name) has them.
 */
export async function ordersOf(
  batch: Batch,
  ids: readonly string[],
  dialogue: RecordedTurns,
): Promise<JoinedOrders> {
  if (ids.length === 0) return { labels: [], problems: [] }
  const known = opened.get(batch) ?? readOverlays(batch)
  opened.set(batch, known)
  const byId = await known
  const encounter = ids.map((id) => byId.get(id)).find((found) => found !== undefined)
  if (encounter === undefined) return { labels: [], problems: [] }
  const labels: OrderLabel[] = []
  const problems: Problem[] = []
  for (const [index, value] of encounter.orders.entries()) {
    const place = `${encounter.id}, order ${index + 1}`
    const order = orderSchema.safeParse(value)
    if (!order.success || order.data.description.trim() === '') {
      const field = order.error?.issues[0]?.path.join('.') || 'description'
      problems.push({ subject: encounter.file, place, what: `field ${field} is missing or wrong.` })
      continue
    }
    const turns = turnsOfOrder(order.data, dialogue)
    if (turns === undefined) {
      problems.push({
        subject: encounter.file,
        place,
        what: 'field provenance names sentences that the dialogue does not have; its turns were left out.',
      })
    }
    labels.push(labelOf(order.data, turns ?? []))
  }
  return { labels, problems }
}

function labelOf(order: Order, turns: readonly number[]): OrderLabel {
  const type = order.order_type.toLowerCase().replace(/[^a-z]/g, '')
  const reason = tidySpeech(order.reason ?? '')
  return {
    kind: 'order',
    orderType: knownTypes.find((known) => known === type) ?? 'other',
    description: tidySpeech(order.description),
    ...(reason === '' ? {} : { reason }),
    turns,
  }
}

/** Turn numbers without repeats, ascending; undefined where a sentence lies outside the dialogue. */
function turnsOfOrder(order: Order, dialogue: RecordedTurns): number[] | undefined {
  const turns = (order.provenance ?? []).map((sentence) => dialogue.turnOfSentence[sentence - 1])
  const found = turns.filter((turn) => turn !== undefined)
  return found.length < turns.length ? undefined : [...new Set(found)].toSorted((a, b) => a - b)
}

async function readOverlays(batch: Batch): Promise<ReadonlyMap<string, EncounterOrders>> {
  const byId = new Map<string, EncounterOrders>()
  for (const entry of batch.files) {
    if (!/order.*\.json$/i.test(entry.name)) continue
    const file = await batch.open(entry)
    if (isProblem(file) || !isOrdersFile(file)) continue
    for (const found of encountersOf(file)) {
      if (!byId.has(found.id)) byId.set(found.id, found)
      // "acibench_D2N093_virtassist_…": the dialogue's own corpus knows only the second part.
      const visit = /^acibench_([^_]+)_/.exec(found.id)?.[1]
      if (visit !== undefined && !byId.has(visit)) byId.set(visit, found)
    }
  }
  return byId
}

/** The encounters of an overlay: a list, or an object with one list for each split. */
function encountersOf(file: SourceFile): EncounterOrders[] {
  let content: unknown
  try {
    content = JSON.parse(file.text ?? '')
  } catch {
    return []
  }
  const lists = Array.isArray(content) ? [content] : Object.values(content ?? {})
  return lists.flat().flatMap((item) => {
    const encounter = encounterSchema.safeParse(item)
    if (!encounter.success) return []
    return [{ file: file.relative, id: encounter.data.id, orders: encounter.data.expected_orders }]
  })
}
