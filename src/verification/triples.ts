// Triples stay whole: the members of a challenge share their options, and each member's gold is another one. A
// triple that lost a member would make one kind of answer right more often than the others.
import type { Challenge, Task } from '../records/task.ts'

interface Member extends Pick<Task, 'type'> {
  readonly challenge?: Pick<Challenge, 'origin' | 'member' | 'triple'> | undefined
}

/** The tasks without those whose triple has not all of its three members among the tasks of the same question. */
export function withWholeTriples<T extends Member>(
  tasks: readonly T[],
): {
  readonly kept: readonly T[]
  readonly dropped: readonly T[]
} {
  const members = new Map<string, Set<string>>()
  for (const { challenge, type } of tasks) {
    if (challenge?.origin !== 'planted') continue
    const key = `${type} ${challenge.triple}`
    members.set(key, (members.get(key) ?? new Set()).add(challenge.member))
  }
  const isWhole = ({ challenge, type }: T): boolean =>
    challenge?.origin !== 'planted' || members.get(`${type} ${challenge.triple}`)?.size === 3
  return { kept: tasks.filter(isWhole), dropped: tasks.filter((task) => !isWhole(task)) }
}
