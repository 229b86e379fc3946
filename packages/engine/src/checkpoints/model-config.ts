// config.json of transformers, to and from what the engine computes with. What the engine cannot compute exactly is
// refused by name rather than computed nearly. Absent fields have the value that transformers gives them.
import { CheckpointError } from './checkpoint-error.ts'
import type { DecoderConfig, RotarySettings } from '../decoder/config.ts'

/** The classes that transformers reads a folder with, by its `model_type`. */
const classes: Readonly<Record<string, string>> = {
  qwen2: 'Qwen2ForCausalLM',
  qwen3: 'Qwen3ForCausalLM',
  llama: 'LlamaForCausalLM',
}

type Fields = Readonly<Record<string, unknown>>

/** `path` is for what is said when it cannot be used. */
export function parseModelConfig(path: string, text: string): DecoderConfig {
  const fields = parseFields(path, text)
  const architecture = String(fields['model_type'])
  if (!Object.hasOwn(classes, architecture))
    throw new CheckpointError(
      path,
      `Models of the type "${architecture}" are not supported.`,
      `Supported are ${Object.keys(classes).join(', ')}.`,
    )
  refuseUnsupported(path, fields, architecture)
  const count = (name: string, otherwise?: number): number => countOf(path, fields, name, otherwise)
  const hidden = count('hidden_size')
  const heads = count('num_attention_heads')
  const config: DecoderConfig = {
    architecture,
    vocabulary: count('vocab_size'),
    hidden,
    layers: count('num_hidden_layers'),
    heads,
    keyValueHeads: count('num_key_value_heads', heads),
    // Qwen3's classes say 128 where config.json is silent; the others divide.
    headSize: count('head_dim', architecture === 'qwen3' ? 128 : hidden / heads),
    intermediate: count('intermediate_size'),
    epsilon: numberOf(path, fields, 'rms_norm_eps', 1e-6),
    rotary: rotaryOf(path, fields),
    tied: fields['tie_word_embeddings'] === true,
    attentionBias: architecture === 'qwen2',
    queryKeyNorm: architecture === 'qwen3',
    positions: count('max_position_embeddings'),
  }
  if (config.heads % config.keyValueHeads !== 0)
    throw new CheckpointError(
      path,
      `${config.heads} heads cannot share ${config.keyValueHeads} keys and values.`,
    )
  return config
}

/** The fields of config.json for a model of ours, as transformers writes them for one of its own. */
export function modelConfigFields(config: DecoderConfig, stop: readonly number[]): Fields {
  const { rotary } = config
  return {
    architectures: [classes[config.architecture]],
    model_type: config.architecture,
    vocab_size: config.vocabulary,
    hidden_size: config.hidden,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    num_key_value_heads: config.keyValueHeads,
    head_dim: config.headSize,
    intermediate_size: config.intermediate,
    hidden_act: 'silu',
    rms_norm_eps: config.epsilon,
    // Both the older spelling and the newer one, for readers of either.
    rope_theta: rotary.theta,
    rope_scaling: rotary.scaling === undefined ? null : scalingFields(rotary),
    rope_parameters: { ...scalingFields(rotary), rope_theta: rotary.theta },
    tie_word_embeddings: config.tied,
    ...(config.architecture === 'qwen2' ? {} : { attention_bias: false }),
    attention_dropout: 0,
    max_position_embeddings: config.positions,
    use_cache: true,
    ...(stop.length === 0 ? {} : { eos_token_id: stop.length === 1 ? stop[0] : stop }),
  }
}

function scalingFields({ scaling }: RotarySettings): Fields {
  if (scaling === undefined) return { rope_type: 'default' }
  return {
    rope_type: 'llama3',
    factor: scaling.factor,
    low_freq_factor: scaling.lowFrequencyFactor,
    high_freq_factor: scaling.highFrequencyFactor,
    original_max_position_embeddings: scaling.originalPositions,
  }
}

function refuseUnsupported(path: string, fields: Fields, architecture: string): void {
  const refuse = (what: string, remedy?: string): never => {
    throw new CheckpointError(path, what, remedy)
  }
  if (fields['quantization_config'] !== undefined && fields['quantization_config'] !== null)
    refuse('The checkpoint is quantised.', 'Take the original one; it is made smaller while it is read.')
  const kinds = fields['layer_types']
  const windowed = Array.isArray(kinds) && kinds.some((kind) => kind !== 'full_attention')
  if (fields['use_sliding_window'] === true || windowed)
    refuse('It uses sliding windows of attention, which are not supported.')
  if (fields['attention_bias'] === true || fields['mlp_bias'] === true)
    refuse(`Biases of this kind are not supported for the type "${architecture}".`)
  const activation = fields['hidden_act'] ?? 'silu'
  if (activation !== 'silu')
    refuse(`The activation ${JSON.stringify(activation)} is not supported, only silu.`)
}

/** Newer files have it all under rope_parameters; older ones apart. */
function rotaryOf(path: string, fields: Fields): RotarySettings {
  const parameters = (fields['rope_parameters'] ?? fields['rope_scaling'] ?? {}) as Fields
  const theta = numberOf(
    path,
    { rope_theta: parameters['rope_theta'] ?? fields['rope_theta'] },
    'rope_theta',
    10000,
  )
  const kind = parameters['rope_type'] ?? parameters['type'] ?? 'default'
  if (kind === 'default') return { theta }
  if (kind !== 'llama3')
    throw new CheckpointError(
      path,
      `Rotary positions of the type ${JSON.stringify(kind)} are not supported, only "default" and "llama3".`,
    )
  return {
    theta,
    scaling: {
      factor: numberOf(path, parameters, 'factor'),
      lowFrequencyFactor: numberOf(path, parameters, 'low_freq_factor'),
      highFrequencyFactor: numberOf(path, parameters, 'high_freq_factor'),
      originalPositions: countOf(path, parameters, 'original_max_position_embeddings'),
    },
  }
}

function parseFields(path: string, text: string): Fields {
  try {
    const fields: unknown = JSON.parse(text)
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as Fields
  } catch {
    // Said below.
  }
  throw new CheckpointError(path, 'It is no JSON object.', 'Fetch or copy it again.')
}

function countOf(path: string, fields: Fields, name: string, otherwise?: number): number {
  const value = numberOf(path, fields, name, otherwise)
  if (Number.isInteger(value) && value > 0) return value
  throw new CheckpointError(path, `"${name}" is ${value}, not a whole number above 0.`)
}

function numberOf(path: string, fields: Fields, name: string, otherwise?: number): number {
  const value = fields[name] ?? otherwise
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new CheckpointError(path, value === undefined ? `"${name}" is missing.` : `"${name}" is no number.`)
}
