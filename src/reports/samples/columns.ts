// What the list of tasks is filtered by: one character a task and column, so that 142,496 tasks are 142 KB a column
// and a filter is a loop over strings. The characters are '(' and those after it, without the backslash's range.
// viewer/columns.js reads them; both sides name their parts in the same order.
import { letters } from '../../records/task.ts'
import { behaviorTokens, fiveClasses } from '../../taxonomy/behavior.ts'
import { taskTypeIds } from '../../taxonomy/task-types.ts'
import type { TaskLine } from '../benchmark-on-disk.ts'
import type { RunAnswers } from '../run-on-disk.ts'

const first = 61
const backslash = 92

export const members = ['', 'injected', 'near_miss', 'handled'] as const

/** Tasks of one file of a column. */
export const segmentLength = 200_000

/** A column as files, each with its number. */
export function columnOf(count: number, codeAt: (index: number) => number): string[] {
  const segments: string[] = []
  for (let from = 0; from < count; from += segmentLength) {
    const length = Math.min(segmentLength, count - from)
    const bytes = Buffer.alloc(length)
    for (let index = 0; index < length; index += 1) bytes[index] = byteOf(codeAt(from + index))
    segments.push(bytes.toString('latin1'))
  }
  return segments
}

function byteOf(code: number): number {
  const byte = first + code
  return byte < backslash ? byte : byte + 1
}

export const taskColumns: Readonly<Record<string, (task: TaskLine) => number>> = {
  type: ({ type }) => taskTypeIds.indexOf(type),
  behavior: ({ behavior }) =>
    fiveClasses.indexOf(behavior.class) * behaviorTokens.length + behaviorTokens.indexOf(behavior.token),
  gold: ({ gold, member }) => members.indexOf(member ?? '') * letters.length + letters.indexOf(gold),
}

/** Of the first repeat: 0 where the task was not asked, then outcome and answer together. */
export function answerCode(answers: RunAnswers, place: number): number {
  const answer = answers.answer(place, 0)
  if (answer === undefined) return 0
  const letter = answer === null ? 0 : 1 + letters.indexOf(answer)
  return 1 + answers.outcome(place, 0) * (letters.length + 1) + letter
}

/** What the answer says of the behaviour. */
export function saidCode(answers: RunAnswers, place: number): number {
  const said = answers.said(place, 0)
  return said.class * (behaviorTokens.length + 1) + said.token
}
