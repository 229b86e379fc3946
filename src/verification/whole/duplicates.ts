// Near-duplicates: tasks whose question and options share at least nine tenths of their three-word shingles.
// Found by MinHash with banding (Broder 1997), so that large benchmarks need no comparison of all pairs.
import { mostListed, type BenchmarkCheck, type BenchmarkFinding, type SplitItem } from './item.ts'
import { jaccard, mix } from './shingles.ts'

const hashes = 48
const rowsPerBand = 6
const threshold = 0.9

export const duplicates: BenchmarkCheck = {
  name: 'duplicates',
  title: 'near-duplicate questions are counted and listed; none lies across splits with the same answer',
  run: (items) => {
    const pairs = nearDuplicates(items)
    if (pairs.length === 0) return []
    const findings: BenchmarkFinding[] = []
    const across = pairs.filter(([a, b]) => a.split !== b.split && a.answer === b.answer)
    findings.push({
      check: 'duplicates',
      severity: 'note',
      what: `${pairs.length} tasks nearly repeat another one`,
      tasks: pairs.slice(0, mostListed).map(([, b]) => b.id),
    })
    if (across.length > 0) {
      findings.push({
        check: 'duplicates',
        severity: 'warning',
        what: `${across.length} of them have the same answer as their twin in another split`,
        tasks: across.slice(0, mostListed).map(([, b]) => b.id),
      })
    }
    return findings
  },
}

/** Pairs of a task and an earlier one that it nearly repeats; each task is paired once at most. */
export function nearDuplicates(items: readonly SplitItem[]): (readonly [SplitItem, SplitItem])[] {
  const signatures = new Uint32Array(items.length * hashes)
  for (const [index, item] of items.entries()) signatures.set(minHashes(item.shingles), index * hashes)
  const twins = new Map<number, number>()
  // Band after band, so that only one band's buckets are in memory.
  for (let band = 0; band < hashes / rowsPerBand; band++) {
    const buckets = new Map<number, number>()
    for (const [index, item] of items.entries()) {
      const from = index * hashes + band * rowsPerBand
      const key = bandKey(signatures.subarray(from, from + rowsPerBand))
      const other = buckets.get(key)
      if (other === undefined) buckets.set(key, index)
      else if (!twins.has(index) && jaccard(item.shingles, (items[other] as SplitItem).shingles) >= threshold)
        twins.set(index, other)
    }
  }
  return [...twins]
    .toSorted(([a], [b]) => a - b)
    .map(([index, twin]) => [items[twin] as SplitItem, items[index] as SplitItem])
}

/** 53 bits of the band's numbers. What falls together by chance is told apart by its shingles. */
function bandKey(numbers: Uint32Array): number {
  let high = 0
  let low = 0
  for (const number of numbers) {
    high = mix(high ^ number)
    low = mix(Math.imul(low, 0x9e3779b1) ^ number)
  }
  return high * 0x200000 + (low >>> 11)
}

function minHashes(shingles: Uint32Array): Uint32Array {
  const result = new Uint32Array(hashes).fill(0xffffffff)
  for (const shingle of shingles) {
    for (let i = 0; i < hashes; i++) {
      const mixed = mix(shingle ^ Math.imul(i + 1, 0x9e3779b1))
      if (mixed < (result[i] as number)) result[i] = mixed
    }
  }
  return result
}
