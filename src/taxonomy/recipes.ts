// Answer recipes: in which order a model is asked for the behaviour token (BT), its reasoning about the
// behaviour (BC), its reasoning about the options (OC) and the option itself (OP). Paper: section 4.3, Table 3.

export const recipeSegments = ['BT', 'BC', 'OC', 'OP'] as const
export type RecipeSegment = (typeof recipeSegments)[number]
export type Recipe = readonly RecipeSegment[]

/** The five recipes of Table 3. */
export const paperRecipes = ['BT-OC-OP', 'BT-OP', 'BT-BC-OC-OP', 'BT-BC-OP', 'BC-BT-OC-OP'] as const

/** Parses `BT-BC-OC-OP`. Throws when a segment is unknown or repeated, or when OP is missing. */
export function parseRecipe(text: string): Recipe {
  const segments = text.split('-')
  for (const segment of segments) {
    if (!(recipeSegments as readonly string[]).includes(segment)) {
      throw new RangeError(`recipe ${text}: unknown segment "${segment}"; use ${recipeSegments.join(', ')}`)
    }
  }
  if (new Set(segments).size !== segments.length) throw new RangeError(`recipe ${text}: a segment twice`)
  if (!segments.includes('OP')) throw new RangeError(`recipe ${text}: without OP there is no answer`)
  return segments as RecipeSegment[]
}
