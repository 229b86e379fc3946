// What the drafts of one case start from: which fact is stated in which turn, and plain views. Shared by the
// task types; knows nothing of any one of them.
import type { Case } from '../records/case.ts'
import { labelsOf, touches } from '../records/label.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import type { View } from '../records/task.ts'
import { groupOf } from './neighbours.ts'
import type { Draft, TaskMaterial } from './task-type.ts'
import type { FactKind } from '../records/statement.ts'
import type { Random } from '../kit/random.ts'

/** At most this many tasks of one type from one case. */
export const tasksPerType = 12

export interface ToldFact {
  readonly fact: Fact
  /** The first turn that states it. */
  readonly turn: number
  /** All turns that state it, in order. */
  readonly turns: readonly number[]
}

/** The facts that the conversation states, in the order in which it first does. */
export function toldFacts(
  material: Pick<TaskMaterial, 'facts' | 'conversation'> & { readonly case?: Case },
): ToldFact[] {
  const wrong = labelsOf(material.case?.labels ?? [], 'error').filter((label) => label.present)
  const turnsOf = new Map<string, number[]>()
  for (const turn of material.conversation.turns) {
    for (const id of new Set(turn.facts)) {
      const turns = turnsOf.get(id)
      if (turns === undefined) turnsOf.set(id, [turn.number])
      else turns.push(turn.number)
    }
  }
  return material.facts
    .flatMap((fact) => {
      const turns = turnsOf.get(fact.id)
      // A sentence that the corpus marks as wrong is matter for correcting it and for nothing else.
      return turns === undefined || wrong.some((label) => touches(fact, label))
        ? []
        : [{ fact, turn: turns[0] as number, turns }]
    })
    .toSorted((a, b) => a.turn - b.turn)
}

/** Said of the patient, as certain, and not as absent. */
export function isAffirmed(fact: Fact): boolean {
  return !fact.negated && fact.experiencer === 'patient' && fact.certainty === 'certain'
}

/** Said to be absent in the patient, as certain. */
export function isDenied(fact: Fact): boolean {
  return fact.negated && fact.experiencer === 'patient' && fact.certainty === 'certain'
}

/** The conversation from its start up to a turn, unchanged. */
export function viewUpTo(turn: number): View {
  return { edits: [], from: 1, to: turn, masked: [] }
}

export function lastTurn(conversation: Conversation): number {
  return conversation.turns.length
}

/**
 * The last turn from `from` to `to` that tells something: no view ends on a question that waits for its answer.
 * Where `from` itself asks, the view goes on to the answer.
 */
export function lastTelling(conversation: Conversation, from: number, to: number): number {
  const { turns } = conversation
  const asks = (number: number): boolean => /\?\s*$/.test(turns[number - 1]?.text ?? '')
  const tells = (number: number): boolean => {
    const turn = turns[number - 1]
    return turn !== undefined && !asks(number) && (turn.facts.length > 0 || turn.attachments.length > 0)
  }
  for (let number = to; number > from; number--) if (tells(number)) return number
  let answer = from
  while (answer < turns.length && asks(answer)) answer++
  return answer
}

/** Facts of other groups of one kind, as material for wrong options. */
export function neighbourFacts(
  material: TaskMaterial,
  kind: FactKind,
  count: number,
  random: Random,
  name?: string,
): readonly Fact[] {
  const want = { kind, notGroup: groupOf(material.case), ...(name === undefined ? {} : { name }) }
  return material.neighbours.facts(want, count, random)
}

/**
 * A seeded choice of at most `tasksPerType` drafts, taken in turn from the question forms so that none
 * crowds the others out; at most `perForm` of one form. No form asks twice about the same subject: the caller
 * gives each draft a key.
 */
export function chooseDrafts(
  candidates: readonly { readonly key: string; readonly draft: Draft }[],
  random: Random,
  perForm: Readonly<Record<string, number>> = {},
): Draft[] {
  const forms = new Map<string, Draft[]>()
  const seen = new Set<string>()
  for (const { key, draft } of random.shuffle(candidates)) {
    const once = `${draft.form}\n${key.toLowerCase()}`
    if (seen.has(once)) continue
    seen.add(once)
    const list = forms.get(draft.form)
    if (list === undefined) forms.set(draft.form, [draft])
    else if (list.length < (perForm[draft.form] ?? tasksPerType)) list.push(draft)
  }
  const queues = [...forms.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, list]) => list)
  const chosen: Draft[] = []
  for (let round = 0; chosen.length < tasksPerType && queues.some((queue) => round < queue.length); round++) {
    for (const queue of queues) {
      const draft = queue[round]
      if (draft !== undefined && chosen.length < tasksPerType) chosen.push(draft)
    }
  }
  return chosen
}

/**
 * What `make` gives of the items in turn, until there is as much as is worth checking: some more than the `most`
 * that is wanted, for those that fail a check; all where nothing is said.
 */
export function madeInTurn<T, R>(
  items: readonly T[],
  most: number | undefined,
  make: (item: T) => readonly R[],
): R[] {
  const enough = most === undefined ? Number.POSITIVE_INFINITY : 1.5 * most + 1
  const made: R[] = []
  for (const item of items) {
    if (made.length >= enough) break
    made.push(...make(item))
  }
  return made
}
