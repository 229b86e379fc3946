// Tasks to be asked about the fixtures' cases where what is asked is of no matter: for tests of prompts, of runs and of
// what answers. Question and options are invented; the whole conversation is shown.
import { createTask, type Task } from '../records/task.ts'
import type { GroundedCase } from './task-type-contract.ts'

/** What a test says of its task; the rest is the same in all. */
export type AskedFixture = Pick<Task, 'type' | 'question' | 'options'> &
  Partial<Pick<Task, 'gold' | 'rationale' | 'view'>>

export function askedTask({ case: source, conversation }: GroundedCase, own: AskedFixture): Task {
  return createTask({
    caseId: source.id,
    conversationId: conversation.id,
    form: 'value',
    author: 'rules',
    view: { edits: [], from: 1, to: conversation.turns.length, masked: [] },
    gold: 'C',
    rationale: 'Agreed upon before.',
    probe: { kind: 'next_action' },
    facts: [],
    turns: [1],
    behavior: { score: 0.9, class: 'highly_proactive', token: '<proactive>', reason: 'stated' },
    complexity: 'intermediate',
    source: 'text',
    corpus: 'own',
    licence: { id: 'unknown' },
    checks: [],
    ...own,
  })
}
