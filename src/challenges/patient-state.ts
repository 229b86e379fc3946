// The patient as the turns so far tell, in the words of the knowledge base: from facts that carry its codes.
// Facts without codes (real documents) say nothing here, so that no rule rests on a guess.
import { rowOfCode } from '../knowledge/code.ts'
import { groupBy } from '../kit/group.ts'
import type { Fact } from '../records/fact.ts'
import { factKinds } from '../records/statement.ts'
import type { PatientState } from '../knowledge/state.ts'
import type { ChallengeMaterial } from './challenge.ts'
import { hasPassed } from './passed.ts'
import { rememberedOfCase } from './remembered-case.ts'
import { statedFacts, type Stated } from './stated.ts'

export interface CodedFact extends Stated {
  readonly table: string
  readonly key: string
}

export interface Patient {
  readonly state: PatientState
  /** Kilograms, where it was said. */
  readonly weight: number | undefined
  /** The coded facts of the patient, in the order of the turns that first state them. */
  readonly facts: readonly CodedFact[]
}

/** How it ends is not known on the way there. */
const kinds = factKinds.filter((kind) => kind !== 'outcome')

/** What is known up to a turn; undefined where no fact carries a code of the knowledge base. */
export function patientUpTo(material: ChallengeMaterial, turn: number): Patient | undefined {
  const { patients } = storeOf(material)
  if (!patients.has(turn)) patients.set(turn, gatherPatient(material, turn))
  return patients.get(turn)
}

function gatherPatient(material: ChallengeMaterial, turn: number): Patient | undefined {
  const store = storeOf(material)
  const facts = store.coded.filter((item) => item.turn.number <= turn)
  if (facts.length === 0) return undefined
  const present = facts.filter(
    ({ fact, table }) =>
      !fact.negated && !(table === 'findings' && hasPassed(fact.name, material.conversation, turn)),
  )
  const byTable = groupBy(present, ({ table }) => table)
  const keys = (table: string): Set<string> => new Set(byTable.get(table)?.map(({ key }) => key))
  const values = (table: string): Map<string, number> =>
    new Map(
      byTable
        .get(table)
        ?.flatMap(({ fact, key }) => (typeof fact.value === 'number' ? [[key, fact.value] as const] : [])),
    )
  const said = (name: string): Fact | undefined =>
    store.stated.find(({ fact, turn: { number } }) => fact.name === name && number <= turn)?.fact
  const condition = [...keys('conditions')][0]
  const weight = values('vitals').get('weight')
  return {
    facts,
    weight,
    state: {
      age: ageInYears(String(said('age')?.value ?? '')),
      sex: said('sex')?.value === 'female' ? 'female' : 'male',
      pregnant: said('pregnancy') !== undefined,
      ...(condition === undefined ? {} : { condition }),
      comorbidities: keys('comorbidities'),
      drugs: keys('drugs'),
      given: new Set(
        present.flatMap(({ table, key, fact }) =>
          table === 'drugs' && fact.status === 'ordered' ? [key] : [],
        ),
      ),
      allergies: keys('allergy-groups'),
      findings: keys('findings'),
      labs: values('analytes'),
      vitals: values('vitals'),
      results: keys('results'),
      done: keys('actions'),
    },
  }
}

/** What the turns state of the patient, and the patient at those turns that were asked for. */
const storeOf = rememberedOfCase((material) => {
  const stated = statedFacts(material, kinds)
  const coded = stated.flatMap((item): CodedFact[] => {
    const row = rowOfCode(item.fact.code)
    return row === undefined ? [] : [{ ...item, ...row }]
  })
  return { stated, coded, patients: new Map<number, Patient | undefined>() }
})

/** "54 years", "7 months", "3 weeks". An adult where nothing is said. */
function ageInYears(text: string): number {
  const number = Number.parseFloat(text)
  if (Number.isNaN(number)) return 40
  return number / (text.includes('week') ? 52 : text.includes('month') ? 12 : 1)
}
