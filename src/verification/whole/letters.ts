// Gold letters are balanced in each type: chi-square against what the numbers of options lead one to expect.
import { letters as allLetters } from '../../records/task.ts'
import { chiSquareTail } from './chi-square.ts'
import { byType, percent, type BenchmarkCheck, type BenchmarkFinding } from './item.ts'

/** An imbalance counts when it is both surely no chance and large enough to matter. */
const surely = 0.001
const large = 0.05

export const letters: BenchmarkCheck = {
  name: 'letters',
  title: 'the gold letters of each type are balanced',
  run: (items) => {
    const findings: BenchmarkFinding[] = []
    for (const [type, ofType] of byType(items)) {
      const expected = new Map<string, number>()
      const observed = new Map<string, number>()
      for (const { gold, lengths } of ofType) {
        for (const letter of allLetters.slice(0, lengths.length)) {
          expected.set(letter, (expected.get(letter) ?? 0) + 1 / lengths.length)
        }
        observed.set(gold, (observed.get(gold) ?? 0) + 1)
      }
      const rows = allLetters
        .filter((letter) => (expected.get(letter) ?? 0) > 0)
        .map((letter) => ({
          letter,
          expected: expected.get(letter) as number,
          observed: observed.get(letter) ?? 0,
        }))
      const statistic = rows.reduce((sum, row) => sum + (row.observed - row.expected) ** 2 / row.expected, 0)
      const p = chiSquareTail(statistic, rows.length - 1)
      const worst = rows.reduce((most, row) =>
        Math.abs(row.observed - row.expected) > Math.abs(most.observed - most.expected) ? row : most,
      )
      const deviation = (worst.observed - worst.expected) / ofType.length
      if (p < surely && Math.abs(deviation) > large) {
        findings.push({
          check: 'letters',
          severity: 'error',
          what: `${type}: gold is ${worst.letter} in ${percent(worst.observed / ofType.length)} instead of ${percent(worst.expected / ofType.length)} of ${ofType.length} tasks (p ${p.toExponential(1)})`,
        })
      }
    }
    return findings
  },
}
