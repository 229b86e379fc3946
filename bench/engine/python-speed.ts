// The same decoders by PyTorch, and by transformers with PEFT (python/speed.py), where BEHAVIORBENCH_PYTHON names an
// interpreter that has them.
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import type { DecoderConfig } from '../../packages/engine/src/decoder/config.ts'

const python = process.env['BEHAVIORBENCH_PYTHON']
const script = resolve(import.meta.dirname, '../../python/speed.py')

export const hasPython = python !== undefined && python !== ''

/** What speed.py measured, in a process of its own. Throws where it failed. */
export function pythonSpeed<T>(
  what: 'train-torch' | 'train-peft' | 'answer',
  config: DecoderConfig,
  setting: Readonly<Record<string, number>> = {},
): T & { readonly peakBytes: number } {
  const sizes = {
    vocab_size: config.vocabulary,
    hidden_size: config.hidden,
    intermediate_size: config.intermediate,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    num_key_value_heads: config.keyValueHeads,
  }
  const parameters = [script, what, JSON.stringify({ ...sizes, ...setting })]
  return JSON.parse(execFileSync(python as string, parameters, { encoding: 'utf8' })) as T & {
    readonly peakBytes: number
  }
}
