// The numbers of a training. `paper` is appendix G of the paper: "one epoch using the adamw_torch optimizer (β1 = 0.9,
// β2 = 0.95, ε = 10⁻⁸) … peak learning rate 1×10⁻⁴, decayed with a cosine schedule after a 5 % warm-up … effective
// batch size of 64 … weight decay is 0.01 and gradients are clipped to a max-norm of 1.0 … LoRA adapters (rank 8,
// α = 32) to all linear layers … best checkpoint, selected by validation accuracy every 100 steps". The exponent of ε
// is not legible in the text at hand; 10⁻⁸ is what adamw_torch has. Why `small` differs stands in docs/training.md.
import { readFileSync } from 'node:fs'
import { linears } from '@behaviorbench/engine/decoder/config.ts'
import { z } from 'zod'
import { Failure, messageOf, UsageError } from '../kit/errors.ts'
import { targetOrders } from './target.ts'

const share = z.number().min(0).max(1)
const count = z.number().int().positive()

export const recipeSchema = z
  .strictObject({
    name: z.string().min(1),
    epochs: count,
    /** Examples of a step. */
    batch: count,
    /** Of these, up to so many of one conversation side by side; 1 draws among all. */
    together: count,
    /** The peak. */
    learningRate: z.number().positive(),
    /** Share of the steps in which the learning rate rises. */
    warmup: share,
    beta1: share,
    beta2: share,
    epsilon: z.number().positive(),
    weightDecay: z.number().nonnegative(),
    maxNorm: z.number().positive(),
    rank: count,
    alpha: z.number().positive(),
    targets: z.array(z.enum(linears)).min(1).readonly(),
    /** Longest example in tokens; the model's own limit holds besides. */
    length: count,
    order: z.enum(targetOrders),
    /** Weight of the tokens of the mark in the loss; every other trained token has 1. */
    markWeight: z.number().nonnegative(),
    /** Steps between validations; the best checkpoint is among them. */
    validateEvery: count,
    /** At most so many tasks of the validation split, drawn evenly by type. */
    validationTasks: count,
    /** Steps between checkpoints: what a killed training does again. */
    saveEvery: count,
  })
  .readonly()
export type TrainingRecipe = z.infer<typeof recipeSchema>

const paper: TrainingRecipe = {
  name: 'paper',
  epochs: 1,
  batch: 64,
  together: 1,
  learningRate: 1e-4,
  warmup: 0.05,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.01,
  maxNorm: 1,
  rank: 8,
  alpha: 32,
  targets: linears,
  length: 4096,
  order: 'rationale-first',
  markWeight: 1,
  validateEvery: 100,
  validationTasks: 110,
  saveEvery: 20,
}

const small: TrainingRecipe = {
  ...paper,
  name: 'small',
  epochs: 3,
  batch: 32,
  together: 8,
  learningRate: 1e-3,
  rank: 16,
  order: 'answer-first',
  validateEvery: 50,
}

export const recipes: Readonly<Record<string, TrainingRecipe>> = { paper, small }

/** A recipe by its name, or a JSON file of what differs from `paper` (or from another, with "like"). */
export function readRecipe(nameOrPath: string): TrainingRecipe {
  const known = Object.hasOwn(recipes, nameOrPath) ? recipes[nameOrPath] : undefined
  if (known !== undefined) return known
  let given: unknown
  try {
    given = JSON.parse(readFileSync(nameOrPath, 'utf8'))
  } catch (error) {
    throw new UsageError(
      `--recipe ${nameOrPath}: neither ${Object.keys(recipes).join(' nor ')}, nor a JSON file that can be read (${messageOf(error)})`,
    )
  }
  const { like = 'paper', ...changes } = (given ?? {}) as { like?: string }
  return checkRecipe(nameOrPath, { ...recipes[like], name: nameOrPath, ...changes })
}

/** Throws a Failure that names the field that does not fit. */
export function checkRecipe(subject: string, recipe: unknown): TrainingRecipe {
  const result = recipeSchema.safeParse(recipe)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new Failure({
    subject,
    place: `field ${issue?.path.join('.') || '(recipe)'}`,
    what: `${issue?.message ?? 'does not fit'}.`,
    remedy: 'docs/training.md lists the fields.',
  })
}
