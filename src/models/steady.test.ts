import { describe, expect, it } from 'vitest'
import { testModel } from './model-contract.ts'
import { ModelError, type GenerateRequest, type Model } from './model.ts'
import { scriptedModel, type ScriptedModel } from './scripted.ts'
import { steady, type SteadySettings } from './steady.ts'

const request: GenerateRequest = {
  messages: [{ role: 'user', content: 'Which?' }],
  maxOutputTokens: 5,
  temperature: 0,
  seed: 1,
}

function made(model: Model, changes: Partial<SteadySettings> = {}): Model {
  return steady(model, {
    retries: { attempts: 3, firstDelayMs: 1, maximumDelayMs: 2 },
    gate: { maximum: 4, start: 4 },
    ...changes,
  })
}

type Fault = {
  status?: number
  retryable?: boolean
  waitMs?: number
  unreachable?: boolean
  pointless?: boolean
}

/** Fails with these, one a call; then answers. */
function faulty(faults: readonly (Fault | undefined)[], last?: Fault): ScriptedModel {
  return scriptedModel((_, call) => {
    const fault = call < faults.length ? faults[call] : last
    if (fault !== undefined) throw new ModelError('it failed', { retryable: true, ...fault })
    return 'B'
  })
}

describe('a steady model', () => {
  testModel({
    working: () => made(scriptedModel(() => 'B')),
    failing: () => made(faulty([], { retryable: false })),
  })

  it('tries again what can succeed, as often as it may', async () => {
    const model = faulty([{ status: 500 }, { status: 503 }])
    expect((await made(model).generate(request)).text).toBe('B')
    expect(model.requests).toHaveLength(3)
    const gone = faulty([undefined], { status: 500 })
    const patient = made(gone)
    await patient.generate(request)
    await expect(patient.generate(request)).rejects.toMatchObject({ pointless: false })
    expect(gone.requests).toHaveLength(1 + 3)
  })

  it('does not count "too many" against a call', async () => {
    const model = faulty(Array.from({ length: 20 }, () => ({ status: 429, waitMs: 0 })))
    expect((await made(model).generate(request)).text).toBe('B')
  })

  it('does not try again what cannot succeed', async () => {
    const model = faulty([undefined, { status: 400, retryable: false }])
    const patient = made(model)
    await patient.generate(request)
    await expect(patient.generate(request)).rejects.toMatchObject({ pointless: false, status: 400 })
    expect(model.requests).toHaveLength(2)
  })

  it('ends everything at the first call that finds no server', async () => {
    const model = faulty([], { unreachable: true })
    const patient = made(model)
    const all = await Promise.allSettled([patient.generate(request), patient.generate(request)])
    expect(
      all.map((one) => (one.status === 'rejected' ? (one.reason as ModelError).pointless : false)),
    ).toEqual([true, true])
    expect(model.requests).toHaveLength(1)
  })

  it('tries again a server that was there before', async () => {
    const model = faulty([undefined, { unreachable: true }])
    const patient = made(model)
    await patient.generate(request)
    expect((await patient.generate(request)).text).toBe('B')
  })

  it('ends everything when the first calls are all refused, and when none succeeds any more', async () => {
    const refusing = made(faulty([], { status: 400, retryable: false }))
    const errors: ModelError[] = []
    for (let index = 0; index < 6; index++) {
      errors.push(
        await refusing.generate(request).then(
          () => expect.fail(),
          (error: ModelError) => error,
        ),
      )
    }
    expect(errors.map(({ pointless }) => pointless)).toEqual([false, false, false, false, true, true])
    expect(errors.at(-1)?.message).toMatch(/the first 5 calls all/)

    const model = faulty([undefined], { status: 500 })
    const dying = made(model, { retries: { attempts: 1, firstDelayMs: 1, maximumDelayMs: 1 } })
    await dying.generate(request)
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => dying.generate(request)))
    expect(results.every(({ status }) => status === 'rejected')).toBe(true)
    expect(model.requests.length).toBeLessThan(20)
  })

  it('lets no call go on waiting when it is over', async () => {
    const model = faulty([
      undefined,
      { status: 503, waitMs: 60_000 },
      { status: 401, pointless: true, retryable: false },
    ])
    const patient = made(model)
    await patient.generate(request)
    const waiting = patient.generate(request)
    await expect(patient.generate(request)).rejects.toMatchObject({ status: 401 })
    await expect(waiting).rejects.toMatchObject({ pointless: true, status: 401 })
  })

  it('stops waiting when it is told to', async () => {
    const controller = new AbortController()
    const model = faulty([undefined], { status: 503, waitMs: 60_000 })
    const patient = made(model)
    await patient.generate(request)
    const waiting = patient.generate({ ...request, signal: controller.signal })
    setTimeout(() => controller.abort(), 20)
    await expect(waiting).rejects.toThrow()
  })

  it('says why nothing moves', async () => {
    const remarks: string[] = []
    const model = faulty([{ status: 503 }])
    await made(model, { onRemark: (remark) => remarks.push(remark) }).generate(request)
    expect(remarks).toEqual(['it failed; trying again'])
  })

  it('takes back no piece that was shown', async () => {
    let calls = 0
    const streaming: Model = {
      ...scriptedModel(() => 'B'),
      stream: (_, onText) => {
        calls += 1
        if (calls === 2) onText('half')
        return Promise.reject(new ModelError('broke off', { retryable: true }))
      },
    }
    const pieces: string[] = []
    await expect(made(streaming).stream?.(request, (piece) => pieces.push(piece))).rejects.toThrow(
      'broke off',
    )
    expect(calls).toBe(2)
    expect(pieces).toEqual(['half'])
  })
})
