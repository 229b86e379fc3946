// Everything a check may look at: the task, the case, and the conversation split into what is shown and what
// is not. Built once per task; which facts are *stated* is decided here from the shown texts.
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import type { Task } from '../records/task.ts'
import { rememberedOf } from '../kit/remember.ts'
import { contextText, editedTurns, type ShownTurn } from '../conversations/view.ts'
import { plain, sentences } from './words.ts'

export interface Sources {
  readonly case: Case
  /** All facts of the case. */
  readonly facts: readonly Fact[]
  readonly conversation: Conversation
  /** "contextual" (default): where silence is right, the token is reactive. "paper": by type alone. */
  readonly tokenPolicy?: 'contextual' | 'paper'
}

export interface Material {
  readonly task: Task
  readonly case: Case
  readonly conversation: Conversation
  readonly facts: ReadonlyMap<string, Fact>
  readonly tokenPolicy: 'contextual' | 'paper'
  /** Turns in the window, masked ones included. */
  readonly shown: readonly ShownTurn[]
  /** Turns in the window that can be read. */
  readonly visible: readonly ShownTurn[]
  /** Edited turns after the window. */
  readonly later: readonly ShownTurn[]
  /** What the reader reads, with tables and captions, without turn numbers and speakers. */
  readonly visibleText: string
  /** Text of one turn with its attachments. */
  readonly textOf: (turn: ShownTurn) => string
  /** Facts that the visible turns state, by id, with the numbers of the turns. */
  readonly stated: ReadonlyMap<string, readonly number[]>
}

/** Throws a RangeError when the view does not fit the conversation. */
export function createMaterial(task: Task, sources: Sources): Material {
  const { case: source, conversation } = sources
  const facts = byIdOf(sources.facts)
  const edited = editedTurns(conversation, task.view.edits)
  const { from, to, masked } = task.view
  if (from > to || to > edited.length) {
    throw new RangeError(`view ${from}–${to} of a conversation with ${edited.length} turns`)
  }
  const outside = masked.filter((number) => number < from || number > to)
  if (outside.length > 0) throw new RangeError(`masked turn ${outside[0]} is outside the view`)
  const shown = edited.slice(from - 1, to)
  const visible = shown.filter((turn) => !masked.includes(turn.number))
  const textOf = textsOf(source)
  return {
    task,
    case: source,
    conversation,
    facts,
    tokenPolicy: sources.tokenPolicy ?? 'contextual',
    shown,
    visible,
    later: edited.slice(to),
    visibleText: visible.map(textOf).join('\n'),
    textOf,
    stated: statedFacts(source, conversation, facts, visible),
  }
}

const byIdOf = rememberedOf((facts: readonly Fact[]) => new Map(facts.map((fact) => [fact.id, fact])))

/** Views of one conversation share the turns that they do not edit. */
const textsOf = rememberedOf((source: Case) =>
  rememberedOf((turn: ShownTurn): string => bareText(source, turn)),
)

function bareText(source: Case, turn: ShownTurn): string {
  // Most turns are nothing but their words.
  if (turn.attachments.length === 0 && !turn.name.includes(')')) return turn.text
  return contextText(source, [{ ...turn, masked: false }]).replace(/^Turn \d+ \([^)]*\): /, '')
}

/**
 * A fact is stated by a turn that names it and was not edited, or by an edited one that still holds its quote; or
 * where the edit only took sentences out, none of which speaks of the fact.
 */
function statedFacts(
  source: Case,
  conversation: Conversation,
  facts: ReadonlyMap<string, Fact>,
  visible: readonly ShownTurn[],
): Map<string, number[]> {
  const stated = new Map<string, number[]>()
  const add = (id: string, turn: number): void => {
    const turns = stated.get(id)
    if (turns === undefined) stated.set(id, [turn])
    else if (!turns.includes(turn)) turns.push(turn)
  }
  const cells = new Map<string, string[]>()
  for (const fact of facts.values()) {
    if (fact.evidence.kind !== 'cell') continue
    cells.set(fact.evidence.table, [...(cells.get(fact.evidence.table) ?? []), fact.id])
  }
  for (const turn of visible) {
    for (const id of turn.facts) add(id, turn.number)
    if (turn.edited && turn.origin !== undefined) {
      const text = plain(turn.text)
      const original = conversation.turns[turn.origin - 1]
      const dropped = sentencesDropped(original?.text ?? '', turn.text)
      for (const id of original?.facts ?? []) {
        const fact = facts.get(id)
        if (fact === undefined) continue
        const isLeft = dropped !== undefined && !speaksOf(dropped, fact)
        if (isLeft || text.includes(plain(fact.evidence.quote))) add(id, turn.number)
      }
    }
    for (const attachment of turn.attachments) {
      if (attachment.kind !== 'table' || !source.tables.some((table) => table.id === attachment.id)) continue
      for (const id of cells.get(attachment.id) ?? []) add(id, turn.number)
    }
  }
  return stated
}

/** The sentences that an edit took out, as one text; undefined where it did anything else. */
function sentencesDropped(before: string, after: string): string | undefined {
  const kept = sentences(after).map(plain)
  const all = sentences(before).map(plain)
  return kept.every((sentence) => all.includes(sentence))
    ? all.filter((sentence) => !kept.includes(sentence)).join('\n')
    : undefined
}

function speaksOf(text: string, { name, reason, value }: Fact): boolean {
  return [name, reason, typeof value === 'string' ? value : undefined].some(
    (words) => words !== undefined && text.includes(plain(words)),
  )
}
