// Validation: how often the model answers right. Of each task the likeliest mark is taken as the model's own choice,
// and behind it the likeliest answer in the form that the target has; nothing is generated. With the paper's order
// (rationale first) the answer is asked for where a rationale would stand, which measures less than a whole reply
// would, but the same of every checkpoint.
import type { Engine, Training } from '@behaviorbench/engine/engine.ts'
import type { ValidationTask } from './example.ts'
import { isProactive, type Marking } from '../prompts/markings.ts'
import { meanLosses } from './losses.ts'
import type { ValidationRecord } from './trainer.ts'

/** Tasks at a time: a stop is heard in between. Those of one conversation come together and share its work. */
const together = 16

/** Undefined when the signal stopped it. */
export async function validate(
  engine: Pick<Engine, 'score'>,
  training: Pick<Training, 'evaluate'>,
  tasks: readonly ValidationTask[],
  marking: Marking,
  signal?: AbortSignal,
): Promise<ValidationRecord | undefined> {
  let right = 0
  let rightMarks = 0
  let rightModes = 0
  const losses: Float32Array[] = []
  const ordered = tasks.toSorted((a, b) => compare(a.conversationId, b.conversationId))
  for (let from = 0; from < ordered.length; from += together) {
    if (signal?.aborted === true) return undefined
    const part = ordered.slice(from, from + together)
    const scores = await engine.score(part.map(requestOf))
    part.forEach((task, place) => {
      const chosen = choiceOf(task, scores[place] ?? [])
      if (chosen.letter === task.gold) right += 1
      if (chosen.mark === task.goldMark) rightMarks += 1
      if (modeOf(marking, chosen.mark) === modeOf(marking, task.goldMark)) rightModes += 1
    })
    losses.push(...(await training.evaluate(part.map(unweighted).map(toEngine))))
  }
  const marked = marking.marks.length > 1
  return {
    tasks: tasks.length,
    accuracy: right / tasks.length,
    markAccuracy: marked ? rightMarks / tasks.length : null,
    modeAccuracy: marked ? rightModes / tasks.length : null,
    ...meanLosses(ordered.map(unweighted), losses),
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function unweighted(task: ValidationTask): ValidationTask {
  return { ...task, weights: task.weights.map(() => 1) }
}

/** Token numbers and weights as the engine takes them. */
export function toEngine(example: Pick<ValidationTask, 'tokens' | 'prompt' | 'weights'>) {
  const weights = new Float32Array(example.tokens.length)
  weights.set(example.weights, example.prompt)
  return { tokens: Int32Array.from(example.tokens), weights }
}

/** Every mark with every answer behind it. */
function requestOf({ tokens, prompt, marks, answers }: ValidationTask) {
  return {
    prompt: Int32Array.from(tokens.slice(0, prompt)),
    continuations: marks.flatMap((mark) =>
      Object.values(answers).map((answer) => Int32Array.from([...mark, ...answer])),
    ),
  }
}

/** Of equals the first. */
function choiceOf({ marks, answers }: ValidationTask, scores: readonly Float32Array[]) {
  const letters = Object.keys(answers)
  const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0)
  const ofMarks = marks.map((mark, place) =>
    sum(scores[place * letters.length]?.subarray(0, mark.length) ?? new Float32Array()),
  )
  const mark = likeliest(ofMarks)
  const ofLetters = letters.map((_, place) =>
    sum(scores[mark * letters.length + place]?.subarray(marks[mark]?.length) ?? new Float32Array()),
  )
  return { mark, letter: letters[likeliest(ofLetters)] }
}

function likeliest(values: readonly number[]): number {
  return values.reduce((best, value, place) => (value > (values[best] as number) ? place : best), 0)
}

function modeOf(marking: Marking, place: number): boolean | undefined {
  return isProactive(marking.marks[place] ?? [])
}
