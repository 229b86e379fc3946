// Computes a tree of prompts, each node once. Long nodes run one at a time in steps, and short ones that share what
// they stand behind run together. What is computed is the path (answering.ts) plus the short siblings at each fork
// of it, so memory does not grow with the number of prompts.
import { copyRow, createCache, writeFresh } from './key-value-cache.ts'
import { forward, largestStep, longestStep, paddedLength, paddedRows } from './forward.ts'
import { sharedLength, type PositionAsks, type PrefixNode } from './prefix-tree.ts'
import { holdPath, type Answering } from './answering.ts'

/** What was computed for some positions; valid until the next is taken. */
export interface Found<T> {
  readonly asks: readonly PositionAsks<T>[]
  /** The last layer's output at each of them. */
  readonly hidden: readonly Float32Array[]
}

export interface WalkSettings {
  readonly signal?: AbortSignal | undefined
  /** Where asks are told only while the path holds all up to the end of their node. */
  readonly onPath?: boolean
}

export async function* walk<T>(
  answering: Answering,
  nodes: readonly PrefixNode<T>[],
  settings: WalkSettings = {},
): AsyncGenerator<Found<T>> {
  const known = (node: PrefixNode<T>): number =>
    sharedLength(node.tokens, answering.path.tokens.slice(node.start, node.start + node.tokens.length))
  const start = nodes[0]?.start ?? 0
  // What the path holds already is used before it is overwritten.
  const [onPath] = nodes.filter((node) => known(node) > 0)
  if (onPath !== undefined) yield* alone(answering, onPath, settings)
  const others = nodes.filter((node) => node !== onPath)
  const short = others.filter(({ tokens }) => tokens.length <= longestStep / 2)
  for (const node of others) if (!short.includes(node)) yield* alone(answering, node, settings)
  for (const siblings of groups(short)) {
    const [only] = siblings
    if (siblings.length === 1 && only !== undefined) yield* alone(answering, only, settings)
    else yield* together(answering, siblings, start, settings)
  }
}

/** Siblings of like lengths, as many as fit into one step. */
function groups<T>(nodes: readonly PrefixNode<T>[]): readonly (readonly PrefixNode<T>[])[] {
  const found: PrefixNode<T>[][] = []
  for (const node of nodes.toSorted((a, b) => b.tokens.length - a.tokens.length)) {
    const last = found.at(-1)
    // The first of a group is its longest, to which the others are padded.
    const length = paddedLength(last?.[0]?.tokens.length ?? longestStep)
    const alike = length <= 16 || 2 * node.tokens.length > length
    if (last !== undefined && alike && paddedRows(last.length + 1) * length <= largestStep) last.push(node)
    else found.push([node])
  }
  return found
}

/** A node on the path, in steps, and then those below it. */
async function* alone<T>(
  answering: Answering,
  node: PrefixNode<T>,
  settings: WalkSettings,
): AsyncGenerator<Found<T>> {
  const { path, weights } = answering
  const end = node.start + node.tokens.length
  const held = node.start + sharedLength(node.tokens, path.tokens.slice(node.start, end))
  let position = Math.min(held, node.asks[0]?.position ?? held)
  holdPath(answering, position, end)
  while (position < end) {
    settings.signal?.throwIfAborted()
    const count = Math.min(longestStep, end - position)
    const tokens = node.tokens.subarray(position - node.start, position - node.start + count)
    const asks = node.asks.filter((ask) => ask.position >= position && ask.position < position + count)
    const from = position
    const hidden = await forward(answering, {
      rows: [tokens],
      past: { cache: path.cache, lengths: [from] },
      hidden: asks.length > 0,
      keep: (layer, fresh) =>
        writeFresh(weights.config, path.cache, layer, fresh, { from: 0, row: 0, position: from, count }),
    })
    path.tokens.push(...tokens)
    if (asks.length > 0) yield { asks, hidden: asks.map((ask) => hidden.at(0, ask.position - from)) }
    position += count
  }
  if (node.children.length > 0) yield* walk(answering, node.children, settings)
}

/** Siblings as rows of one step behind the path, and then those below each of them. */
async function* together<T>(
  answering: Answering,
  siblings: readonly PrefixNode<T>[],
  start: number,
  settings: WalkSettings,
): AsyncGenerator<Found<T>> {
  settings.signal?.throwIfAborted()
  const { path, weights } = answering
  const { config } = weights
  const isKept = (node: PrefixNode<T>): boolean =>
    node.children.length > 0 || (settings.onPath === true && node.asks.length > 0)
  const kept = siblings.filter(isKept)
  const longest = Math.max(...siblings.map(({ tokens }) => tokens.length))
  const side = createCache(config, kept.length, kept.length === 0 ? 0 : longest)
  holdPath(answering, start, start)
  const hidden = await forward(answering, {
    rows: siblings.map(({ tokens }) => tokens),
    past: { cache: path.cache, lengths: [start] },
    hidden: siblings.some(({ asks }) => asks.length > 0),
    keep: (layer, fresh) =>
      siblings.forEach((node, from) => {
        const row = kept.indexOf(node)
        const count = node.tokens.length
        if (row >= 0) writeFresh(config, side, layer, fresh, { from, row, position: 0, count })
      }),
  })
  const found = siblings.map(
    ({ asks }, row): Found<T> => ({ asks, hidden: asks.map((ask) => hidden.at(row, ask.position - start)) }),
  )
  // Later steps write over these rows, and an ask may wait for its turn on the path.
  const waiting = found.map((one) => ({ ...one, hidden: one.hidden.map((row) => row.slice()) }))
  if (settings.onPath !== true)
    yield* told({ asks: found.flatMap(({ asks }) => asks), hidden: found.flatMap((one) => one.hidden) })
  for (const [row, node] of kept.entries()) {
    const length = node.tokens.length
    holdPath(answering, start, start + length)
    copyRow(config, { cache: side, row, length }, path.cache, 0, start)
    path.tokens.push(...node.tokens)
    if (settings.onPath === true) yield* told(waiting[siblings.indexOf(node)] as Found<T>)
    if (node.children.length > 0) yield* walk(answering, node.children, settings)
  }
}

function* told<T>(found: Found<T>): Generator<Found<T>> {
  if (found.asks.length > 0) yield found
}
