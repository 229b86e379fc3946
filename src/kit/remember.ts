// A pure function of a text that is asked about the same texts again and again, with its answers kept. Bounded:
// when too many are kept, all are dropped. Answers are shared, so they must not be changed.

export function remembered<T>(compute: (text: string) => T, capacity = 4000): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= capacity) known.clear()
    const made = compute(text)
    known.set(text, made)
    return made
  }
}
