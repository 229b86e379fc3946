// Examples that begin alike, as a tree in which what they share stands once: the tasks of one conversation have the
// same two thousand tokens before a question of a hundred. A tree is written as its branches, one behind another, each
// without what it shares with the one before it; a position is seen from its own branch and from those that share it.

/** An example in a tree. */
export interface Branch {
  readonly example: number
  /** How many of its first tokens it shares with the branch before it. */
  readonly shared: number
  /** How many it has besides. */
  readonly own: number
}

export interface Tree {
  readonly branches: readonly Branch[]
  /** Of all branches' own tokens. */
  readonly length: number
}

/** A tree may be so many times as long as its longest example: attention within it costs the square of its length. */
export const lengthOfTrees = 2
/** The share of an example that must stand in a tree already for it to join. */
const leastShared = 0.5

/**
 * Trees of at most `most` positions, or one example. In the order of their tokens each example shares most with the one
 * before it, so that branches in that order make every tree. Examples without tokens are in none.
 */
export function treesOf(examples: readonly Int32Array[], most: number): readonly Tree[] {
  const order = [...examples.keys()]
    .filter((example) => tokensOf(examples, example).length > 0)
    .toSorted((a, b) => compare(tokensOf(examples, a), tokensOf(examples, b)) || a - b)
  const trees: { branches: Branch[]; length: number; longest: number }[] = []
  let before: Int32Array = new Int32Array()
  for (const example of order) {
    const tokens = tokensOf(examples, example)
    const tree = trees.at(-1)
    const shared = sharedLength(before, tokens)
    const own = tokens.length - shared
    const longest = Math.max(tokens.length, tree?.longest ?? 0)
    const joins =
      tree !== undefined &&
      shared >= leastShared * tokens.length &&
      tree.length + own <= Math.max(longest, Math.min(most, lengthOfTrees * longest))
    if (joins) {
      tree.branches.push({ example, shared, own })
      tree.length += own
      tree.longest = longest
    } else {
      const alone = { example, shared: 0, own: tokens.length }
      trees.push({ branches: [alone], length: tokens.length, longest: tokens.length })
    }
    before = tokens
  }
  return trees
}

function tokensOf(examples: readonly Int32Array[], example: number): Int32Array {
  return examples[example] as Int32Array
}

function sharedLength(a: Int32Array, b: Int32Array): number {
  const most = Math.min(a.length, b.length)
  let length = 0
  while (length < most && a[length] === b[length]) length += 1
  return length
}

function compare(a: Int32Array, b: Int32Array): number {
  const shared = sharedLength(a, b)
  return (a[shared] ?? -1) - (b[shared] ?? -1)
}
