// What happens: one person's course through one condition, as structured truth: findings, values over time
// (moments.ts), results, steps (taken.ts), arguments. Prose, dialogue and pictures only ever retell it.
import type { Random } from '../kit/random.ts'
import type { Condition } from '../knowledge/condition.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { holds, type PatientState } from '../knowledge/state.ts'
import { canLack } from './consciousness.ts'
import { between, chance, rounded } from './draw.ts'
import { sampleMoments, type Moment } from './moments.ts'
import { stateOfPerson, type Person } from './person.ts'
import { chooseStep, reasonOf, takenOf, type Taken } from './taken.ts'

export type { Moment, Taken }

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
    .filter(({ finding, chance: share }) => canHave(finding, person, from) && chance(random, share))
    .map(
      ({ finding, phase, detail }): Shown => ({
        finding,
        phase: phaseOf(phase),
        ...(detail === undefined ? {} : { detail: sided(random.pick(detail), side) }),
      }),
    )
  const present = new Set(shows.map(({ finding }) => finding))
  const moments = sampleMoments(person, condition, shows, from, random)
  const before = stateOfPerson(person, condition)
  let results: readonly Seen[] = condition.results
    .filter(({ when }) => when === undefined || holds(when, before, from))
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
    steps.push(takenOf({ ...chosen, because }, phaseOf(chosen.phase), { person, state }, steps, from))
  }
  // A study that this patient did not get shows nothing.
  results = results.filter((seen) =>
    steps.some(({ action, phase }) => action === seen.study && phase <= seen.phase),
  )
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
    lacks: condition.lacks.filter(
      (finding) => !present.has(finding) && canHave(finding, person, from) && canLack(finding, moments, from),
    ),
    moments,
    results,
    steps,
    rivals,
    arguedAt,
    restsOn: groundsOf(condition, known, from, random).map(({ says }) => sided(says, side)),
    complication: random.pick(condition.complications),
    family: random.shuffle(condition.family),
    outcome: random.pick(condition.outcome),
  }
}

/** What the diagnosis rests on: the ground that defines it, which stands first, and two others, as they are written. */
function groundsOf(
  { rests_on }: Condition,
  known: PatientState,
  from: Knowledge,
  random: Random,
): Condition['rests_on'] {
  const [first, ...others] = rests_on.filter(({ when }) => holds(when, known, from))
  if (first === undefined) return []
  const chosen = random.sample(others, 2)
  return [first, ...others.filter((ground) => chosen.includes(ground))]
}

export type Known = Pick<Course, 'person' | 'condition' | 'shows' | 'moments' | 'results' | 'steps'>

/** What is known at a phase: newest values up to it, findings not gone, what was seen and done so far. */
export function stateInCourse(course: Known, phase: number): PatientState {
  const past = course.moments.slice(0, phase + 1)
  const gone = new Set(past.flatMap((moment) => moment.gone))
  const done = course.steps.filter((step) => step.phase <= phase)
  const before = stateOfPerson(course.person, course.condition)
  const given = new Set(done.flatMap(({ drug }) => (drug === undefined ? [] : [drug])))
  return {
    ...before,
    drugs: new Set([...before.drugs, ...given]),
    given,
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

/** Of the sex that has it, and old enough to tell of it. */
function canHave(finding: string, { age, sex }: Person, from: Knowledge): boolean {
  const row = from.findings.get(finding)
  return (row?.sex === undefined || row.sex === sex) && age >= (row?.from_age ?? 0)
}
