// The embedded trainer: LoRA by the engine, in this process and on this machine. It saves the whole state of a
// training every few steps; what was done since is done again after a kill, to the same bits, because a step follows
// from the folder, the seed and its number alone.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Training } from '@behaviorbench/engine/engine.ts'
import { Failure, messageOf } from '../../kit/errors.ts'
import { openJournal, type Journal } from '../../kit/journal.ts'
import { writeFailure } from '../../kit/write-failure.ts'
import { writeAdapterFolder } from '../adapter-folder.ts'
import { openCheckpoints, type Checkpoints } from '../checkpoints.ts'
import { writeCurves } from '../curves.ts'
import type { Example } from '../example.ts'
import { trainingFiles, type TrainingFolder } from '../folder.ts'
import { isBetter, meanLosses } from '../losses.ts'
import { markings } from '../../prompts/markings.ts'
import { memoryNeed, refuseTooLarge } from '../memory-need.ts'
import { openBase, readBaseConfig, type Base, type BaseSettings } from '../open-base.ts'
import { startingRows } from '../rows.ts'
import { createBatches, learningRateAt, totalSteps } from '../schedule.ts'
import type { StepRecord, Trainer, TrainingControls, TrainingOutcome, ValidationRecord } from '../trainer.ts'
import { toEngine, validate } from '../validate.ts'

/** `open` is for tests that keep an engine over several trainings. */
export function engineTrainer(settings: BaseSettings, open = openBase): Trainer {
  const { precision, provider } = settings
  return {
    name: 'engine',
    settings: { precision, provider },
    train: async (folder, base, controls) => {
      const finished = await alreadyFinished(folder)
      if (finished !== undefined) return finished
      const { recipe, added } = folder.header
      const examples = await folder.examples()
      refuseTooLarge(base, memoryNeed(await readBaseConfig(base), precision, recipe, examples))
      const opened = await open(base, settings, added)
      const steps = await openJournal<StepRecord>(join(folder.path, trainingFiles.steps))
      const validations = await openJournal<ValidationRecord>(join(folder.path, trainingFiles.validations))
      try {
        return await run(folder, examples, opened, { steps, validations }, controls)
      } finally {
        steps.close()
        validations.close()
        await opened.engine.close()
      }
    },
  }
}

/** Starts what the header asks for; nothing is trained yet. */
export async function beginTraining(base: Base, { header }: TrainingFolder): Promise<Training> {
  const { recipe, added, seed } = header
  const { beta1, beta2, epsilon, weightDecay, maxNorm, rank, alpha, targets } = recipe
  const rows = await startingRows(base, added)
  return base.engine.startTraining({
    method: { kind: 'lora', rank, alpha, targets, ...(rows === undefined ? {} : { rows }) },
    optimizer: { beta1, beta2, epsilon, weightDecay, maxNorm },
    seed,
  })
}

interface Journals {
  readonly steps: Journal<StepRecord>
  readonly validations: Journal<ValidationRecord>
}

