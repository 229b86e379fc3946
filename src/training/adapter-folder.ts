// What a training leaves: an adapter in PEFT's format with the tokenizer that has its tokens, and a card. It appears
// whole or not at all.
import type { Adapter } from '@behaviorbench/engine/decoder/adapter.ts'
import { writeAdapter as writePeft } from '@behaviorbench/engine/checkpoints/peft-adapter.ts'
import type { DecoderConfig } from '@behaviorbench/engine/decoder/config.ts'
import { writeFailure } from '../kit/write-failure.ts'
import { modelCard } from './card.ts'
import type { TrainingHeader } from './folder.ts'
import type { ValidationRecord } from './trainer.ts'

export interface FinishedAdapter {
  readonly adapter: Adapter
  readonly config: DecoderConfig
  readonly header: TrainingHeader
  readonly best: number
  readonly validation: ValidationRecord
  /** Texts of the tokenizer's files, by name. */
  readonly tokenizer: Readonly<Record<string, string>>
}

export async function writeAdapterFolder(path: string, finished: FinishedAdapter): Promise<void> {
  const { adapter, config, header, best, validation, tokenizer } = finished
  const files = { ...tokenizer, 'README.md': modelCard(header, best, validation) }
  try {
    await writePeft(path, { adapter, config, base: header.base.folder, files })
  } catch (error) {
    throw writeFailure(path, error)
  }
}
