// Licences: every task carries one; unknown ones are counted, for they must not be redistributed unread.
import { mostListed, type BenchmarkCheck } from './item.ts'

export const licences: BenchmarkCheck = {
  name: 'licences',
  title: 'tasks of unknown licence are counted',
  run: (items) => {
    const unknown = items.filter((item) => item.licence === 'unknown')
    if (unknown.length === 0) return []
    const sources = [...new Set(unknown.map((item) => item.source))].toSorted()
    return [
      {
        check: 'licences',
        severity: 'warning',
        what: `${unknown.length} tasks have an unknown licence (sources: ${sources.join(', ')})`,
        tasks: unknown.slice(0, mostListed).map((item) => item.id),
      },
    ]
  },
}
