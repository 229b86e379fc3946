// A training of short made-up examples, for tests of trainers: one token of the prompt tells the mark and the answer, so
// there is something to learn, and a step takes milliseconds.
import { join } from 'node:path'
import { readTokenizerFiles } from '@behaviorbench/engine/checkpoints/tokenizer-files.ts'
import { addTokens } from '@behaviorbench/engine/checkpoints/added-tokens.ts'
import { hashFile } from '../kit/hash.ts'
import { writeJsonl } from '../kit/jsonl.ts'
import { randomFor } from '../kit/random.ts'
import type { ValidationTask } from './example.ts'
import { tinyRecipe } from './fixture-base.ts'
import { openTrainingFolder, trainingFiles, writeTrainingHeader, type TrainingFolder } from './folder.ts'
import { markings, type MarkingName } from '../prompts/markings.ts'
import type { TrainingRecipe } from './recipe.ts'

const letters = ['A', 'B', 'C', 'D'] as const
const end = 1

export interface ShortTraining {
  readonly base: string
  readonly marking?: MarkingName
  readonly recipe?: Partial<TrainingRecipe>
  readonly seed?: number
  readonly examples?: number
}

export async function writeShortTraining(path: string, given: ShortTraining): Promise<TrainingFolder> {
  const { base, marking = 'token', recipe = {}, seed = 1, examples = 16 } = given
  const texts = markings[marking].added.map(({ text }) => text)
  const { ids } = addTokens(base, await readTokenizerFiles(base), texts, 352)
  const made = (purpose: string, count: number): ValidationTask[] =>
    Array.from({ length: count }, (_, number) => exampleOf(purpose, number, marking, ids))
  const training = made('train', examples).map(
    ({ marks: _, goldMark: __, answers: ___, gold: ____, ...example }) => example,
  )
  await writeJsonl(join(path, trainingFiles.examples), training)
  await writeJsonl(join(path, trainingFiles.validation), made('validation', 8))
  const fileOf = async (name: 'examples' | 'validation', count: number) => ({
    count,
    sha256: await hashFile(join(path, trainingFiles[name])),
  })
  await writeTrainingHeader(path, {
    format: 'behaviorbench-training/1',
    benchmarkId: 'bench_short',
    base: { name: 'tiny', folder: 'tiny', files: {} },
    method: marking === 'none' ? 'general' : 'behavior',
    marking,
    added: markings[marking].added.map((token, place) => ({ ...token, token: ids[place] as number })),
    end,
    regime: 'zero-shot',
    promptHash: 'short',
    draw: 'even',
    seed,
    recipe: { ...tinyRecipe, ...recipe },
    trainer: 'any',
    settings: {},
    examples: await fileOf('examples', training.length),
    validation: await fileOf('validation', 8),
  })
  return openTrainingFolder(path)
}

function exampleOf(
  purpose: string,
  number: number,
  marking: MarkingName,
  added: readonly number[],
): ValidationTask {
  const random = randomFor('short', purpose, number)
  const place = random.below(4)
  const goldMark = place % 2
  const marks =
    marking === 'none'
      ? [[]]
      : marking === 'text'
        ? [
            [40, 41],
            [42, 41],
          ]
        : added.slice(0, 2).map((token) => [token])
  const answers = Object.fromEntries(letters.map((letter, at) => [letter, [60, 100 + at]]))
  const gold = letters[place] as (typeof letters)[number]
  const prompt = [
    10,
    ...Array.from({ length: 4 + random.below(8) }, () => 200 + random.below(20)),
    50 + place,
    11,
  ]
  const mark = marks[marks.length === 1 ? 0 : goldMark] ?? []
  const target = [...mark, ...(answers[gold] ?? []), end]
  return {
    taskId: `${purpose}_${number}`,
    type: 'fact_retrieval',
    conversationId: `${purpose}_${number % 4}`,
    mark: marking === 'none' ? '' : (markings[marking].marks[goldMark] ?? []).join(''),
    tokens: [...prompt, ...target],
    prompt: prompt.length,
    markTokens: mark.length,
    weights: target.map(() => 1),
    marks,
    goldMark: marks.length === 1 ? 0 : goldMark,
    answers,
    gold,
  }
}
