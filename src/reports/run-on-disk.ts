// A run as a report reads it: of each answer a few small numbers in memory, what the model wrote stays on disk.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runFiles } from '../evaluation/run.ts'
import { Failure } from '../kit/errors.ts'
import { bump } from '../kit/group.ts'
import { parseRecord } from '../kit/jsonl.ts'
import { openLineReader, scanLines } from '../kit/line-file.ts'
import { predictionSchema, type Prediction } from '../records/prediction.ts'
import { letters, type Letter } from '../records/task.ts'
import { behaviorTokens, fiveClasses } from '../taxonomy/behavior.ts'

export const outcomes = predictionSchema.unwrap().shape.outcome.options

/** Answers by the place of their task; a task that the run did not ask has none. */
export interface RunAnswers {
  readonly repeats: number
  /** Lines of predictions.jsonl by outcome. */
  readonly outcomes: ReadonlyMap<string, number>
  /** Undefined where the task was not asked; null where there is no readable answer. */
  answer(place: number, repeat: number): Letter | null | undefined
  /** Place in `outcomes`. */
  outcome(place: number, repeat: number): number
  /** The token and the class that the answer names, as places in the taxonomy's lists plus 1; 0 where it names none. */
  said(place: number, repeat: number): { readonly token: number; readonly class: number }
  read(place: number, repeat: number): Prediction | undefined
  close(): void
}

export async function openRunAnswers(
  folder: string,
  places: ReadonlyMap<string, number>,
  repeats: number,
): Promise<RunAnswers> {
  const path = join(folder, runFiles.predictions)
  if (!existsSync(path)) {
    throw new Failure({
      subject: folder,
      what: `is not a finished run folder (no ${runFiles.predictions}).`,
      remedy: 'Make one with `behaviorbench eval`; an interrupted run is completed by running it again.',
    })
  }
  const size = places.size * repeats
  // 0: not asked, 1: no answer, then the letters.
  const answers = new Uint8Array(size)
  const outcomeOf = new Uint8Array(size)
  const tokens = new Uint8Array(size)
  const classes = new Uint8Array(size)
  const starts = new Float64Array(size)
  const ends = new Float64Array(size)
  const counts = new Map<string, number>()
  await scanLines(path, (line, { start, end, number }) => {
    const text = line.toString('utf8')
    if (text.trim() === '') return
    const prediction = parseRecord(path, number, text, predictionSchema)
    bump(counts, prediction.outcome)
    const place = places.get(prediction.taskId)
    if (place === undefined || prediction.repeat >= repeats) return
    const at = place * repeats + prediction.repeat
    answers[at] = prediction.answer === null ? 1 : 2 + letters.indexOf(prediction.answer)
    outcomeOf[at] = outcomes.indexOf(prediction.outcome)
    tokens[at] = prediction.token === undefined ? 0 : 1 + behaviorTokens.indexOf(prediction.token)
    classes[at] =
      prediction.behaviorClass === undefined ? 0 : 1 + fiveClasses.indexOf(prediction.behaviorClass)
    starts[at] = start
    ends[at] = end
  })
  const reader = openLineReader(path)
  return {
    repeats,
    outcomes: counts,
    answer: (place, repeat) => {
      const code = answers[place * repeats + repeat] ?? 0
      return code === 0 ? undefined : code === 1 ? null : letters[code - 2]
    },
    outcome: (place, repeat) => outcomeOf[place * repeats + repeat] ?? 0,
    said: (place, repeat) => {
      const at = place * repeats + repeat
      return { token: tokens[at] ?? 0, class: classes[at] ?? 0 }
    },
    read: (place, repeat) => {
      const at = place * repeats + repeat
      if ((answers[at] ?? 0) === 0) return undefined
      return JSON.parse(reader.read(starts[at] ?? 0, ends[at] ?? 0)) as Prediction
    },
    close: () => reader.close(),
  }
}
