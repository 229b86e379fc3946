// ddx_reasoning on simulated courses: which argument was brought for or against a diagnosis that the conversation
// weighs. Grounds are noun phrases and stand beside grounds of like illnesses that never held here; the other
// arguments are clauses and stand beside what was said of other diagnoses and steps: no form tells the key.
import type { Random } from '../kit/random.ts'
import type { Condition } from '../knowledge/condition.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { patientUpTo } from '../challenges/patient-state.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import {
  evidenceOf,
  isArgument,
  isFound,
  neverHeld,
  rowsOf,
  rowTold,
  type ArgumentTable,
  type Row,
} from './course-clauses.ts'
import { byTurns, conditionOf, courseFacts, courseSteps, liesAmong, type CourseFact } from './course-facts.ts'
import { strikingConditions } from './course-people.ts'
import { outsideRange } from './limits.ts'
import { lastTurn, viewUpTo, madeInTurn } from './material.ts'
import { contentRoots } from './mentions.ts'
import type { Draft, TaskMaterial } from './task-type.ts'
import { withArticle, withUnit } from './wording.ts'

type Keyed = { readonly key: string; readonly draft: Draft }
type Argument = CourseFact & { readonly table: ArgumentTable }

/** What the turn does with the clause. */
const uses: Readonly<Record<ArgumentTable, string>> = {
  grounds: 'names it as a ground for',
  considered: 'brings it up for',
  argued: 'brings it up against',
}

const questions: Readonly<Record<ArgumentTable, readonly string[]>> = {
  grounds: [
    'Which of these do the clinicians name as a ground for %d?',
    'On what, among these, does the diagnosis of %d rest in their words?',
    'Which piece of evidence is brought forward for %d?',
  ],
  considered: [
    'What made somebody think of %d?',
    'Which argument was brought for %d?',
    'On what grounds was %d considered?',
  ],
  argued: [
    'Which argument was brought against %d?',
    'What, in the words of the team, speaks against %d?',
    'With which of these was %d argued away?',
  ],
}

/** The statements that are weighed: grounds of the diagnosis, what spoke for the others and what against them. */
export function courseArguments(material: TaskMaterial, random: Random): Keyed[] {
  const told = courseFacts(material)
  const from = knowledge()
  const condition = from.conditions.get(conditionOf(told) ?? '')
  if (condition === undefined) return []
  const facts = told.filter(isArgument)
  return madeInTurn(random.shuffle(facts), material.most, (asked) => {
    const { fact, turn, table } = asked
    const gold = fact.reason as string
    const others =
      table === 'grounds'
        ? groundsElsewhere(material, condition, told, facts, from, random)
        : otherClauses(asked, condition, told, facts, from, random)
    const distractors = [...new Set(others ?? [])].filter((text) => text !== gold)
    // A normal value or the lack of something excludes another illness; as a ground for this one it is arguable.
    if (table === 'grounds' && !isFound(rowTold(asked, condition) ?? {}, told, from)) return []
    // A word of the diagnosis in the argument would tell it.
    const named = new Set(contentRoots(fact.name))
    if (contentRoots(gold).some((part) => named.has(part))) return []
    if (distractors.length < 3 || !liesAmong(gold, distractors)) return []
    const effort = { facts: 1, turns: [turn] }
    return [
      {
        key: `${fact.name} ${gold}`,
        draft: {
          form: `argument_${table}`,
          view: viewUpTo(lastTurn(material.conversation)),
          question: random.pick(questions[table]).replace('%d', fact.name),
          gold,
          distractors: distractors.slice(0, 10),
          rationale: `Turn ${turn} ${uses[table]} ${fact.name}; the other options were said about something else, or not at all.`,
          probe: { kind: 'reason', subject: { kind: fact.kind, name: fact.name } },
          facts: [fact.id],
          turns: [turn],
          ...behaviorScore('ddx_reasoning', effort),
          complexity: complexityOf(effort),
        },
      },
    ]
  })
}

/**
 * Findings that are no ground of the illness, and grounds that this course does not have: of the illness itself where
 * they never held, then of its look-alikes and of others that strike such patients. None rests on what a named
 * ground rests on.
 */
