// The examples of a few-shot prompt: tasks of the training split, drawn for each task by seed, never of the
// task's own case or group, no two of one group. "same-type" draws examples of the task's type; "mixed" goes
// through the types in random order, so that the commonest type does not crowd out the others.
import { Failure } from '../kit/errors.ts'
import { groupBy } from '../kit/group.ts'
import { randomFor, type Random } from '../kit/random.ts'
import type { Task } from '../records/task.ts'

export const shotOrigins = ['same-type', 'mixed'] as const
export type ShotOrigin = (typeof shotOrigins)[number]

export interface ShotSettings {
  readonly count: number
  readonly from: ShotOrigin
  readonly seed: number
}

type Asking = Pick<Task, 'id' | 'caseId' | 'type'>

export interface ShotPool<T extends Asking = Task> extends ShotSettings {
  /** Of the training tasks, in the order given. */
  readonly taskIds: readonly string[]
  /** Throws a Failure when there are too few. */
  shotsFor(task: Asking): readonly T[]
}

/** `groupOf` names the group of a case: cases of one patient or one vignette. */
export function createShotPool<T extends Asking>(
  training: readonly T[],
  groupOf: (caseId: string) => string,
  settings: ShotSettings,
): ShotPool<T> {
  const { count, from, seed } = settings
  const byType = new Map(
    [...groupBy(training, (task) => task.type)].map(([type, tasks]) => [
      type,
      [...groupBy(tasks, (task) => groupOf(task.caseId))],
    ]),
  )
  const allTypes = [...byType.keys()]
  return {
    ...settings,
    taskIds: training.map(({ id }) => id),
    shotsFor: (task) => {
      const random = randomFor(seed, 'shots', task.id)
      const used = new Set([groupOf(task.caseId)])
      const types = from === 'same-type' ? [task.type] : random.shuffle(allTypes)
      const shots: T[] = []
      let before = -1
      while (shots.length < count && shots.length > before) {
        before = shots.length
        for (const type of types) {
          if (shots.length === count) break
          const shot = drawUnused(byType.get(type) ?? [], used, random)
          if (shot !== undefined) shots.push(shot)
        }
      }
      if (shots.length === count) return shots
      throw new Failure({
        subject: `--shots ${count} --shots-from ${from}`,
        what: `the training split holds only ${shots.length} for a task of type ${task.type}, one a case and none of its own.`,
        remedy: 'Ask for fewer, take --shots-from mixed, or build with a larger training split.',
      })
    },
  }
}

/** A task of a group not used yet; its group is used afterwards. */
function drawUnused<T>(
  groups: readonly (readonly [string, readonly T[]])[],
  used: Set<string>,
  random: Random,
): T | undefined {
  const free = groups.length > 64 + used.size ? undefined : groups.filter(([group]) => !used.has(group))
  if (free?.length === 0) return undefined
  // Among many groups, drawing until one is free costs less than listing the free ones for every task.
  let drawn = random.pick(free ?? groups)
  while (used.has(drawn[0])) drawn = random.pick(groups)
  used.add(drawn[0])
  return random.pick(drawn[1])
}
