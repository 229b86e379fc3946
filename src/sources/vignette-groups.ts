// Which texts tell the same vignette: variants that differ in a sentence or a number must not be divided
// between training and test. Similarity of wording only (shared runs of four words), no meaning.
import { sha256 } from '../kit/hash.ts'

const runLength = 4
const openingWords = 30
/** Part of the shorter text's runs that must occur in the other one. */
const sharedPart = 0.5

/**
 * A group for each text, the same for texts that tell the same vignette. The name is made from the opening
 * of a member, so that the same vignette has the same group in another file where it opens alike.
 */
export function vignetteGroups(texts: readonly string[]): string[] {
  const words = texts.map((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  const openings = words.map((list) => list.slice(0, openingWords).join(' '))
  const runs = words.map((list) => runsOf(list))
  const leader = texts.map((_, index) => index)
  const find = (index: number): number => {
    let current = index
    while (leader[current] !== current) current = leader[current] ?? current
    return current
  }
  const holders = new Map<string, number[]>()
  const byOpening = new Map<string, number>()
  runs.forEach((own, index) => {
    const shared = new Map<number, number>()
    for (const run of own) {
      const others = holders.get(run) ?? []
      for (const other of others) shared.set(other, (shared.get(other) ?? 0) + 1)
      holders.set(run, [...others, index])
    }
    for (const [other, count] of shared) {
      const shorter = Math.min(own.size, runs[other]?.size ?? 0)
      if (count >= sharedPart * shorter) leader[find(index)] = find(other)
    }
    const opening = openings[index] ?? ''
    const same = byOpening.get(opening)
    if (same === undefined) byOpening.set(opening, index)
    else leader[find(index)] = find(same)
  })
  const names = new Map<number, string>()
  openings.forEach((opening, index) => {
    const group = find(index)
    const known = names.get(group)
    if (known === undefined || opening < known) names.set(group, opening)
  })
  return texts.map((_, index) => `vignette_${sha256(names.get(find(index)) ?? '').slice(0, 16)}`)
}

function runsOf(words: readonly string[]): Set<string> {
  const runs = new Set<string>()
  for (let at = 0; at + runLength <= words.length; at += 1)
    runs.add(words.slice(at, at + runLength).join(' '))
  return runs
}
