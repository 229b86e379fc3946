// One copy of each text that comes again and again: records parsed from JSON each bring their own, which adds
// up over many thousands of them.

/** A function that gives equal texts back as one and the same. */
export function createInterner(): <T extends string>(text: T) => T {
  const known = new Map<string, string>()
  return <T extends string>(text: T): T => {
    const found = known.get(text)
    if (found !== undefined) return found as T
    known.set(text, text)
    return text
  }
}
