// Which tasks to keep so that a benchmark has a wished size and wished shares. Cells of type × class × complexity
// are fitted to the wishes by iterative proportional fitting (Deming and Stephan 1940), bounded by what there
// is; then whole units (a triple, or one task) are taken in a seeded order while their cells have room. What
// then lacks of a type is filled from its other cells: types are kept before classes and complexity.
import { countBy, groupBy } from '../kit/group.ts'
import { sha256 } from '../kit/hash.ts'
import { normalised, shareNames, type ShareName, type Shares } from './shares.ts'

/** What is taken or left as a whole. */
export interface Unit<T extends Counted = Counted> {
  readonly key: string
  readonly members: readonly T[]
}

export interface Counted {
  readonly id: string
  readonly type: string
  readonly class: string
  readonly complexity: string
}

const rounds = 60

/**
 * Ids to keep. `size`: wished number of tasks; without it as many as the scarcest wished type allows. Never more
 * than `size`, and fewer only where there are no more.
 */
export function fillQuota(
  units: readonly Unit[],
  { shares, size }: { readonly shares: Shares; readonly size: number | undefined },
  seed: number,
): ReadonlySet<string> {
  const tasks = units.flatMap((unit) => unit.members)
  const types = typeQuota(tasks, shares, size)
  const room = fittedCells(tasks, shares, types)
  const left = new Map(types)
  const kept = new Set<string>()
  const ordered = units
    .map((unit) => ({ ...unit, rank: sha256(`quota\n${seed}\n${unit.key}`) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
  const take = ({ members }: Unit): void => {
    for (const member of members) {
      kept.add(member.id)
      left.set(member.type, (left.get(member.type) ?? 0) - 1)
      room.set(cellOf(member), (room.get(cellOf(member)) ?? 0) - 1)
    }
  }
  const fitsType = ({ members }: Unit): boolean =>
    members.length <= (left.get((members[0] as Counted).type) ?? 0)
  const fitsCells = ({ members }: Unit): boolean =>
    [...groupBy(members, cellOf)].every(([cell, same]) => same.length <= (room.get(cell) ?? 0))
  for (const unit of ordered) if (fitsType(unit) && fitsCells(unit)) take(unit)
  for (const unit of ordered) if (!kept.has((unit.members[0] as Counted).id) && fitsType(unit)) take(unit)
  // Triples leave up to two places of a type empty: other types fill them up to the wished size; where no single
  // task is left to do so, a triple does, for one or two single tasks.
  let missing = [...types.values()].reduce((sum, count) => sum + count, 0) - kept.size
  const open = ordered.filter(
    ({ members: [first] }) => first !== undefined && !kept.has(first.id) && (types.get(first.type) ?? 0) > 0,
  )
  for (const unit of open) {
    if (unit.members.length > missing) continue
    take(unit)
    missing -= unit.members.length
  }
  const larger = open.find(({ members }) => !kept.has(members[0]?.id ?? '') && members.length > missing)
  const singles = ordered.filter(({ members }) => members.length === 1 && kept.has(members[0]?.id ?? ''))
  const surplus = larger === undefined ? 0 : larger.members.length - missing
  if (missing > 0 && larger !== undefined && singles.length >= surplus) {
    for (const { members } of singles.slice(-surplus)) kept.delete((members[0] as Counted).id)
    take(larger)
  }
  return kept
}

function cellOf({ type, class: behavior, complexity }: Counted): string {
  return `${type}\n${behavior}\n${complexity}`
}

/** How many tasks of each type: whole numbers that sum to the size where there are enough of any type. */
function typeQuota(tasks: readonly Counted[], shares: Shares, size: number | undefined): Map<string, number> {
  const available = countBy(tasks, ({ type }) => type)
  const wished =
    normalised(shares.types) ?? new Map([...available.keys()].map((type) => [type, 1 / available.size]))
  const total = Math.min(
    tasks.length,
    size ??
      Math.floor(
        Math.min(
          ...[...wished]
            .filter(([, share]) => share > 0)
            .map(([type, share]) => (available.get(type) ?? 0) / share),
        ),
      ),
  )
  const quota = new Map<string, number>()
  // What a type cannot give, the others give in proportion to their own wishes.
  let open = [...wished].filter(([type, share]) => share > 0 && (available.get(type) ?? 0) > 0)
  let rest = total
  while (open.length > 0) {
    const sum = open.reduce((all, [, share]) => all + share, 0)
    const short = open.filter(([type, share]) => (available.get(type) ?? 0) <= (rest * share) / sum)
    if (short.length === 0) break
    for (const [type] of short) {
      const all = available.get(type) ?? 0
      quota.set(type, all)
      rest -= all
    }
    open = open.filter((item) => !short.includes(item))
  }
  for (const [type, count] of wholeParts(open, Math.max(0, rest))) quota.set(type, count)
  return quota
}

/** `total` divided by weights into whole numbers (largest remainders). */
function wholeParts(weights: readonly (readonly [string, number])[], total: number): [string, number][] {
  const sum = weights.reduce((all, [, weight]) => all + weight, 0)
  const parts = weights.map(([name, weight]) => ({ name, exact: (total * weight) / sum }))
  const missing = total - parts.reduce((all, { exact }) => all + Math.floor(exact), 0)
  const raised = new Set(
    parts
      .toSorted((a, b) => (b.exact % 1) - (a.exact % 1) || (a.name < b.name ? -1 : 1))
      .slice(0, missing)
      .map(({ name }) => name),
  )
  return parts.map(({ name, exact }) => [name, Math.floor(exact) + (raised.has(name) ? 1 : 0)])
}

/** Room of each cell, fitted to the types' quota and the wished classes and complexity. */
function fittedCells(
  tasks: readonly Counted[],
  shares: Shares,
  types: ReadonlyMap<string, number>,
): Map<string, number> {
  const available = countBy(tasks, cellOf)
  const total = [...types.values()].reduce((sum, count) => sum + count, 0)
  const wishes = shareNames.flatMap((name): { at: number; counts: ReadonlyMap<string, number> }[] => {
    const at = shareNames.indexOf(name)
    if (name === 'types') return [{ at, counts: types }]
    const wished = normalised(shares[name])
    return wished === undefined
      ? []
      : [{ at, counts: new Map([...wished].map(([key, share]) => [key, share * total])) }]
  })
  const cells = new Map(available)
  for (let round = 0; round < rounds; round++) {
    // The types come last, so that they are met where the wishes cannot all be.
    for (const { at, counts } of wishes.toReversed()) {
      const margins = new Map<string, number>()
      for (const [cell, count] of cells) {
        const key = cell.split('\n')[at] as string
        margins.set(key, (margins.get(key) ?? 0) + count)
      }
      for (const [cell, count] of cells) {
        const key = cell.split('\n')[at] as string
        const scale = (counts.get(key) ?? 0) / Math.max(1e-9, margins.get(key) ?? 0)
        cells.set(cell, Math.min(available.get(cell) ?? 0, count * scale))
      }
    }
  }
  return new Map([...cells].map(([cell, count]) => [cell, Math.round(count)]))
}

/** Wished and kept shares, for the report: undefined where nothing was wished. */
export interface ShareRow {
  readonly name: ShareName
  readonly value: string
  readonly wished: number
  readonly kept: number
}

export function shareRows(shares: Shares, kept: readonly Counted[]): ShareRow[] {
  const valueOf = { types: 'type', classes: 'class', complexity: 'complexity' } as const
  return shareNames.flatMap((name) => {
    const counts = countBy(kept, (task) => task[valueOf[name]])
    return [...(normalised(shares[name]) ?? [])].map(
      ([value, wished]): ShareRow => ({
        name,
        value,
        wished,
        kept: kept.length === 0 ? 0 : (counts.get(value) ?? 0) / kept.length,
      }),
    )
  })
}
