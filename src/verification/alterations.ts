// Ways to break a valid task about a simulated course, by what is broken: a fact that its key rests on, a number, the
// words of the key, its place, what was planted. For tests and for bench/agreement.ts: a checker is worth only what it
// objects to. Unlike mutations.ts, which breaks the tasks of one invented case in particular ways, these know nothing
// of the case but what every task of its kind has.
import type { Case } from '../records/case.ts'
import type { Fact } from '../records/fact.ts'
import { goldOption, letters, type Task } from '../records/task.ts'
import { stanceOf } from './claim.ts'
import type { Sources } from './material.ts'

export interface Altered {
  readonly task: Task
  readonly sources: Sources
}

export interface Alteration {
  readonly name: string
  /** The broken task; undefined where it cannot be broken in this way. `others`: tasks of the same case. */
  readonly apply: (task: Task, sources: Sources, others: readonly Task[]) => Altered | undefined
}

export const alterations: readonly Alteration[] = [
  {
    name: 'a fact the key rests on is another',
    apply: (task, sources) => {
      const facts = factsOf(task, sources)
      return facts.length === 0
        ? undefined
        : { task, sources: withFacts(sources, new Map(facts.map((fact) => [fact.id, another(fact, task)]))) }
    },
  },
  {
    name: 'a number of the key is another',
    apply: (task, sources) =>
      // Of a movement the first number: the last may belong to the unit.
      withGold(task, sources, (text) =>
        text.replace(
          task.probe.kind === 'change' ? /\d+/ : /(?<![\d./])\d+(?!.*(?<![\d./])\d)/s,
          (digits) => `${digits}7`,
        ),
      ),
  },
  {
    name: 'a number of the planted words is another',
    apply: (task, sources) => {
      const { challenge } = task
      // What a list leaves out or a reading says has no number of its own.
      if (
        challenge?.planted === undefined ||
        !/^(?:scores|interactions|contraindications|cross-reactivity|allergy-groups):/.test(
          challenge.knowledge ?? '',
        )
      )
        return undefined
      const planted = challenge.planted.replace(
        /\d+(?= points?\b|\.\d)|\d+(?!.*\d)/,
        (digits) => `${digits}999`,
      )
      if (planted === challenge.planted) return undefined
      // Wrong points are as wrong when they are others; what is said of them then is not.
      return {
        task: {
          ...task,
          challenge: { ...challenge, planted },
          view: {
            ...task.view,
            edits: task.view.edits.map((edit) =>
              edit.kind === 'remove'
                ? edit
                : { ...edit, text: edit.text.replace(challenge.planted as string, planted) },
            ),
          },
        },
        sources,
      }
    },
  },
  {
    name: 'the key says something else',
    apply: (task, sources, others) => {
      if (task.probe.kind === 'sequence')
        return withGold(task, sources, (text) => text.split(' → ').toReversed().join(' → '))
      const own = new Set(task.options.map(({ text }) => text))
      const text = others
        .flatMap((other) => wrongElsewhere(task, other))
        .find((candidate) => !own.has(candidate) && !isSameClaim(candidate, goldOption(task).text))
      return text === undefined ? undefined : withGold(task, sources, () => text)
    },
  },
  {
    name: 'the unit of the key is another',
    apply: (task, sources) => {
      if (!['value', 'change'].includes(task.probe.kind)) return undefined
      return withGold(task, sources, (text) =>
        /\b(?:mmol\/L|mg\/dL)/.test(text)
          ? text.replace(/\b(?:mmol\/L|mg\/dL)/, (unit) => (unit === 'mmol/L' ? 'mg/dL' : 'mmol/L'))
          : text.replace(/(\d) ?(?:mg|mcg|g|%|mmHg|°C|mL)$/, '$1 units'),
      )
    },
  },
  {
    name: 'the key stands under another letter',
    apply: (task, sources) => {
      const at = letters.indexOf(task.gold)
      const gold = letters[(at + 1) % task.options.length]
      return gold === undefined ? undefined : { task: { ...task, gold }, sources }
    },
  },
  {
    name: 'what was planted is taken out, or something is planted',
    apply: (task, sources, others) => {
      const { challenge } = task
      if (challenge === undefined) {
        const [first] = sources.conversation.participants
        if (first === undefined) return undefined
        const edit = { kind: 'insert', turn: task.view.to, speaker: first.id, text: 'Noted.' } as const
        return { task: { ...task, view: { ...task.view, edits: [edit] } }, sources }
      }
      const wanted = challenge.member === 'injected' ? 'near_miss' : 'injected'
      const sibling = others.find(
        (other) =>
          other.type === task.type &&
          other.challenge?.triple === challenge.triple &&
          other.challenge.member === wanted,
      )
      if (sibling?.challenge === undefined) return undefined
      const { planted } = sibling.challenge
      return {
        task: {
          ...task,
          view: sibling.view,
          challenge: { ...challenge, ...(planted === undefined ? {} : { planted }) },
        },
        sources,
      }
    },
  },
]

