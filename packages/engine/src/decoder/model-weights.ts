// A decoder's weights in memory: one copy that training and generation feed to their models. Frozen tensors by their
// names in a checkpoint, and the adapter that is live on them: who trains it writes into its arrays, and whoever
// runs next reads the new numbers. Full training writes into the frozen tensors the same way (float32 only).
import { Tensor as OnnxTensor } from 'onnxruntime-node'
import {
  embeddingPath,
  headPath,
  lastNormPath,
  linearPath,
  linears,
  normNames,
  tensorShapes,
  type DecoderConfig,
  type LinearName,
} from './config.ts'
import { freeze, readRow } from './frozen.ts'
import type { Adapter } from './adapter.ts'
import type { FrozenTensor, Precision, Tensor, TensorSource } from './tensor.ts'

/** Numbers by the names of a model's inputs. */
export type Feeds = Readonly<Record<string, OnnxTensor>>

export interface ModelWeights {
  readonly config: DecoderConfig
  /** Of matrices; norms and biases are float32. */
  readonly precision: Precision
  /** The live one; its arrays are what is computed with. */
  adapter(): Adapter | undefined
  /** Keeps it without copying. Throws where it does not fit the configuration. */
  setAdapter(adapter: Adapter | undefined): void
  /** Throws where a checkpoint has no such tensor. */
  frozen(name: string): FrozenTensor
  /** What the adapter adds to a layer's linear maps: how its models have to declare them. */
  loraOf(layer: number): LayerLora | undefined
  /**
   * Inputs of a layer's models, named as weights.ts declares them: "q_proj.weight", "q_proj.weight.factors",
   * "q_proj.bias", "q_proj.lora_a", "q_proj.lora_b", "input_layernorm.weight", "self_attn.q_norm.weight".
   */
  feedsOfLayer(layer: number): Feeds
  /** "lm_head.weight" (and ".factors"), the embedding where it is tied, without added rows; "norm.weight". */
  feedsOfHead(): Feeds
  /** [tokens × hidden], added rows in the place of the base's. */
  embeddingRows(tokens: ArrayLike<number>): Float32Array
  /** The same of the head, which is the embedding where it is tied. */
  headRows(tokens: ArrayLike<number>): Float32Array
}

export interface LayerLora {
  readonly rank: number
  readonly scale: number
  /** In the order of `linears`. */
  readonly targets: readonly LinearName[]
}

/** Reads every tensor of the configuration, one after another, and checks its shape. */
export async function loadWeights(
  config: DecoderConfig,
  source: TensorSource,
  precision: Precision,
): Promise<ModelWeights> {
  const tensors = new Map<string, FrozenTensor>()
  for (const [name, shape] of tensorShapes(config)) {
    const tensor = await source.read(name)
    if (tensor.shape.join() !== shape.join())
      throw new Error(
        `${name} is [${tensor.shape.join(' × ')}]; the configuration says [${shape.join(' × ')}]`,
      )
    tensors.set(name, freeze(tensor, precision))
  }
  return weightsOf(config, precision, tensors)
}

