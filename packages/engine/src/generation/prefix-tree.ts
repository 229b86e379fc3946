// Sequences of tokens as a tree in which each shared beginning stands once, with what is asked at its positions. It
// plans what is computed: a node's tokens are computed behind those above it.

/** Something wanted at a position of a sequence: of what stands up to and with its token. */
export interface Ask<T> {
  readonly position: number
  readonly of: T
}

export interface Sequence<T> {
  readonly tokens: Int32Array
  readonly asks: readonly Ask<T>[]
}

/** All that is wanted at one position. */
export interface PositionAsks<T> {
  readonly position: number
  readonly of: readonly T[]
}

export interface PrefixNode<T> {
  /** The position of the first of its tokens; there is at least one. */
  readonly start: number
  readonly tokens: Int32Array
  /** One for each position that is asked about, in their order. */
  readonly asks: readonly PositionAsks<T>[]
  readonly children: readonly PrefixNode<T>[]
}

/** The nodes that begin sequences. What stands behind a sequence's last ask is left out. */
export function prefixTree<T>(sequences: readonly Sequence<T>[]): readonly PrefixNode<T>[] {
  const needed = sequences.flatMap(({ tokens, asks }) => {
    const length = 1 + Math.max(-1, ...asks.map(({ position }) => position))
    return length === 0 ? [] : [{ tokens: tokens.subarray(0, length), asks }]
  })
  return nodesFrom(needed.toSorted(byTokens), 0)
}

/** Sequences in order of their tokens, alike up to `depth`; those that end there are done. */
function nodesFrom<T>(sorted: readonly Sequence<T>[], depth: number): readonly PrefixNode<T>[] {
  const nodes: PrefixNode<T>[] = []
  let first = sorted.findIndex(({ tokens }) => tokens.length > depth)
  while (first >= 0 && first < sorted.length) {
    const { tokens } = sorted[first] as Sequence<T>
    let behind = first + 1
    while (behind < sorted.length && sorted[behind]?.tokens[depth] === tokens[depth]) behind++
    const group = sorted.slice(first, behind)
    // The first and the last in order differ earliest.
    const end = sharedLength(tokens, (group.at(-1) as Sequence<T>).tokens)
    const asks = group.flatMap((one) =>
      one.asks.filter(({ position }) => position >= depth && position < end),
    )
    nodes.push({
      start: depth,
      tokens: tokens.subarray(depth, end),
      asks: byPosition(asks),
      children: nodesFrom(group, end),
    })
    first = behind
  }
  return nodes
}

function byPosition<T>(asks: readonly Ask<T>[]): readonly PositionAsks<T>[] {
  const found = new Map<number, T[]>()
  for (const { position, of } of asks) {
    const there = found.get(position)
    if (there === undefined) found.set(position, [of])
    else there.push(of)
  }
  return [...found].map(([position, of]) => ({ position, of })).toSorted((a, b) => a.position - b.position)
}

export function sharedLength(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const most = Math.min(a.length, b.length)
  let length = 0
  while (length < most && a[length] === b[length]) length++
  return length
}

function byTokens(a: Sequence<unknown>, b: Sequence<unknown>): number {
  const shared = sharedLength(a.tokens, b.tokens)
  return (a.tokens[shared] ?? -1) - (b.tokens[shared] ?? -1)
}
