// A sum over what several calls or runs say of themselves.

/** Undefined where one of them does not say it, or there are none: a part is not the sum. */
export function sumOf(values: readonly (number | undefined)[]): number | undefined {
  if (values.length === 0) return undefined
  let total = 0
  for (const value of values) {
    if (value === undefined) return undefined
    total += value
  }
  return total
}
