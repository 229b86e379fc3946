// fact_retrieval on simulated courses: questions whose wrong options stand in the same conversation, so that
// finding an option's words is not enough: one has to see what is said of them.
import { capital } from '../kit/capital.ts'
import type { Random } from '../kit/random.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { courseFacts, type CourseFact } from './course-facts.ts'
import { lastTurn, viewUpTo } from './material.ts'
import { numbersBeside, plausibleDoses } from './plausible.ts'
import type { Draft, TaskMaterial } from './task-type.ts'
import { inItsWords } from './turn-words.ts'
import { withUnit } from './wording.ts'

type Keyed = { readonly key: string; readonly draft: Draft }

export function courseQuestions(material: TaskMaterial, random: Random): Keyed[] {
  const facts = courseFacts(material)
  const order = random.shuffle(facts)
  return [
    ...order.flatMap((fact) => valueAt(material, fact, facts, random)),
    ...order.flatMap((fact) => doseOf(material, fact, facts, random)),
    ...amongAsked(material, facts, random, false),
    ...amongAsked(material, facts, random, true),
  ]
}

const valueQuestions = [
  'What was the %n %w?',
  'Which value was given for the %n %w?',
  'How high was the %n %w?',
  'Read out the %n %w.',
  '%w, what did the %n come to?',
] as const

/** A value that was measured more than once: the other times' values are the wrong options. */
function valueAt(
  material: TaskMaterial,
  asked: CourseFact,
  facts: readonly CourseFact[],
  random: Random,
): Keyed[] {
  const { fact, table, key, turn } = asked
  if (
    (table !== 'vitals' && table !== 'analytes') ||
    typeof fact.value !== 'number' ||
    fact.time === undefined
  )
    return []
  const others = facts.filter(
    (other) => other.table === table && other.key === key && other.fact.time?.text !== fact.time?.text,
  )
  const values = [...new Set(others.map((other) => other.fact.value as number))].filter(
    (value) => value !== fact.value,
  )
  // A pressure is said as a pair.
  if (values.length < 2 || key === 'systolic' || key === 'diastolic') return []
  const decimals = Math.max(
    0,
    ...[fact.value, ...values].map((value) => String(value).split('.')[1]?.length ?? 0),
  )
  const text = (value: number): string => withUnit(value.toFixed(decimals), fact.unit)
  const near = numbersBeside(
    { name: fact.name, unit: fact.unit ?? '', gold: fact.value, decimals, taken: values },
    random,
  ).map(text)
  if (values.length + near.length < 3) return []
  const when = fact.time.text
  return [
    draftOf(material, asked, {
      form: 'value_at_time',
      question: capital(random.pick(valueQuestions).replace('%n', fact.name).replace('%w', when)),
      gold: text(fact.value),
      // One number that stands nowhere, where the other times give two: so that there are four options.
      distractors: [...random.shuffle(values.map(text)), ...near].slice(0, Math.max(3, values.length)),
      probe: { kind: 'value', subject: { kind: fact.kind, name: fact.name, time: when } },
      turn,
      words: fact.evidence.quote,
    }),
  ]
}

const doseQuestions = {
  ordered: [
    'In which dose was %n ordered?',
    'Which single dose of %n is on the chart?',
    'How much %n was to be given at a time?',
    'What is the dose of %n, as it was said?',
  ],
  taken: [
    'In which dose is %n taken at home?',
    'How much %n is taken at a time?',
    'Among the usual drugs, what is the single dose of %n?',
    'What is the usual dose of %n, as it was said?',
  ],
} as const

/**
 * The dose of a drug, among doses of other drugs that could be its own and other strengths of it: a dose in another
 * unit, or a hundred times as high, would be ruled out without reading.
 */
