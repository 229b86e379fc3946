// The spread over seeds against its formula written out, what makes a family, and how often its interval holds the
// truth where the truth is known.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import type { Run } from '../records/run.ts'
import type { Letter } from '../records/task.ts'
import type { Row } from './rows.ts'
import { seedFamilies } from './seed-scores.ts'

const run: Run = {
  format: 'behaviorbench-run/1',
  benchmarkId: 'bench',
  split: 'test',
  model: 'model',
  endpoint: 'test',
  parameters: { temperature: 1 },
  regime: 'zero-shot',
  promptHash: 'hash',
  seed: 1,
  repeats: 1,
  tasks: 0,
}

function row(task: string, group: string, repeat: number, right: boolean | null): Row {
  const predicted = right === null ? null : ((right ? 'A' : 'B') as Letter)
  return {
    task: { id: task, type: 'fact_retrieval' } as Row['task'],
    prediction: { repeat },
    spoke: false,
    gold: 'A',
    predicted,
    group,
  }
}

interface Given {
  readonly seed: number
  /** By repeat, then task; two tasks are of one case. */
  readonly answers: readonly (readonly boolean[])[]
  readonly changed?: Partial<Run>
}

function itemsOf(given: readonly Given[]) {
  return given.map(({ seed, answers, changed }) => ({
    run: { ...run, seed, repeats: answers.length, tasks: answers[0]?.length ?? 0, ...changed },
    rows: () =>
      answers.flatMap((own, repeat) =>
        own.map((right, task) => row(`task ${task}`, `case ${Math.floor(task / 2)}`, repeat, right)),
      ),
  }))
}

const share = (count: number, of: number): boolean[] => Array.from({ length: of }, (_, at) => at < count)

describe('a family', () => {
  it('is runs that differ in seeds only, and repeats within one', () => {
    const one = share(3, 6)
    const families = seedFamilies(
      itemsOf([
        { seed: 1, answers: [one] },
        { seed: 5, answers: [one, share(4, 6)] },
        { seed: 9, answers: [one], changed: { model: 'other' } },
        { seed: 12, answers: [one], changed: { parameters: { temperature: 0 } } },
        { seed: 14, answers: [one], changed: { promptHash: 'changed' } },
        { seed: 20, answers: [one, one], changed: { model: 'alike' } },
      ]),
    )
    expect(families.map(({ model, runs, seeds, alike }) => [model, runs, seeds.length, alike])).toEqual([
      ['model', [0, 1], 3, false],
      ['alike', [5], 2, true],
    ])
    expect(families[1]?.accuracy.deviation).toBe(0)
    expect(families[1]?.accuracy.interval).not.toBeNull()
  })

  it('holds orders of options and drawn examples together, and an asking given twice once', () => {
    const answers = [share(3, 6)]
    const families = seedFamilies(
      itemsOf([
        { seed: 1, answers, changed: { permute: 1, promptHash: 'one' } },
        { seed: 1, answers, changed: { permute: 2, promptHash: 'two' } },
        { seed: 1, answers, changed: { permute: 2, promptHash: 'two' } },
        // Seed 2 is what repeat 1 of seed 1 was asked with.
        { seed: 1, answers: [...answers, ...answers], changed: { model: 'repeated' } },
        { seed: 2, answers, changed: { model: 'repeated' } },
      ]),
    )
    expect(families.map(({ model, seeds, asked }) => [model, seeds.length, asked])).toEqual([
      ['model', 2, 'zero-shot, options permuted'],
      ['repeated', 2, 'zero-shot'],
    ])
  })

  it('counts tasks that every seed answered', () => {
    const [family] = seedFamilies(
      itemsOf([
        { seed: 1, answers: [share(3, 6)] },
        { seed: 2, answers: [share(3, 4)] },
      ]),
    )
    expect(family).toMatchObject({ tasks: 4, cases: 2 })
  })
})

describe('the interval', () => {
  const spreadOf = (counts: readonly number[], of = 40) =>
    seedFamilies(itemsOf(counts.map((count, seed) => ({ seed, answers: [share(count, of)] }))))[0]?.accuracy

  it('is mean ± t · √(case error² + deviation² / seeds)', () => {
    const spread = spreadOf([20, 24, 28])
    expect(spread?.bySeed).toEqual([0.5, 0.6, 0.7])
    expect(spread?.mean).toBeCloseTo(0.6, 12)
    expect(spread?.deviation).toBeCloseTo(0.1, 12)
    expect(spread).toMatchObject({ least: 0.5, most: 0.7 })
    const [cases, seeds] = [(spread?.caseError ?? 0) ** 2, 0.1 ** 2 / 3]
    expect(spread?.seedError).toBeCloseTo(Math.sqrt(seeds), 12)
    const degrees = (cases + seeds) ** 2 / (cases ** 2 / 19 + seeds ** 2 / 2)
    expect(spread?.degrees).toBeCloseTo(degrees, 9)
    // t of 0.975 lies between that of the normal distribution and that of 2 degrees of freedom.
    const half = (spread?.interval?.high ?? 0) - 0.6
    expect(half / Math.sqrt(cases + seeds)).toBeGreaterThan(1.96)
    expect(half / Math.sqrt(cases + seeds)).toBeLessThan(4.303)
    expect(0.6 - (spread?.interval?.low ?? 0)).toBeCloseTo(half, 9)
  })

  it('holds the mean, stays within 0 and 1, and does not depend on the order of the runs', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 2, maxLength: 4 }), (counts) => {
        const given = counts.map((count, seed) => ({ seed, answers: [share(count, 12)] }))
        const [there] = seedFamilies(itemsOf(given))
        const [back] = seedFamilies(itemsOf(given.toReversed()))
        const { mean, interval } = there?.accuracy ?? {}
        expect(interval?.low).toBeLessThanOrEqual((mean ?? 0) + 1e-12)
        expect(interval?.high).toBeGreaterThanOrEqual((mean ?? 1) - 1e-12)
        expect(interval?.low).toBeGreaterThanOrEqual(0)
        expect(interval?.high).toBeLessThanOrEqual(1)
        expect(back?.accuracy.interval?.low).toBeCloseTo(interval?.low ?? -1, 12)
        expect(back?.accuracy.interval?.high).toBeCloseTo(interval?.high ?? -1, 12)
      }),
      { numRuns: 15 },
    )
  })

  it('holds the truth about as often as it says, where cases and seeds both move the score', () => {
    let held = 0
    const trials = 80
    for (let trial = 0; trial < trials; trial++) {
      const random = randomFor('coverage', trial)
      const normal = (): number =>
        Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
      const ability = Array.from({ length: 40 }, () => 0.15 * normal())
      const given = [1, 2, 3].map((seed) => {
        const luck = 0.05 * normal()
        const answers = Array.from(
          { length: 80 },
          (_, task) => random.next() < 0.5 + (ability[Math.floor(task / 2)] as number) + luck,
        )
        return { seed, answers: [answers] }
      })
      const interval = seedFamilies(itemsOf(given))[0]?.accuracy.interval
      if (interval !== undefined && interval !== null && interval.low <= 0.5 && interval.high >= 0.5)
        held += 1
    }
    // 95 % of 80 is 76; 70 or fewer would happen to an honest interval about once in a hundred times.
    expect(held).toBeGreaterThan(70)
  }, 60_000)
})
