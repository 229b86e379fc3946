// What the words of a text say of it without reading it: how rare its rarest word is (specificity) and how much
// of it is new against what was asked (implicitness). Specificity is the normalised inverse word frequency of
// Zhang et al. 2018 and Ko et al. 2019, both are as Wadhwa et al. 2025 use them, whom section 4.2 of the paper
// names; the paper itself prints no formula.

/**
 * For each text, given as its words: the largest of log(1 + texts) / (texts that hold the word) over its words,
 * from 0 for the lowest of all texts to 1 for the highest. Null for a text without words, and where all have
 * the same. It compares the texts given, and no others.
 */
export function specificities(texts: readonly (readonly string[])[]): (number | null)[] {
  const holding = new Map<string, number>()
  for (const text of texts) {
    for (const word of new Set(text)) holding.set(word, (holding.get(word) ?? 0) + 1)
  }
  const scale = Math.log(1 + texts.length)
  const rarest = texts.map((text) =>
    text.reduce((most, word) => Math.max(most, scale / (holding.get(word) ?? 1)), 0),
  )
  const present = rarest.filter((value) => value > 0)
  const low = present.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const high = present.reduce((a, b) => Math.max(a, b), 0)
  return rarest.map((value) => (value === 0 || high === low ? null : (value - low) / (high - low)))
}

/** The share of a text's different words that do not stand in the prompt; null for a text without words. */
export function implicitness(text: readonly string[], prompt: ReadonlySet<string>): number | null {
  const own = new Set(text)
  return own.size === 0 ? null : [...own].filter((word) => !prompt.has(word)).length / own.size
}