function doseOf(
  material: TaskMaterial,
  asked: CourseFact,
  facts: readonly CourseFact[],
  random: Random,
): Keyed[] {
  const { fact, table, turn } = asked
  if (table !== 'drugs' || fact.dose === undefined) return []
  if (facts.filter((other) => other.table === 'drugs' && other.fact.name === fact.name).length > 1) return []
  const others = facts.flatMap((other) =>
    other.table === 'drugs' && other.fact.dose !== undefined && other.fact.dose !== fact.dose
      ? [other.fact.dose]
      : [],
  )
  const offered = wrongDoses(fact.dose, random.shuffle([...new Set(others)]), random)
  if (offered === undefined) return []
  return [
    draftOf(material, asked, {
      form: 'dose_among_doses',
      question: random
        .pick(doseQuestions[fact.status === 'ordered' ? 'ordered' : 'taken'])
        .replace('%n', fact.name),
      gold: fact.dose,
      distractors: offered,
      probe: { kind: 'value', subject: { kind: fact.kind, name: fact.name } },
      turn,
      words: `${fact.name} ${fact.dose}`,
    }),
  ]
}

/**
 * Three wrong doses in the unit of the right one, one at least of them said of another drug. How many lie below is
 * drawn first, so that the rank of the right one tells little. Undefined where there are too few.
 */
function wrongDoses(gold: string, others: readonly string[], random: Random): string[] | undefined {
  const amount = Number.parseFloat(gold)
  const unit = unitOf(gold)
  if (!/^(?:mg|g|mcg|mL|units)\b/.test(unit)) return undefined
  const said = others
    .filter((dose) => unitOf(dose) === unit)
    .map((dose) => Number.parseFloat(dose))
    .filter((value) => value >= amount / 8 && value <= amount * 8)
  const strengths = plausibleDoses(amount, random).filter(
    (value) => unit !== 'units' || Number.isInteger(value),
  )
  const candidates = [...new Set([...said, ...strengths])]
  const below = random.below(4)
  const sided = [
    ...candidates.filter((value) => value < amount).slice(0, below),
    ...candidates.filter((value) => value > amount).slice(0, 3 - below),
  ]
  const offered = [...new Set([...sided, ...candidates])].slice(0, 3)
  return offered.length < 3 || !offered.some((value) => said.includes(value))
    ? undefined
    : offered.map((value) => `${value} ${unit}`)
}

/** "5 mg" → "mg". */
function unitOf(dose: string): string {
  return dose.replace(/^[\d.]+\s*/, '')
}

const presentQuestions = [
  'Which of these was found or reported to be present?',
  'One of these the patient had. Which?',
  'Which of these was asked or looked for and found?',
  'Which of these did history or examination confirm?',
] as const
const absentQuestions = [
  'Which of these was asked or looked for and is absent?',
  'One of these the patient does not have. Which was denied or not found?',
  'Which of these did history or examination rule out?',
  'Of these, which one is said not to be there?',
] as const

/** One finding that is there among those that are not, or the other way round: all were spoken of. */
function amongAsked(
  material: TaskMaterial,
  facts: readonly CourseFact[],
  random: Random,
  denied: boolean,
): Keyed[] {
  const findings = facts.filter(({ table }) => table === 'findings')
  const golds = random.shuffle(findings.filter(({ fact }) => fact.negated === denied))
  const others = findings.filter(({ fact }) => fact.negated !== denied)
  if (others.length < 3) return []
  return golds.slice(0, 3).map((asked) =>
    draftOf(material, asked, {
      form: denied ? 'absent_among_present' : 'present_among_absent',
      question: random.pick(denied ? absentQuestions : presentQuestions),
      gold: asked.fact.name,
      distractors: random.sample(others, 5).map(({ fact }) => fact.name),
      probe: { kind: 'stated', polarity: denied ? 'denied' : 'affirmed' },
      turn: asked.turn,
      words: asked.fact.name,
    }),
  )
}

interface Asked extends Pick<Draft, 'form' | 'question' | 'gold' | 'distractors' | 'probe'> {
  readonly turn: number
  /** How the turn may say it. */
  readonly words: string
}

function draftOf(material: TaskMaterial, { fact }: CourseFact, { turn, words, ...asked }: Asked): Keyed {
  const effort = { facts: 1, turns: [turn] }
  return {
    key: `${fact.name} ${fact.time?.text ?? ''}`,
    draft: {
      ...asked,
      view: viewUpTo(lastTurn(material.conversation)),
      rationale: `Turn ${turn} says so of ${fact.name}${inItsWords(material.conversation, turn, words)}`,
      facts: [fact.id],
      turns: [turn],
      ...behaviorScore('fact_retrieval', effort),
      complexity: complexityOf(effort),
    },
  }
}
