// What happens: one person's course through one condition, as structured truth. Values are drawn once and kept
// coherent (physics and arithmetic are computed, not drawn); prose, dialogue and pictures only ever retell it.
import type { Random } from '../kit/random.ts'
import type { Condition, Step } from '../knowledge/condition.ts'
import { hazardsOf } from '../knowledge/hazards.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { rangeFor } from '../knowledge/ranges.ts'
import { holds, type PatientState } from '../knowledge/state.ts'
import { between, chance, rounded } from './draw.ts'
import { stateOfPerson, type Person } from './person.ts'
import { doseByWeight } from './weight-dose.ts'

/** A sign or symptom that is there. */
export interface Shown {
  readonly finding: string
  /** Index of the phase that states it. */
  readonly phase: number
  readonly detail?: string
}

export interface Seen {
  readonly key: string
  readonly study: string
  readonly phase: number
  readonly says: string
  readonly misread: string
  readonly ecg?: string
}

export interface Taken {
  /** Unique in the course: the action or drug, numbered where it comes again. */
  readonly id: string
  readonly action?: string
  readonly drug?: string
  /** Amount for this patient, weight reckoned in. */
  readonly dose?: {
    readonly amount: number
    readonly unit: string
    readonly route: string
    readonly frequency: string
  }
  readonly phase: number
  readonly because: string
  /** Done on sight, before any result of its phase is discussed. */
  readonly atOnce: boolean
}

export interface Moment {
  readonly id: string
  readonly name: string
  /** Hours after arrival. */
  readonly hour: number
  readonly vitals: ReadonlyMap<string, number>
  readonly labs: ReadonlyMap<string, number>
  /** Findings of the arrival that are gone now. */
  readonly gone: readonly string[]
}

export interface Rival {
  readonly name: string
  readonly for: string
  /** Clauses that hold in this case. */
  readonly against: readonly string[]
}

export interface Course {
  readonly condition: Condition
  readonly person: Person
  readonly onsetDays: number
  readonly side: 'left' | 'right'
  readonly complaint: string
  readonly story: readonly string[]
  readonly shows: readonly Shown[]
  readonly lacks: readonly string[]
  readonly moments: readonly Moment[]
  readonly results: readonly Seen[]
  readonly steps: readonly Taken[]
  readonly rivals: readonly Rival[]
  /** Index of the phase after whose results the case is argued. */
  readonly arguedAt: number
  /** Clauses that the diagnosis rests on and that hold then. */
  readonly restsOn: readonly string[]
  readonly complication: string
  readonly family: readonly string[]
  readonly outcome: string
}

