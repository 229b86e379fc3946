// The largest part of what was mined that has the wished shares: each share within one task of the wish, and
// triples whole. Paper: section 2, "task distribution balance (43% proactive, 39% reactive, 18% balanced)".
import { groupBy } from '../../kit/group.ts'
import { sha256 } from '../../kit/hash.ts'
import { hardSubset } from '../../taxonomy/paper/other-results.ts'
import type { Hard, HardSettings } from '../../records/hard.ts'
import { categoryOf, type TaskTypeId } from '../../taxonomy/task-types.ts'
import type { HardUnit } from './units.ts'

export type Balance = NonNullable<HardSettings['balance']>

export function paperBalance(): Balance {
  const { proactive, reactive, balanced } = hardSubset
  return { by: 'category', weights: { proactive, reactive, balanced } }
}

export function labelOf(by: Balance['by'], type: TaskTypeId): string {
  return by === 'type' ? type : categoryOf(type)
}

export interface Balanced {
  readonly kept: readonly HardUnit[]
  readonly rows: Hard['balance']
}

/** All members of a unit are of one type. Which units stay is drawn by the seed; their order does not matter. */
export function largestBalanced(
  units: readonly HardUnit[],
  { balance, most, seed }: Pick<HardSettings, 'balance' | 'most' | 'seed'>,
): Balanced {
  const by = balance?.by ?? 'category'
  const ranked = units
    .map((unit) => ({ unit, rank: sha256(`hard\n${seed}\n${unit.key}`) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ unit }) => unit)
  const pools = groupBy(ranked, ({ members }) => labelOf(by, (members[0] as { type: TaskTypeId }).type))
  const labels = [...new Set([...Object.keys(balance?.weights ?? {}), ...pools.keys()])].toSorted()
  const available = new Map(labels.map((label) => [label, tasksIn(pools.get(label) ?? [])]))
  const all = [...available.values()].reduce((sum, count) => sum + count, 0)
  const limit = Math.min(all, most ?? all)
  const wish = balance === null ? available : new Map(Object.entries(balance.weights))
  const sum = [...wish.values()].reduce((total, weight) => total + weight, 0)
  const shares = labels.map((label) => ({ label, share: sum === 0 ? 0 : (wish.get(label) ?? 0) / sum }))
  const counts =
    balance === null && limit === all ? available : largestCounts(shares, pools, available, limit)
  const kept = labels.flatMap((label) => firstUnits(pools.get(label) ?? [], counts.get(label) ?? 0))
  return {
    kept,
    rows: shares.map(({ label, share }) => ({
      label,
      wished: balance === null ? null : share,
      available: available.get(label) ?? 0,
      kept: counts.get(label) ?? 0,
    })),
  }
}

/** Counts by label that differ from the wish by less than one task, of the largest size up to `limit` there is. */
function largestCounts(
  shares: readonly { readonly label: string; readonly share: number }[],
  pools: ReadonlyMap<string, readonly HardUnit[]>,
  available: ReadonlyMap<string, number>,
  limit: number,
): ReadonlyMap<string, number> {
  const reachable = new Map(shares.map(({ label }) => [label, reachableCounts(pools.get(label) ?? [])]))
  for (let size = limit; size > 0; size--) {
    const places = shares.map(({ label, share }) => {
      const exact = size * share
      const down = Math.floor(exact + 1e-9)
      const rest = Math.max(0, exact - down)
      const can = (count: number): boolean =>
        count <= (available.get(label) ?? 0) && (reachable.get(label) as readonly boolean[])[count] === true
      return { label, down, rest, canDown: can(down), canUp: rest > 1e-9 && can(down + 1) }
    })
    if (places.some(({ canDown, canUp }) => !canDown && !canUp)) continue
    const forced = places.filter(({ canDown }) => !canDown)
    const missing = size - places.reduce((total, { down }) => total + down, 0) - forced.length
    const free = places
      .filter(({ canDown, canUp }) => canDown && canUp)
      .toSorted((a, b) => b.rest - a.rest || (a.label < b.label ? -1 : 1))
    if (missing < 0 || missing > free.length) continue
    const raised = new Set([...forced, ...free.slice(0, missing)].map(({ label }) => label))
    return new Map(places.map(({ label, down }) => [label, down + (raised.has(label) ? 1 : 0)]))
  }
  return new Map()
}

/** Which numbers of tasks can be had from whole units. */
function reachableCounts(units: readonly HardUnit[]): readonly boolean[] {
  const sizes = sizesOf(units)
  const total = tasksIn(units)
  // The least number of the current size that reaches a count; the classic bounded sum, in one pass a size.
  let reached = Array.from({ length: total + 1 }, (_, count) => count === 0)
  for (const [size, number] of sizes) {
    const used = reached.map((yes) => (yes ? 0 : Number.POSITIVE_INFINITY))
    for (let count = size; count <= total; count++) {
      const before = (used[count - size] as number) + 1
      if ((used[count] as number) > 0 && before <= number) used[count] = before
    }
    reached = used.map((times) => times <= number)
  }
  return reached
}

/** Units of just so many tasks: of each size about its part, the first in their order. */
function firstUnits(units: readonly HardUnit[], count: number): HardUnit[] {
  const sizes = [...sizesOf(units)].toSorted(([a], [b]) => b - a)
  const numbers = mixOf(sizes, count, count / Math.max(1, tasksIn(units)))
  if (numbers === undefined) throw new RangeError(`no units make ${count} tasks`)
  const left = new Map(sizes.map(([size], index) => [size, numbers[index] as number]))
  return units.filter(({ members }) => {
    const rest = left.get(members.length) ?? 0
    left.set(members.length, rest - 1)
    return rest > 0
  })
}

/** How many units of each size, largest first; nearest to the even part of each. */
function mixOf(
  sizes: readonly (readonly [number, number])[],
  count: number,
  part: number,
): readonly number[] | undefined {
  const [first, ...rest] = sizes
  if (first === undefined) return count === 0 ? [] : undefined
  const [size, number] = first
  if (rest.length === 0) return count % size === 0 && count / size <= number ? [count / size] : undefined
  const most = Math.min(number, Math.floor(count / size))
  const even = Math.min(most, Math.round(number * part))
  for (let distance = 0; distance <= number; distance++) {
    for (const taken of distance === 0 ? [even] : [even - distance, even + distance]) {
      if (taken < 0 || taken > most) continue
      const others = mixOf(rest, count - taken * size, part)
      if (others !== undefined) return [taken, ...others]
    }
  }
  return undefined
}

function sizesOf(units: readonly HardUnit[]): Map<number, number> {
  return new Map(
    [...groupBy(units, ({ members }) => members.length)].map(([size, own]) => [size, own.length]),
  )
}

function tasksIn(units: readonly HardUnit[]): number {
  return units.reduce((sum, { members }) => sum + members.length, 0)
}
