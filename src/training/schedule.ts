// Which examples a step takes and how fast it learns: from the number of the step, the seed and the recipe alone, so
// that a training that was stopped goes on as if it had not been.
import { groupBy } from '../kit/group.ts'
import { randomFor } from '../kit/random.ts'
import type { TrainingRecipe } from './recipe.ts'

type Paced = Pick<TrainingRecipe, 'epochs' | 'batch' | 'together' | 'learningRate' | 'warmup'>

export function stepsPerEpoch(examples: number, { batch }: Pick<Paced, 'batch'>): number {
  return Math.ceil(examples / batch)
}

export function totalSteps(examples: number, recipe: Paced): number {
  return recipe.epochs * stepsPerEpoch(examples, recipe)
}

/**
 * Places of the examples of a step (from 0). Every epoch has its own order. `groups` names the conversation of each
 * example: up to `together` of one conversation stay side by side, because a trainer computes the beginning that they
 * share only once. Where they do not share a group, or with 1, the order is drawn among all.
 */
export function createBatches(
  groups: readonly string[],
  recipe: Paced,
  seed: number,
): (step: number) => readonly number[] {
  const perEpoch = stepsPerEpoch(groups.length, recipe)
  const byGroup = [...groupBy(groups.keys(), (place) => groups[place] as string).values()]
  const orderOf = (epoch: number): readonly number[] => {
    const random = randomFor(seed, 'epoch', epoch)
    const bundles = byGroup.flatMap((places) => {
      const shuffled = random.shuffle(places)
      const starts = Math.ceil(places.length / recipe.together)
      return Array.from({ length: starts }, (_, at) =>
        shuffled.slice(at * recipe.together, (at + 1) * recipe.together),
      )
    })
    return random.shuffle(bundles).flat()
  }
  let kept: { readonly epoch: number; readonly order: readonly number[] } | undefined
  return (step) => {
    const epoch = Math.floor(step / perEpoch)
    if (kept?.epoch !== epoch) kept = { epoch, order: orderOf(epoch) }
    const start = (step % perEpoch) * recipe.batch
    return kept.order.slice(start, start + recipe.batch)
  }
}

/**
 * Rises in a line over the share of warm-up and falls along half a cosine to nothing. The first step learns already
 * and so does the last, where PyTorch's usual schedule gives the first one a rate of 0.
 */
export function learningRateAt(step: number, total: number, { learningRate, warmup }: Paced): number {
  const rising = Math.ceil(warmup * total)
  if (step < rising) return (learningRate * (step + 1)) / rising
  const share = total === rising ? 0 : (step - rising) / (total - rising)
  return learningRate * 0.5 * (1 + Math.cos(Math.PI * share))
}
