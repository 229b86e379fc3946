// The same decoders by PyTorch, and by transformers with PEFT (python/speed.py), where BEHAVIORBENCH_PYTHON names an
// interpreter that has them.
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import type { DecoderConfig } from '../../packages/engine/src/decoder/config.ts'

const python = process.env['BEHAVIORBENCH_PYTHON']
const script = resolve(import.meta.dirname, '../../python/speed.py')

export const hasPython = python !== undefined && python !== ''

export interface TrainingSpeed {
  readonly tokensPerSecond: number
  readonly peakBytes: number
}

/** Tokens a second of reading and of writing. */
export interface AnsweringSpeed {
  readonly prefill: number
  readonly decode: number
  readonly peakBytes: number
}

export function trainingSpeed(
  by: 'torch' | 'peft',
  config: DecoderConfig,
  setting: Readonly<Record<'batch' | 'length' | 'trained' | 'repeats', number>>,
): TrainingSpeed {
  return measured(`train-${by}`, config, setting) as TrainingSpeed
}

export function answeringSpeed(config: DecoderConfig): AnsweringSpeed {
  return measured('answer', config, {}) as AnsweringSpeed
}

/** In a process of its own. Throws where it failed. */
function measured(what: string, config: DecoderConfig, setting: Readonly<Record<string, number>>): unknown {
  const sizes = {
    vocab_size: config.vocabulary,
    hidden_size: config.hidden,
    intermediate_size: config.intermediate,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    num_key_value_heads: config.keyValueHeads,
  }
  const parameters = [script, what, JSON.stringify({ ...sizes, ...setting })]
  return JSON.parse(execFileSync(python as string, parameters, { encoding: 'utf8' }))
}