/** Texts of another task of the case that are no answer to this one: keys to other things, or wrong options. */
function wrongElsewhere(task: Task, other: Task): string[] {
  if (other.type !== task.type || other.challenge?.rule !== task.challenge?.rule) return []
  const [own, theirs] = [task.probe, other.probe]
  if (own.kind !== theirs.kind || task.question === other.question) return []
  // Another value, or another conflict of the same words, can be as true of this one.
  if (own.kind === 'value' || (task.challenge !== undefined && !restsOnKnowledge(task))) return []
  const key = goldOption(other).text
  const wrong = other.options.map(({ text }) => text).filter((text) => text !== key)
  // What is present is not absent, and the next step but one is a next step as well.
  if (own.kind === 'stated')
    return theirs.kind === 'stated' && own.polarity !== theirs.polarity ? [key] : wrong
  if (own.kind === 'next_action') return wrong
  if (own.kind === 'reason')
    return 'subject' in theirs && theirs.subject.name !== own.subject.name ? [key] : []
  return [key]
}

/** Whether two claims say the same in other words: both silent about one turn, or one objection that ends otherwise. */
function isSameClaim(a: string, b: string): boolean {
  const turns = (text: string): string => [...text.matchAll(/turn \d+/gi)].join()
  const core = (text: string): string => /in turn \d+[^;]*/i.exec(text)?.[0] ?? text
  return core(a) === core(b) || (stanceOf(a) === 'silent' && turns(a) === turns(b))
}

function withGold(task: Task, sources: Sources, change: (text: string) => string): Altered | undefined {
  const gold = goldOption(task)
  const text = change(gold.text)
  if (text === gold.text) return undefined
  const options = task.options.map((option) => (option === gold ? { ...option, text } : option))
  return { task: { ...task, options }, sources }
}

function restsOnKnowledge({ challenge }: Pick<Task, 'challenge'>): boolean {
  return challenge?.knowledge !== undefined || challenge?.rule === 'complete_lists'
}

/** The facts that the key rests on, as the judges should see it: all that would have to be otherwise. */
function factsOf(
  { probe, challenge, options, gold, view, facts: ids }: Task,
  { conversation, facts }: Sources,
): Fact[] {
  const cited = facts.filter(({ id }) => ids.includes(id))
  if (probe.kind === 'masked_turn') {
    const stated = new Set(conversation.turns[probe.turn]?.facts)
    return facts.filter(({ id, kind }) => stated.has(id) && kind === 'symptom').slice(0, 1)
  }
  if (probe.kind === 'sequence') {
    const first = options
      .find(({ letter }) => letter === gold)
      ?.text.split(' → ')[0]
      ?.toLowerCase()
    const at = probe.labels.findIndex((label) => label.toLowerCase() === first)
    return facts.filter(({ id }) => id === probe.facts[at])
  }
  // Whatever follows can be the next step, a result among it.
  if (probe.kind === 'next_action') {
    const later = new Set(conversation.turns.slice(view.to).flatMap((turn) => turn.facts))
    return facts.filter(({ id }) => later.has(id))
  }
  if (challenge === undefined) return cited.slice(0, 1)
  // What two turns say against each other needs no fact.
  if (!restsOnKnowledge({ challenge })) return []
  const codes = new Set(cited.map(({ code }) => code?.code))
  return facts.filter(({ code }) => code !== undefined && codes.has(code.code))
}

/** Where a fact is spoken of, something else is said: of another row of its table, with another value and reason. */
function another(fact: Fact, { probe }: Task): Fact {
  if (probe.kind === 'stated') return { ...fact, negated: !fact.negated }
  if (probe.kind === 'sequence') return { ...fact, time: { text: 'long after', day: 1000 } }
  const { value, code, reason, dose } = fact
  const quote = `Something else: ${fact.kind}`
  return {
    ...fact,
    name: `other ${fact.kind}`,
    ...(code === undefined ? {} : { code: { ...code, code: `${code.code.split(':')[0]}:something-else` } }),
    ...(value === undefined ? {} : { value: typeof value === 'number' ? value * 3 + 1 : 'something else' }),
    ...(reason === undefined ? {} : { reason: 'it was decided for another reason' }),
    ...(dose === undefined ? {} : { dose: '999 mg' }),
    evidence: { ...fact.evidence, quote },
  }
}

/** The case as it would be with those facts: the record says so too. */
function withFacts(sources: Sources, changed: ReadonlyMap<string, Fact>): Sources {
  const facts = sources.facts.map((fact) => changed.get(fact.id) ?? fact)
  const byResource = new Map(
    [...changed.values()].flatMap((fact) =>
      fact.evidence.kind === 'resource' ? [[fact.evidence.resource, fact] as const] : [],
    ),
  )
  const entries = sources.case.entries.map((entry) => {
    const fact = byResource.get(entry.resource)
    if (fact === undefined) return entry
    const { id: _, caseId: __, evidence, ...statement } = fact
    return { ...statement, resource: entry.resource, text: evidence.quote }
  })
  const source: Case = { ...sources.case, entries }
  return { ...sources, case: source, facts }
}
