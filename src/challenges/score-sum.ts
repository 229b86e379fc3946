// Rule: a clinical score is reported with points that the findings do not add up to. Near miss: the right sum. Each
// score of the knowledge base is a fault of its own. Paper: section 2, proactive task 7.
import { capital } from '../kit/capital.ts'
import { randomFor, type Random } from '../kit/random.ts'
import type { ClinicalScore } from '../knowledge/care.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { leavesOf, type Predicate } from '../knowledge/predicate.ts'
import { holds } from '../knowledge/state.ts'
import {
  triplesPerRule,
  type ChallengeMaterial,
  type ChallengeRule,
  type Planted,
  type Triple,
} from './challenge.ts'
import { patientUpTo, type CodedFact, type Patient } from './patient-state.ts'
import { placesAfter } from './stated.ts'
import { isMeasured } from './support.ts'
import { membersOf, voicesOf } from './voices.ts'

export const scoreSum: ChallengeRule = {
  name: 'score_sum',
  title: 'A clinical score is given with points that the findings do not add up to.',
  kind: 'error',
  taskType: 'consistency_check',
  severity: 2,
  implicitness: 2,
  plant,
}

interface Counted {
  readonly score: ClinicalScore
  readonly points: number
}

function plant(material: ChallengeMaterial): Planted {
  const random = randomFor(material.seed, material.case.id, 'score_sum')
  const last = material.conversation.turns.length
  if (patientUpTo(material, last) === undefined)
    return { triples: [], empty: 'no course of the knowledge base' }
  const from = knowledge()
  const places = random.shuffle(placesAfter(material.conversation, Math.floor(last * 0.4)))
  const chosen = places.slice(0, placesTried).flatMap((place) => {
    const patient = patientUpTo(material, place)
    const counted = patient === undefined ? [] : countedFor(patient, from)
    return patient === undefined || counted.length < 2 ? [] : [{ place, patient, counted }]
  })[0]
  if (chosen === undefined) return { triples: [], empty: 'fewer than two scores apply' }
  const { place, patient } = chosen
  const counted = random.shuffle(chosen.counted)
  const triples = counted.slice(0, triplesPerRule).flatMap((target) => {
    const other = counted.find(({ score }) => score.id !== target.score.id)
    const triple =
      other === undefined ? undefined : tripleOf(material, { target, other, place, patient }, random)
    return triple ?? []
  })
  return triples.length > 0 ? { triples } : { triples, empty: 'no wrong sum of another meaning' }
}

/** Early on values are missing, later the patient has changed: few places have scores that can be counted. */
const placesTried = 6

function countedFor(patient: Patient, from: Knowledge): Counted[] {
  return [...from.scores.values()].flatMap((score): Counted[] => {
    const points = pointsOf(score, patient, from)
    return points === undefined ? [] : [{ score, points }]
  })
}

/**
 * The sum; undefined where the score is not for this patient, or where what was told does not settle it: an item was
 * not measured, or a score of the arrival is another by now.
 */
function pointsOf(score: ClinicalScore, patient: Patient, from: Knowledge): number | undefined {
  if (!holds(score.when, patient.state, from)) return undefined
  const points = sumOf(score, patient, from)
  return score.followed === true || sumOf(score, asFirstFound(patient), from) === points ? points : undefined
}

function sumOf(score: ClinicalScore, patient: Patient, from: Knowledge): number | undefined {
  const { state } = patient
  const counted = new Set<string>()
  let points = 0
  for (const item of score.items) {
    if (!isMeasured(item.when, patient) || restsOnOrder(item.when, patient, from)) return undefined
    const group = item.group ?? item.id
    if (counted.has(group) || !holds(item.when, state, from)) continue
    counted.add(group)
    points += item.points
  }
  return points
}

/** Whether an item holds by what was once begun, such as oxygen: nobody says whether it still runs. */
function restsOnOrder(when: Predicate, { state }: Patient, from: Knowledge): boolean {
  return leavesOf(when).some((leaf) => 'done' in leaf && holds(leaf, state, from))
}

/** The newest values and the findings that the items count. */
function countedFacts({ items }: ClinicalScore, { facts }: Patient): CodedFact[] {
  const found = items
    .flatMap(({ when }) => leavesOf(when))
    .flatMap((leaf) => {
      const row =
        'lab' in leaf
          ? { table: 'analytes', key: leaf.lab }
          : 'vital' in leaf
            ? { table: 'vitals', key: leaf.vital }
            : 'finding' in leaf
              ? { table: 'findings', key: leaf.finding }
              : undefined
      return (
        facts.findLast(({ table, key, fact }) => table === row?.table && key === row.key && !fact.negated) ??
        []
      )
    })
  return [...new Set(found)]
}

