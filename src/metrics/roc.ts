// The ROC curve: for each threshold which share of the negatives and of the positives has that score or more.

export interface RocPoint {
  readonly falsePositiveRate: number
  readonly truePositiveRate: number
}

/** From (0, 0) to (1, 1); points on a straight line between their neighbours are left out. Empty where a class is. */
export function rocOf(items: readonly { readonly score: number; readonly positive: boolean }[]): RocPoint[] {
  const positives = items.filter(({ positive }) => positive).length
  const negatives = items.length - positives
  if (positives === 0 || negatives === 0) return []
  const corners: { wrong: number; right: number }[] = [{ wrong: 0, right: 0 }]
  let wrong = 0
  let right = 0
  const sorted = items.toSorted((a, b) => b.score - a.score)
  sorted.forEach(({ score, positive }, index) => {
    if (positive) right += 1
    else wrong += 1
    if (sorted[index + 1]?.score === score) return
    const [before, last] = [corners.at(-2), corners.at(-1)]
    if (before !== undefined && last !== undefined) {
      const straight =
        (last.wrong - before.wrong) * (right - last.right) ===
        (wrong - last.wrong) * (last.right - before.right)
      if (straight) corners.pop()
    }
    corners.push({ wrong, right })
  })
  return corners.map((corner) => ({
    falsePositiveRate: corner.wrong / negatives,
    truePositiveRate: corner.right / positives,
  }))
}
