import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGate, type Clock, type Gate, type Passage } from './gate.ts'

/** Time that moves when it is told to. */
function handClock(): Clock & { pass(milliseconds: number): Promise<void> } {
  let time = 0
  let alarms: { at: number; callback: () => void }[] = []
  return {
    now: () => time,
    after: (milliseconds, callback) => void alarms.push({ at: time + milliseconds, callback }),
    pass: async (milliseconds) => {
      const end = time + milliseconds
      for (;;) {
        const next = alarms.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        alarms = alarms.filter((alarm) => alarm !== next)
        time = next.at
        next.callback()
        await Promise.resolve()
      }
      time = end
      await Promise.resolve()
    },
  }
}

/** Calls that want to go; `through` are those that went, in order. */
async function crowd(gate: Gate, count: number, tokens = 0): Promise<Passage[]> {
  const through: Passage[] = []
  for (let index = 0; index < count; index++) {
    void gate.enter(tokens, undefined).then((passage) => through.push(passage))
  }
  await Promise.resolve()
  return through
}

async function openGate(gate: Gate, tokens = 0): Promise<void> {
  ;(await gate.enter(tokens, undefined)).succeeded(tokens)
}

describe('a gate', () => {
  it('lets one call go until one has succeeded, then as many as it begins with', async () => {
    const gate = createGate({ maximum: 20, start: 4 }, handClock())
    const through = await crowd(gate, 10)
    expect(through).toHaveLength(1)
    through[0]?.failed()
    await Promise.resolve()
    expect(through).toHaveLength(2)
    through[1]?.succeeded(0)
    await Promise.resolve()
    expect(through).toHaveLength(2 + 4)
  })

  it('never lets more go than its limit, which stays between one and the maximum', async () => {
    const event = fc.constantFrom('succeeded', 'slowed', 'failed')
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(event, { maxLength: 60 }),
        async (maximum, events) => {
          const gate = createGate({ maximum, start: 3 }, handClock())
          const through = await crowd(gate, 200)
          let ended = 0
          for (const kind of events) {
            const passage = through[ended++] as Passage
            if (kind === 'succeeded') passage.succeeded(0)
            else if (kind === 'slowed') passage.slowed(undefined)
            else passage.failed()
            await Promise.resolve()
            expect(gate.limit).toBeGreaterThanOrEqual(1)
            expect(gate.limit).toBeLessThanOrEqual(maximum)
            // A limit that fell lets those on their way end, and lets no other go before.
            expect(through.length).toBeGreaterThan(ended)
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  it('grows call by call until the first "too many", then by one a round, and falls by a fifth once a round', async () => {
    const gate = createGate({ maximum: 100, start: 10 }, handClock())
    await openGate(gate)
    const through = await crowd(gate, 400)
    for (const passage of through.slice(0, 10)) passage.succeeded(0)
    await Promise.resolve()
    expect(gate.limit).toBe(20)
    const onTheirWay = through.slice(10)
    expect(onTheirWay).toHaveLength(20)
    for (const passage of onTheirWay) passage.slowed(undefined)
    expect(gate.limit).toBe(16)
    await Promise.resolve()
    for (const passage of through.slice(30, 46)) passage.succeeded(0)
    expect(gate.limit).toBe(17)
  })

  it('lets none go while the endpoint has asked to wait', async () => {
    const clock = handClock()
    const gate = createGate({ maximum: 8, start: 8 }, clock)
    await openGate(gate)
    const [first] = await crowd(gate, 1)
    first?.slowed(5000)
    const through = await crowd(gate, 3)
    await clock.pass(4999)
    expect(through).toHaveLength(0)
    await clock.pass(1)
    expect(through).toHaveLength(3)
  })

  it('keeps to calls and tokens a minute', async () => {
    const clock = handClock()
    const calls = createGate({ maximum: 500, start: 500, callsPerMinute: 60 }, clock)
    await openGate(calls)
    const through = await crowd(calls, 200)
    await clock.pass(60_000)
    expect(through.length).toBeLessThanOrEqual(60)
    expect(through.length).toBeGreaterThanOrEqual(59)

    const tokens = createGate({ maximum: 500, start: 500, tokensPerMinute: 6000 }, clock)
    await openGate(tokens, 100)
    const heavy = await crowd(tokens, 200, 100)
    await clock.pass(60_000)
    expect(heavy.length).toBeLessThanOrEqual(60)
    expect(heavy.length).toBeGreaterThanOrEqual(59)
    // Calls that took more than expected are made up for.
    for (const passage of heavy) passage.succeeded(200)
    const before = heavy.length
    await clock.pass(60_000)
    expect(heavy.length).toBeLessThanOrEqual(before + 1)
  })

  it('forgets who was told to stop, and turns all away when it is shut', async () => {
    const gate = createGate({ maximum: 1, start: 1 }, handClock())
    const first = await gate.enter(0, undefined)
    const controller = new AbortController()
    const stopped = gate.enter(0, controller.signal)
    const waiting = gate.enter(0, undefined)
    controller.abort()
    await expect(stopped).rejects.toThrow()
    gate.shut(new Error('over'))
    await expect(waiting).rejects.toThrow('over')
    await expect(gate.enter(0, undefined)).rejects.toThrow('over')
    first.failed()
  })
})
