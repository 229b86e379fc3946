// A model on disk as Hugging Face keeps it: config.json, safetensors (in shards or not), tokenizer.json and its
// companions. Opening reads only what is needed to say what it is; weights are read one at a time.
import type { DecoderConfig } from '../decoder/config.ts'
import type { TensorSource } from '../decoder/tensor.ts'

export interface ModelFolder {
  readonly path: string
  readonly config: DecoderConfig
  readonly tensors: TensorSource
}
