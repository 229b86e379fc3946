// A recording as a model: gives back the answers that remembered.ts kept, and fails for what was never asked. It
// never invents an answer, and needs no network.
import { Failure } from '../kit/errors.ts'
import { isReadableFile } from '../kit/line-file.ts'
import { openJournal } from '../kit/journal.ts'
import { callKey } from './call-key.ts'
import { ModelError, type Generation, type Model } from './model.ts'
import { modelKey, type RecordedCall, type RecordedModel } from './remembered.ts'

export interface Replay extends Model {
  close(): void
}

/** `name` chooses where a recording holds several models. Throws a Failure where it holds none of that name. */
export async function openReplay(path: string, name?: string): Promise<Replay> {
  if (!isReadableFile(path)) {
    throw new Failure({ subject: path, what: 'is no recording.', remedy: 'Make one with --record.' })
  }
  const journal = await openJournal<RecordedCall>(path, 'read')
  const models: RecordedModel[] = []
  for (const key of journal.keys()) {
    if (key.startsWith('model ')) models.push(journal.get(key) as RecordedModel)
  }
  const chosen = models.filter(({ id }) => name === undefined || id === name)
  const [model] = chosen
  if (model === undefined || chosen.length > 1) {
    journal.close()
    throw new Failure({
      subject: path,
      what:
        models.length === 0
          ? 'is no recording of calls.'
          : `holds ${models.map(modelKey).join(', ')}${model === undefined ? ` and nothing of "${name}"` : ''}.`,
      remedy: models.length === 0 ? 'Make one with --record.' : 'Choose one of them with --model.',
    })
  }
  const { id, endpoint, capabilities } = model
  return {
    id,
    endpoint,
    capabilities,
    generate: async (request) => {
      if (request.signal?.aborted === true) throw new ModelError('stopped', { retryable: false })
      const found = journal.get(callKey(model, request))
      if (found !== undefined) return found as Generation
      throw new ModelError(
        'this was never asked when the recording was made; the same command with the same seed, prompts and parameters asks the same',
        { retryable: false, pointless: true },
      )
    },
    close: () => journal.close(),
  }
}
