// A reply, or two, and a criterion as messages to a judge. What is judged is shown with what the judged model was
// shown: the conversation, the question, and the options under the letters that it saw.
import { contextText, shownTurns } from '../../conversations/view.ts'
import type { Message } from '../../models/model.ts'
import { withOrder } from '../../prompts/permute.ts'
import type { TaskContext } from '../../prompts/prompt.ts'
import { fill } from '../../prompts/template.ts'
import type { Prediction } from '../../records/prediction.ts'
import type { Letter, Task } from '../../records/task.ts'
import type { Criterion, Told } from './criterion.ts'
import { fenced } from './fence.ts'

/** A task as one run showed it. */
export interface ShownTask {
  readonly task: Task
  readonly context: TaskContext
  /** The task's letters in the order shown. */
  readonly order: readonly Letter[]
}

export function shownTask(task: Task, context: TaskContext, { shown }: Prediction): ShownTask {
  return { task, context, order: shown?.order ?? task.options.map(({ letter }) => letter) }
}

export function ratingMessages(
  template: string,
  criterion: Criterion,
  shown: ShownTask,
  reply: string,
): readonly Message[] {
  const content = fill(template, { ...valuesOf(criterion, shown), reply: fenced('REPLY', reply) })
  return [{ role: 'user', content }]
}

export function comparisonMessages(
  template: string,
  criterion: Criterion,
  shown: ShownTask,
  replies: readonly [string, string],
): readonly Message[] {
  const [first, second] = replies
  const values = {
    ...valuesOf(criterion, shown),
    first: fenced('REPLY 1', first),
    second: fenced('REPLY 2', second),
  }
  return [{ role: 'user', content: fill(template, values) }]
}

function valuesOf(criterion: Criterion, shown: ShownTask): Record<string, string> {
  const { task, context, order } = shown
  const { name, definition, steps, ratings } = criterion
  const asked = withOrder(task, order)
  const options = asked.options.map(({ letter, text }) => `${letter}. ${text}`).join('\n')
  const told = criterion.told.map((thing) => tellers[thing](shown)).join('')
  return {
    name,
    definition,
    steps,
    ratings,
    context: fenced('CONVERSATION', contextText(context.case, shownTurns(context.conversation, task.view))),
    question: fenced('QUESTION', `${task.question}\n\n${options}`),
    told: told === '' ? '' : `\n${told}`,
  }
}

const tellers: Readonly<Record<Told, (shown: ShownTask) => string>> = {
  'gold option': ({ task, order }) => {
    const asked = withOrder(task, order)
    const right = asked.options[order.indexOf(task.gold)]
    const text = `${right?.letter}. ${right?.text}\n\nWhy: ${task.rationale}`
    return `The option that is right, and why:\n\n${fenced('RIGHT OPTION', text)}\n`
  },
  'gold behavior': ({ task: { behavior } }) => {
    const kind = behavior.token === '<proactive>' ? 'to speak up unasked' : 'to give just what was asked'
    const text = `${behavior.class.replace('_', ' ')}: ${kind}. On a scale from 0 (reactive) to 1 (proactive): ${behavior.score}.\n\nWhy: ${behavior.reason}`
    return `\nThe behavior that is right here, and why:\n\n${fenced('RIGHT BEHAVIOR', text)}\n`
  },
}
