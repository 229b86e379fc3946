// A training as a person follows it: a line of steps with loss, pace and time left, and a line for each validation.
import type { TrainingFolder } from '../training/folder.ts'
import type { Trainer, TrainingOutcome } from '../training/trainer.ts'
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
