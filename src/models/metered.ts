// A model around a model that counts what its calls use, and lets no call begin that could go beyond a budget.
import { ModelError, type GenerateRequest, type Generation, type Model } from './model.ts'
import { costOf, createEstimator, noUsage, plus, type Counted, type Prices, type Usage } from './usage.ts'

export interface MeterSettings {
  readonly prices?: Prices
  /** The most that all calls together may cost, those of earlier starts included. */
  readonly budget?: number
}

export interface Meter extends MeterSettings {
  /** Counts what was paid for before. */
  count(usage: Counted): void
  readonly usage: Usage
  /** Undefined without prices. */
  readonly cost: number | undefined
  /** Resolves when the budget has room for this much; rejects with a ModelError when it never will. */
  reserve(most: Usage): Promise<void>
  release(most: Usage): void
}

export function createMeter(settings: MeterSettings = {}): Meter {
  const { prices, budget } = settings
  let usage = noUsage
  let reserved = 0
  const waiting: (() => void)[] = []
  const priced = (used: Usage): number => (prices === undefined ? 0 : costOf(used, prices))
  const wake = (): void => {
    for (const go of waiting.splice(0)) go()
  }
  return {
    ...settings,
    count: (more) => {
      usage = plus(usage, more)
    },
    get usage() {
      return usage
    },
    get cost() {
      return prices === undefined ? undefined : priced(usage)
    },
    reserve: async (most) => {
      if (budget === undefined) return
      while (priced(usage) + reserved + priced(most) > budget) {
        // What calls on their way turn out not to need may leave room for this one.
        if (reserved === 0) throw spent(budget, priced(usage))
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
      reserved += priced(most)
    },
    release: (most) => {
      if (budget === undefined) return
      // Sums of fractions leave a crumb, which must not be taken for a call on its way.
      reserved = Math.max(0, reserved - priced(most))
      if (reserved < 1e-12) reserved = 0
      wake()
    },
  }
}

function spent(budget: number, cost: number): ModelError {
  return new ModelError(
    `the budget of ${budget} has no room for another call (${cost.toFixed(4)} is spent); run it again with a larger --budget to go on`,
    { retryable: false, pointless: true },
  )
}

/** Stands inside what tries again, so that every answer that is paid for is counted. */
export function metered(model: Model, meter: Meter): Model {
  const estimator = createEstimator()
  async function counted(request: GenerateRequest, call: () => Promise<Generation>): Promise<Generation> {
    const most = estimator.most(request)
    await meter.reserve(most)
    try {
      const generation = await call()
      meter.count(generation)
      estimator.observe(request, generation)
      if (
        meter.budget !== undefined &&
        (generation.inputTokens === undefined || generation.outputTokens === undefined)
      ) {
        throw new ModelError(
          'the endpoint does not say how many tokens a call took, so no --budget can be held; leave it out',
          { retryable: false, pointless: true },
        )
      }
      return generation
    } finally {
      meter.release(most)
    }
  }
  const stream = model.stream?.bind(model)
  return {
    ...model,
    generate: (request) => counted(request, () => model.generate(request)),
    ...(stream === undefined
      ? {}
      : {
          stream: (request: GenerateRequest, onText: (piece: string) => void) =>
            counted(request, () => stream(request, onText)),
        }),
  }
}
