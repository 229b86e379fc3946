// ddx_reasoning on simulated courses: which argument was brought for or against a diagnosis that the conversation
// weighs, among the arguments that it brings about the others.
import type { Random } from '../kit/random.ts'
import type { Condition } from '../knowledge/condition.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { leavesOf, type SimplePredicate } from '../knowledge/predicate.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { conditionOf, courseFacts, liesAmong, type CourseFact } from './course-facts.ts'
import { lastTurn, viewUpTo } from './material.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

type Keyed = { readonly key: string; readonly draft: Draft }

const questions: Readonly<Record<'grounds' | 'considered' | 'argued', readonly string[]>> = {
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
  const condition = knowledge().conditions.get(conditionOf(told) ?? '')
  if (condition === undefined) return []
  const evidence = evidenceOf(condition)
  const facts = told.filter(({ table }) => table in questions)
  // What was done and why is spoken of in the same way.
  const reasons = told.filter(({ fact, table }) => !(table in questions) && fact.reason !== undefined)
  return random.shuffle(facts).flatMap((asked) => {
    const { fact, turn, table } = asked
    const gold = fact.reason as string
    const others = facts
      .filter((other) => isAboutAnother(other, asked, facts, evidence))
      .map((other) => other.fact.reason as string)
    const spare = random.shuffle(reasons.map((other) => other.fact.reason as string))
    const distractors = [...new Set([...random.shuffle(others), ...spare])].filter((text) => text !== gold)
    if (distractors.length < 3 || !liesAmong(gold, distractors)) return []
    const effort = { facts: 1, turns: [turn] }
    return [
      {
        key: `${fact.name} ${gold}`,
        draft: {
          form: `argument_${table}`,
          view: viewUpTo(lastTurn(material.conversation)),
          question: random.pick(questions[table as keyof typeof questions]).replace('%d', fact.name),
          gold,
          distractors: distractors.slice(0, 8),
          rationale: `Turn ${turn} brings it up about ${fact.name}; the other options were said about something else.`,
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

/** Said of another diagnosis, in other words, and resting on nothing that was brought about the asked one. */
function isAboutAnother(
  { fact }: CourseFact,
  asked: CourseFact,
  facts: readonly CourseFact[],
  evidence: Evidence,
): boolean {
  const own = new Set(
    facts
      .filter((other) => other.fact.name === asked.fact.name)
      .flatMap((other) => evidence.get(other.fact.reason ?? '') ?? []),
  )
  const shares = (evidence.get(fact.reason ?? '') ?? []).some((atom) => own.has(atom))
  return fact.name !== asked.fact.name && fact.reason !== asked.fact.reason && !shares
}

/** What each clause of a condition's file rests on: "finding:fever", "result:target-sign". */
type Evidence = ReadonlyMap<string, readonly string[]>

function evidenceOf({ rests_on, differential }: Condition): Evidence {
  const rows = [
    ...rests_on,
    ...differential.flatMap((item) => [
      ...item.against,
      ...item.for.filter((reason) => typeof reason !== 'string'),
    ]),
  ]
  return new Map(rows.map(({ says, when }) => [says, leavesOf(when).flatMap(observed)]))
}

function observed(leaf: SimplePredicate): string[] {
  return Object.entries(leaf).flatMap(([kind, value]) =>
    ['finding', 'lab', 'result', 'drug'].includes(kind) ? [`${kind}:${String(value)}`] : [],
  )
}
