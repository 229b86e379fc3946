// reasoning_differential_evolution: compare the patient at two turns and say what the new information changes.
// Balanced. Only what follows from stated numbers, printed limits and stated certainty; the token is proactive
// where the change must be pointed out. Paper: section 2, balanced task 1.
import { type Random, randomFor } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { courseChanges } from './course-changes.ts'
import { limitTowards, outsideRange } from './limits.ts'
import { chooseDrafts, isAffirmed, neighbourFacts, toldFacts, type ToldFact, viewUpTo } from './material.ts'
import { caseWords, mayMeanTheSame, normalise, surelyUnmentioned } from './mentions.ts'
import { quantityOf, standsInTurn } from './subjects.ts'
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'
import { intervalOf, surelyBefore, whenText } from './when.ts'
import { valueChange } from './value-change.ts'
import { decimalsOf, numberText, readableUnit, readsAsName, subjectName, withUnit } from './wording.ts'

type Keyed = { readonly key: string; readonly draft: Draft }

export const reasoningDifferentialEvolution: TaskType = {
  id: 'reasoning_differential_evolution',
  forms: ['value_change', 'limit_crossed', 'diagnosis_evolution', 'movement_of_a_value'],
  draft: (material) => {
    const random = randomFor(material.seed, material.case.id, 'reasoning_differential_evolution')
    if (material.conversation.origin === 'simulated') {
      const chosen = chooseDrafts(courseChanges(material, random), random)
      return chosen.length > 0
        ? { drafts: chosen }
        : { drafts: [], empty: 'no value with three measurements' }
    }
    const told = toldFacts(material)
    // In recorded speech a later mention settles nothing: "the mini-stroke clinic" is no established stroke.
    const settled = material.conversation.origin === 'told' ? evolutions(material, told, random) : []
    const drafts = [...changes(material, told, random), ...settled]
    const chosen = chooseDrafts(drafts, random)
    return chosen.length > 0
      ? { drafts: chosen }
      : { drafts: [], empty: 'no value or diagnosis that changes between two turns' }
  },
}

function changes(material: TaskMaterial, told: readonly ToldFact[], random: Random): Keyed[] {
  const series = new Map<string, ToldFact[]>()
  for (const item of told) {
    const { fact } = item
    if (fact.kind !== 'lab' && fact.kind !== 'vital') continue
    if (typeof fact.value !== 'number' || fact.comparator !== undefined || !isAffirmed(fact)) continue
    if (!readsAsName(subjectName(fact)) || !standsInTurn(material, item.turn, numberText(fact))) continue
    const key = `${fact.kind}|${quantityOf(fact)}|${readableUnit(fact.unit)}`
    series.set(key, [...(series.get(key) ?? []), item])
  }
  return [...series.values()].flatMap((items) => {
    const pairs = items.flatMap((earlier) =>
      items
        .filter((later) => earlier.turn < later.turn && comparable(items, earlier, later))
        .map((later) => [earlier, later] as const),
    )
    return random
      .sample(pairs, 2)
      .flatMap(([earlier, later]) => changeDraft(material, items, earlier, later, random))
  })
}

/** Told in the order of time, each the only value of its turn, and the times do not touch. */
function comparable(items: readonly ToldFact[], earlier: ToldFact, later: ToldFact): boolean {
  if (!surelyBefore(intervalOf(earlier.fact.time), intervalOf(later.fact.time))) return false
  const alone = (item: ToldFact): boolean =>
    items.every((other) => other.fact.value === item.fact.value || !other.turns.includes(item.turn))
  return alone(earlier) && alone(later)
}

