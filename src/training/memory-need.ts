// Whether a training fits into the memory that is free, by the engine's estimate, before anything is loaded.
import { estimateMemory } from '@behaviorbench/engine/training/memory.ts'
import type { DecoderConfig } from '@behaviorbench/engine/decoder/config.ts'
import type { Precision } from '@behaviorbench/engine/decoder/tensor.ts'
import { Failure } from '../kit/errors.ts'
import type { Example } from './example.ts'
import type { TrainingRecipe } from './recipe.ts'

export interface MemoryNeed {
  readonly bytes: number
  readonly free: number
}

export function memoryNeed(
  config: DecoderConfig,
  precision: Precision,
  { rank, targets, batch }: Pick<TrainingRecipe, 'rank' | 'targets' | 'batch'>,
  examples: readonly Pick<Example, 'tokens'>[],
): MemoryNeed {
  const lengths = examples.map(({ tokens }) => tokens.length).toSorted((a, b) => b - a)
  const { total } = estimateMemory({
    config,
    precision,
    method: { kind: 'lora', rank, targets },
    longest: lengths[0] ?? 1,
    // No step has more than its longest examples together.
    tokens: lengths.slice(0, batch).reduce((sum, length) => sum + length, 0),
  })
  return { bytes: total, free: process.availableMemory() }
}

/** Throws a Failure where there is too little. */
export function refuseTooLarge(subject: string, { bytes, free }: MemoryNeed): void {
  if (bytes <= free) return
  throw new Failure({
    subject,
    what: `needs about ${gigabytes(bytes)} of memory to be trained like this, and ${gigabytes(free)} are free.`,
    remedy: 'Take --precision int8, a shorter --length, a smaller --batch, or a smaller base.',
  })
}

const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`
