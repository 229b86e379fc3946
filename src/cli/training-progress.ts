// A training as a person follows it: a line of steps with loss, pace and time left, and a line for each validation.
// Or several side by side in one line.
import type { TrainingFolder } from '../training/folder.ts'
import type { Trainer, TrainingOutcome, TrainingProgress } from '../training/trainer.ts'
import { progressLine } from './terminal.ts'
import { progressText } from './train-text.ts'

export async function followTraining(
  trainer: Trainer,
  folder: TrainingFolder,
  base: string,
  signal: AbortSignal,
): Promise<TrainingOutcome> {
  let line: ReturnType<typeof progressLine> | undefined
  let done = 0
  let text = ''
  const outcome = await trainer.train(folder, base, {
    signal,
    onProgress: (progress) => {
      if (progress.kind === 'resumed') process.stderr.write(`going on behind step ${progress.step}\n`)
      line ??= progressLine(
        'steps',
        progress.total - (progress.kind === 'step' ? progress.step - 1 : progress.step),
      )
      text = progressText(progress, text)
      if (progress.kind === 'validated') process.stderr.write(`\n${text}\n`)
      if (progress.kind !== 'step') return
      done += 1
      line.tick(text)
    },
  })
  if (outcome.kind === 'finished' && done > 0) line?.done()
  return outcome
}

/** What follows each of so many trainings of equally many steps, by its name. */
export function followTogether(trainings: number): (name: string) => (progress: TrainingProgress) => void {
  let line: ReturnType<typeof progressLine> | undefined
  let left = 0
  const texts = new Map<string, string>()
  return (name) => (progress) => {
    if (line === undefined) {
      left = trainings * progress.total
      line = progressLine('steps', left)
    }
    texts.set(name, progressText({ ...progress, tokens: 0, seconds: 0 }, texts.get(name) ?? ''))
    if (progress.kind !== 'step') return
    line.tick(
      [...texts].map(([own, text]) => `${own}: ${text.replace(/, (?:mark|accuracy) .*$/, '')}`).join('; '),
    )
    left -= 1
    if (left === 0) line.done()
  }
}