function changeDraft(
  material: TaskMaterial,
  items: readonly ToldFact[],
  earlier: ToldFact,
  later: ToldFact,
  random: Random,
): Keyed[] {
  const [first, second] = [earlier.fact, later.fact]
  const [a, b] = [first.value as number, second.value as number]
  const relative = Math.abs(b - a) / Math.max(Math.abs(a), Math.abs(b), 1e-9)
  if (a === b || relative < 0.03 || a < 0 || b < 0) return []
  const direction = b > a ? 'up' : 'down'
  const decimals = Math.max(decimalsOf(numberText(first)), decimalsOf(numberText(second)))
  const unit = first.unit
  const text = (value: number): string => value.toFixed(decimals)
  const measured = (value: number): string => withUnit(text(value), unit)
  const moved = (way: string, from: number, to: number, tail = ''): string =>
    `A ${way} from ${isScore(unit) ? measured(from) : text(from)} to ${measured(to)}${tail}`
  // Nouns, so that the words agree with "neutrophils" as well as with "pCO2".
  const [way, opposite] = direction === 'up' ? ['rise', 'fall'] : ['fall', 'rise']
  const side = direction === 'up' ? 'above' : 'below'
  const limit = limitTowards(second, direction)
  const sameRange =
    normalise(JSON.stringify(first.range ?? {})) === normalise(JSON.stringify(second.range ?? {}))
  const crossed =
    limit !== undefined &&
    sameRange &&
    outsideRange(first) === undefined &&
    outsideRange(second) !== undefined
  const critical = second.interpretation === 'critical' && first.interpretation !== 'critical'
  const name = subjectName(first)
  const tail = crossed
    ? `, which puts it ${side} the reference limit of ${withUnit(String(limit), unit)}`
    : ''
  const factor = 1 + relative
  const gold = moved(way, a, b, tail)
  const inside = limit === undefined ? '' : ', within the reference limits'
  const wrong = crossed
    ? [
        moved(opposite, b, a, inside),
        `No change from ${measured(a)}${inside}`,
        moved(way, a, b, inside),
        moved(way, a, Number(text((a + b) / 2)), inside),
        moved(
          opposite,
          a,
          Number(text(a / factor)),
          direction === 'up' ? ', which puts it below the reference limits' : '',
        ),
        `A return to ${measured(a)} after ${measured(b)}, which had been ${side} the reference limit`,
      ]
    : mirrored(a, b, decimals, numbersOf(items), random).flatMap(([from, to]) => [
        moved(opposite, to, from),
        moved(way, from, to),
      ])
  const distractors = [...new Set(wrong)].filter((option) => option !== gold && distinct(option, gold))
  if (distractors.length < 3) return []
  const form = crossed ? 'limit_crossed' : 'value_change'
  const turns = [earlier.turn, later.turn]
  const effort = { facts: 2, turns, unasked: crossed || critical }
  const [whenFirst, whenSecond] = [whenText(first.time), whenText(second.time)]
  const times = whenFirst === undefined || whenSecond === undefined ? '' : ` (${whenFirst} and ${whenSecond})`
  return [
    {
      key: `${name} ${whenFirst ?? ''} ${whenSecond ?? ''}`,
      draft: {
        form,
        ...valueChange(
          material,
          { earlier, later, name, questions: questions[form], effort, mustBeTold: crossed || critical },
          random,
        ),
        gold,
        distractors: crossed ? random.shuffle(distractors) : distractors,
        rationale: `Turn ${earlier.turn} states ${withUnit(numberText(first), unit)}, turn ${later.turn} ${withUnit(numberText(second), unit)}${times}${crossed ? `; the source prints ${withUnit(String(limit), unit)} as its limit` : ''}.`,
      },
    },
  ]
}

/**
 * Pairs of values that a wrong option may give, the right pair first (for the wrong direction): each is offered
 * in both directions, so that without the context no value and no direction is more likely than another.
 */
