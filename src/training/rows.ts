// The rows that added tokens start from: those of words that describe each. Untrained rows of a checkpoint are all
// alike, or as good as: tokens that start from those cannot be told apart for long.
import { describedRows } from '@behaviorbench/engine/checkpoints/described-rows.ts'
import type { LoraTraining } from '@behaviorbench/engine/engine.ts'
import type { Tensor } from '@behaviorbench/engine/decoder/tensor.ts'
import type { TrainingHeader } from './folder.ts'
import type { Base } from './open-base.ts'

/** Undefined where no token is added. */
export async function startingRows(
  base: Pick<Base, 'config' | 'tensors' | 'tokenizer'>,
  added: TrainingHeader['added'],
): Promise<LoraTraining['rows']> {
  if (added.length === 0) return undefined
  const ordered = added.toSorted((a, b) => a.token - b.token)
  const rows = await describedRows(
    base,
    base.tokenizer,
    ordered.map(({ words }) => words),
  )
  return { tokens: ordered.map(({ token }) => token), ...rows }
}

/** The smallest distance between two rows, as a share of their mean length; undefined for fewer than two. */
export function leastDistance({ shape, data }: Tensor): number | undefined {
  const [count = 0, width = 0] = shape
  const row = (at: number): Float32Array => data.subarray(at * width, (at + 1) * width)
  const length = (values: Iterable<number>): number =>
    Math.sqrt([...values].reduce((sum, value) => sum + value * value, 0))
  let least: number | undefined
  for (let one = 0; one < count; one++) {
    for (let other = 0; other < one; other++) {
      const [a, b] = [row(one), row(other)]
      const distance = length(a.map((value, at) => value - (b[at] as number)))
      const share = distance / Math.max(1e-12, (length(a) + length(b)) / 2)
      least = Math.min(least ?? share, share)
    }
  }
  return least
}
