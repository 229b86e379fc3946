// A look before training starts: one example with its mask, what was shortened, whether the end of a reply is trained,
// whether the added rows can be told apart, what the examples are made of, and how much memory and how many hours it
// will take, the hours by a few steps on this machine that are thrown away.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Built } from './build-examples.ts'
import type { Example } from './example.ts'
import { trainingFiles, type TrainingFolder } from './folder.ts'
import { memoryNeed } from './memory-need.ts'
import { openBase, type BaseSettings, type BaseText } from './open-base.ts'
import { leastDistance, startingRows } from './rows.ts'
import { createBatches, totalSteps } from './schedule.ts'
import { beginTraining } from './trainers/engine.ts'
import { toEngine, validate } from './validate.ts'
import { markings } from '../prompts/markings.ts'

export interface Examination {
  readonly shown: ShownExample
  readonly built: Built
  /** Examples whose last token is trained and ends a reply. */
  readonly ended: number
  readonly rows: { readonly count: number; readonly leastDistance: number | undefined }
  readonly steps: number
  readonly memory: { readonly bytes: number; readonly free: number }
  /** Measured; undefined where the signal came first. */
  readonly pace:
    | {
        readonly tokensPerSecond: number
        readonly trainingSeconds: number
        readonly validationSeconds: number
      }
    | undefined
  /** What would go wrong; empty where nothing would. */
  readonly faults: readonly string[]
}

export interface ShownExample {
  readonly taskId: string
  /** In order; the mark, the rest of the target and the end are pieces of their own. */
  readonly pieces: readonly { readonly text: string; readonly weight: number; readonly tokens: number }[]
}

/** Rows nearer to each other than this share of their length are as good as one. */
const distinct = 0.01

export async function examineTraining(
  folder: TrainingFolder,
  base: string,
  text: BaseText,
  settings: BaseSettings,
  signal: AbortSignal,
): Promise<Examination> {
  const { header } = folder
  const { recipe } = header
  const examples = await folder.examples()
  const built = JSON.parse(await readFile(join(folder.path, trainingFiles.built), 'utf8')) as Built
  const ended = examples.filter(
    ({ tokens, weights }) => tokens.at(-1) === header.end && (weights.at(-1) ?? 0) > 0,
  ).length
  const rows = await startingRows(text, header.added)
  const least = rows === undefined ? undefined : leastDistance(rows.embedding)
  const memory = memoryNeed(text.config, settings.precision, recipe, examples)
  const enough = memory.bytes < memory.free
  const pace = enough ? await measurePace(folder, base, examples, built, settings, signal) : undefined
  return {
    shown: show(examples[0] as Example, text),
    built,
    ended,
    rows: { count: header.added.length, leastDistance: least },
    steps: totalSteps(examples.length, recipe),
    memory,
    pace,
    faults: [
      ...(ended === examples.length
        ? []
        : [`${examples.length - ended} targets do not train their end: the model would not stop.`]),
      ...(least !== undefined && least < distinct
        ? ['Two added rows start from as good as the same numbers: describe them in other words.']
        : []),
      ...(enough ? [] : ['There is too little free memory; take --precision int8, or a shorter --length.']),
    ],
  }
}

function show({ taskId, tokens, prompt, markTokens, weights }: Example, { codec }: BaseText): ShownExample {
  const cuts = [0, prompt, prompt + markTokens, tokens.length - 1, tokens.length]
  const pieces = cuts.slice(1).flatMap((end, at) => {
    const start = cuts[at] as number
    const weight = start < prompt ? 0 : (weights[start - prompt] ?? 0)
    return end > start ? [{ text: codec.decode(tokens.slice(start, end)), weight, tokens: end - start }] : []
  })
  return { taskId, pieces }
}

/** One step to warm up and one to measure, then a part of the validation; nothing of it is kept. */
async function measurePace(
  folder: TrainingFolder,
  base: string,
  examples: readonly Example[],
  built: Built,
  settings: BaseSettings,
  signal: AbortSignal,
): Promise<Examination['pace']> {
  const { recipe, seed, marking } = folder.header
  const tasks = await folder.validation()
  const opened = await openBase(base, settings, folder.header.added)
  try {
    const training = await beginTraining(opened, folder)
    const groups = examples.map(({ conversationId }) => conversationId)
    const batchOf = createBatches(groups, recipe, seed)
    const batch = batchOf(0).map((place) => toEngine(examples[place] as Example))
    await training.step(batch, 0)
    if (signal.aborted) return undefined
    const next = batchOf(groups.length > recipe.batch ? 1 : 0).map((place) =>
      toEngine(examples[place] as Example),
    )
    let began = performance.now()
    const { tokens } = await training.step(next, 0)
    const tokensPerSecond = tokens / ((performance.now() - began) / 1000)
    const some = tasks.slice(0, 16)
    began = performance.now()
    const judged = await validate(opened.engine, training, some, markings[marking], signal)
    if (judged === undefined) return undefined
    const perTask = (performance.now() - began) / 1000 / some.length
    const validations = Math.ceil(totalSteps(examples.length, recipe) / recipe.validateEvery)
    return {
      tokensPerSecond,
      trainingSeconds: (recipe.epochs * built.examples.tokens.total) / tokensPerSecond,
      validationSeconds: validations * perTask * tasks.length,
    }
  } finally {
    await opened.engine.close()
  }
}
