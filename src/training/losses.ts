// Means of cross-entropies over the tokens of several examples: of all targets, and of their marks by themselves.
import type { Example } from './example.ts'

/** `losses`: of each example's trained tokens in their order. */
export function meanLosses(
  examples: readonly Pick<Example, 'markTokens' | 'weights'>[],
  losses: readonly Float32Array[],
): { readonly loss: number; readonly markLoss: number | null } {
  let sum = 0
  let count = 0
  let markSum = 0
  let markCount = 0
  examples.forEach(({ markTokens, weights }, place) => {
    // Tokens without weight are not trained and have no loss here: such may be those of the mark.
    const trainedMarks = weights.slice(0, markTokens).filter((weight) => weight !== 0).length
    losses[place]?.forEach((loss, token) => {
      sum += loss
      count += 1
      if (token >= trainedMarks) return
      markSum += loss
      markCount += 1
    })
  })
  return { loss: count === 0 ? 0 : sum / count, markLoss: markCount === 0 ? null : markSum / markCount }
}

/** The better of two validations: more right answers; then the lower loss; then the earlier. */
export function isBetter(
  one: { readonly accuracy: number; readonly loss: number },
  than: { readonly accuracy: number; readonly loss: number },
): boolean {
  return one.accuracy === than.accuracy ? one.loss < than.loss : one.accuracy > than.accuracy
}