export function sampleCourse(person: Person, condition: Condition, from: Knowledge, random: Random): Course {
  const side = random.pick(['left', 'right'] as const)
  const phaseOf = (id: string | undefined): number =>
    id === undefined
      ? 0
      : Math.max(
          0,
          condition.phases.findIndex((phase) => phase.id === id),
        )
  const shows = condition.shows
    .filter(({ finding, chance: share }) => fitsSex(finding, person, from) && chance(random, share))
    .map(
      ({ finding, phase, detail }): Shown => ({
        finding,
        phase: phaseOf(phase),
        ...(detail === undefined ? {} : { detail: sided(random.pick(detail), side) }),
      }),
    )
  const present = new Set(shows.map(({ finding }) => finding))
  const moments = sampleMoments(person, condition, from, random)
  const results = condition.results
    .filter(({ chance: share = 1 }) => chance(random, share))
    .map(
      ({ key, study, phase, says, misread, ecg }): Seen => ({
        key,
        study,
        phase: phaseOf(phase),
        says: sided(random.pick(says), side),
        misread: sided(random.pick(misread), side),
        ...(ecg === undefined ? {} : { ecg }),
      }),
    )
  const steps: Taken[] = []
  const stateAt = (phase: number): PatientState =>
    stateInCourse({ person, condition, shows, moments, results, steps }, phase)
  for (const step of condition.steps) {
    const phase = phaseOf(step.phase)
    const state = stateAt(phase)
    const chosen = chooseStep(step, state, from, random)
    if (chosen === undefined) continue
    const because = reasonOf(chosen, state, from)
    steps.push(takenOf({ ...chosen, because }, phaseOf(chosen.phase), person, steps, from))
  }
  // The case is argued when enough is known: at once if two grounds hold, else after the next results.
  const groundsAt = (phase: number): number =>
    condition.rests_on.filter(({ when }) => holds(when, stateAt(phase), from)).length
  const arguedAt = groundsAt(0) >= 2 || groundsAt(0) >= groundsAt(1) ? 0 : 1
  const known = stateAt(arguedAt)
  const rivals = condition.differential.flatMap((item): Rival[] => {
    const against = item.against
      .filter(({ when }) => holds(when, known, from))
      .map(({ says }) => sided(says, side))
    const reasons = item.for.filter((reason) => typeof reason === 'string' || holds(reason.when, known, from))
    if (against.length === 0 || reasons.length === 0) return []
    const reason = random.pick(reasons)
    return [{ name: item.name, for: sided(typeof reason === 'string' ? reason : reason.says, side), against }]
  })
  return {
    condition,
    person,
    onsetDays: rounded(between(random, ...condition.onset_days), 0),
    side,
    complaint: random.pick(condition.complaint),
    story: random.sample(condition.story, 3 + random.below(3)),
    shows,
    lacks: condition.lacks.filter((finding) => !present.has(finding) && fitsSex(finding, person, from)),
    moments,
    results,
    steps,
    rivals,
    arguedAt,
    restsOn: random
      .sample(
        condition.rests_on.filter(({ when }) => holds(when, known, from)),
        3,
      )
      .map(({ says }) => sided(says, side)),
    complication: random.pick(condition.complications),
    family: random.shuffle(condition.family),
    outcome: random.pick(condition.outcome),
  }
}

export type Known = Pick<Course, 'person' | 'condition' | 'shows' | 'moments' | 'results' | 'steps'>

/** What is known at a phase: newest values up to it, findings not gone, what was seen and done so far. */
export function stateInCourse(course: Known, phase: number): PatientState {
  const past = course.moments.slice(0, phase + 1)
  const gone = new Set(past.flatMap((moment) => moment.gone))
  const done = course.steps.filter((step) => step.phase <= phase)
  const before = stateOfPerson(course.person, course.condition)
  return {
    ...before,
    drugs: new Set([...before.drugs, ...done.flatMap(({ drug }) => (drug === undefined ? [] : [drug]))]),
    findings: new Set(
      course.shows
        .filter((shown) => shown.phase <= phase && !gone.has(shown.finding))
        .map(({ finding }) => finding),
    ),
    labs: new Map(past.flatMap((moment) => [...moment.labs])),
    vitals: new Map(past.flatMap((moment) => [...moment.vitals])),
    results: new Set(course.results.filter((seen) => seen.phase <= phase).map(({ key }) => key)),
    done: new Set(done.flatMap(({ action }) => (action === undefined ? [] : [action]))),
  }
}

export function sided(text: string, side: string): string {
  return text.replaceAll('{side}', side)
}

function fitsSex(finding: string, { sex }: Person, from: Knowledge): boolean {
  const own = from.findings.get(finding)?.sex
  return own === undefined || own === sex
}

/** The step, or the one that stands in its place for this patient; none where it does not apply or must not be. */
function chooseStep(step: Step, state: PatientState, from: Knowledge, random: Random): Step | undefined {
  if (step.when !== undefined && !holds(step.when, state, from)) return undefined
  if (step.chance !== undefined && !chance(random, step.chance)) return undefined
  const given = step.drug ?? from.actions.get(step.action ?? '')?.drug
  const barred =
    (step.unless !== undefined && holds(step.unless, state, from)) ||
    (given !== undefined && hazardsOf(given, state, from).length > 0)
  if (!barred) return step
  return step.instead === undefined ? undefined : chooseStep(step.instead, state, from, random)
}

