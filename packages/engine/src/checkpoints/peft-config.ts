// adapter_config.json of PEFT: which adapters can be read, and what is written. What would change the numbers and is
// not part of an Adapter is refused by name.
import { CheckpointError } from './checkpoint-error.ts'

export interface PeftConfig {
  readonly rank: number
  readonly alpha: number
  /** Tokens in the order of their rows, as `trainable_token_indices` has them. */
  readonly embeddingTokens: readonly number[]
  readonly headTokens: readonly number[]
}

type Fields = Readonly<Record<string, unknown>>

export function parsePeftConfig(path: string, text: string): PeftConfig {
  const fields = parseFields(path, text)
  const refuse = (what: string): never => {
    throw new CheckpointError(path, what, 'Merge it into its model with PEFT and open that.')
  }
  if (fields['peft_type'] !== 'LORA')
    refuse(`Adapters of the type ${JSON.stringify(fields['peft_type'])} are not read.`)
  for (const name of ['use_dora', 'fan_in_fan_out', 'lora_bias', 'use_qalora', 'use_bdlora'])
    if (isOn(fields[name])) refuse(`It uses "${name}", which is not supported.`)
  for (const name of [
    'modules_to_save',
    'rank_pattern',
    'alpha_pattern',
    'target_parameters',
    'layer_replication',
  ])
    if (!isEmpty(fields[name])) refuse(`It uses "${name}", which is not supported.`)
  if ((fields['bias'] ?? 'none') !== 'none') refuse('It has biases, which are not supported.')
  const rank = numberOf(path, fields, 'r')
  const alpha = numberOf(path, fields, 'lora_alpha')
  const rows = fields['trainable_token_indices']
  const tokensOf = (part: string): readonly number[] => {
    const found = Array.isArray(rows) ? (part === 'embed_tokens' ? rows : []) : ((rows ?? {}) as Fields)[part]
    if (found === undefined) return []
    if (Array.isArray(found) && found.every((token) => Number.isSafeInteger(token) && token >= 0))
      return found as number[]
    throw new CheckpointError(path, '"trainable_token_indices" holds no token numbers.')
  }
  if (isObject(rows) && Object.keys(rows).some((part) => !['embed_tokens', 'lm_head'].includes(part)))
    refuse('It trains rows of other parts than embed_tokens and lm_head.')
  return {
    rank,
    // Rank-stabilised LoRA (Kalajdzievski 2023) scales by alpha / √rank: the same as a larger alpha.
    alpha: isOn(fields['use_rslora']) ? alpha * Math.sqrt(rank) : alpha,
    embeddingTokens: tokensOf('embed_tokens'),
    headTokens: tokensOf('lm_head'),
  }
}

export interface PeftConfigToWrite {
  readonly rank: number
  readonly alpha: number
  readonly targets: readonly string[]
  readonly rows?:
    | readonly number[]
    | { readonly embed_tokens: readonly number[]; readonly lm_head: readonly number[] }
  /** Name or folder of the model it belongs to. */
  readonly base: string
}

export function peftConfigText({ rank, alpha, targets, rows, base }: PeftConfigToWrite): string {
  const fields = {
    peft_type: 'LORA',
    task_type: 'CAUSAL_LM',
    base_model_name_or_path: base,
    inference_mode: true,
    r: rank,
    lora_alpha: alpha,
    lora_dropout: 0,
    bias: 'none',
    fan_in_fan_out: false,
    use_rslora: false,
    use_dora: false,
    init_lora_weights: true,
    target_modules: targets,
    modules_to_save: null,
    rank_pattern: {},
    alpha_pattern: {},
    ...(rows === undefined ? {} : { trainable_token_indices: rows }),
  }
  return `${JSON.stringify(fields, null, 2)}\n`
}

function parseFields(path: string, text: string): Fields {
  try {
    const fields: unknown = JSON.parse(text)
    if (isObject(fields)) return fields
  } catch {
    // Said below.
  }
  throw new CheckpointError(path, 'It is no JSON object.')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isOn(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false
}

function isEmpty(value: unknown): boolean {
  return !isOn(value) || (typeof value === 'object' && Object.keys(value as object).length === 0)
}

function numberOf(path: string, fields: Fields, name: string): number {
  const value = fields[name]
  if (typeof value === 'number' && value > 0) return value
  throw new CheckpointError(path, `"${name}" is missing, or no number above 0.`)
}
