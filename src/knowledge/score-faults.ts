// Faults of scores: every sum of points has one band, and only one.
import type { Tables } from './read-tables.ts'
import type { Report } from './report.ts'

export function checkScores({ scores }: Tables, report: Report): void {
  for (const placed of scores) {
    const { id, items, bands } = placed.row
    const groups = new Map<string, number[]>()
    for (const item of items)
      groups.set(item.group ?? item.id, [...(groups.get(item.group ?? item.id) ?? []), item.points])
    const most = [...groups.values()].reduce((sum, points) => sum + Math.max(0, ...points), 0)
    const least = [...groups.values()].reduce((sum, points) => sum + Math.min(0, ...points), 0)
    const ordered = bands.toSorted((a, b) => a.from - b.from)
    if (ordered[0] !== undefined && ordered[0].from > least)
      report(placed, id, `no band holds for ${least} points.`)
    const last = ordered.at(-1)
    if (last !== undefined && last.to < most) report(placed, id, `no band holds for ${most} points.`)
    for (const [index, band] of ordered.entries()) {
      const next = ordered[index + 1]
      if (next !== undefined && next.from <= band.to)
        report(placed, id, `two bands hold for ${next.from} points.`)
    }
  }
}
