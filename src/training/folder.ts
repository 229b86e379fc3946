// A training on disk. recipe.json says what is trained on what, with the hash of everything that goes in; the
// examples lie beside it as token numbers, so that any trainer, in any language, sees the same ones; steps and
// validations are journals; adapter/ is what comes out.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure } from '../kit/errors.ts'
import { canonicalJson, hashFile } from '../kit/hash.ts'
import { readJsonl, writeJson } from '../kit/jsonl.ts'
import { draws } from './choose.ts'
import type { Example, ValidationTask } from './example.ts'
import { markingNames } from '../prompts/markings.ts'
import { recipeSchema } from './recipe.ts'

export const trainingFiles = {
  header: 'recipe.json',
  examples: 'examples.jsonl',
  validation: 'validation.jsonl',
  /** What building the examples found: counts, lengths, what was shortened or left out. */
  built: 'examples.json',
  steps: 'steps.jsonl',
  validations: 'validations.jsonl',
  checkpoints: 'checkpoints',
  curves: 'curves.json',
  adapter: 'adapter',
} as const

const fileSchema = z.object({ count: z.number().int().nonnegative(), sha256: z.string() }).readonly()

export const trainingSchema = z
  .object({
    format: z.literal('behaviorbench-training/1'),
    benchmarkId: z.string(),
    base: z
      .object({
        name: z.string(),
        /** Where it was found; not compared. */
        folder: z.string(),
        /** SHA-256 by the names of its files. */
        files: z.record(z.string(), z.string()),
      })
      .readonly(),
    method: z.enum(['behavior', 'general']),
    marking: z.enum(markingNames),
    /** Added tokens with their numbers and the words whose mean their rows start from. */
    added: z
      .array(z.object({ text: z.string(), token: z.number().int(), words: z.string() }).readonly())
      .readonly(),
    /** What ends a target. */
    end: z.number().int(),
    regime: z.string(),
    permute: z.number().int().optional(),
    promptHash: z.string(),
    draw: z.enum(draws),
    /** Examples that were asked for; absent for all. */
    wanted: z.number().int().positive().optional(),
    seed: z.number().int(),
    recipe: recipeSchema,
    trainer: z.string(),
    /** Settings of the trainer that may change the numbers: precision, provider. */
    settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    examples: fileSchema,
    validation: fileSchema,
  })
  .readonly()
export type TrainingHeader = z.infer<typeof trainingSchema>

/** What is known before the examples are built. */
export type TrainingPlan = Omit<TrainingHeader, 'examples' | 'validation'>

export interface TrainingFolder {
  readonly path: string
  readonly header: TrainingHeader
  examples(): Promise<readonly Example[]>
  validation(): Promise<readonly ValidationTask[]>
}

/** Whether a folder holds a training, or the beginning of one. */
export function isTrainingFolder(path: string): boolean {
  return existsSync(join(path, trainingFiles.header)) && !existsSync(join(path, 'run.json'))
}

/** Throws a Failure where the folder holds no training, or where its examples are not those of its header. */
export async function openTrainingFolder(path: string): Promise<TrainingFolder> {
  const header = await readTrainingHeader(path)
  const read = async <T>(name: 'examples' | 'validation'): Promise<readonly T[]> => {
    const file = join(path, trainingFiles[name])
    const records: T[] = []
    if (existsSync(file) && (await hashFile(file)) === header[name].sha256) {
      for await (const record of readJsonl<T>(file)) records.push(record)
      return records
    }
    throw new Failure({
      subject: file,
      what: 'is not the file that the training was begun with.',
      remedy: 'Train into another folder with -o.',
    })
  }
  return {
    path,
    header,
    examples: () => read<Example>('examples'),
    validation: () => read<ValidationTask>('validation'),
  }
}

async function readTrainingHeader(path: string): Promise<TrainingHeader> {
  const file = join(path, trainingFiles.header)
  if (!existsSync(file)) {
    throw new Failure({
      subject: path,
      what: `is no training folder (no ${trainingFiles.header}).`,
      remedy: 'Make one with `behaviorbench train`.',
    })
  }
  try {
    return trainingSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    throw new Failure(
      {
        subject: file,
        what: 'is not the header of a training that this version made.',
        remedy: 'Train into another folder with -o.',
      },
      { cause: error },
    )
  }
}

/** The training of this plan that the folder holds; undefined where it holds none. Throws where it holds another. */
export async function findTraining(path: string, plan: TrainingPlan): Promise<TrainingFolder | undefined> {
  if (!existsSync(join(path, trainingFiles.header))) return undefined
  const header = await readTrainingHeader(path)
  const { examples: _, validation: __, ...found } = header
  const comparable = (one: TrainingPlan): Record<string, unknown> => ({
    ...one,
    base: { ...one.base, folder: '' },
  })
  const [mine, theirs] = [comparable(plan), comparable(found)]
  const different = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter(
    (key) => canonicalJson(mine[key]) !== canonicalJson(theirs[key]),
  )
  if (different.length === 0) return openTrainingFolder(path)
  throw new Failure({
    subject: path,
    what: `holds another training: ${different.join(', ')} differ.`,
    remedy: 'Choose another folder with -o.',
  })
}

/** Written last: a folder without it holds nothing. */
export async function writeTrainingHeader(path: string, header: TrainingHeader): Promise<void> {
  await writeJson(join(path, trainingFiles.header), header)
}
