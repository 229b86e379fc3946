// A part of a list that has as many items of each kind as there are, up to a limit.

/** At most `limit` of the items, as even over their kinds as there are; in their own order. */
export function evenly<T>(items: readonly T[], kindOf: (item: T) => string, limit: number): readonly T[] {
  const seen = new Map<string, number>()
  return items
    .map((item, place) => {
      const round = seen.get(kindOf(item)) ?? 0
      seen.set(kindOf(item), round + 1)
      return { item, place, round }
    })
    .toSorted((a, b) => a.round - b.round || a.place - b.place)
    .slice(0, limit)
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
