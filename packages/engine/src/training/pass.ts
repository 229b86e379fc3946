// One pass: a batch through all layers, to losses; and back, where gradients are wanted, which are added to those
// of the parameters. Layers share models, so a pass runs one forward model as often as there are layers.
import { Tensor } from 'onnxruntime-node'
import { addTo, createGradientSums } from './gradient-sums.ts'
import { backwardModel, forwardModel, layerGraph, type LayerGraph } from '../decoder/layer.ts'
import { createHeadPass } from './head-pass.ts'
import { createWorkspace, type FloatTensor } from '../runtime/workspace.ts'
import { embeddingPath } from '../decoder/config.ts'
import { parameterOfInput, rowsOfEmbedding, type Parameter } from './parameters.ts'
import { rotaryTables } from '../decoder/rotary.ts'
import type { Batch } from './batch.ts'
import type { Feeds, ModelWeights } from '../decoder/model-weights.ts'
import type { Models } from '../runtime/models.ts'
import type { Provider } from '../runtime/session.ts'

export interface PassRunner {
  /** Cross-entropy of each target, unweighted. */
  losses(batch: Batch): Promise<Float32Array>
  /** The same; gradients of the losses, each times its target's weight times `factor`, are added to the parameters'. */
  gradients(batch: Batch, factor: number): Promise<Float32Array>
}

export interface PassSettings {
  readonly trained: 'lora' | 'all'
  readonly parameters: readonly Parameter[]
  /** Queries of attention at once. */
  readonly chunk?: number
  /** Logits at once: rows times vocabulary. */
  readonly logits?: number
  /** Where models are opened; the CPU where absent. */
  readonly provider?: Provider
}

export function createPassRunner(weights: ModelWeights, models: Models, settings: PassSettings): PassRunner {
  const { config, precision } = weights
  const { layers, hidden } = config
  const { trained, chunk, logits, provider } = settings
  const workspace = createWorkspace()
  const sums = createGradientSums(settings.parameters, workspace)
  const head = createHeadPass(weights, models, workspace, { trained, sums, logits, provider })
  const graphs = new Map<string, LayerGraph>()
  const trainsEmbedding = trained === 'all' || sums.has(rowsOfEmbedding)

  const graphOf = (
    { batch, length, packed }: Batch,
    layer: number,
  ): { readonly key: string; readonly graph: LayerGraph } => {
    const lora = weights.loraOf(layer)
    const kind = { batch, length, packed, lora, chunk }
    const key = JSON.stringify(kind)
    const graph = graphs.get(key) ?? layerGraph({ config, precision, trained, provider, ...kind })
    graphs.set(key, graph)
    return { key, graph }
  }

  const keptOf = ({ kept }: LayerGraph, layer: number): Feeds =>
    Object.fromEntries(
      kept.map(({ name, shape }, place) => [
        name,
        workspace.tensor(`kept ${place} of layer ${layer}`, shape).tensor,
      ]),
    )

  const forward = async (batch: Batch, shared: Feeds, keeps: boolean): Promise<Float32Array> => {
    const shape = [batch.batch * batch.length, hidden]
    let input = workspace.tensor('x 0', shape)
    input.data.set(weights.embeddingRows(batch.tokens))
    for (let layer = 0; layer < layers; layer++) {
      const { key, graph } = graphOf(batch, layer)
      const model = await models.get(`forward ${keeps} ${key}`, () => forwardModel(graph, keeps))
      const output = workspace.tensor(`x ${keeps ? layer + 1 : 1 + (layer % 2)}`, shape)
      await model.run(
        { ...weights.feedsOfLayer(layer), ...shared, x: input.tensor },
        { ...(keeps ? keptOf(graph, layer) : {}), [graph.output.name]: output.tensor },
      )
      input = output
    }
    return input.data
  }

  /** Of the input of a layer, which is the output of the one before. */
  const gradientAt = (batch: Batch, layer: number): FloatTensor =>
    workspace.tensor(`gradient ${layer % 2}`, [batch.batch * batch.length, hidden])

  const backward = async (batch: Batch, shared: Feeds): Promise<void> => {
    for (let layer = layers - 1; layer >= 0; layer--) {
      const { key, graph } = graphOf(batch, layer)
      const ofInput = layer > 0 || trainsEmbedding
      if (!ofInput && graph.gradients.size === 0) return
      const model = await models.get(`backward ${ofInput} ${key}`, () => backwardModel(graph, ofInput))
      const collected = sums.collect(
        [...graph.gradients].map(([input, value]) => [parameterOfInput(layer, input), value] as const),
      )
      const feeds = {
        ...weights.feedsOfLayer(layer),
        ...shared,
        ...keptOf(graph, layer),
        x: workspace.tensor(`x ${layer}`, [batch.batch * batch.length, hidden]).tensor,
        gradient: gradientAt(batch, layer + 1).tensor,
      }
      await model.run(feeds, {
        ...collected.results,
        ...(ofInput ? { [graph.inputGradient.name]: gradientAt(batch, layer).tensor } : {}),
      })
      collected.add()
    }
    if (trainsEmbedding) addToEmbedding(batch.tokens, gradientAt(batch, 0).data)
  }

  const addToEmbedding = (tokens: Int32Array, gradient: Float32Array): void => {
    const added = weights.adapter()?.rows?.tokens ?? []
    const sum = sums.of(trained === 'all' ? `${embeddingPath}.weight` : rowsOfEmbedding)
    tokens.forEach((token, at) => {
      const row = trained === 'all' ? token : added.indexOf(token)
      if (row >= 0) addTo(sum, row * hidden, gradient.subarray(at * hidden, (at + 1) * hidden))
    })
  }

  const sharedFeeds = ({ batch, length, packed, positions, ends }: Batch): Feeds => {
    const { cosines, sines, shape } = rotaryTables(config, length)
    const places = [batch, length]
    return {
      cosines: new Tensor('float32', cosines, shape),
      sines: new Tensor('float32', sines, shape),
      ...(packed
        ? {
            positions: new Tensor('int64', positions, places),
            ends: new Tensor('float32', ends, places),
          }
        : {}),
    }
  }

  return {
    async losses(batch) {
      return head.losses(batch.targets, await forward(batch, sharedFeeds(batch), false))
    },
    async gradients(batch, factor) {
      const shared = sharedFeeds(batch)
      const output = await forward(batch, shared, true)
      const last = gradientAt(batch, layers).data.fill(0)
      const losses = await head.gradients(batch.targets, output, last, factor)
      await backward(batch, shared)
      return losses
    },
  }
}