function groundsElsewhere(
  material: TaskMaterial,
  condition: Condition,
  told: readonly CourseFact[],
  facts: readonly Argument[],
  from: Knowledge,
  random: Random,
): string[] {
  const person = patientUpTo(material, lastTurn(material.conversation))?.state
  if (person === undefined) return []
  const named = new Set(
    facts
      .filter(({ table }) => table === 'grounds')
      .flatMap((ground) => evidenceOf(rowTold(ground, condition) ?? { says: '' })),
  )
  const rivals = condition.differential.flatMap((item) => from.conditions.get(item.condition ?? '') ?? [])
  const others = strikingConditions(person, from).filter(
    (other) => other !== condition && !rivals.includes(other),
  )
  const alike = (other: Condition): boolean => other.specialty === condition.specialty
  const pools = [[condition], rivals, others.filter(alike), others.filter((other) => !alike(other))]
  const isForeign = (row: Row): boolean =>
    !row.says.includes('{side}') &&
    neverHeld(row, told, from) &&
    !evidenceOf(row).some((atom) => named.has(atom))
  const foreign = pools
    .flatMap((conditions) => random.shuffle(conditions.flatMap((other) => rowsOf(other, 'grounds'))))
    .filter(isForeign)
    .slice(0, 2)
    .map(({ says }) => says)
  // What was found here and is no ground by the file: the words stand in the context as well as the gold's do. No
  // reading of a study: a clot in the leg may be defended as evidence of one in the lung, whoever names it.
  const grounds = new Set(rowsOf(condition, 'grounds').flatMap(evidenceOf))
  const found = told.filter(({ fact, ...row }) => !fact.negated && !grounds.has(`${row.table}:${row.key}`))
  const findings = found.flatMap(({ table, fact }) => (table === 'findings' ? [fact.name] : []))
  const values = found.flatMap(({ table, fact }) =>
    table === 'analytes' &&
    !fact.name.endsWith('s') &&
    typeof fact.value === 'number' &&
    outsideRange(fact) === undefined
      ? [withArticle(`${fact.name} of ${withUnit(String(fact.value), fact.unit)}`)]
      : [],
  )
  // An illness that goes with this one more often than with others may be defended as well.
  const usual = new Set((condition.who.background ?? []).map(({ comorbidity }) => comorbidity))
  const illnesses = found.flatMap(({ table, key, fact }) =>
    table === 'comorbidities' && !usual.has(key) ? [`known ${fact.name}`] : [],
  )
  const here = [...random.sample(findings, 4), ...random.sample(values, 3), ...random.sample(illnesses, 2)]
  return alternated(random.shuffle(here), foreign)
}

/** One of each in turn, for as long as there are any. */
function alternated(first: readonly string[], second: readonly string[]): string[] {
  return Array.from({ length: Math.max(first.length, second.length) }, (_, index) => [
    ...first.slice(index, index + 1),
    ...second.slice(index, index + 1),
  ]).flat()
}

/**
 * What other files say of the same look-alike and never held here, first: it alone cannot be told from the gold by
 * what the look-alike is. Then what was said of the other look-alikes, clauses of the file and of its specialty that
 * never held in this course, and the reasons of steps, which are spoken of in the same way. Undefined where other
 * files speak of the look-alike, but fewer than two of their clauses can stand here.
 */
function otherClauses(
  asked: Argument,
  condition: Condition,
  told: readonly CourseFact[],
  facts: readonly Argument[],
  from: Knowledge,
  random: Random,
): string[] | undefined {
  const alike = clausesElsewhere(asked, condition, from)
  const unheld = alike.filter((row) => !row.says.includes('{side}') && neverHeld(row, told, from))
  if (alike.length > 0 && unheld.length < 2) return undefined
  const evidence = new Map(
    facts.map((other) => [other, evidenceOf(rowTold(other, condition) ?? { says: '' })] as const),
  )
  const own = new Set(
    facts.filter(({ fact }) => fact.name === asked.fact.name).flatMap((other) => evidence.get(other) ?? []),
  )
  const said = facts.filter(
    (other) =>
      other.table !== 'grounds' &&
      other.fact.name !== asked.fact.name &&
      !(evidence.get(other) ?? []).some((atom) => own.has(atom)),
  )
  const unsaid = rowsOf(condition, asked.table).filter(
    (row) => !row.says.includes('{side}') && neverHeld(row, told, from),
  )
  const elsewhere = [...from.conditions.values()]
    .filter((other) => other !== condition && other.specialty === condition.specialty)
    .flatMap((other) => rowsOf(other, asked.table))
    .filter((row) => !row.says.includes('{side}') && neverHeld(row, told, from))
  const texts = (rows: readonly Row[]): string[] => rows.map(({ says }) => says)
  return [
    ...byTurns(asked.fact.reason as string, texts(random.shuffle(unheld))).slice(0, 3),
    ...random.shuffle(said.map(({ fact }) => fact.reason as string)),
    ...alternated(random.shuffle(courseSteps(told).map(({ fact }) => fact.reason as string)), [
      ...texts(random.shuffle(unsaid)),
      ...texts(random.sample(elsewhere, 3)),
    ]),
  ]
}

/** What other files say, to the same end, of the look-alike that is asked for. */
function clausesElsewhere({ fact, table }: Argument, condition: Condition, from: Knowledge): readonly Row[] {
  const own = condition.differential.find(({ name }) => name === fact.name)
  return [...from.conditions.values()]
    .filter((other) => other !== condition)
    .flatMap((other) =>
      other.differential
        .filter(
          ({ name, condition: id }) => name === fact.name || (id !== undefined && id === own?.condition),
        )
        .flatMap(({ name }) => rowsOf(other, table, name)),
    )
}
