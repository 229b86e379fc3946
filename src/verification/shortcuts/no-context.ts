// A classifier that never sees the case: a conditional logit over hashed features of question and options,
// trained by AdaGrad on tasks of other cases. What it gets above chance, the options give away by themselves.
import { groupBy } from '../../kit/group.ts'
import type { Random } from '../../kit/random.ts'
import { featureSpace, featuresOf } from './option-features.ts'
import { best, type Asked, type Solve, type Solved, type Solver } from './solver.ts'

const epochs = 6
const rate = 0.15
const decay = 1e-4
/** More tasks of a type than this teach it no more, and cost time. */
const mostTasks = 6000

/** Features of the options of tasks learned from, kept as long as the task: folds and rounds ask for them again. */
const known = new WeakMap<Asked, readonly Uint32Array[]>()

export const noContext: Solver = {
  name: 'no-context',
  title: 'a classifier that reads only question and options, trained on other cases',
  reads: 'question',
  fit: (tasks, random) => {
    const weights = train(tasks, random)
    const solve: Solve = (task, _, ties) =>
      best(
        task,
        (known.get(task) ?? featuresOf(task)).map((features) => scoreOf(features, weights)),
        ties,
      )
    return solve
  },
}

interface Example {
  readonly options: readonly Uint32Array[]
  readonly gold: number
}

/** Weights that make gold the most likely option of each task (softmax over the options). */
function train(tasks: readonly Solved[], random: Random): Float64Array {
  const weights = new Float64Array(featureSpace)
  const squares = new Float64Array(featureSpace)
  const chosen = [...groupBy(tasks, ({ type }) => type).values()].flatMap((ofType) =>
    random.sample(ofType, mostTasks),
  )
  const examples = chosen.map((task): Example => {
    const options = known.get(task) ?? featuresOf(task)
    known.set(task, options)
    return { options, gold: task.options.findIndex((option) => option.letter === task.gold) }
  })
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { options, gold } of random.shuffle(examples)) {
      const scores = options.map((features) => scoreOf(features, weights))
      const highest = Math.max(...scores)
      const powers = scores.map((score) => Math.exp(score - highest))
      const sum = powers.reduce((total, power) => total + power, 0)
      for (const [index, features] of options.entries()) {
        const slope = (powers[index] as number) / sum - (index === gold ? 1 : 0)
        for (const feature of features) {
          const gradient = slope + decay * (weights[feature] as number)
          squares[feature] = (squares[feature] as number) + gradient * gradient
          const step = rate / Math.sqrt(1e-8 + squares[feature])
          weights[feature] = (weights[feature] as number) - step * gradient
        }
      }
    }
  }
  return weights
}

function scoreOf(features: Uint32Array, weights: Float64Array): number {
  let score = 0
  for (const feature of features) score += weights[feature] as number
  return score
}