function weightsOf(
  config: DecoderConfig,
  precision: Precision,
  tensors: ReadonlyMap<string, FrozenTensor>,
): ModelWeights {
  let adapter: Adapter | undefined
  const frozen = (name: string): FrozenTensor => {
    const tensor = tensors.get(name)
    if (tensor === undefined) throw new Error(`this model has no tensor ${name}`)
    return tensor
  }
  const feedsOf = (input: string, name: string): [string, OnnxTensor][] => {
    const tensor = tensors.get(name)
    return tensor === undefined ? [] : frozenFeeds(input, tensor)
  }
  const ofBase = Array.from({ length: config.layers }, (_, layer) => [
    ...linears.flatMap((name) => [
      ...feedsOf(`${name}.weight`, `${linearPath(layer, name)}.weight`),
      ...feedsOf(`${name}.bias`, `${linearPath(layer, name)}.bias`),
    ]),
    ...normNames(config).flatMap((name) => feedsOf(`${name}.weight`, `model.layers.${layer}.${name}.weight`)),
  ])
  const ofLayers = (): Feeds[] =>
    ofBase.map((base, layer) => Object.fromEntries([...base, ...loraFeeds(adapter, layer)]))
  let layers = ofLayers()
  const headName = `${config.tied ? embeddingPath : headPath}.weight`
  const head = Object.fromEntries([
    ...feedsOf('lm_head.weight', headName),
    ...feedsOf('norm.weight', `${lastNormPath}.weight`),
  ])
  const rows = (name: string, added: Tensor | undefined, tokens: ArrayLike<number>): Float32Array => {
    const { hidden, vocabulary } = config
    const found = new Float32Array(tokens.length * hidden)
    const matrix = frozen(name)
    for (let place = 0; place < tokens.length; place++) {
      const token = tokens[place] as number
      if (!(token >= 0 && token < vocabulary))
        throw new Error(`token ${token} is none of the model's ${vocabulary}`)
      const row = added === undefined ? -1 : (adapter?.rows?.tokens.indexOf(token) ?? -1)
      if (row < 0) readRow(matrix, token, found, place * hidden)
      else found.set((added as Tensor).data.subarray(row * hidden, (row + 1) * hidden), place * hidden)
    }
    return found
  }
  return {
    config,
    precision,
    adapter: () => adapter,
    setAdapter(next) {
      if (next !== undefined) checkAdapter(config, next)
      adapter = next
      layers = ofLayers()
    },
    frozen,
    loraOf(layer) {
      if (adapter === undefined) return undefined
      const { pairs, rank, alpha } = adapter
      const targets = linears.filter((name) => pairs.has(linearPath(layer, name)))
      return targets.length === 0 ? undefined : { rank, scale: alpha / rank, targets }
    },
    feedsOfLayer: (layer) => layers[layer] as Feeds,
    feedsOfHead: () => head,
    embeddingRows: (tokens) => rows(`${embeddingPath}.weight`, adapter?.rows?.embedding, tokens),
    headRows: (tokens) =>
      rows(headName, config.tied ? adapter?.rows?.embedding : adapter?.rows?.head, tokens),
  }
}

function frozenFeeds(input: string, tensor: FrozenTensor): [string, OnnxTensor][] {
  switch (tensor.kind) {
    case 'float32':
      return [[input, new OnnxTensor('float32', tensor.data, tensor.shape)]]
    case 'bfloat16':
      return [[input, new OnnxTensor('uint16', tensor.data, tensor.shape)]]
    case 'int8':
      return [
        [input, new OnnxTensor('int8', tensor.data, tensor.shape)],
        [`${input}.factors`, new OnnxTensor('float32', tensor.factors, [tensor.shape[0]])],
      ]
  }
}

function loraFeeds(adapter: Adapter | undefined, layer: number): [string, OnnxTensor][] {
  return linears.flatMap((name): [string, OnnxTensor][] => {
    const pair = adapter?.pairs.get(linearPath(layer, name))
    return pair === undefined
      ? []
      : [
          [`${name}.lora_a`, new OnnxTensor('float32', pair.a.data, pair.a.shape)],
          [`${name}.lora_b`, new OnnxTensor('float32', pair.b.data, pair.b.shape)],
        ]
  })
}

function checkAdapter(config: DecoderConfig, { pairs, rank, rows }: Adapter): void {
  const shapes = tensorShapes(config)
  const check = (name: string, found: readonly number[], asked: readonly number[]): void => {
    if (found.join() !== asked.join())
      throw new Error(
        `the adapter does not fit the model: ${name} is [${found.join(' × ')}] and should be [${asked.join(' × ')}]`,
      )
  }
  for (const [path, { a, b }] of pairs) {
    const shape = shapes.get(`${path}.weight`)
    if (shape === undefined || !linears.some((name) => path.endsWith(`.${name}`)))
      throw new Error(`the adapter does not fit the model: it has no linear map ${path}`)
    check(`${path}, A`, a.shape, [rank, shape[1] as number])
    check(`${path}, B`, b.shape, [shape[0] as number, rank])
  }
  if (rows === undefined) return
  const outside = rows.tokens.find((token) => !(token >= 0 && token < config.vocabulary))
  if (outside !== undefined)
    throw new Error(
      `the adapter does not fit the model: token ${outside} is none of its ${config.vocabulary}`,
    )
  const shape = [rows.tokens.length, config.hidden]
  check('the rows of the embedding', rows.embedding.shape, shape)
  if (rows.head !== undefined) check('the rows of the head', rows.head.shape, shape)
  if (config.tied && rows.head !== undefined)
    throw new Error(
      'the adapter does not fit the model: it has rows of a head, and the head is the embedding',
    )
}
