// How much grounding finds of what corpora label: of the orders that MEDIQA-OE marks in dialogues, how many
// have a fact with the same drug or test in the turns the label names; and of the entries of structured
// records, how many become facts. Results and how to read them: docs/quality/grounding.md.
//   npx tsx bench/grounding-recall.ts [--misses]
import { ground } from '../src/grounding/ground.ts'
import { findMentions } from '../src/grounding/lexicon.ts'
import { clinicalLexicon } from '../src/grounding/passage.ts'
import { wordsOf } from '../src/grounding/words.ts'
import type { Fact } from '../src/records/fact.ts'
import { labelsOf } from '../src/records/label.ts'
import { importBatch } from '../src/sources/import.ts'
import { sharedData } from '../test/shared-data.ts'

const kinds = { medication: ['medication'], lab: ['lab'], imaging: ['imaging', 'procedure'] } as const
const listMisses = process.argv.includes('--misses')

interface Count {
  orders: number
  /** The description names something of the lexicon. */
  known: number
  /** A fact of that name, of any kind, in the turns of the label. */
  named: number
  /** The same, of the order's kind. */
  kind: number
  /** The same, with the status "ordered" (or a medication that is active). */
  status: number
}
const counts: Record<string, Count> = {}

const dialogues = ['aci_bench/challenge_data', 'mediqa_oe', 'primock57'].flatMap(
  (name) => sharedData(name) ?? [],
)
for await (const { imported } of importBatch(dialogues, { source: 'auto' })) {
  if (imported.kind !== 'case') continue
  const facts = ground(imported.case, imported.conversation)
  for (const order of labelsOf(imported.case.labels, 'order')) {
    const { orderType } = order
    if (orderType !== 'medication' && orderType !== 'lab' && orderType !== 'imaging') continue
    const count = (counts[orderType] ??= { orders: 0, known: 0, named: 0, kind: 0, status: 0 })
    count.orders++
    const names = namesIn(order.description)
    if (names.size > 0) count.known++
    // the words of an order may begin in the turn before the first one marked
    const turns = new Set(order.turns)
    const here = facts.filter(
      (fact) => fact.evidence.kind === 'turn' && turns.has(fact.evidence.turn) && names.has(fact.name),
    )
    const ofKind = here.filter((fact) => (kinds[orderType] as readonly string[]).includes(fact.kind))
    if (here.length > 0) count.named++
    if (ofKind.length > 0) count.kind++
    if (
      ofKind.some(
        (fact) => fact.status === 'ordered' || (orderType === 'medication' && fact.status === 'active'),
      )
    )
      count.status++
    if (listMisses && ofKind.length === 0)
      console.log(
        `${orderType}: ${order.description} [${[...names].join(', ')}] ${imported.case.title} ${order.turns.join(',')}`,
      )
  }
}
console.log('Orders of MEDIQA-OE')
for (const [type, count] of Object.entries(counts)) console.log(' ', type, JSON.stringify(count))

const structured = ['synthea_fhir_r4', 'phenopackets'].flatMap((name) => sharedData(name) ?? [])
let entries = 0
let facts = 0
for await (const { imported } of importBatch(structured, { source: 'auto' })) {
  if (imported.kind !== 'case') continue
  entries += imported.case.entries.length
  facts += ground(imported.case).filter((fact: Fact) => fact.evidence.kind === 'resource').length
}
console.log(`Entries of structured records: ${entries}; facts from them: ${facts}`)

function namesIn(description: string): Set<string> {
  return new Set(
    findMentions(clinicalLexicon, description, wordsOf(description))
      .filter((mention) => mention.term.category !== 'decoy')
      .map((mention) => mention.term.name),
  )
}
