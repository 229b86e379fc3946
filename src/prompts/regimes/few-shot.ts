// The few-shot regime: the zero-shot question after worked examples from the training split. Paper: Table 2,
// "FS (k=3)". Which examples: shots.ts. Pictures of examples are named by their captions only.
import { sha256 } from '../../kit/hash.ts'
import type { Letter, Task } from '../../records/task.ts'
import { itemValues } from '../item.ts'
import { permutationOf, withOrder } from '../permute.ts'
import type { Regime, TaskContext } from '../prompt.ts'
import type { ShotPool } from '../shots.ts'
import { fill, readTemplate } from '../template.ts'

export interface FewShotSettings {
  readonly pool: ShotPool
  readonly contextOf: (task: Task) => TaskContext
  /** Seed of the permutation of options, which examples undergo as well. */
  readonly permute: number | undefined
}

export function fewShot({ pool, contextOf, permute }: FewShotSettings): Regime {
  const template = readTemplate('few-shot')
  const exampleTemplate = readTemplate('few-shot-example')
  return {
    name: 'few-shot',
    shots: { count: pool.count, from: pool.from },
    material: { template, exampleTemplate, seed: pool.seed, pool: sha256(pool.taskIds.join('\n')) },
    render: (task, context) => {
      const shots = pool.shotsFor(task)
      const examples = shots.map((shot, index) => {
        const order = permutationOf(shot, permute)
        const shown = withOrder(shot, order)
        const letter = shown.options[order.indexOf(shot.gold)]?.letter as Letter
        const values = { ...itemValues(shown, contextOf(shot)), number: String(index + 1), answer: letter }
        return fill(exampleTemplate, values)
      })
      const values = { ...itemValues(task, context), examples: examples.join('\n\n') }
      return {
        messages: [{ role: 'user', content: fill(template, values) }],
        shots: shots.map(({ id }) => id),
      }
    },
  }
}
