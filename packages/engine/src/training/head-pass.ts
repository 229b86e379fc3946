// The head's part of a pass: the positions that predict trained tokens are picked from the last layer's output, and
// computed with some at a time, so that logits never fill the memory.
import { Tensor } from 'onnxruntime-node'
import { embeddingPath, headPath, lastNormPath } from '../decoder/config.ts'
import { headGraph, headModel, type HeadGraph } from '../decoder/head.ts'
import { powerOfTwo } from './packing.ts'
import { rowsOfEmbedding, rowsOfHead } from './parameters.ts'
import type { Feeds, ModelWeights } from '../decoder/model-weights.ts'
import type { FloatTensor, Workspace } from '../runtime/workspace.ts'
import { addTo, type GradientSums } from './gradient-sums.ts'
import type { Models } from '../runtime/models.ts'
import type { Provider } from '../runtime/session.ts'
import type { Target } from './batch.ts'
import type { Value } from '../graph/graph.ts'

export interface HeadPass {
  /** Cross-entropy of each target. */
  losses(targets: readonly Target[], output: Float32Array): Promise<Float32Array>
  /** The same; the gradient of the output is added to the targets' rows of `into`. */
  gradients(
    targets: readonly Target[],
    output: Float32Array,
    into: Float32Array,
    factor: number,
  ): Promise<Float32Array>
}

export interface HeadPassSettings {
  readonly trained: 'lora' | 'all'
  readonly sums: GradientSums
  /** Logits at once. */
  readonly logits?: number | undefined
  readonly provider?: Provider | undefined
}

/** Rows of the adapter that stand in for the head's. */
interface Added {
  readonly tokens: readonly number[]
  readonly rows: Float32Array
  readonly parameter: string
}

interface Chunk {
  readonly targets: readonly Target[]
  /** How many rows the model has: as many as targets or more. */
  readonly rows: number
  readonly graph: HeadGraph
  readonly feeds: Feeds
}

export const defaultLogits = 2 ** 24