/** The first of the step's reasons that holds. */
function reasonOf({ because }: Step, state: PatientState, from: Knowledge): string {
  if (typeof because === 'string') return because
  const found = because.find(({ when }) => when === undefined || holds(when, state, from))
  return (found as { says: string }).says
}

function takenOf(
  step: Step & { readonly because: string },
  phase: number,
  person: Person,
  before: readonly Taken[],
  from: Knowledge,
): Taken {
  const { action, drug, dose, because } = step
  const name = action ?? drug ?? ''
  const times = before.filter((other) => (other.action ?? other.drug) === name).length
  return {
    id: times === 0 ? name : `${name}-${times + 1}`,
    ...(action === undefined ? {} : { action }),
    ...(drug === undefined ? {} : { drug }),
    ...(dose === undefined
      ? {}
      : {
          dose: {
            amount:
              dose.per_kg === true
                ? Math.min(doseByWeight(dose.amount * person.weight), mostOf(name, dose, from))
                : dose.amount,
            unit: dose.unit,
            route: dose.route,
            frequency: dose.frequency,
          },
        }),
    phase,
    because,
    atOnce: step.at_once ?? false,
  }
}

/** The most of a single dose by weight that the drug's row allows by this route; without bound where it names none. */
function mostOf(drug: string, dose: NonNullable<Step['dose']>, from: Knowledge): number {
  const rows = (from.drugs.get(drug)?.doses ?? []).filter(
    ({ per_kg, route, unit }) => per_kg === true && route === dose.route && unit === dose.unit,
  )
  return rows.length === 0
    ? Number.POSITIVE_INFINITY
    : Math.max(...rows.map(({ most = Number.POSITIVE_INFINITY }) => most))
}

function sampleMoments(person: Person, condition: Condition, from: Knowledge, random: Random): Moment[] {
  const usual = usualValues(person, from, random)
  const withBackground = backgroundValues(person, from, random)
  return condition.phases.map((phase, index): Moment => {
    const draw = (
      values: Readonly<Record<string, readonly [number, number] | 'normal'>>,
    ): Map<string, number> =>
      new Map(
        Object.entries(values).map(([id, range]) => {
          const decimals = (from.analytes.get(id) ?? from.vitals.get(id))?.decimals ?? 0
          const value = range === 'normal' ? usual(id) : withBackground(id, between(random, ...range))
          return [id, rounded(value, decimals)]
        }),
      )
    const vitals = draw(
      index === 0
        ? { ...Object.fromEntries(basicVitals.map((id) => [id, 'normal' as const])), ...phase.vitals }
        : phase.vitals,
    )
    const labs = draw(phase.labs)
    return {
      id: phase.id,
      name: phase.name,
      hour: rounded(between(random, ...phase.hours), phase.hours[1] < 6 ? 1 : 0),
      vitals: coherentVitals(vitals),
      labs: coherentLabs(labs, person),
      gone: phase.gone ?? [],
    }
  })
}

/** Taken of everybody on arrival. */
const basicVitals = [
  'temperature',
  'heart-rate',
  'respiratory-rate',
  'systolic',
  'diastolic',
  'oxygen-saturation',
]

/** Ranges in which the patient's comorbidities keep a value, by analyte. */
function ownRanges(
  { comorbidities }: Person,
  from: Knowledge,
): ReadonlyMap<string, readonly [number, number]> {
  return new Map(comorbidities.flatMap((id) => Object.entries(from.comorbidities.get(id)?.labs ?? {})))
}

/**
 * A value from the patient's own usual range: of a comorbidity, else the inner part of the reference range. Drawn
 * once; a person's own value varies little from day to day.
 */
