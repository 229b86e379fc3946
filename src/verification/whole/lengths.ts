// Option length tells nothing: gold is the longest, or the shortest, about as often as chance would have it.
import { letters } from '../../records/task.ts'
import { byType, percent, type BenchmarkCheck, type BenchmarkFinding, type SplitItem } from './item.ts'

const fewest = 30
const large = 0.1

export const lengths: BenchmarkCheck = {
  name: 'lengths',
  title: 'gold is neither the longest nor the shortest option more often than by chance',
  run: (items) => {
    const findings: BenchmarkFinding[] = []
    for (const [type, ofType] of byType(items)) {
      if (ofType.length < fewest) continue
      for (const [name, sign] of [
        ['longest', 1],
        ['shortest', -1],
      ] as const) {
        const shares = ofType.map((item) => extremeShare(item, sign))
        const chances = ofType.map((item) => 1 / item.lengths.length)
        const share = mean(shares)
        const chance = mean(chances)
        const error = Math.sqrt((chance * (1 - chance)) / ofType.length)
        if (share - chance <= large || share - chance <= 3 * error) continue
        findings.push({
          check: 'lengths',
          severity: 'error',
          what: `${type}: gold is the ${name} option in ${percent(share)} of ${ofType.length} tasks, by chance in ${percent(chance)}`,
        })
      }
    }
    return findings
  },
}

/** 1 where gold alone is extreme, 1/n where it shares that with n options, 0 where it is not. */
function extremeShare({ lengths: own, gold: letter }: SplitItem, sign: 1 | -1): number {
  const sizes = own.map((length) => sign * length)
  const most = Math.max(...sizes)
  const gold = sizes[letters.indexOf(letter)]
  return gold === most ? 1 / sizes.filter((size) => size === most).length : 0
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
