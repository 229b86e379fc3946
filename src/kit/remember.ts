// Pure functions that are asked the same again and again, with their answers kept. Answers are shared, so they must
// not be changed.

/** Texts longer than this, such as all that a task shows, are asked about for a moment only: few of them are kept. */
const longText = 1500
const longTexts = 32

/** A function of a text. Bounded: of the answers that were not asked for again lately, all are dropped. */
export function remembered<T>(compute: (text: string) => T, capacity = 4000): (text: string) => T {
  const ofShort = rememberedLately(compute, capacity / 2)
  const ofLong = rememberedLately(compute, longTexts / 2)
  return (text) => (text.length > longText ? ofLong(text) : ofShort(text))
}

/** Two generations of answers: what is asked for again goes into the younger one. */
function rememberedLately<T>(compute: (text: string) => T, capacity: number): (text: string) => T {
  let young = new Map<string, T>()
  let old = new Map<string, T>()
  return (text) => {
    const known = young.get(text)
    if (known !== undefined) return known
    const made = old.get(text) ?? compute(text)
    if (young.size >= capacity) {
      old = young
      young = new Map()
    }
    young.set(text, made)
    return made
  }
}

/**
 * A pure function of an object that is asked about the same object again and again, with its answers kept as long
 * as the object is. The object must not be changed, and neither must the answers.
 */
export function rememberedOf<K extends object, T>(compute: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly made: T }>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found.made
    const made = compute(key)
    known.set(key, { made })
    return made
  }
}
