// What a decoder is made of, as numbers: the part of a Hugging Face config.json that the engine computes with. How
// it is read from one stands in checkpoints/; one description serves Qwen2, Qwen3 and Llama, which differ in biases,
// norms of queries and keys, and the scaling of rotary positions.

export interface DecoderConfig {
  /** `model_type` as in config.json: "qwen2", "qwen3", "llama". */
  readonly architecture: string
  readonly vocabulary: number
  readonly hidden: number
  readonly layers: number
  readonly heads: number
  readonly keyValueHeads: number
  readonly headSize: number
  /** Width of the feed-forward part. */
  readonly intermediate: number
  /** Added inside of the root of a norm. */
  readonly epsilon: number
  readonly rotary: RotarySettings
  /** Whether the head is the embedding. */
  readonly tied: boolean
  /** Biases on queries, keys and values (Qwen2). */
  readonly attentionBias: boolean
  /** Norms of each head's queries and keys (Qwen3). */
  readonly queryKeyNorm: boolean
  readonly positions: number
}

export interface RotarySettings {
  readonly theta: number
  /** Llama 3's scaling of long wavelengths. */
  readonly scaling?: {
    readonly factor: number
    readonly lowFrequencyFactor: number
    readonly highFrequencyFactor: number
    readonly originalPositions: number
  }
}

/** The linear maps of a layer, by their names in a checkpoint. */
export const linears = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'] as const
export type LinearName = (typeof linears)[number]

/** Rows and columns of a linear map's weight: [out × in], as checkpoints keep it. */
export function linearShape(config: DecoderConfig, name: LinearName): readonly [number, number] {
  const { hidden, heads, keyValueHeads, headSize, intermediate } = config
  switch (name) {
    case 'q_proj':
      return [heads * headSize, hidden]
    case 'k_proj':
    case 'v_proj':
      return [keyValueHeads * headSize, hidden]
    case 'o_proj':
      return [hidden, heads * headSize]
    case 'gate_proj':
    case 'up_proj':
      return [intermediate, hidden]
    case 'down_proj':
      return [hidden, intermediate]
  }
}

/** The path of a linear map in a checkpoint, without ".weight": "model.layers.0.self_attn.q_proj". */
export function linearPath(layer: number, name: LinearName): string {
  const part = ['gate_proj', 'up_proj', 'down_proj'].includes(name) ? 'mlp' : 'self_attn'
  return `model.layers.${layer}.${part}.${name}`
}

export const embeddingPath = 'model.embed_tokens'
export const headPath = 'lm_head'
export const lastNormPath = 'model.norm'

/** Names of a layer's norms, by their paths below the layer. */
export function normNames(config: DecoderConfig): readonly string[] {
  return [
    'input_layernorm',
    'post_attention_layernorm',
    ...(config.queryKeyNorm ? ['self_attn.q_norm', 'self_attn.k_norm'] : []),
  ]
}

/** Every tensor of a checkpoint of this configuration with its shape, by name. */
export function tensorShapes(config: DecoderConfig): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>([
    [`${embeddingPath}.weight`, [config.vocabulary, config.hidden]],
  ])
  for (let layer = 0; layer < config.layers; layer++) {
    for (const name of linears) {
      const shape = linearShape(config, name)
      shapes.set(`${linearPath(layer, name)}.weight`, shape)
      if (config.attentionBias && ['q_proj', 'k_proj', 'v_proj'].includes(name))
        shapes.set(`${linearPath(layer, name)}.bias`, [shape[0]])
    }
    for (const name of normNames(config))
      shapes.set(`model.layers.${layer}.${name}.weight`, [
        name.startsWith('self_attn') ? config.headSize : config.hidden,
      ])
  }
  shapes.set(`${lastNormPath}.weight`, [config.hidden])
  if (!config.tied) shapes.set(`${headPath}.weight`, [config.vocabulary, config.hidden])
  return shapes
}