const forms: readonly ((name: string, points: string) => string)[] = [
  (name, points) => `the ${name} comes to ${points}`,
  (name, points) => `I count ${points} on the ${name}`,
  (name, points) => `for the ${name} I have ${points}`,
  (name, points) => `the ${name} stands at ${points}`,
]

interface Target {
  readonly target: Counted
  readonly other: Counted
  readonly place: number
  readonly patient: Patient
}

function tripleOf(
  material: ChallengeMaterial,
  { target, other, place, patient }: Target,
  random: Random,
): Triple | undefined {
  const voices = voicesOf(material.conversation, random, place, true)
  const bases = countedFacts(target.score, patient)
  const [basis] = bases
  const wrong = otherPoints(target, patient, random)
  const otherWrong = otherPoints(other, patient, random)
  if (voices === undefined || basis === undefined || wrong === undefined || otherWrong === undefined)
    return undefined
  const [report, answer] = [place + 1, place + 2]
  const form = random.pick(forms)
  const said = (counted: Counted, points: number): string =>
    capital(form(counted.score.name, inWords(points)))
  const action = random.pick([
    'it has to be counted again',
    'please add it up once more',
    'the plan must not rest on it',
  ])
  const concern = (counted: Counted, claimed: number): string =>
    `The ${counted.score.name} in turn ${report} cannot be right: what was last found adds up to ${inWords(counted.points)}, not ${inWords(claimed)}, and nobody has corrected it; ${action}.`
  const [wrongWords, rightWords] = [said(target, wrong), said(target, target.points)]
  return {
    target: target.score.id,
    truth: basis.fact.name,
    facts: bases.map(({ fact }) => fact.id),
    to: answer,
    turns: [...new Set([...bases.map(({ turn }) => turn.number), report, answer])],
    knowledge: `scores:${target.score.id}`,
    why: {
      injected: `By its items the ${target.score.name} adds up to ${inWords(target.points)} from what was found; turn ${report} says ${inWords(wrong)}, and turn ${answer} lets it pass.`,
      near_miss: `By its items the ${target.score.name} adds up to ${inWords(target.points)}, as turn ${report} says. To object would be a false alarm.`,
      handled: `By its items the ${target.score.name} adds up to ${inWords(target.points)}; turn ${report} says ${inWords(wrong)}, but turn ${answer} puts it right.`,
    },
    members: membersOf(
      {
        place,
        wrong: { sentence: `${wrongWords}.`, planted: wrongWords },
        harmless: { sentence: `${rightWords}.`, planted: rightWords },
        company: [`${said(other, other.points)}.`],
        correction: `the ${target.score.name} adds up to ${inWords(target.points)}`,
      },
      voices,
      random,
    ),
    claims: {
      // The concern holds another mistake than the report of the near miss could have.
      concern: concern(target, wrong),
      settled: `Nothing more to raise: turn ${report} gave the ${target.score.name} as ${inWords(wrong)}, but turn ${answer} has already put it right as ${inWords(target.points)}.`,
      silent: random.pick([
        `Nothing to raise: the points in turn ${report} are what the findings add up to, and nobody had to correct them.`,
        `No objection: turn ${report} counts as the earlier turns have it, from the start.`,
      ]),
      mistaken: [concern({ ...other, points: otherWrong }, other.points)],
    },
  }
}

/** Points near the right ones that lie in another band of the score, and that earlier values did not add up to. */
function otherPoints({ score, points }: Counted, patient: Patient, random: Random): number | undefined {
  const bandOf = (value: number): string | undefined =>
    score.bands.find(({ from, to }) => value >= from && value <= to)?.means
  const near = [-3, -2, -1, 1, 2, 3].map((step) => points + step)
  const earlier = sumOf(score, asFirstFound(patient), knowledge())
  const apart = near.filter(
    (value) => bandOf(value) !== undefined && bandOf(value) !== bandOf(points) && value !== earlier,
  )
  return apart.length === 0 ? undefined : random.pick(apart)
}

/** The patient with the first value of each measure instead of the newest, and with what has passed since. */
function asFirstFound(patient: Patient): Patient {
  const first = (table: string): Map<string, number> =>
    new Map(
      patient.facts
        .toReversed()
        .flatMap(({ fact, key, table: own }) =>
          own === table && typeof fact.value === 'number' ? [[key, fact.value] as const] : [],
        ),
    )
  const findings = new Set(
    patient.facts.flatMap(({ fact, key, table }) => (table === 'findings' && !fact.negated ? [key] : [])),
  )
  return {
    ...patient,
    state: { ...patient.state, labs: first('analytes'), vitals: first('vitals'), findings },
  }
}

function inWords(points: number): string {
  return `${points} ${Math.abs(points) === 1 ? 'point' : 'points'}`
}
