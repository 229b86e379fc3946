// fact_retrieval: find one fact that the text states. Reactive. Paper: section 2, reactive task 1.
import { randomFor } from '../kit/random.ts'
import type { Strata } from '../records/case.ts'
import type { Fact } from '../records/fact.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { clashesWithPatient } from './life-stages.ts'
import {
  chooseDrafts,
  isAffirmed,
  lastTelling,
  lastTurn,
  neighbourFacts,
  toldFacts,
  type ToldFact,
  viewUpTo,
} from './material.ts'
import { type CaseWords, caseWords, mayMeanTheSame, normalise, surelyUnmentioned } from './mentions.ts'
import { isPlainlyStated } from './plain-presence.ts'
import { isFinding, isPlainName, statedOptions } from './stated-forms.ts'
import { courseQuestions } from './course-questions.ts'
import type { Random } from '../kit/random.ts'
import type { TaskMaterial, TaskType } from './task-type.ts'
import { age, imaging, type KeyedDraft, measuredValue } from './value-forms.ts'
import { medication } from './medication-forms.ts'
import { listed, subjectName } from './wording.ts'

export const factRetrieval: TaskType = {
  id: 'fact_retrieval',
  forms: [
    'measured_value',
    'table_value',
    'qualitative_result',
    'age',
    'dose',
    'frequency',
    'imaging_result',
    'allergy',
    'documented_present',
    'documented_absent',
    'value_at_time',
    'dose_among_doses',
    'present_among_absent',
    'absent_among_present',
  ],
  draft: (material) => {
    const told = toldFacts(material)
    if (told.length === 0) return { drafts: [], empty: 'the conversation states no facts' }
    const random = randomFor(material.seed, material.case.id, 'fact_retrieval')
    if (material.conversation.origin === 'simulated') {
      const chosen = chooseDrafts(courseQuestions(material, random), random)
      return chosen.length > 0
        ? { drafts: chosen }
        : { drafts: [], empty: 'no value with three others beside it' }
    }
    const words = caseWords(material.case, material.conversation)
    const drafts = sampled(told, random).flatMap((item) => {
      const { kind } = item.fact
      if (kind === 'lab' || kind === 'vital') return measuredValue(material, told, item, random)
      if (kind === 'demographic') return age(material, told, item, random)
      if (kind === 'medication') return medication(material, told, item, random)
      if (kind === 'imaging') return imaging(material, told, item, random)
      if (kind === 'allergy') return allergy(material, item, words, random)
      return isFinding(kind) ? documented(material, told, item, words, random) : []
    })
    const chosen = chooseDrafts(drafts, random, { documented_present: 3, documented_absent: 3 })
    return chosen.length > 0
      ? { drafts: chosen }
      : { drafts: [], empty: 'no fact with three certain wrong values' }
  },
}

/** A bounded, seeded choice of facts of every kind: large records state thousands. */
function sampled(told: readonly ToldFact[], random: Random): ToldFact[] {
  const kinds = new Map<string, ToldFact[]>()
  for (const item of random.shuffle(told)) {
    const key = `${item.fact.kind} ${item.fact.negated}`
    const list = kinds.get(key)
    if (list === undefined) kinds.set(key, [item])
    else if (list.length < 14) list.push(item)
  }
  return [...kinds.values()].flat()
}

/** Nouns for findings of one kind; options of several kinds are asked for without one. */
const kindWords: Readonly<Record<string, string>> = {
  symptom: ' symptoms',
  sign: ' findings',
  diagnosis: ' conditions',
}

/** "%s" is the noun for the options, "%t" how far the conversation has come. */
const questions = {
  history: [
    'Which of these belongs to the patient’s history, by what is stated%t?',
    'Going by what is stated%t, which of these is part of this patient’s history?',
  ],
  affirmed: [
    'Which of these%s is documented for the patient%t?',
    'Which of these%s does the patient have, or have had, by what is said%t?',
    'Going by what is stated%t, which of these%s was found or reported in the patient?',
  ],
  denied: [
    'Which of these%s is documented as absent%t?',
    'Which of these%s was asked about or looked for and found to be absent%t?',
    'By what is stated%t, which of these%s does the patient not have?',
  ],
} as const

