// Near-duplicates: tasks whose question and options share at least nine tenths of their three-word shingles.
// Found by MinHash with banding (Broder 1997), so that large benchmarks need no comparison of all pairs.
import { words } from '../words.ts'
import { mostListed, type BenchmarkCheck, type BenchmarkFinding, type BenchmarkItem } from './item.ts'

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
    const textOf = (item: BenchmarkItem): string =>
      item.task.options.find((option) => option.letter === item.task.gold)?.text.toLowerCase() ?? ''
    const across = pairs.filter(([a, b]) => a.split !== b.split && textOf(a) === textOf(b))
    findings.push({
      check: 'duplicates',
      severity: 'note',
      what: `${pairs.length} tasks nearly repeat another one`,
      tasks: pairs.slice(0, mostListed).map(([, b]) => b.task.id),
    })
    if (across.length > 0) {
      findings.push({
        check: 'duplicates',
        severity: 'warning',
        what: `${across.length} of them have the same answer as their twin in another split`,
        tasks: across.slice(0, mostListed).map(([, b]) => b.task.id),
      })
    }
    return findings
  },
}

/** Pairs of a task and an earlier one that it nearly repeats; each task is paired once at most. */
export function nearDuplicates(items: readonly BenchmarkItem[]): (readonly [BenchmarkItem, BenchmarkItem])[] {
  const buckets = new Map<string, number>()
  const pairs: (readonly [BenchmarkItem, BenchmarkItem])[] = []
  for (const [index, item] of items.entries()) {
    const own = shinglesOf(item)
    const signature = minHashes(own)
    let twin: number | undefined
    for (let band = 0; band < hashes / rowsPerBand; band++) {
      const key = `${band} ${signature.subarray(band * rowsPerBand, (band + 1) * rowsPerBand).join(' ')}`
      const other = buckets.get(key)
      if (other === undefined) buckets.set(key, index)
      else if (twin === undefined && jaccard(own, shinglesOf(items[other] as BenchmarkItem)) >= threshold)
        twin = other
    }
    if (twin !== undefined) pairs.push([items[twin] as BenchmarkItem, item])
  }
  return pairs
}

/** Hashes of the three-word shingles of the question and of each option, whatever their order. */
function shinglesOf({ task }: BenchmarkItem): ReadonlySet<number> {
  const found = new Set<number>()
  for (const text of [task.question, ...task.options.map((option) => option.text)]) {
    const own = words(text)
    for (let i = 0; i < Math.max(1, own.length - 2); i++) found.add(hash(own.slice(i, i + 3).join(' ')))
  }
  return found
}

function minHashes(shingles: ReadonlySet<number>): Uint32Array {
  const result = new Uint32Array(hashes).fill(0xffffffff)
  for (const shingle of shingles) {
    for (let i = 0; i < hashes; i++) {
      const mixed = mix(shingle ^ Math.imul(i + 1, 0x9e3779b1))
      if (mixed < (result[i] as number)) result[i] = mixed
    }
  }
  return result
}

function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0
  for (const value of a) if (b.has(value)) shared += 1
  return shared / (a.size + b.size - shared)
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return mix(value)
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let x = value >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
