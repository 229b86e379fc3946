// What rules of when to speak must hold on any answers, and what they are worth on simulated ones of known odds.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFor, type Random } from '../../kit/random.ts'
import { aurocOf } from '../../metrics/auroc.ts'
import { sigmoid } from '../../metrics/log-odds.ts'
import type { Decision } from '../../records/decision.ts'
import type { ModeAnswer } from './answers.ts'
import { decide, type Decisions, type DecisionSettings } from './decide.ts'
import { fitProbe } from './probe.ts'

const settings: DecisionSettings = {
  costs: { missedAlert: 5, falseAlert: 1 },
  bound: 0.2,
  calibration: 'platt',
}

const noState = (): undefined => undefined

function methodOf({ methods }: Pick<Decisions, 'methods'>, name: string): Decision['methods'][number] {
  return methods.find((method) => method.name === name) as Decision['methods'][number]
}

const answer = fc.record({
  cluster: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  positive: fc.boolean(),
  named: fc.constantFrom('<reactive>' as const, '<proactive>' as const, undefined),
  score: fc.oneof(fc.double({ min: -20, max: 20, noNaN: true }), fc.constant(-Infinity)),
})
const answers = fc
  .array(answer, { minLength: 4, maxLength: 30 })
  .map((list): ModeAnswer[] => list.map((one, index) => ({ ...one, taskId: `task ${index}`, repeat: 0 })))
  .filter((list) =>
    [true, false].every((kind) => list.some((one) => one.positive === kind && one.score > -Infinity)),
  )

describe('decide', () => {
  it('counts what every rule misses and raises in vain, as counted one by one', () => {
    fc.assert(
      fc.property(answers, answers, (validation, test) => {
        const { decisions, decided } = decide(validation, test, settings, noState)
        for (const { name, test: outcome } of decisions.methods) {
          const says = (index: number): boolean => decided[index]?.tokens[name] === '<proactive>'
          const missed = test.filter(({ positive }, index) => positive && !says(index)).length
          const wrong = test.filter(({ positive }, index) => !positive && says(index)).length
          expect(outcome.missedAlerts.count).toBe(missed)
          expect(outcome.falseAlerts.count).toBe(wrong)
          expect(outcome.cost.value).toBeCloseTo((100 * (5 * missed + wrong)) / test.length, 9)
          expect(outcome.accuracy.value).toBeCloseTo(1 - (missed + wrong) / test.length, 9)
        }
        expect(methodOf(decisions, 'always').test.missedAlerts.count).toBe(0)
        expect(methodOf(decisions, 'never').test.falseAlerts.count).toBe(0)
        for (const difference of Object.values(methodOf(decisions, 'token').difference)) {
          expect([0, null]).toContain(difference.value)
        }
      }),
      { numRuns: 6 },
    )
  })

  it('fits nothing on the answers it is judged on', () => {
    fc.assert(
      fc.property(answers, answers, (validation, test) => {
        const turned = test.map((one) => ({ ...one, positive: !one.positive }))
        const [first, second] = [test, turned].map((list) => decide(validation, list, settings, noState))
        expect(second?.decided).toEqual(first?.decided)
        expect(second?.decisions.methods.map(({ threshold }) => threshold)).toEqual(
          first?.decisions.methods.map(({ threshold }) => threshold),
        )
      }),
      { numRuns: 6 },
    )
  })

  it('raises no alert where there is no score, unless it always does', () => {
    fc.assert(
      fc.property(answers, (validation) => {
        const blank = validation.map((one) => ({ ...one, named: undefined, score: -Infinity }))
        const { decisions, decided } = decide(validation, blank, settings, noState)
        for (const { name, speaks } of decisions.methods) {
          const always = speaks === 'always'
          for (const { tokens } of decided) expect(tokens[name]).toBe(always ? '<proactive>' : '<reactive>')
        }
      }),
      { numRuns: 6 },
    )
  })
})

