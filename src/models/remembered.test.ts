import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openJournal } from '../kit/journal.ts'
import { callKey } from './call-key.ts'
import { ModelError, type GenerateRequest, type Generation, type Model } from './model.ts'
import { remembered, type RecordedCall } from './remembered.ts'
import { openReplay } from './replay.ts'
import { scriptedModel } from './scripted.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-remembered-'))
  path = join(folder, 'calls.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const request: GenerateRequest = {
  messages: [{ role: 'user', content: 'Which?', images: ['data:image/png;base64,AAAA'] }],
  maxOutputTokens: 5,
  temperature: 0,
  seed: 1,
}

async function recording<T>(model: Model, use: (model: Model) => Promise<T>): Promise<T> {
  const journal = await openJournal<RecordedCall>(path)
  try {
    return await use(remembered(model, journal))
  } finally {
    journal.close()
  }
}

describe('the key of a call', () => {
  const model = { id: 'm', endpoint: 'e' }
  const changes: Partial<GenerateRequest>[] = [
    { messages: [{ role: 'user', content: 'Which one?' }] },
    { messages: [{ role: 'user', content: 'Which?', images: ['data:image/png;base64,AAAB'] }] },
    { messages: [{ role: 'system', content: 'Which?', images: ['data:image/png;base64,AAAA'] }] },
    { maxOutputTokens: 6 },
    { temperature: 1 },
    { seed: 2 },
    { topP: 0.5 },
    { stop: ['x'] },
    { alternatives: 2 },
    { jsonSchema: { name: 'n', schema: {} } },
    { repeat: 1 },
  ]
  it('differs by whatever makes another call, and by nothing else', () => {
    const keys = [
      callKey(model, request),
      callKey({ ...model, id: 'n' }, request),
      callKey({ ...model, endpoint: 'f' }, request),
      ...changes.map((change) => callKey(model, { ...request, ...change })),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    const same = callKey(model, { ...request, repeat: 0, signal: new AbortController().signal })
    expect(same).toBe(keys[0])
  })
})

describe('a remembered model', () => {
  it('passes on what it does not know, and nothing twice, over a kill too', async () => {
    const model = scriptedModel((_, call) => `answer ${call}`)
    const first = await recording(model, async (kept) => {
      const answers = await Promise.all([kept.generate(request), kept.generate(request)])
      expect(answers[0]).toEqual(answers[1])
      expect((await kept.generate({ ...request, repeat: 1 })).text).toBe('answer 1')
      return answers[0]
    })
    expect(model.requests).toHaveLength(2)
    // A line that a kill cut off is asked again.
    writeFileSync(path, readFileSync(path).subarray(0, -3))
    const reused: Generation[] = []
    const journal = await openJournal<RecordedCall>(path)
    const kept = remembered(model, journal, (generation) => reused.push(generation))
    expect(await kept.generate(request)).toEqual(first)
    expect(reused).toEqual([first])
    expect((await kept.generate({ ...request, repeat: 1 })).text).toBe('answer 2')
    journal.close()
  })

  it('keeps no failure', async () => {
    const model = scriptedModel((_, call) => {
      if (call === 0) throw new ModelError('no', { retryable: true })
      return 'B'
    })
    await recording(model, async (kept) => {
      await expect(kept.generate(request)).rejects.toThrow('no')
      expect((await kept.generate(request)).text).toBe('B')
    })
  })

  it('shows a kept answer in one piece', async () => {
    const model: Model = {
      ...scriptedModel(() => 'B'),
      stream: (_, onText) => {
        onText('a')
        onText('b')
        return Promise.resolve({ text: 'ab', finish: 'stop' })
      },
    }
    await recording(model, async (kept) => {
      for (const expected of [['a', 'b'], ['ab']]) {
        const pieces: string[] = []
        await kept.stream?.(request, (piece) => pieces.push(piece))
        expect(pieces).toEqual(expected)
      }
    })
  })
})

describe('a replay', () => {
  const asked: GenerateRequest = {
    messages: [{ role: 'user', content: 'Reply with the letter B.' }],
    maxOutputTokens: 16,
    temperature: 0,
    seed: 1,
  }
  beforeEach(async () => {
    const capabilities = { images: true, logProbabilities: true }
    const model = scriptedModel(() => 'B', { id: 'recorded', capabilities })
    await recording(model, (kept) => kept.generate(asked))
  })

  it('is the model that was recorded, and fails for what was never asked', async () => {
    const replay = await openReplay(path, 'recorded')
    expect(replay).toMatchObject({ id: 'recorded', endpoint: 'test', capabilities: { images: true } })
    expect((await replay.generate(asked)).text).toBe('B')
    await expect(replay.generate(request)).rejects.toMatchObject({
      retryable: false,
      message: expect.stringMatching(/never asked when the recording was made/) as string,
    })
    await expect(replay.generate({ ...asked, signal: AbortSignal.abort() })).rejects.toThrow()
    replay.close()
  })

  it('says what it holds, and leaves the file as it is', async () => {
    const before = readFileSync(path)
    await expect(openReplay(path, 'another')).rejects.toThrow(
      /holds model recorded test and nothing of "another"/,
    )
    await expect(openReplay(join(folder, 'none'))).rejects.toThrow(/is no recording/)
    writeFileSync(join(folder, 'text'), 'hello\n')
    await expect(openReplay(join(folder, 'text'))).rejects.toThrow(/is no recording of calls/)
    expect(readFileSync(join(folder, 'text'), 'utf8')).toBe('hello\n')
    expect(readFileSync(path).equals(before)).toBe(true)
  })
})
