// ddx_reasoning on simulated courses: which argument was brought for or against a diagnosis that the conversation
// weighs. Every option is an argument that is asked for as often as it is offered: two to four that the same
// conversation brings about other diagnoses, and one that other courses bring about this one. So neither the words of the context
// nor knowing which arguments are usual tells the key.
import type { Random } from '../kit/random.ts'
import type { Condition } from '../knowledge/condition.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import {
  evidenceOf,
  isArgument,
  neverHeld,
  rowsOf,
  rowTold,
  type ArgumentTable,
  type Row,
} from './course-clauses.ts'
import { conditionOf, courseFacts, type CourseFact } from './course-facts.ts'
import { lastTurn, viewUpTo, madeInTurn } from './material.ts'
import { contentRoots } from './mentions.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

type Keyed = { readonly key: string; readonly draft: Draft }
type Argument = CourseFact & { readonly table: ArgumentTable }

/** What the turn does with the clause. */
const uses: Readonly<Record<ArgumentTable, string>> = {
  considered: 'brings it up for',
  argued: 'brings it up against',
}

const questions: Readonly<Record<ArgumentTable, readonly string[]>> = {
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

/** Wrong options of the same conversation; fewer than two would let its words tell the key. */
const mostHere = 4

/** An argument of the course that can be asked for, and what other courses say of the same diagnosis. */
interface Askable {
  readonly asked: Argument
  readonly gold: string
  readonly evidence: readonly string[]
  readonly elsewhere: readonly string[]
}

/** The arguments that are weighed: what spoke for the diagnoses that were dropped, and what against them. */
export function courseArguments(material: TaskMaterial, random: Random): Keyed[] {
  const told = courseFacts(material)
  const from = knowledge()
  const condition = from.conditions.get(conditionOf(told) ?? '')
  if (condition === undefined) return []
  const said = told.filter(isArgument)
  const askable = said.flatMap((asked) => askableOf(asked, said, condition, told, from))
  return madeInTurn(random.shuffle(askable), material.most, (one) => {
    const { asked, gold } = one
    const { fact, turn, table } = asked
    const here = askable.filter((other) => isOfAnother(other, one)).map((other) => other.gold)
    const distractors = [
      ...new Set([...random.sample(one.elsewhere, 1), ...random.sample([...new Set(here)], mostHere)]),
    ]
    if (distractors.length < 3) return []
    const effort = { facts: 1, turns: [turn] }
    return [
      {
        key: `${fact.name} ${gold}`,
        draft: {
          form: `argument_${table}`,
          view: viewUpTo(lastTurn(material.conversation)),
          question: random.pick(questions[table]).replace('%d', fact.name),
          gold,
          distractors,
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

function askableOf(
  asked: Argument,
  said: readonly Argument[],
  condition: Condition,
  told: readonly CourseFact[],
  from: Knowledge,
): Askable[] {
  const { fact } = asked
  const gold = fact.reason as string
  // A word of the diagnosis in the argument would tell it.
  const named = new Set(contentRoots(fact.name))
  if (contentRoots(gold).some((part) => named.has(part))) return []
  const elsewhere = saidElsewhere(asked, condition, told, from).filter((text) =>
    said.every((other) => other.fact.reason !== text),
  )
  if (elsewhere.length === 0) return []
  return [{ asked, gold, evidence: evidenceOf(rowTold(asked, condition) ?? {}), elsewhere }]
}

/** About another diagnosis, in other words, and resting on nothing that this one rests on. */
function isOfAnother(other: Askable, one: Askable): boolean {
  return (
    other.asked.fact.name !== one.asked.fact.name &&
    other.gold !== one.gold &&
    !other.evidence.some((atom) => one.evidence.includes(atom))
  )
}

/**
 * What other files say, to the same end, of the same diagnosis and never held here: it alone cannot be told from the
 * gold by what the diagnosis is. Where no other file speaks of it, clauses about other diagnoses of this file or of
 * its specialty that never held here.
 */
function saidElsewhere(
  asked: Argument,
  condition: Condition,
  told: readonly CourseFact[],
  from: Knowledge,
): string[] {
  const usable = (rows: readonly Row[]): string[] =>
    rows.filter((row) => !row.says.includes('{side}') && neverHeld(row, told, from)).map(({ says }) => says)
  const alike = clausesElsewhere(asked, condition, from)
  if (alike.length > 0) return usable(alike)
  const own = usable(rowsOf(condition, asked.table))
  if (own.length > 0) return own
  const others = [...from.conditions.values()].filter(
    (other) => other !== condition && other.specialty === condition.specialty,
  )
  return usable(others.flatMap((other) => rowsOf(other, asked.table)))
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
