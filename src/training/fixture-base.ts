// A base for tests of training: a tiny model of random weights with the engine's tokenizer of tests, as a folder of its
// own, and a recipe for it.
import { resolve } from 'node:path'
import { writeModelFolder } from '@behaviorbench/engine/checkpoints/model-folder-writer.ts'
import { readTokenizerFiles } from '@behaviorbench/engine/checkpoints/tokenizer-files.ts'
import { tinyDecoders, tinyWeights } from '@behaviorbench/engine/training/tiny-decoders.ts'
import { recipes, type TrainingRecipe } from './recipe.ts'

const tokenizerFolder = resolve(import.meta.dirname, '../../packages/engine/fixtures/tokenizer')

/** Writes it into `path`, which must not exist yet. */
export async function writeTinyBase(path: string): Promise<void> {
  const config = { ...tinyDecoders.qwen2, vocabulary: 352, positions: 4096 }
  await writeModelFolder(path, {
    config,
    tensors: tinyWeights(config),
    format: 'F32',
    files: await readTokenizerFiles(tokenizerFolder),
  })
}

/** Few steps of few examples, a rate that shows, and a checkpoint after every second. */
export const tinyRecipe: TrainingRecipe = {
  ...(recipes['paper'] as TrainingRecipe),
  name: 'tiny',
  epochs: 2,
  batch: 4,
  learningRate: 0.02,
  rank: 2,
  length: 1000,
  order: 'answer-first',
  validateEvery: 3,
  validationTasks: 6,
  saveEvery: 2,
}