function documented(
  material: TaskMaterial,
  told: readonly ToldFact[],
  item: ToldFact,
  words: CaseWords,
  random: Random,
): KeyedDraft[] {
  const { conversation } = material
  const polarity = item.fact.negated ? 'denied' : 'affirmed'
  const last = lastTurn(conversation)
  const drawn = random.below(2) === 0 ? last : Math.min(last, item.turn + 2 + random.below(6))
  const upTo = drawn < last ? lastTelling(conversation, item.turn, drawn) : last
  if (!isPlainlyStated(item, conversation) || isOfSomeoneElse(item.fact, material.case.strata)) return []
  const plain = told.filter((other) => isPlainlyStated(other, conversation))
  const options = statedOptions(material, plain, item, polarity, upTo, words, random)
  if (options === undefined) return []
  const { kind } = item.fact
  const form = polarity === 'affirmed' && kind === 'history' ? 'history' : polarity
  const alike = options.against.every((other) => other.kind === kind)
  const question = random
    .pick(questions[form])
    .replace('%s', (alike ? kindWords[kind] : undefined) ?? '')
    .replace('%t', upTo < last ? ' so far' : '')
  const effort = { facts: 1, turns: [item.turn] }
  const contrary =
    options.against.length === 0
      ? ''
      : ` The opposite is stated of ${listed(options.against.map(subjectName))}.`
  return [
    {
      key: options.gold,
      draft: {
        form: polarity === 'affirmed' ? 'documented_present' : 'documented_absent',
        view: viewUpTo(upTo),
        question,
        gold: options.gold,
        distractors: options.distractors,
        rationale: `Turn ${item.turn} states ${options.gold} as ${polarity === 'affirmed' ? 'present' : 'absent'}; none of the other options is.${contrary}`,
        probe: { kind: 'stated', polarity },
        facts: [item.fact.id],
        turns: [item.turn],
        ...behaviorScore('fact_retrieval', effort),
        complexity: complexityOf(effort),
      },
    },
  ]
}

/** A pregnancy in the record of an infant is the mother's. */
function isOfSomeoneElse(fact: Fact, strata: Strata): boolean {
  return strata.age !== 'unknown' && strata.sex !== 'unknown' && clashesWithPatient(fact.name, strata)
}

/** Allergens that are often recorded, for cases with few neighbours. */
const commonAllergens = [
  'penicillin',
  'sulfonamides',
  'latex',
  'peanuts',
  'shellfish',
  'iodinated contrast',
  'codeine',
  'ibuprofen',
  'egg',
  'bee venom',
]

function allergy(material: TaskMaterial, item: ToldFact, words: CaseWords, random: Random): KeyedDraft[] {
  const { fact } = item
  const gold = allergenOf(subjectName(fact))
  if (!isAffirmed(fact) || !isPlainName(gold)) return []
  if (
    material.facts.some(
      (other) => other.kind === 'allergy' && other.negated && mayMeanTheSame(other.name, gold),
    )
  )
    return []
  const others = [
    ...neighbourFacts(material, 'allergy', 30, random)
      .filter(isAffirmed)
      .map((other) => allergenOf(subjectName(other))),
    ...random.shuffle(commonAllergens),
  ]
  const distractors: string[] = []
  for (const name of others) {
    if (!isPlainName(name) && name !== 'egg') continue
    if (!surelyUnmentioned(name, words) || mayMeanTheSame(name, gold) || areAkin(name, gold)) continue
    if (distractors.some((other) => mayMeanTheSame(other, name))) continue
    distractors.push(name)
  }
  if (distractors.length < 3) return []
  const last = lastTurn(material.conversation)
  const effort = { facts: 1, turns: [item.turn] }
  return [
    {
      key: normalise(gold),
      draft: {
        form: 'allergy',
        view: viewUpTo(last),
        question: random.pick([
          'Which allergy or intolerance of the patient is documented?',
          'To which of these is the patient documented as allergic or intolerant?',
          'Which of these belongs on the patient’s allergy list, by what is stated?',
        ]),
        gold,
        distractors: distractors.slice(0, 8),
        rationale: `Turn ${item.turn} records ${gold} as an allergy; none of the other substances is mentioned as one.`,
        probe: { kind: 'stated', polarity: 'affirmed', about: 'allergy' },
        facts: [fact.id],
        turns: [item.turn],
        ...behaviorScore('fact_retrieval', effort),
        complexity: complexityOf(effort),
      },
    },
  ]
}

/** Classes within which one allergy casts doubt on the others: none of them is a surely wrong option. */
const crossReactive = [
  /cillin|\bcef|cepha|penem|clavul|\bbeta-?lactam/i,
  /ibuprofen|naproxen|aspirin|diclofenac|ketorolac|nsaid|celecoxib|meloxicam|indomet/i,
  /codeine|morphine|oxycod|hydrocod|hydromorph|opioid|tramadol/i,
  /sulfa|sulfon|sulfameth|co-trimoxazole|bactrim/i,
  /shellfish|prawn|shrimp|crab|seafood/i,
  /nuts?\b|almond|cashew/i,
  /statin\b/i,
  /(?:my|thro)cin\b/i,
]

function areAkin(a: string, b: string): boolean {
  return crossReactive.some((kin) => kin.test(a) && kin.test(b))
}

/** "Allergy to mould", "penicillin allergy" → the substance. */
function allergenOf(name: string): string {
  return name
    .replace(/^(?:allergy|allergic|intolerance|sensitivity)(?: to)?\s+/i, '')
    .replace(/\s+(?:allergy|intolerance)$/i, '')
}