async function run(
  folder: TrainingFolder,
  examples: readonly Example[],
  base: Base,
  journals: Journals,
  { signal, onProgress }: TrainingControls,
): Promise<TrainingOutcome> {
  const { header } = folder
  const { recipe } = header
  const tasks = await folder.validation()
  const total = totalSteps(examples.length, recipe)
  const batchOf = createBatches(
    examples.map(({ conversationId }) => conversationId),
    recipe,
    header.seed,
  )
  const checkpoints = await openCheckpoints(folder.path)
  const training = await beginTraining(base, folder)
  const begun = await checkpoints.newest()
  if (begun > 0) await training.restore(checkpoints.path(begun))
  forgetAfter(journals, begun)
  const pace = { tokens: 0, seconds: 0 }
  const tell = (kind: 'resumed' | 'step' | 'saved' | 'validated', step: number): void =>
    onProgress?.({
      step,
      total,
      kind,
      steps: journals.steps.get(String(step)),
      validation: journals.validations.get(String(step)),
      ...pace,
    })
  if (begun > 0) tell('resumed', begun)

  /** False when the signal stopped it. */
  const judge = async (step: number): Promise<boolean> => {
    const found = await validate(base.engine, training, tasks, markings[header.marking], signal)
    if (found === undefined) return false
    journals.validations.add(String(step), found)
    await checkpoints.keepOnly([step, bestOf(journals.validations)])
    await writeCurves(folder.path, total, journals)
    tell('validated', step)
    return true
  }

  const due = (step: number, every: number): boolean => step % every === 0 || step === total
  // Killed between a checkpoint and its validation.
  if (begun > 0 && due(begun, recipe.validateEvery) && !journals.validations.has(String(begun))) {
    if (!(await judge(begun))) return { kind: 'stopped', step: begun, total }
  }
  for (let step = begun + 1; step <= total; step++) {
    if (isStopped(signal)) return { kind: 'stopped', step: step - 1, total }
    const batch = batchOf(step - 1).map((place) => examples[place] as Example)
    const rate = learningRateAt(step - 1, total, recipe)
    const began = performance.now()
    const result = await training.step(batch.map(toEngine), rate).catch((error: unknown) => {
      throw stepFailure(folder, step, error)
    })
    pace.seconds += (performance.now() - began) / 1000
    pace.tokens += result.tokens
    journals.steps.add(String(step), {
      loss: result.loss,
      markLoss: meanLosses(batch, result.losses).markLoss,
      learningRate: rate,
      gradientNorm: result.gradientNorm,
      tokens: result.tokens,
      trainedTokens: result.trainedTokens,
    })
    tell('step', step)
    const judged = due(step, recipe.validateEvery)
    if (!judged && !due(step, recipe.saveEvery) && !isStopped(signal)) continue
    await save(training, checkpoints.path(step))
    tell('saved', step)
    if (judged && !(await judge(step))) return { kind: 'stopped', step, total }
    if (!judged) await checkpoints.keepOnly([step, bestOf(journals.validations)])
  }
  return finish(folder, base, training, journals, checkpoints)
}

/** The adapter appears last, so where there is one there is nothing left to do. */
async function alreadyFinished({ path }: TrainingFolder): Promise<TrainingOutcome | undefined> {
  const adapter = join(path, trainingFiles.adapter)
  if (!existsSync(adapter)) return undefined
  const validations = await openJournal<ValidationRecord>(join(path, trainingFiles.validations), 'read')
  try {
    const best = bestOf(validations) as number
    return { kind: 'finished', best, validation: validations.get(String(best)) as ValidationRecord, adapter }
  } finally {
    validations.close()
  }
}

async function finish(
  folder: TrainingFolder,
  base: Base,
  training: Training,
  { validations }: Journals,
  checkpoints: Checkpoints,
): Promise<TrainingOutcome> {
  const best = bestOf(validations) as number
  await training.restore(checkpoints.path(best))
  const validation = validations.get(String(best)) as ValidationRecord
  const adapter = join(folder.path, trainingFiles.adapter)
  await writeAdapterFolder(adapter, {
    adapter: await training.adapter(),
    config: base.config,
    tokenizer: base.tokenizer.files,
    header: folder.header,
    best,
    validation,
  })
  await training.end()
  await checkpoints.keepOnly([])
  return { kind: 'finished', best, validation, adapter }
}

function isStopped(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true
}

/** What the journals hold of steps behind the checkpoint is done again. */
function forgetAfter({ steps, validations }: Journals, step: number): void {
  for (const journal of [steps, validations]) {
    for (const key of journal.keys()) if (Number(key) > step) journal.forget(key)
  }
}

/** The step of the best validation; undefined before the first. */
function bestOf(validations: Journal<ValidationRecord>): number | undefined {
  let best: { readonly step: number; readonly record: ValidationRecord } | undefined
  for (const step of [...validations.keys()].map(Number).toSorted((a, b) => a - b)) {
    const record = validations.get(String(step)) as ValidationRecord
    if (best === undefined || isBetter(record, best.record)) best = { step, record }
  }
  return best?.step
}

/** The engine's thread hands over no error codes, only what they are called. */
async function save(training: Training, path: string): Promise<void> {
  try {
    await training.save(path)
  } catch (error) {
    const code = /\b(ENOSPC|EDQUOT|EACCES|EPERM|EROFS)\b/.exec(messageOf(error))?.[1]
    throw writeFailure(
      path,
      code === undefined ? error : Object.assign(new Error(messageOf(error)), { code }),
    )
  }
}

function stepFailure(folder: TrainingFolder, step: number, error: unknown): Error {
  const message = messageOf(error)
  if (!/nan|not a number|finite/i.test(message)) return error as Error
  return new Failure(
    {
      subject: folder.path,
      place: `step ${step}`,
      what: 'the loss is no number any more; nothing of this step was kept.',
      remedy: 'Train into another folder with a lower learning rate, or with --precision float32.',
    },
    { cause: error },
  )
}
