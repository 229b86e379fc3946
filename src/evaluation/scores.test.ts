import { describe, expect, it } from 'vitest'
import type { Prediction } from '../records/prediction.ts'
import { createTask, letters, type Letter, type Task } from '../records/task.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { scoreRun } from './scores.ts'

function task(type: TaskTypeId, gold: Letter, number: number): Task {
  return createTask({
    caseId: 'case_1',
    conversationId: 'conv_1',
    type,
    form: 'value',
    author: 'rules',
    view: { edits: [], from: 1, to: 1, masked: [] },
    question: `${type} ${number}?`,
    options: letters.slice(0, 4).map((letter) => ({ letter, text: letter })),
    gold,
    rationale: 'So it is said.',
    probe: { kind: 'value', subject: { kind: 'lab', name: 'sodium' } },
    facts: [],
    turns: [1],
    behavior: { score: 0, class: 'highly_reactive', token: '<reactive>', reason: 'stated' },
    complexity: 'intermediate',
    source: 'text',
    corpus: 'own',
    licence: { id: 'unknown' },
    checks: [],
  })
}

function prediction(taskId: string, answer: Letter | null): Prediction {
  const outcome = answer === null ? 'unparseable' : 'answered'
  return { taskId, model: 'm', regime: 'r', promptHash: 'h', seed: 1, repeat: 0, answer, outcome, output: '' }
}

describe('scoreRun', () => {
  const facts = ['A', 'A', 'B', 'B'].map((gold, index) => task('fact_retrieval', gold as Letter, index))
  const errors = ['C', 'D'].map((gold, index) => task('explicit_error_correction', gold as Letter, index))
  const answers: (Letter | null)[] = ['A', null, 'B', 'B', 'C', 'C']
  const tasks = [...facts, ...errors]
  const scores = scoreRun(
    tasks,
    tasks.map(({ id }, index) => prediction(id, answers[index] ?? null)),
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

  it('reports overall twice: pooled, and as the mean over types', () => {
    expect(scores.pooled.accuracy).toBeCloseTo(4 / 6, 12)
    expect(scores.meanOfTypes).toMatchObject({ types: 2, accuracy: 0.625 })
    expect(scores.meanOfTypes.macroF1).toBeCloseTo((5 / 6 + 1 / 3) / 2, 12)
    expect(Object.keys(scores.byCategory)).toEqual(['reactive', 'proactive'])
  })

  it('knows no score of no answers', () => {
    expect(scoreRun([], []).pooled).toMatchObject({
      count: 0,
      accuracy: null,
      macroF1: null,
      positionSpread: null,
    })
  })
})
