// How far the share of right answers of a blind solver may lie above chance before tasks are left out for it. Not the
// audit's own rule, which is more lenient and resamples whole cases.

/** With fewer tasks of a type than this, luck alone goes beyond any small margin. */
const fewestForMargin = 100
/** Of fewer tasks a classifier learns nothing, and the audit can hardly judge them: nothing is left out. */
export const fewestToFilter = 10

/** The margin, or of few tasks one standard error of guessing where that is more. */
export function marginOf(tasks: readonly { readonly options: number }[], margin: number): number {
  if (tasks.length >= fewestForMargin) return margin
  const chance = chanceOf(tasks)
  return Math.max(margin, Math.sqrt((chance * (1 - chance)) / tasks.length))
}

/** What guessing gets right. */
export function chanceOf(tasks: readonly { readonly options: number }[]): number {
  return tasks.reduce((sum, { options }) => sum + 1 / options, 0) / tasks.length
}
