// The record itself: it parses, its letters run A, B, C …, its options differ, its gold is offered, its class
// follows from its score and its token from the policy.
import { classOfScore } from '../../taxonomy/behavior.ts'
import { definitionOf } from '../../taxonomy/task-types.ts'
import { letters, taskSchema, type Task } from '../../records/task.ts'
import { canonicalJson } from '../../kit/hash.ts'
import type { Check } from '../check.ts'
import { plain } from '../words.ts'

/** Problems of shape: while there are any, no other check can run. */
export function shapeProblems(task: Task): string[] {
  const result = taskSchema.safeParse(task)
  if (!result.success) {
    return result.error.issues.map((issue) => `field ${issue.path.join('.') || '(record)'}: ${issue.message}`)
  }
  const problems: string[] = []
  for (const [index, option] of task.options.entries()) {
    if (option.letter !== letters[index]) problems.push(`option ${index + 1} has letter ${option.letter}`)
  }
  if (!task.options.some((option) => option.letter === task.gold)) {
    problems.push(`gold ${task.gold} is not offered`)
  }
  return problems
}

export const schema: Check = {
  name: 'schema',
  title: 'the record is sound: letters, distinct options, class and token',
  run: ({ task, case: source, conversation, tokenPolicy }) => {
    const problems: string[] = []
    const seen = new Map<string, string>()
    for (const option of task.options) {
      const text = plain(option.text)
      const twin = seen.get(text)
      if (twin !== undefined) problems.push(`options ${twin} and ${option.letter} are the same text`)
      if (text === '') problems.push(`option ${option.letter} has no words`)
      seen.set(text, option.letter)
    }
    if (classOfScore(task.behavior.score) !== task.behavior.class) {
      problems.push(`class ${task.behavior.class} does not follow from score ${task.behavior.score}`)
    }
    const expected = expectedToken(task, tokenPolicy)
    if (expected !== undefined && task.behavior.token !== expected) {
      problems.push(`token ${task.behavior.token}, but the policy asks for ${expected}`)
    }
    if (task.caseId !== source.id) problems.push('case id differs from the case')
    if (task.conversationId !== conversation.id)
      problems.push('conversation id differs from the conversation')
    if (canonicalJson(task.licence) !== canonicalJson(source.licence))
      problems.push('licence differs from the case')
    if (new Set(task.view.masked).size !== task.view.masked.length) problems.push('a turn is masked twice')
    return problems
  },
}

function expectedToken(task: Task, policy: 'contextual' | 'paper'): Task['behavior']['token'] | undefined {
  const { tokenPolicy } = definitionOf(task.type)
  if (tokenPolicy === 'by_context') return undefined
  const silent = task.challenge !== undefined && task.challenge.member !== 'injected'
  if (tokenPolicy === 'proactive' && silent && policy === 'contextual') return '<reactive>'
  return tokenPolicy === 'reactive' ? '<reactive>' : '<proactive>'
}
