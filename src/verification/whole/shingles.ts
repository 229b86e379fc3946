// Three-word shingles as hashes, and how much two sets of them share: the measure of near-duplicates.
import { words } from '../words.ts'

/** Hashes of the three-word shingles of each text, whatever the order of the texts; sorted, each once. */
export function shinglesOf(texts: readonly string[]): Uint32Array {
  const found = new Set<number>()
  for (const text of texts) {
    const own = words(text)
    for (let i = 0; i < Math.max(1, own.length - 2); i++) found.add(hash(own.slice(i, i + 3).join(' ')))
  }
  return Uint32Array.from(found).sort()
}

/** Shared shingles over all shingles of both. */
export function jaccard(a: Uint32Array, b: Uint32Array): number {
  let shared = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const left = a[i] as number
    const right = b[j] as number
    if (left === right) shared += 1
    if (left <= right) i += 1
    if (right <= left) j += 1
  }
  return shared / (a.length + b.length - shared)
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return mix(value)
}

/** The finaliser of MurmurHash3. */
export function mix(value: number): number {
  let x = value >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
