// Case-level splits. Tasks of one group of cases (one patient, one vignette) are never divided between
// splits. Paper: section 4.1, whose 6776/110/977 we read as tasks (DESIGN.md, "Two riddles").
import { groupBy } from '../kit/group.ts'
import { sha256 } from '../kit/hash.ts'
import { UsageError } from '../kit/errors.ts'
import type { SplitName } from '../records/benchmark.ts'

/** How tasks are divided: by shares of all tasks, or exactly so many tasks a split with the rest unassigned. */
export type SplitPlan =
  | { readonly kind: 'shares'; readonly shares: Readonly<Record<SplitName, number>> }
  | { readonly kind: 'counts'; readonly counts: Readonly<Record<SplitName, number>> }

export const paperPlan: SplitPlan = {
  kind: 'counts',
  counts: { train: 6776, validation: 110, test: 977 },
}

export interface SplittableTask {
  readonly id: string
  readonly group: string
}

/**
 * The split of each task, by id; tasks left out of a plan by counts are absent. Smaller splits are filled
 * first and groups are taken in the order of a seeded hash, so adding cases moves as few others as possible.
 */
export function splitTasks(
  tasks: readonly SplittableTask[],
  plan: SplitPlan,
  seed: number,
): ReadonlyMap<string, SplitName> {
  const groups = [...groupBy(tasks, (task) => task.group)]
    .map(([group, members]) => ({ group, members, rank: sha256(`${seed}\n${group}`) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
  const wanted = plan.kind === 'counts' ? plan.counts : sharesToCounts(plan.shares, tasks.length)
  const order: SplitName[] = ['validation', 'test', 'train']
  const total = order.reduce((sum, name) => sum + wanted[name], 0)
  if (plan.kind === 'counts' && total > tasks.length) {
    throw new UsageError(
      `the splits ask for ${total} tasks but the benchmark has ${tasks.length}; import more cases or use shares`,
    )
  }
  const result = new Map<string, SplitName>()
  let next = 0
  for (const name of order) {
    let count = 0
    const rest = name === 'train' && plan.kind === 'shares'
    while (next < groups.length && (rest || count < wanted[name])) {
      const group = groups[next++] as (typeof groups)[number]
      const room = plan.kind === 'counts' ? wanted[name] - count : group.members.length
      const ranked = group.members.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, room)
      for (const task of ranked) result.set(task.id, name)
      count += ranked.length
    }
  }
  return result
}

function sharesToCounts(
  shares: Readonly<Record<SplitName, number>>,
  total: number,
): Record<SplitName, number> {
  const sum = shares.train + shares.validation + shares.test
  const count = (share: number): number => Math.round((share / sum) * total)
  return { train: count(shares.train), validation: count(shares.validation), test: count(shares.test) }
}

/** Parses `--splits paper`, `--splits 80/5/15` (shares) or `--splits 6776/110/977` (more than 100 in all: counts). */
export function parseSplitPlan(text: string): SplitPlan {
  if (text === 'paper') return paperPlan
  const parts = text.split('/').map(Number)
  const [train, validation, test] = parts
  if (
    parts.length !== 3 ||
    train === undefined ||
    validation === undefined ||
    test === undefined ||
    parts.some((part) => !Number.isFinite(part) || part < 0)
  ) {
    throw new UsageError(
      `--splits ${text}: write "paper", shares such as 80/5/15, or task counts such as 6776/110/977`,
    )
  }
  const sum = train + validation + test
  if (sum === 0) throw new UsageError(`--splits ${text}: all splits are empty`)
  return sum <= 100
    ? { kind: 'shares', shares: { train, validation, test } }
    : { kind: 'counts', counts: { train, validation, test } }
}