function mirrored(
  a: number,
  b: number,
  decimals: number,
  real: readonly number[],
  random: Random,
): (readonly [number, number])[] {
  const step = Math.abs(b - a)
  const moveBy = (value: number, factor: number): number =>
    Number(Math.max(0, value + factor * step).toFixed(decimals))
  const shift = random.pick([-0.6, -0.4, 0.4, 0.6, 0.8])
  // Values of the same series at other times come first: they stand in the text as well.
  const [third, fourth] = random.shuffle(real.filter((value) => apart(value, a) && apart(value, b)))
  const [c, d] = [third ?? moveBy(a, shift), fourth ?? moveBy(b, shift)]
  const other: readonly [number, number] = c < d === a < b ? [c, d] : [d, c]
  const known = new Set([a, b])
  const usable = other.every((value) => value > 0 && !known.has(value)) && apart(other[0], other[1])
  if (!usable) return []
  // One right value beside a wrong one, where it still moves the right way: nothing falls from 132 to 139.
  const mixed = random
    .shuffle<readonly [number, number]>([
      [a, other[1]],
      [other[0], b],
    ])
    .find(([from, to]) => from < to === a < b && apart(from, to))
  return [[a, b], other, ...(mixed === undefined ? [] : [mixed])]
}

function numbersOf(items: readonly ToldFact[]): number[] {
  const values = items.flatMap(({ fact }) => (typeof fact.value === 'number' ? [fact.value] : []))
  return [...new Set(values)]
}

/** Points on a scale, which are never written without it: "from 2/10 to 3/10". */
function isScore(unit: string | undefined): boolean {
  return /^\/\d/.test(readableUnit(unit))
}

/** Far enough from each other to be two results. */
function apart(a: number, b: number): boolean {
  return Math.abs(a - b) >= 0.05 * Math.max(Math.abs(a), Math.abs(b))
}

function distinct(a: string, b: string): boolean {
  return normalise(a) !== normalise(b)
}

/** A diagnosis that is only possible at one turn, and certain or excluded at a later one. */
function evolutions(material: TaskMaterial, told: readonly ToldFact[], random: Random): Keyed[] {
  const diagnoses = told.filter(
    ({ fact }) =>
      fact.kind === 'diagnosis' && fact.experiencer === 'patient' && readsAsName(subjectName(fact)),
  )
  const words = caseWords(material.case, material.conversation)
  const result: Keyed[] = []
  for (const possible of diagnoses) {
    if (possible.fact.certainty !== 'possible' || possible.fact.negated) continue
    const same = diagnoses.filter((other) => normalise(other.fact.name) === normalise(possible.fact.name))
    const settled =
      same.find((other) => other.turn > possible.turn && isSettled(material, other)) ??
      stillOpen(same, possible)
    if (settled === undefined || same.some((other) => isOtherwise(other, settled.fact, possible))) continue
    if (
      !isDoubted(material, possible) ||
      (settled.fact.certainty === 'possible' && !isDoubted(material, settled))
    )
      continue
    if (!saidByClinician(material, possible.turn) || !saidByClinician(material, settled.turn)) continue
    const name = subjectName(possible.fact)
    const others = neighbourFacts(material, 'diagnosis', 40, random)
      .filter(
        (other) =>
          isAffirmed(other) && readsAsName(subjectName(other)) && surelyUnmentioned(other.name, words),
      )
      .map(subjectName)
      .filter((other) => !mayMeanTheSame(other, name))
    const [first, second] = others
    if (first === undefined || second === undefined) continue
    const open = settled.fact.certainty === 'possible'
    const gone = settled.fact.negated
    const confirmed = `${name} changes from a possibility to an established diagnosis`
    const excluded = `${name} changes from a possibility to an excluded diagnosis`
    const unsettled = `${name} remains no more than a possibility`
    const gold = open ? unsettled : gone ? excluded : confirmed
    const turns = [possible.turn, settled.turn]
    const effort = { facts: 2, turns, unasked: gone }
    result.push({
      key: name,
      draft: {
        form: 'diagnosis_evolution',
        view: viewUpTo(settled.turn),
        question: random
          .pick(questions.diagnosis_evolution)
          .replace('%a', String(possible.turn))
          .replace('%b', String(settled.turn)),
        gold,
        distractors: [
          ...[confirmed, excluded, unsettled].filter((text) => text !== gold),
          `${first} takes the place of ${name} as the established diagnosis`,
          `${name} is dropped from the differential in favour of ${second}`,
        ],
        rationale: `Turn ${possible.turn} names ${name} as a possibility; turn ${settled.turn} ${open ? 'still names it as no more than that' : `states it as ${gone ? 'excluded' : 'established'}`}.`,
        probe: {
          kind: 'change',
          subject: { kind: 'diagnosis', name: possible.fact.name },
          earlier: possible.turn,
          later: settled.turn,
        },
        facts: [possible.fact.id, settled.fact.id],
        turns,
        ...behaviorScore('reasoning_differential_evolution', effort),
        token: gone ? '<proactive>' : '<reactive>',
        complexity: complexityOf(effort),
      },
    })
  }
  return result
}

