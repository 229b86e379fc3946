import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Prediction } from '../records/prediction.ts'
import { runScoresSchema } from '../records/score.ts'
import { createTask, letters, type Challenge, type Letter, type Task } from '../records/task.ts'
import { classOfScore } from '../taxonomy/behavior.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { compareRuns } from './compare.ts'
import { rowsOf } from './rows.ts'
import { scoreRun } from './scores.ts'

interface Wish {
  readonly caseId?: string
  readonly score?: number
  readonly challenge?: Challenge
  readonly options?: readonly string[]
}

function task(type: TaskTypeId, gold: Letter, number: number, wish: Wish = {}): Task {
  const { caseId = 'case_1', score = 0, challenge, options = letters.slice(0, 4) } = wish
  return createTask({
    caseId,
    conversationId: 'conv_1',
    type,
    form: 'value',
    author: 'rules',
    view: { edits: [], from: 1, to: 1, masked: [] },
    question: `${type} ${number}?`,
    options: options.map((text, index) => ({ letter: letters[index] as Letter, text })),
    gold,
    rationale: 'So it is said.',
    probe: { kind: 'value', subject: { kind: 'lab', name: 'sodium' } },
    facts: [],
    turns: [1],
    behavior: {
      score,
      class: classOfScore(score),
      token: score > 0.5 ? '<proactive>' : '<reactive>',
      reason: 'stated',
    },
    complexity: 'intermediate',
    ...(challenge === undefined ? {} : { challenge }),
    source: 'text',
    corpus: 'own',
    licence: { id: 'unknown' },
    checks: [],
  })
}

function prediction(taskId: string, answer: Letter | null, more: Partial<Prediction> = {}): Prediction {
  const outcome = answer === null ? 'unparseable' : 'answered'
  const identity = { taskId, model: 'm', regime: 'r', promptHash: 'h', seed: 1, repeat: 0 }
  return { ...identity, answer, outcome, output: '', ...more }
}

const groupOf = ({ caseId }: Task): string => caseId

describe('scoreRun', () => {
  const facts = ['A', 'A', 'B', 'B'].map((gold, index) => task('fact_retrieval', gold as Letter, index))
  const errors = ['C', 'D'].map((gold, index) => task('explicit_error_correction', gold as Letter, index))
  const answers: (Letter | null)[] = ['A', null, 'B', 'B', 'C', 'C']
  const tasks = [...facts, ...errors]
  const scores = scoreRun(
    tasks,
    tasks.map(({ id }, index) => prediction(id, answers[index] ?? null)),
    groupOf,
  )

  it('scores each type by itself, an unreadable answer being wrong', () => {
    expect(scores.byType['fact_retrieval']).toMatchObject({ count: 4, accuracy: 0.75, invalidRate: 0.25 })
    // A: TP 1, FN 1 → 2/3; B: 1. The invalid answer is a false positive of no letter.
    expect(scores.byType['fact_retrieval']?.macroF1).toBeCloseTo(5 / 6, 12)
    expect(scores.byType['fact_retrieval']?.positionSpread).toBe(0.5)
    expect(scores.byType['fact_retrieval']?.support).toEqual({ A: 2, B: 2, C: 0, D: 0 })
    // C: TP 1, FP 1 → 2/3; D: FN 1 → 0.
    expect(scores.byType['explicit_error_correction']?.macroF1).toBeCloseTo(1 / 3, 12)
  })

  it('sees the position of the right option and of the chosen one', () => {
    expect(scores.pooled.accuracyByGold).toEqual({ A: 0.5, B: 1, C: 1, D: 0 })
    expect(scores.pooled.accuracyByChosen).toEqual({ A: 1, B: 1, C: 0.5 })
    expect(scores.pooled).toMatchObject({ positionSpread: 1, chosenSpread: 0.5 })
    expect(scores.pooled.chosen).toEqual({ A: 1, B: 2, C: 2, D: 0 })
  })

  it('reports overall twice: pooled, and as the mean over types', () => {
    expect(scores.pooled.accuracy).toBeCloseTo(4 / 6, 12)
    expect(scores.meanOfTypes).toMatchObject({ types: 2, accuracy: 0.625 })
    expect(scores.meanOfTypes.macroF1).toBeCloseTo((5 / 6 + 1 / 3) / 2, 12)
    expect(Object.keys(scores.byCategory)).toEqual(['reactive', 'proactive'])
  })

  it('knows no score of no answers, and no interval of one case', () => {
    expect(scoreRun([], [], groupOf).pooled).toMatchObject({
      count: 0,
      accuracy: null,
      macroF1: null,
      positionSpread: null,
      invalidInterval: null,
    })
    expect(scores.pooled).toMatchObject({ cases: 1, accuracyInterval: null, macroF1Interval: null })
  })

  it('says nothing of triples, behaviour, repeats and probabilities where there are none', () => {
    for (const part of ['triples', 'behavior', 'repeats', 'probability'])
      expect(scores).not.toHaveProperty(part)
  })

  it('reads scores of before there were intervals', () => {
    const score = {
      count: 1,
      accuracy: 1,
      macroF1: 1,
      invalidRate: 0,
      accuracyByGold: { A: 1 },
      positionSpread: 0,
      support: { A: 1 },
    }
    const old = {
      byType: { fact_retrieval: score },
      byCategory: { reactive: { ...score, meanOfTypesMacroF1: 1 } },
      pooled: score,
      meanOfTypes: { types: 1, accuracy: 1, macroF1: 1 },
    }
    expect(runScoresSchema.parse(old)).toEqual(old)
    expect(runScoresSchema.parse(scores)).toEqual(scores)
  })
})

