// The answers of several runs to the tasks of one benchmark, a byte each: nine runs of 142,496 tasks take 1.3 MB.
import { letters, type Letter } from '../../records/task.ts'

/** What became of one asking, besides an answer: 3 and up are the letters. */
const notAsked = 0
const callFailed = 1
const unreadable = 2
const firstLetter = 3

/** One asking of the tasks: a repeat of a run. One byte a task, in the order of the task lines. */
export type Asking = Uint8Array

export function newAsking(tasks: number): Asking {
  return new Uint8Array(tasks)
}

export type Answer = Letter | 'unreadable' | 'call failed' | 'not asked'

export function setAnswer(asking: Asking, task: number, answer: Exclude<Answer, 'not asked'>): void {
  asking[task] =
    answer === 'unreadable'
      ? unreadable
      : answer === 'call failed'
        ? callFailed
        : firstLetter + letters.indexOf(answer)
}

export function answerAt(asking: Asking, task: number): Answer {
  const code = asking[task] ?? notAsked
  if (code === notAsked) return 'not asked'
  if (code === callFailed) return 'call failed'
  if (code === unreadable) return 'unreadable'
  return letters[code - firstLetter] as Letter
}
