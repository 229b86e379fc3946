// Which examples are computed together. A pass is a batch of rows of one length; an example stands in one row, and
// where room is left others stand behind it. Examples that begin alike are a tree (trees.ts): what they share stands
// there once. Shapes come from a short list, because each shape has models of its own.
import { treesOf, type Tree } from './trees.ts'

export interface Pass {
  readonly batch: number
  readonly length: number
  /** Whether a row has several examples, so that not all that comes before a position is seen from it. */
  readonly packed: boolean
  readonly places: readonly Place[]
}

export interface Place {
  /** Its number among the examples. */
  readonly example: number
  readonly row: number
  /** Where in the row its own tokens begin: those that it does not share with the example before it. */
  readonly start: number
  /** How many of its first tokens stand where the example before it in the row has them. */
  readonly shared: number
}

/** Lengths are rounded up to steps that grow with them: at most a fifth is padding, from 64 on. */
const steps = [
  { below: 64, step: 8 },
  { below: 256, step: 32 },
  { below: 512, step: 64 },
  { below: 1024, step: 128 },
] as const
const largestStep = 256

export interface PassLimits {
  /** Positions of a pass, unless one example alone has more. */
  readonly positions: number
  /** Positions of a tree, unless one example alone has more. */
  readonly tree: number
}

/** The longest trees first. `examples` are the tokens that are computed with; those without any are in no pass. */
export function planPasses(examples: readonly Int32Array[], limits: PassLimits): readonly Pass[] {
  const tokens = limits.positions
  let open: readonly Tree[] = treesOf(examples, limits.tree).toSorted(
    (a, b) => b.length - a.length || firstOf(a) - firstOf(b),
  )
  const passes: Pass[] = []
  for (let [longest] = open; longest !== undefined; [longest] = open) {
    const length = roundedLength(longest.length)
    const rows = fill(open, length, powerOfTwo(Math.max(1, Math.floor(tokens / length))))
    const batch = powerOfTwo(rows.length)
    const places = rows.slice(0, batch).flatMap((row) => row.places)
    passes.push({ batch, length, packed: rows.slice(0, batch).some((row) => row.places.length > 1), places })
    const taken = new Set(places.map(({ example }) => example))
    open = open.filter((tree) => !taken.has(firstOf(tree)))
  }
  return passes
}

interface Row {
  used: number
  readonly places: Place[]
}

function firstOf({ branches }: Tree): number {
  return branches[0]?.example ?? 0
}

/** At most `most` rows; each tree, the longest first, goes to the first row that has room. */
function fill(trees: readonly Tree[], length: number, most: number): readonly Row[] {
  const rows: Row[] = []
  for (const { branches, length: needed } of trees) {
    let at = rows.findIndex(({ used }) => used + needed <= length)
    if (at < 0 && rows.length < most) at = rows.push({ used: 0, places: [] }) - 1
    const row = rows[at]
    if (row === undefined) continue
    for (const { example, shared, own } of branches) {
      row.places.push({ example, row: at, start: row.used, shared })
      row.used += own
    }
  }
  return rows
}

export function roundedLength(length: number): number {
  const step = steps.find(({ below }) => length <= below)?.step ?? largestStep
  return Math.ceil(length / step) * step
}

/** The largest that is not above `number`. */
export function powerOfTwo(number: number): number {
  return 2 ** Math.floor(Math.log2(number))
}
