// The flags by which calls are recorded, and a recording stands in for the model.
import type { Command } from 'commander'
import { UsageError } from '../kit/errors.ts'
import { openJournal, type Journal } from '../kit/journal.ts'
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
  /** Names the file in which calls are kept, before the first one; where no flag named one. */
  readonly keepIn?: (path: string) => void
  readonly close: () => void
}

/**
 * `connect` makes the model itself, unless a recording stands in for it. With `several` calls are kept in a file
 * even where no flag asks for it: what an item has used before a kill is not asked again.
 */
export async function recorded(
  flags: ModelFlags & RecordingFlags,
  connect: () => MeteredModel,
  several = false,
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
  if (flags.record === undefined) {
    return several ? keptLater(model, meter) : { model, meter, close: () => {} }
  }
  const journal = await openJournal<RecordedCall>(flags.record)
  return { model: remembered(model, journal), meter, close: () => journal.close() }
}

/** The file is opened with the first call: by then the run's folder is known to be this run's. */
function keptLater(model: Model, meter: Meter): RecordedModel {
  let path: string | undefined
  let journal: Promise<Journal<RecordedCall>> | undefined
  let kept: Promise<Model> | undefined
  const open = async (): Promise<Model> => {
    if (path === undefined) return model
    journal = openJournal<RecordedCall>(path)
    // What was paid for before the last stop counts against the budget as well.
    return remembered(model, await journal, (generation) => meter.count(generation))
  }
  return {
    model: {
      ...model,
      generate: async (request) => {
        kept ??= open()
        return (await kept).generate(request)
      },
    },
    meter,
    keepIn: (file) => {
      path = file
    },
    close: () => void journal?.then((opened) => opened.close()),
  }
}
