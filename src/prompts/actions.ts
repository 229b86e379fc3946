// Actions below the two modes: the second token of hierarchical marking, such as `<proactive><escalate_critical>`.
// The paper has only the two modes (section 3.1); these are ours, and this table is all there is to them: which
// action a task's reply takes follows from its token, its type, its challenge and its class, and from nothing else.
import type { Task } from '../records/task.ts'
import { categoryOf, type TaskTypeId } from '../taxonomy/task-types.ts'

export interface Action {
  readonly token: string
  readonly mode: '<reactive>' | '<proactive>'
  /** Words that describe it: its row starts from the mean of theirs. */
  readonly words: string
  readonly reason: string
  applies(task: ActedTask): boolean
}

export type ActedTask = Pick<Task, 'type' | 'behavior' | 'challenge'>

const conflicts: readonly TaskTypeId[] = [
  'interpretation_conflict',
  'data_conflict_resolution',
  'consistency_check',
]

/** The first of a task's mode that applies; the last of each mode always does. */
export const actions: readonly Action[] = [
  {
    token: '<confirm_in_order>',
    mode: '<reactive>',
    words: 'confirm that it is in order, nothing to raise',
    reason:
      'A near miss, or a fault that someone has put right: silence is right, but only after a look that a plain question does not ask for.',
    applies: ({ challenge }) => challenge !== undefined,
  },
  {
    token: '<answer_directly>',
    mode: '<reactive>',
    words: 'answer the question directly',
    reason: 'A question that the conversation answers: facts, their order, stated reasons, plain changes.',
    applies: () => true,
  },
  {
    token: '<suggest_next_step>',
    mode: '<proactive>',
    words: 'suggest the next step',
    reason: 'Nothing is wrong; what should follow has not been said yet (predictive_next_action).',
    applies: ({ type }) => type === 'predictive_next_action',
  },
  {
    token: '<point_out_change>',
    mode: '<proactive>',
    words: 'point out the change',
    reason: 'A balanced task whose context makes a change worth saying (section 3.2, point 3).',
    applies: ({ type }) => categoryOf(type) === 'balanced',
  },
  {
    token: '<resolve_conflict>',
    mode: '<proactive>',
    words: 'resolve the conflict between two statements',
    reason: 'Two statements cannot both be true: the reply names both and says how to settle it.',
    applies: ({ type, challenge }) => challenge?.kind === 'conflict' || conflicts.includes(type),
  },
  {
    token: '<escalate_critical>',
    mode: '<proactive>',
    words: 'escalate at once, critical danger',
    reason:
      'An order, a dose or due care that is wrong, of the class highly_proactive: it will be carried out, or missed, unless someone stops it now.',
    applies: ({ type, behavior }) =>
      (type === 'explicit_error_correction' || type === 'standard_of_care') &&
      behavior.class === 'highly_proactive',
  },
  {
    token: '<flag_safety>',
    mode: '<proactive>',
    words: 'flag the safety problem, warning',
    reason:
      'Every other error or omission that stands uncorrected: it must be said, and can wait for an answer.',
    applies: () => true,
  },
]

export function actionOf(task: ActedTask): Action {
  return actions.find((action) => action.mode === task.behavior.token && action.applies(task)) as Action
}