/** Twelve cases with two tasks each, so that there is something to resample. */
const many = Array.from({ length: 24 }, (_, index) =>
  task(index % 2 === 0 ? 'fact_retrieval' : 'data_conflict_resolution', letters[index % 4] as Letter, index, {
    caseId: `case_${index >> 1}`,
    score: index % 2,
  }),
)
const answerSheet = fc.array(fc.option(fc.constantFrom(...letters.slice(0, 4))), {
  minLength: many.length,
  maxLength: many.length,
})

function sheet(answers: readonly (Letter | null)[], more: Partial<Prediction> = {}): Prediction[] {
  return many.map(({ id }, index) => prediction(id, answers[index] ?? null, more))
}

describe('intervals of scores', () => {
  it('hold what they are of, and do not depend on the order of answers', () => {
    fc.assert(
      fc.property(answerSheet, (answers) => {
        const predictions = sheet(answers)
        const scores = scoreRun(many, predictions, groupOf)
        const { accuracy, accuracyInterval } = scores.pooled
        expect(accuracyInterval?.low).toBeLessThanOrEqual(accuracy as number)
        expect(accuracyInterval?.high).toBeGreaterThanOrEqual(accuracy as number)
        const shuffled = scoreRun(many.toReversed(), predictions.toReversed(), groupOf)
        expect(shuffled).toEqual(scores)
      }),
      { numRuns: 8 },
    )
  })

  it('take cases of one group together', () => {
    const answers = many.map(({ gold }, index) => (index < 12 ? gold : null))
    const width = (group: (one: Task) => string): number => {
      const { accuracyInterval } = scoreRun(many, sheet(answers), group).pooled
      return (accuracyInterval?.high ?? 0) - (accuracyInterval?.low ?? 0)
    }
    const [first] = many
    const halves = (one: Task): string => (many.indexOf(one) < 12 ? 'first' : 'second')
    expect(first).toBeDefined()
    expect(width(halves)).toBeGreaterThan(width(groupOf))
    expect(scoreRun(many, sheet(answers), () => 'all').pooled.accuracyInterval).toBeNull()
  })
})

describe('behaviour classification', () => {
  it('has every class in five, three and two, and the token', () => {
    const predictions = many.map(({ id, gold, behavior }, index) =>
      prediction(id, gold, {
        ...(index === 0 ? {} : { behaviorClass: 'primarily_proactive' as const }),
        token: behavior.token,
      }),
    )
    const { behavior } = scoreRun(many, predictions, groupOf)
    expect(behavior?.['five']?.counts).toEqual([
      [0, 0, 0, 11, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 12, 0],
    ])
    expect(behavior?.['five']?.invalid).toEqual([1, 0, 0, 0, 0])
    expect(behavior?.['three']?.byLabel['PR']).toMatchObject({ recall: 1, precision: 12 / 23, support: 12 })
    expect(behavior?.['two']?.accuracy).toBe(0.5)
    // Classes that are never met count 0 in the mean.
    expect(behavior?.['three']?.macroF1).toBeCloseTo((0 + 0 + 24 / 35) / 3, 12)
    expect(behavior?.['token']).toMatchObject({ accuracy: 1, macroF1: 1, kappa: 1 })
  })
})