/** What stands around the evidence of a fact in the turn that tells it; "" where it is not word for word there. */
function wordsAround(material: TaskMaterial, { fact, turn }: ToldFact): string {
  const text = material.conversation.turns[turn - 1]?.text ?? ''
  const at = text.indexOf(fact.evidence.quote)
  return at < 0 ? '' : text.slice(Math.max(0, at - 60), at + fact.evidence.quote.length + 50)
}

/**
 * Named in so many words as a possibility. A reading that is "consistent with" or "indicative of" an illness
 * is how many an established one is put.
 */
function isDoubted(material: TaskMaterial, item: ToldFact): boolean {
  const near = wordsAround(material, item)
  return (
    /\b(?:possib\w*|suspect\w*|suspicion|differential|rule out|queried|may|might|could|cannot be excluded|questionable)\b/i.test(
      near,
    ) &&
    !/\b(?:indicative|consistent|compatible|keeping|impression|confirm\w*|diagnos(?:ed|is (?:is|was|of))|demonstrat\w+|reveal\w+)\b/i.test(
      near,
    )
  )
}

/** Told in so many words as established or excluded: a later mention alone settles nothing. */
function isSettled(material: TaskMaterial, item: ToldFact): boolean {
  const { fact } = item
  if (fact.certainty !== 'certain') return false
  const near = wordsAround(material, item)
  return fact.negated
    ? /\b(?:rul\w+ out|exclud\w+|no evidence of|negative for)\b/i.test(near)
    : /\b(?:confirm\w*|diagnos\w+|proven|proved|verified|established)\b/i.test(near) &&
        !/\b(?:history|differential|exclude|rule|likely|possib\w+|probab\w+|suspect\w*|could|might|may)\b|\?/i.test(
          near,
        )
}

/** The last mention, two turns or more later, where every mention is hedged. */
function stillOpen(same: readonly ToldFact[], possible: ToldFact): ToldFact | undefined {
  const last = same.at(-1)
  const hedged = same.every(({ fact }) => fact.certainty === 'possible' && !fact.negated)
  return hedged && last !== undefined && last.turn >= possible.turn + 2 ? last : undefined
}

function saidByClinician(material: TaskMaterial, turnNumber: number): boolean {
  const { turns, participants } = material.conversation
  const speaker = participants.find((participant) => participant.id === turns[turnNumber - 1]?.speaker)
  return speaker !== undefined && speaker.role !== 'patient' && speaker.role !== 'family'
}

/** A certain statement that says otherwise, or came before the doubt. */
function isOtherwise(other: ToldFact, settled: Fact, possible: ToldFact): boolean {
  if (other.fact.certainty !== 'certain')
    return other.turn > possible.turn && other.fact.negated !== settled.negated
  return other.fact.negated !== settled.negated || other.turn <= possible.turn
}

const questions = {
  value_change: [
    'How did the patient’s %n change between turn %a and turn %b?',
    'Compare turn %a with turn %b: what happened to the %n?',
    'What does turn %b add to what turn %a had shown about the %n?',
  ],
  limit_crossed: [
    'Between turn %a and turn %b, what changed in the %n, measured against its reference limits?',
    'Compare turn %a with turn %b: how must the reading of the %n change?',
    'What does the %n reported at turn %b mean in the light of the value at turn %a?',
  ],
  diagnosis_evolution: [
    'How does the assessment change between turn %a and turn %b?',
    'What becomes of the possibility raised at turn %a, by turn %b?',
    'Compare the differential at turn %a with that at turn %b: what has changed?',
  ],
} as const