/** Cases of four tasks; the score is twice as sure as it may be and shifted to silence. */
function simulated(random: Random, cases: number): ModeAnswer[] {
  return Array.from({ length: 4 * cases }, (_, index): ModeAnswer => {
    const truth = 5 * random.next() - 2.5
    const score = 2 * truth - 2.5
    return {
      taskId: `task ${index}`,
      repeat: 0,
      cluster: `case ${Math.floor(index / 4)}`,
      positive: random.next() < sigmoid(truth),
      named: score >= 0 ? '<proactive>' : '<reactive>',
      score,
    }
  })
}

describe('on simulated answers', () => {
  const random = randomFor('decide')
  const { decisions } = decide(simulated(random, 300), simulated(random, 600), settings, noState)
  const [token] = decisions.scores

  it('calibration takes away what the score says too surely, and leaves its order', () => {
    const [asItIs, temperature, platt] = token?.calibrations ?? []
    expect(platt?.slope).toBeCloseTo(0.5, 1)
    expect(platt?.offset).toBeCloseTo(1.25, 0)
    expect(platt?.logLoss.value).toBeLessThan(asItIs?.logLoss.interval?.low ?? 0)
    expect(temperature?.logLoss.value).toBeLessThan(asItIs?.logLoss.value ?? 0)
    expect(platt?.calibrationError.value).toBeLessThan(0.05)
    expect(asItIs?.calibrationError.value).toBeGreaterThan(0.1)
  })

  it('a threshold by costs is cheaper than the token, by more than luck', () => {
    for (const name of ['cost', 'cheapest']) {
      expect(methodOf(decisions, name).difference.cost.interval?.high).toBeLessThan(0)
      expect(methodOf(decisions, name).threshold).toBeCloseTo(2 * Math.log(1 / 5) - 2.5, -0.5)
    }
  })

  it('a bound on missed alerts holds', () => {
    const { missedByCase } = methodOf(decisions, 'bound').test
    expect(missedByCase.interval?.low).toBeLessThan(settings.bound)
    expect(missedByCase.value).toBeCloseTo(settings.bound, 1)
  })

  it('acting on calibrated probabilities is worth at least as much as always, never and as named', () => {
    for (const { calibrated, always, named } of decisions.benefit) {
      for (const other of [0, always ?? 0, named ?? 0]) expect(calibrated).toBeGreaterThan(other - 0.02)
    }
  })
})

describe('probe', () => {
  const random = randomFor('probe')
  const items = Array.from({ length: 240 }, (_, index) => ({
    features: Float32Array.from({ length: 60 }, () => random.next()),
    positive: random.next() < 0.5,
    cluster: `case ${index % 60}`,
  }))

  it('does not take memory for knowledge: of noise its held-out scores tell nothing', () => {
    const { heldOut } = fitProbe(items)
    const area = aurocOf(items.map((item, index) => ({ ...item, score: heldOut[index] as number })))
    expect(area?.interval?.low).toBeLessThan(0.5)
  })

  it('finds what a direction of the state says, and joins the other methods', () => {
    const states = new Map<string, Float32Array>()
    const drawn = ['validation', 'test'].map((split) =>
      simulated(random, 60).map((one): ModeAnswer => {
        const taskId = `${split} ${one.taskId}`
        states.set(
          taskId,
          Float32Array.from({ length: 20 }, (_, at) => random.next() + (at === 3 && one.positive ? 1 : 0)),
        )
        return { ...one, taskId, cluster: `${split} ${one.cluster}` }
      }),
    ) as [ModeAnswer[], ModeAnswer[]]
    const { decisions } = decide(...drawn, settings, ({ taskId }) => states.get(taskId))
    const probe = decisions.scores.find(({ name }) => name === 'probe')
    expect(probe?.probe).toMatchObject({ width: 20, answers: 240 })
    expect(probe?.auroc.value).toBeGreaterThan(0.95)
    expect(methodOf(decisions, 'probe-calibrated').test.accuracy.value).toBeGreaterThan(0.9)
  })
})
