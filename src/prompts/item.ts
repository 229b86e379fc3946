// A task as text: what the templates' placeholders stand for.
import { contextText, shownTurns } from '../conversations/view.ts'
import type { AskedTask, TaskContext } from './prompt.ts'

export function itemValues(task: AskedTask, context: TaskContext): Readonly<Record<string, string>> {
  const turns = shownTurns(context.conversation, task.view)
  const told = turns.filter(({ number }) => context.leftOut?.has(number) !== true)
  return {
    context: contextText(context.case, told),
    question: task.question,
    options: task.options.map(({ letter, text }) => `${letter}. ${text}`).join('\n'),
    letters: task.options.map(({ letter }) => letter).join(', '),
  }
}
