// The flags by which calls are recorded, and a recording stands in for the model.
import type { Command } from 'commander'
import { UsageError } from '../kit/errors.ts'
import { openJournal } from '../kit/journal.ts'
import type { Meter } from '../models/metered.ts'
import type { Model } from '../models/model.ts'
import { remembered, type RecordedCall } from '../models/remembered.ts'
import { openReplay } from '../models/replay.ts'
import type { MeteredModel, ModelFlags } from './model-flags.ts'

export interface RecordingFlags {
  readonly record?: string
  readonly replay?: string
}

export function addRecordingFlags(command: Command): Command {
  return command
    .option('--record <file>', 'keep every answer of the model in a file, and ask nothing that is in it')
    .option('--replay <file>', 'answer from such a file, without the model')
}

export interface RecordedModel {
  readonly model: Model
  /** Where calls are paid for. */
  readonly meter?: Meter
  readonly close: () => void
}

/** `connect` makes the model itself, unless a recording stands in for it. */
export async function recorded(
  flags: ModelFlags & RecordingFlags,
  connect: () => MeteredModel,
): Promise<RecordedModel> {
  if (flags.replay !== undefined) {
    if (flags.record !== undefined) throw new UsageError('--record and --replay do not go together')
    if (flags.baseUrl !== undefined || flags.provider !== undefined) {
      throw new UsageError('--replay asks no model: leave out --base-url and --provider')
    }
    const replay = await openReplay(flags.replay, flags.model)
    return { model: replay, close: () => replay.close() }
  }
  const { model, meter } = connect()
  if (flags.record === undefined) return { model, meter, close: () => {} }
  const journal = await openJournal<RecordedCall>(flags.record)
  return { model: remembered(model, journal), meter, close: () => journal.close() }
}
