// Rule: a handover that reads out a whole list of a simulated course (results outside their range, home medicines,
// past illnesses) leaves one entry out. The list is whole by construction. Paper: section 2, proactive task 3.
import { randomFor } from '../kit/random.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { isOfClass } from '../knowledge/state.ts'
import type { ChallengeMaterial, ChallengeRule, Planted, Triple } from './challenge.ts'
import { listTriple, type ListItem } from './list-omission.ts'
import { patientUpTo, type CodedFact } from './patient-state.ts'

export const completeLists: ChallengeRule = {
  name: 'complete_lists',
  title: 'A handover that reads out a whole list of a known course leaves one entry out.',
  kind: 'omission',
  taskType: 'omission_detection',
  severity: 2,
  implicitness: 2,
  plant,
}

interface ListKind {
  readonly name: string
  readonly leads: readonly string[]
  readonly severity: Triple['severity']
  readonly belongs: (fact: CodedFact, arrival: string) => boolean
}

const kinds: readonly ListKind[] = [
  {
    name: 'list of results on arrival',
    leads: [
      'results outside their range on arrival',
      'what was abnormal in the first blood and urine tests',
      'first results that were too high or too low',
      'every abnormal value of the first samples',
    ],
    severity: 2,
    belongs: ({ table, fact }, arrival) =>
      table === 'analytes' &&
      fact.time?.text === arrival &&
      fact.interpretation !== 'normal' &&
      fact.interpretation !== undefined,
  },
  {
    name: 'list of home medicines',
    leads: [
      'medicines taken at home',
      'the home medication in full',
      'what was taken before admission',
      'regular medicines up to now',
    ],
    severity: 2,
    belongs: ({ table, fact }) => table === 'drugs' && fact.status === 'active',
  },
  {
    name: 'list of past illnesses',
    leads: [
      'illnesses from before',
      'the past history',
      'known long-standing illnesses',
      'what the record has from earlier',
    ],
    severity: 2,
    belongs: ({ table }) => table === 'comorbidities',
  },
]

const longest = 9

function plant(material: ChallengeMaterial): Planted {
  const random = randomFor(material.seed, material.case.id, 'complete_lists')
  const patient =
    material.conversation.origin === 'simulated'
      ? patientUpTo(material, material.conversation.turns.length)
      : undefined
  const arrival = patient?.facts.find(({ table }) => table === 'vitals' || table === 'analytes')?.fact.time
    ?.text
  if (patient === undefined) return { triples: [], empty: 'no course of the knowledge base' }
  const triples = kinds.flatMap((kind) => {
    const items = patient.facts.filter((fact) => kind.belongs(fact, arrival ?? '') && !fact.fact.negated)
    const names = items.map(({ fact }) => fact.name.toLowerCase())
    // A name within another would be read out with it.
    const nested = names.some((name, index) =>
      names.some((other, at) => at !== index && other.includes(name)),
    )
    if (items.length < 3 || items.length > longest || nested) return []
    const triple = listTriple(
      material,
      {
        target: `list ${kind.name}`,
        list: kind.name,
        lead: random.pick(kind.leads),
        items: items.map((item) => ({ ...itemOf(item), light: isLight(item) })),
        ...(kind.severity === undefined ? {} : { severity: kind.severity }),
      },
      random,
    )
    return triple === undefined ? [] : [triple]
  })
  return triples.length > 0 ? { triples } : { triples, empty: 'no list of three to nine entries' }
}

/** Whether a value means nothing on its side of the range, or is calculated from another. */
function isLight({ table, key, fact }: CodedFact): boolean {
  const row = table === 'analytes' ? knowledge().analytes.get(key) : undefined
  return row !== undefined && (row.harmless === fact.interpretation || row.reckoned_from !== undefined)
}

function itemOf({ fact, turn, table, key }: CodedFact): ListItem {
  const item = { words: fact.name, turn: turn.number, facts: [fact.id] }
  return table === 'drugs' && isMissedBadly(key) ? { ...item, severity: 3 } : item
}

/** Drugs that must not be stopped from one day to the next. */
const missedBadly = [
  'anticoagulants',
  'antiepileptics',
  'insulins',
  'systemic-corticosteroids',
  'beta-blockers',
] as const

function isMissedBadly(drug: string): boolean {
  return missedBadly.some((name) => isOfClass(drug, name, knowledge()))
}
