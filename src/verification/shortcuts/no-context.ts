// A classifier that never sees the case: a conditional logit over hashed features of question and options,
// trained by AdaGrad on tasks of other cases. What it gets above chance, the options give away by themselves.
import { groupBy } from '../../kit/group.ts'
import type { Random } from '../../kit/random.ts'
import { rememberedOf } from '../../kit/remember.ts'
import { featureSpace, featuresOf } from './option-features.ts'
import { best, type Asked, type Solve, type Solved, type Solver } from './solver.ts'

const epochs = 6
const rate = 0.15
const decay = 1e-4
/** More tasks of a type than this teach it no more, and cost time. */
const mostTasks = 6000

/** Features of a task's options, kept as long as the task: folds and rounds ask for them again. */
const optionFeatures = rememberedOf((task: Asked): readonly Uint32Array[] => featuresOf(task))

export const noContext: Solver = {
  name: 'no-context',
  title: 'a classifier that reads only question and options, trained on other cases',
  reads: 'question',
  fit: (tasks, random) => {
    const chosen = [...groupBy(tasks, ({ type }) => type).values()].flatMap((ofType) =>
      random.sample(ofType, mostTasks),
    )
    const weights = train(chosen, random)
    const solve: Solve = (task, _, ties) =>
      best(
        task,
        optionFeatures(task).map((features) => scoreOf(features, weights)),
        ties,
      )
    return solve
  },
}

/** Examples side by side in flat arrays, with the features that occur numbered from 0: they stay in the fast caches. */
interface Examples {
  /** Where the options of each example begin among `starts`; one more at the end. */
  readonly options: Uint32Array
  /** Where the features of each option begin among `features`; one more at the end. */
  readonly starts: Uint32Array
  readonly features: Uint32Array
  /** Index of the right option among its example's. */
  readonly golds: Uint8Array
  /** The features as they were hashed, by their numbers. */
  readonly hashed: readonly number[]
}

function examplesOf(tasks: readonly Solved[]): Examples {
  const all = tasks.map(optionFeatures)
  const optionCount = all.reduce((sum, options) => sum + options.length, 0)
  const featureCount = all.reduce(
    (sum, options) => sum + options.reduce((own, { length }) => own + length, 0),
    0,
  )
  const options = new Uint32Array(tasks.length + 1)
  const starts = new Uint32Array(optionCount + 1)
  const features = new Uint32Array(featureCount)
  const numbers = new Int32Array(featureSpace).fill(-1)
  const hashed: number[] = []
  let option = 0
  let at = 0
  for (const [index, own] of all.entries()) {
    options[index] = option
    for (const list of own) {
      starts[option++] = at
      for (let i = 0; i < list.length; i++) {
        const feature = list[i] as number
        let number = numbers[feature] as number
        if (number < 0) {
          number = hashed.push(feature) - 1
          numbers[feature] = number
        }
        features[at++] = number
      }
    }
  }
  options[tasks.length] = option
  starts[option] = at
  const golds = Uint8Array.from(tasks, ({ options: offered, gold }) =>
    offered.findIndex(({ letter }) => letter === gold),
  )
  return { options, starts, features, golds, hashed }
}

/** Weights, by hashed feature, that make gold the most likely option of each task (softmax over the options). */
function train(tasks: readonly Solved[], random: Random): Float64Array {
  const { options, starts, features, golds, hashed } = examplesOf(tasks)
  // The weight of each feature, and beside it the sum of its squared gradients.
  const state = new Float64Array(2 * hashed.length)
  const powers = new Float64Array(16)
  const order = tasks.map((_, index) => index)
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const example of random.shuffle(order)) {
      const first = options[example] as number
      const count = (options[example + 1] as number) - first
      softmax(first, count, starts, features, state, powers)
      for (let option = 0; option < count; option++) {
        const slope = (powers[option] as number) - (option === golds[example] ? 1 : 0)
        const end = starts[first + option + 1] as number
        for (let at = starts[first + option] as number; at < end; at++) {
          const place = 2 * (features[at] as number)
          const weight = state[place] as number
          const gradient = slope + decay * weight
          const squares = (state[place + 1] as number) + gradient * gradient
          state[place + 1] = squares
          state[place] = weight - (rate / Math.sqrt(1e-8 + squares)) * gradient
        }
      }
    }
  }
  const weights = new Float64Array(featureSpace)
  for (let number = 0; number < hashed.length; number++)
    weights[hashed[number] as number] = state[2 * number] as number
  return weights
}

/** Fills `powers` with how likely each of the options is. */
function softmax(
  first: number,
  count: number,
  starts: Uint32Array,
  features: Uint32Array,
  state: Float64Array,
  powers: Float64Array,
): void {
  let highest = Number.NEGATIVE_INFINITY
  for (let option = 0; option < count; option++) {
    let score = 0
    const end = starts[first + option + 1] as number
    for (let at = starts[first + option] as number; at < end; at++)
      score += state[2 * (features[at] as number)] as number
    powers[option] = score
    highest = Math.max(highest, score)
  }
  let sum = 0
  for (let option = 0; option < count; option++) {
    const power = Math.exp((powers[option] as number) - highest)
    powers[option] = power
    sum += power
  }
  for (let option = 0; option < count; option++) powers[option] = (powers[option] as number) / sum
}

function scoreOf(features: Uint32Array, weights: Float64Array): number {
  let score = 0
  for (let at = 0; at < features.length; at++) score += weights[features[at] as number] as number
  return score
}