describe('triple scores', () => {
  const members = ['injected', 'near_miss', 'handled'] as const
  const ofTriple = (triple: string, caseId: string): Task[] =>
    members.map((member, index) =>
      task('explicit_error_correction', letters[index] as Letter, index, {
        caseId,
        options: [
          'Raise this: the dose is ten times too high',
          'Nothing needs to be said about it',
          'Nothing is left to be raised: it was corrected in turn 3',
          'Raise this: the weight is given in two ways',
        ],
        challenge: { kind: 'error', rule: 'r', origin: 'planted', member, triple },
      }),
    )
  const tasks = [...ofTriple('t1', 'case_1'), ...ofTriple('t2', 'case_2'), ...ofTriple('t3', 'case_3')]
  const triplesOf = (answers: string) =>
    scoreRun(
      tasks,
      tasks.map(({ id }, index) => prediction(id, answers[index] as Letter)),
      groupOf,
    ).triples

  it('give nothing for always speaking, nor for always being silent', () => {
    const none = { pairs: { share: 0 }, whole: { share: 0 } }
    expect(triplesOf('AAAAAAAAA')).toMatchObject({
      ...none,
      sensitivity: { share: 1 },
      specificity: { share: 0 },
    })
    expect(triplesOf('BBBBBBBBB')).toMatchObject({
      ...none,
      sensitivity: { share: 0 },
      specificity: { share: 1 },
    })
  })

  it('count pairs and whole triples, and what an alert is worth', () => {
    // The second speaks of what has been settled, the third at its near miss and of something else at the fault.
    const found = triplesOf('ABCACADDC')
    expect(found).toMatchObject({
      triples: 3,
      complete: 3,
      pairs: { count: 3, right: 2 },
      whole: { count: 3, right: 1 },
      sensitivity: { count: 3, right: 3 },
      specificity: { count: 6, right: 4 },
    })
    const rare = found?.atPrevalence.find(({ prevalence }) => prevalence === 0.1)
    expect(rare?.positive).toBeCloseTo(0.1 / (0.1 + 0.9 / 3), 12)
    expect(rare?.numberNeededToAlert).toBeCloseTo(4, 12)
  })

  it('leave out triples that are not whole in the run', () => {
    const some = tasks.filter((_, index) => index !== 1)
    const { triples } = scoreRun(
      some,
      some.map(({ id, gold }) => prediction(id, gold)),
      groupOf,
    )
    expect(triples).toMatchObject({ triples: 3, complete: 2, pairs: { count: 2, right: 2 } })
  })
})

describe('repeats and probabilities', () => {
  it('shows flips and how far the score moves', () => {
    const right = many.map(({ gold }) => gold)
    const half = right.map((gold, index) => (index % 2 === 0 ? gold : null))
    const predictions = [...sheet(right), ...sheet(half, { repeat: 1 })]
    const { repeats } = scoreRun(many, predictions, groupOf)
    expect(repeats).toMatchObject({ repeats: 2, flipRate: 0.5, accuracy: { mean: 0.75 } })
    expect(repeats?.accuracy.deviation).toBeCloseTo(Math.sqrt(0.125), 12)
  })

  it('judges the probability of the proactive token', () => {
    const sure = many.map(({ id, gold, behavior }) =>
      prediction(id, gold, { proactiveProbability: behavior.token === '<proactive>' ? 0.9 : 0.2 }),
    )
    const { probability } = scoreRun(many, sure, groupOf)
    expect(probability).toMatchObject({ count: 24, proactive: 12, auroc: 1, averagePrecision: 1 })
    expect(probability?.calibrationError).toBeCloseTo(0.15, 12)
  })
})

describe('compareRuns', () => {
  const rows = (predictions: readonly Prediction[]) => rowsOf(many, predictions, groupOf)

  it('finds no difference of a run from itself', () => {
    fc.assert(
      fc.property(answerSheet, (answers) => {
        const own = rows(sheet(answers))
        const { accuracy, macroF1, mcnemar } = compareRuns(own, own)
        expect(accuracy).toEqual({ value: 0, interval: { low: 0, high: 0 } })
        expect(macroF1).toEqual({ value: 0, interval: { low: 0, high: 0 } })
        expect(mcnemar).toMatchObject({ onlyFirst: 0, onlySecond: 0, p: 1 })
      }),
      { numRuns: 4 },
    )
  })

  it('turns its sign with the order, over what both have answered', () => {
    const right = sheet(many.map(({ gold }) => gold))
    const half = sheet(many.map(({ gold }, index) => (index % 2 === 0 ? gold : null))).slice(0, 20)
    const forth = compareRuns(rows(right), rows(half))
    const back = compareRuns(rows(half), rows(right))
    expect(forth).toMatchObject({ common: 20, cases: 10, accuracy: { value: 0.5 }, kappa: 1 })
    expect(back.accuracy.value).toBe(-0.5)
    expect(forth.mcnemar).toMatchObject({ onlyFirst: 10, onlySecond: 0, method: 'exact', p: 2 / 1024 })
    expect(compareRuns(rows([]), rows(right))).toMatchObject({
      common: 0,
      accuracy: { value: null, interval: null },
      kappa: null,
    })
  })
})