function usualValues(person: Person, from: Knowledge, random: Random): (id: string) => number {
  const own = ownRanges(person, from)
  const drawn = new Map<string, number>()
  const rangeOf = (id: string): readonly [number, number] => {
    const measure = from.analytes.get(id) ?? from.vitals.get(id)
    const { low = 0, high = low * 1.5 + 1 } = rangeFor(measure?.ranges ?? [], person) ?? {}
    return [low + 0.2 * (high - low), high - 0.2 * (high - low)]
  }
  return (id) => {
    const before = drawn.get(id)
    if (before !== undefined) return before * between(random, 0.97, 1.03)
    const value = between(random, ...(own.get(id) ?? rangeOf(id)))
    drawn.set(id, value)
    return value
  }
}

/** A long-standing illness keeps its mark on a value whatever else moves it: a damaged kidney is no better for a fever. */
function backgroundValues(
  person: Person,
  from: Knowledge,
  random: Random,
): (id: string, value: number) => number {
  const own = ownRanges(person, from)
  return (id, value) => {
    const changed = own.get(id)
    if (changed === undefined) return value
    const usual = between(random, ...changed)
    const { low, high } = rangeFor(from.analytes.get(id)?.ranges ?? [], person) ?? {}
    // An illness that drives the value the other way is stronger.
    if (high !== undefined && usual > high)
      return low !== undefined && value < low ? value : Math.max(value, usual)
    if (low !== undefined && usual < low)
      return high !== undefined && value > high ? value : Math.min(value, usual)
    return value
  }
}

function coherentVitals(vitals: Map<string, number>): Map<string, number> {
  const systolic = vitals.get('systolic')
  const diastolic = vitals.get('diastolic')
  // A pulse pressure below 20 mmHg would be a finding of its own.
  if (systolic !== undefined && diastolic !== undefined && diastolic > systolic - 22)
    vitals.set('diastolic', Math.round(systolic - 24))
  return vitals
}

/** Values that follow from others are computed: bicarbonate (Henderson–Hasselbalch), eGFR, hematocrit, shares of cells. */
function coherentLabs(labs: Map<string, number>, person: Person): Map<string, number> {
  const ph = labs.get('ph')
  const pco2 = labs.get('pco2')
  if (ph !== undefined && pco2 !== undefined) {
    const bicarbonate = 0.0307 * pco2 * 10 ** (ph - 6.1)
    labs.set('bicarbonate', rounded(bicarbonate, 0))
    if (labs.has('base-excess'))
      labs.set('base-excess', rounded(0.93 * (bicarbonate - 24.4 + 14.8 * (ph - 7.4)), 0))
  }
  const creatinine = labs.get('creatinine')
  if (creatinine !== undefined && person.age >= 18 && !person.pregnant)
    labs.set('egfr', egfr(creatinine, person))
  else labs.delete('egfr')
  const hemoglobin = labs.get('hemoglobin')
  if (labs.has('hematocrit') && hemoglobin !== undefined)
    labs.set('hematocrit', rounded(hemoglobin * 2.95, 0))
  const white = labs.get('white-cells')
  const parts = ['neutrophils', 'lymphocytes', 'eosinophils', 'monocytes'].filter((id) => labs.has(id))
  const sum = parts.reduce((total, id) => total + (labs.get(id) as number), 0)
  if (white !== undefined && sum > white * 0.96) {
    for (const id of parts) labs.set(id, rounded(((labs.get(id) as number) * white * 0.94) / sum, 1))
  }
  return labs
}

/** CKD-EPI 2021 without race (Inker, N Engl J Med 2021;385:1737), mL/min/1.73 m². Creatinine in mg/dL. */
export function egfr(creatinine: number, { age, sex }: Pick<Person, 'age' | 'sex'>): number {
  const [kappa, alpha, factor] = sex === 'female' ? [0.7, -0.241, 1.012] : [0.9, -0.302, 1]
  const ratio = creatinine / kappa
  const value = 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age * factor
  return Math.min(130, Math.round(value))
}
