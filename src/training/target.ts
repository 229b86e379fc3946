// The words of a target: rationale, answer and option, in the form that the prompt asks for, so that a reply which
// repeats them is read as the right answer. The mark of the behaviour stands before it (prompts/markings.ts) and is no part
// of it. Paper: section 3.2, and appendix F, "then the Rationale and answer in <answer></answer>, later is the
// detailed option".
import type { Letter, Task } from '../records/task.ts'

/**
 * rationale-first is the paper's order. answer-first puts the letter right behind the mark, where a small model that
 * cannot yet make use of its own rationale learns it best, and where one pass scores it. answer-only has no rationale.
 */
export const targetOrders = ['rationale-first', 'answer-first', 'answer-only'] as const
export type TargetOrder = (typeof targetOrders)[number]

/** How the prompt wants the answer: in a tag (appendix F), or as "Answer: X". */
export type AnswerForm = 'tag' | 'line'

export function answerText(letter: Letter, form: AnswerForm): string {
  return form === 'tag' ? `<answer>${letter}</answer>` : `Answer: ${letter}`
}

/** `letter` is the gold's as it is shown. */
export function targetText(
  task: Pick<Task, 'rationale' | 'options' | 'gold'>,
  letter: Letter,
  order: TargetOrder,
  form: AnswerForm,
): string {
  const answer = answerText(letter, form)
  if (order === 'answer-only') return answer
  const option = task.options.find((one) => one.letter === task.gold)?.text ?? ''
  const detailed = form === 'tag' ? [answer, `${letter}. ${option}`] : [answer]
  const rationale = task.rationale.trim() === '' ? [] : [task.rationale.trim()]
  const lines = order === 'rationale-first' ? [...rationale, ...detailed] : [...detailed, ...rationale]
  return lines.join('\n')
}
