// Orders that a colleague might well give this patient next: a drug for a complaint that the patient has or that
// anybody in a bed may have, for an illness of the patient, or of the kind that the illness is treated with; in a
// usual dose.
import type { Random } from '../kit/random.ts'
import { remembered, rememberedOf } from '../kit/remember.ts'
import { amountWords, isForAge, type Dose, type Drug } from '../knowledge/drug.ts'
import { isOfClass } from '../knowledge/state.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Patient } from './patient-state.ts'

/** What anybody in a bed may need something for. */
const everyday =
  /^(?:(?:mild )?pain|nausea|constipation|insomnia|sleeplessness|heartburn|reflux|prevention of thrombosis)$/i

/** What only somebody who has it needs something for, by the findings that are then told. */
const complaints: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:(?:mild|moderate|severe|acute|strong) )?pain$/i,
    /\b(?:pain|ache|headache|tender\w*|cramps?|colic)\b/i,
  ],
  [/^fever$/i, /\bfever\b/i],
  [/^(?:nausea|vomiting|nausea and vomiting)$/i, /\b(?:nausea|vomit\w*)\b/i],
  [/^cough$/i, /\bcough\b/i],
  [/^itch(?:ing)?$/i, /\bitch\w*\b/i],
  [/^edema$/i, /\b(?:edema|swollen|swelling of)\b/i],
  [/^(?:agitation|anxiety)$/i, /\b(?:agitat\w*|anxi\w*|restless\w*)\b/i],
  [/^headache$/i, /\bheadache\b/i],
  [/^muscle spasms?$/i, /\bspasms?\b/i],
]

export interface Order {
  readonly drug: Drug
  readonly dose: Dose
  /** Single dose in the dose's unit, and how often. */
  readonly amount: number
  readonly frequency: string
  /** "clarithromycin 500 mg by mouth twice daily" */
  readonly words: string
}

/** Plausible orders by drug, in a seeded order, each with a dose for this patient; none of a drug already taken. */
export function* plausibleOrders(patient: Patient, from: Knowledge, random: Random): Generator<Order> {
  const needs = needsOf(patient, from)
  for (const drug of random.shuffle(drugsOf(from))) {
    if (patient.state.drugs.has(drug.id)) continue
    const dose = drug.doses.find(
      (candidate) => isFor(candidate, patient) && isPlausible(drug, candidate, needs, from),
    )
    if (dose !== undefined) yield orderOf(drug, dose, patient, random)
  }
}

const drugsOf = rememberedOf((from: Knowledge): readonly Drug[] => [...from.drugs.values()])

/** An order of this drug for what `like` is for, or else for what this patient has; undefined where no dose is. */
export function orderFor(
  drug: string,
  patient: Patient,
  from: Knowledge,
  random: Random,
  like: Dose,
): Order | undefined {
  const row = from.drugs.get(drug)
  if (row === undefined) return undefined
  const doses = row.doses.filter((candidate) => isFor(candidate, patient))
  const purposes = new Set(purposesOf(like))
  const dose =
    doses.find((candidate) => purposesOf(candidate).some((purpose) => purposes.has(purpose))) ??
    doses.find((candidate) => isPlausible(row, candidate, needsOf(patient, from), from))
  return dose === undefined ? undefined : orderOf(row, dose, patient, random)
}

/** What a dose is for: "pneumonia, sinusitis" are two purposes. */
export function purposesOf(dose: Pick<Dose, 'for'>): readonly string[] {
  return purposesIn(dose.for)
}

const purposesIn = remembered((words) =>
  words
    .toLowerCase()
    .split(/\s*,\s*(?:or |and )?/)
    .filter((purpose) => purpose !== ''),
)

function isFor(dose: Dose, patient: Patient): boolean {
  if (dose.route === 'by mouth' && !swallows(patient)) return false
  return isForAge(dose, patient.state.age) && (dose.per_kg !== true || patient.weight !== undefined)
}

/** Nobody whose consciousness is clouded, or who cannot keep anything down, is given anything to swallow. */
const swallows = rememberedOf(({ state, facts }: Patient): boolean => {
  const isVomiting = facts.some(
    ({ table, key, fact }) => table === 'findings' && state.findings.has(key) && /\bvomit/i.test(fact.name),
  )
  return (state.vitals.get('glasgow-coma-scale') ?? 15) >= 13 && !isVomiting
})

/** What this patient may need a drug for. */
interface Needs {
  /** What the patient's illnesses are: their names in lower case, and each name without its first words. */
  readonly illnesses: ReadonlySet<string>
  /** Whether something told is among these signs. */
  readonly hasSign: (signs: RegExp) => boolean
  /** Whether antibiotics are given. */
  readonly treated: boolean
}

function needsOf({ state, facts }: Patient, from: Knowledge): Needs {
  const names = [
    ...[...state.comorbidities].flatMap((id) => [
      id.replaceAll('-', ' '),
      from.comorbidities.get(id)?.name ?? '',
    ]),
    (state.condition ?? '').replaceAll('-', ' '),
    from.conditions.get(state.condition ?? '')?.name ?? '',
  ]
  const told = facts.flatMap(({ table, fact }) => (table === 'findings' && !fact.negated ? [fact.name] : []))
  return {
    illnesses: new Set(names.flatMap((name) => endsOf(name.toLowerCase()))),
    hasSign: rememberedOf((signs) => told.some((name) => signs.test(name))),
    treated: [...state.drugs].some((taken) => isOfClass(taken, 'antibiotics', from)),
  }
}

/**
 * A name, and what follows each space in it: "pneumonia" is what a community-acquired pneumonia is, while "pulmonary
 * hypertension" is not what hypertension is.
 */
function endsOf(name: string): string[] {
  const ends = [name]
  for (let at = name.indexOf(' '); at >= 0; at = name.indexOf(' ', at + 1)) ends.push(name.slice(at + 1))
  return ends
}

function isPlausible(
  drug: Drug,
  dose: Dose,
  { illnesses, hasSign, treated }: Needs,
  from: Knowledge,
): boolean {
  return purposesOf(dose).some((purpose) => {
    const { isEveryday, signs, isInfection } = readingOf(purpose)
    if (isEveryday || illnesses.has(purpose)) return true
    if (signs !== undefined) return hasSign(signs)
    return treated && isInfection && isOfClass(drug.id, 'antibiotics', from)
  })
}

/** What a purpose says by itself. */
const readingOf = remembered((purpose) => ({
  isEveryday: everyday.test(purpose),
  signs: complaints.find(([complaint]) => complaint.test(purpose))?.[1],
  isInfection: /^(?:severe |bacterial |severe bacterial )?(?:infection|pneumonia)$/.test(purpose),
}))

function orderOf(drug: Drug, dose: Dose, { weight }: Patient, random: Random): Order {
  const amount = singleDose(dose, weight)
  const frequency = random.pick(dose.frequency)
  return {
    drug,
    dose,
    amount,
    frequency,
    words: `${drug.name} ${amountWords(amount, dose.unit)} ${dose.route} ${frequency}`,
  }
}

/** A usual single dose in the dose's unit, weight reckoned in and capped. */
function singleDose({ low, high, per_kg, most }: Dose, weight: number | undefined): number {
  const amount = per_kg === true ? ((low + high) / 2) * (weight ?? 0) : low
  const capped = Math.min(amount, most ?? Number.POSITIVE_INFINITY)
  if (per_kg !== true) return capped
  return capped >= 20 ? Math.round(capped) : Math.round(capped * 10) / 10
}
