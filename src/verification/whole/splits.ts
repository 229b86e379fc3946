// Splits: every task in one, no group of cases in two, and no question asked of the same text in two.
import { mostListed, type BenchmarkCheck, type BenchmarkFinding, type SplitItem } from './item.ts'

export const splits: BenchmarkCheck = {
  name: 'splits',
  title: 'no group of cases, and no question with its context and options, is in two splits',
  run: (items) => {
    const findings: BenchmarkFinding[] = []
    const unsplit = items.filter((item) => item.split === undefined)
    // A plan by counts (the paper's 6776/110/977) leaves the rest out on purpose.
    if (unsplit.length > 0) {
      findings.push({ ...error(`${unsplit.length} tasks are in no split`, unsplit), severity: 'note' })
    }
    const ids = new Set<string>()
    const repeated = items.filter((item) => ids.size === ids.add(item.id).size)
    if (repeated.length > 0)
      findings.push(error(`${repeated.length} task ids occur more than once`, repeated))
    const across = (keyOf: (item: SplitItem) => string): SplitItem[] => {
      const first = new Map<string, SplitItem['split']>()
      const torn = new Set<string>()
      for (const item of items) {
        if (item.split === undefined) continue
        const key = keyOf(item)
        if (first.has(key) && first.get(key) !== item.split) torn.add(key)
        else first.set(key, item.split)
      }
      return items.filter((item) => torn.has(keyOf(item)))
    }
    const groups = across((item) => item.group)
    if (groups.length > 0) {
      const count = new Set(groups.map((item) => item.group)).size
      findings.push(error(`${count} groups of cases are in two splits`, groups))
    }
    const asked = across((item) => item.asked)
    if (asked.length > 0)
      findings.push(error(`${asked.length} tasks ask the same of the same text in two splits`, asked))
    return findings
  },
}

function error(what: string, items: readonly SplitItem[]): BenchmarkFinding {
  return {
    check: 'splits',
    severity: 'error',
    what,
    tasks: items.slice(0, mostListed).map((item) => item.id),
  }
}