export function createHeadPass(
  weights: ModelWeights,
  models: Models,
  workspace: Workspace,
  { trained, sums, provider, logits = defaultLogits }: HeadPassSettings,
): HeadPass {
  const { config, precision } = weights
  const { hidden, vocabulary, tied } = config
  const most = powerOfTwo(Math.max(1, Math.floor(logits / vocabulary)))
  const graphs = new Map<number, HeadGraph>()
  const added = addedTo(weights)
  const headName = `${tied ? embeddingPath : headPath}.weight`

  const chunkOf = (targets: readonly Target[], output: Float32Array, factor: number): Chunk => {
    const rows = roundedRows(targets.length)
    const settings = { config, precision, rows, added: added?.tokens.length ?? 0, provider }
    const graph = graphs.get(rows) ?? headGraph(settings)
    graphs.set(rows, graph)
    const x = workspace.tensor('x of the head', [rows, hidden])
    const shares = workspace.tensor('weights of the head', [rows, 1])
    x.data.fill(0, targets.length * hidden)
    shares.data.fill(0)
    targets.forEach(({ row, weight }, at) => {
      x.data.set(output.subarray(row * hidden, (row + 1) * hidden), at * hidden)
      shares.data[at] = weight * factor
    })
    const tokens = Array.from({ length: rows }, (_, at) => targets[at]?.token ?? 0)
    const feeds = {
      ...weights.feedsOfHead(),
      x: x.tensor,
      weights: shares.tensor,
      targets: new Tensor('int64', BigInt64Array.from(tokens, BigInt), [rows, 1]),
      target_rows: new Tensor('float32', weights.headRows(tokens), [rows, hidden]),
      ...(added === undefined ? {} : addedFeeds(added, rows, hidden)),
    }
    return { targets, rows, graph, feeds }
  }

  const run = async (
    { targets, rows, graph, feeds }: Chunk,
    gradients: 'none' | 'lora' | 'all',
    results: Readonly<Record<string, Tensor>>,
  ): Promise<Float32Array> => {
    const model = await models.get(`head ${gradients} ${rows}`, () => headModel(graph, gradients))
    const losses = workspace.tensor('losses', [rows, 1])
    await model.run(feeds, { ...results, [graph.losses.name]: losses.tensor })
    return losses.data.slice(0, targets.length)
  }

  /** What the head's model gives of what is trained, by parameter. */
  const trainedIn = (graph: HeadGraph): readonly (readonly [string, Value])[] => {
    if (trained === 'all')
      return [
        [headName, graph.headGradient],
        [`${lastNormPath}.weight`, graph.normGradient],
      ]
    return added === undefined || graph.addedGradient === undefined
      ? []
      : [[added.parameter, graph.addedGradient]]
  }

  /** The part of the head's gradient that is of the targets' own rows. */
  const takeTargets = (targets: readonly Target[], weighted: FloatTensor): void => {
    const sum = sums.of(trained === 'all' ? headName : (added as Added).parameter)
    targets.forEach(({ token }, at) => {
      const row = trained === 'all' ? token : (added as Added).tokens.indexOf(token)
      for (let place = 0; row >= 0 && place < hidden; place++)
        (sum[row * hidden + place] as number) -= weighted.data[at * hidden + place] as number
    })
  }

  const back = async (chunk: Chunk, into: Float32Array): Promise<Float32Array> => {
    const { targets, rows, graph } = chunk
    const gradient = workspace.tensor('gradient of the head', [rows, hidden])
    const weighted = workspace.tensor('weighted x of the head', [rows, hidden])
    const ofRows = trainedIn(graph)
    const collected = sums.collect(ofRows)
    const losses = await run(chunk, trained, {
      ...collected.results,
      [graph.inputGradient.name]: gradient.tensor,
      ...(ofRows.length === 0 ? {} : { [graph.weighted.name]: weighted.tensor }),
    })
    collected.add()
    if (ofRows.length > 0) takeTargets(targets, weighted)
    // Examples that share a beginning can want different tokens behind it: then a row has several targets.
    targets.forEach(({ row }, at) =>
      addTo(into, row * hidden, gradient.data.subarray(at * hidden, (at + 1) * hidden)),
    )
    return losses
  }

  const inChunks = async (
    targets: readonly Target[],
    lossesOf: (some: readonly Target[]) => Promise<Float32Array>,
  ): Promise<Float32Array> => {
    const losses = new Float32Array(targets.length)
    for (let start = 0; start < targets.length; start += most)
      losses.set(await lossesOf(targets.slice(start, start + most)), start)
    return losses
  }

  return {
    losses: (targets, output) => inChunks(targets, (some) => run(chunkOf(some, output, 0), 'none', {})),
    gradients: (targets, output, into, factor) =>
      inChunks(targets, (some) => back(chunkOf(some, output, factor), into)),
  }
}

function addedTo(weights: ModelWeights): Added | undefined {
  const added = weights.adapter()?.rows
  const { tied } = weights.config
  const rows = tied ? added?.embedding : added?.head
  return added === undefined || rows === undefined
    ? undefined
    : { tokens: added.tokens, rows: rows.data, parameter: tied ? rowsOfEmbedding : rowsOfHead }
}

function addedFeeds({ tokens, rows }: Added, count: number, hidden: number): Feeds {
  const columns = Array.from({ length: count }, () => tokens.map(BigInt)).flat()
  return {
    added: new Tensor('float32', rows, [tokens.length, hidden]),
    added_tokens: new Tensor('int64', BigInt64Array.from(columns), [count, tokens.length]),
  }
}

/** Few shapes: powers of two, and halfway between them. */
function roundedRows(count: number): number {
  const power = powerOfTwo(count)
  return [power, 1.5 * power].find((size) => Number.isInteger(size) && size >= count) ?? 2 * power
}
