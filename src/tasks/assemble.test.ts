import { describe, expect, it } from 'vitest'
import { assembleTask, tokenOf } from './assemble.ts'
import { fixtureCases } from './fixtures.ts'
import { materialsOf } from './task-type-contract.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

const material = materialsOf(fixtureCases)[0] as TaskMaterial
const draft: Draft = {
  form: 'documented_present',
  view: { edits: [], from: 1, to: 5, masked: [] },
  question: 'Which of these symptoms does the patient have?',
  gold: 'pleuritic pain',
  distractors: [
    'cough.',
    'a very long finding of little meaning',
    'gout',
    'tinnitus',
    'hair loss',
    'nocturia',
    'GOUT',
  ],
  rationale: 'Turn 2 states it.',
  probe: { kind: 'stated', polarity: 'affirmed' },
  facts: [],
  turns: [2],
  score: 0.05,
  scoreReason: 'base',
  complexity: 'intermediate',
}

describe('assembling a task', () => {
  it('puts the gold where it is told, among 4 to 6 distinct tidy options', () => {
    for (let position = 0; position < 12; position++) {
      const task = assembleTask(draft, 'fact_retrieval', material, position)
      const texts = task.options.map((option) => option.text)
      expect(texts[position % texts.length]).toBe('Pleuritic pain')
      expect(new Set(texts.map((text) => text.toLowerCase())).size).toBe(texts.length)
      expect(texts.length).toBeGreaterThanOrEqual(4)
      expect(texts.length).toBeLessThanOrEqual(6)
      for (const text of texts) expect(text).toMatch(/^[A-Z].*[^.]$/)
    }
  })

  it('keeps words that are quoted', () => {
    const masked: Draft = {
      ...draft,
      gold: 'i just, you know, fell.',
      probe: { kind: 'masked_turn', turn: 2 },
    }
    const task = assembleTask(
      { ...masked, token: '<reactive>' },
      'integrity_missing_turn_inference',
      material,
      0,
    )
    expect(task.options[0]?.text).toBe('i just, you know, fell.')
  })

  it('sets the token by type, by challenge and by context', () => {
    const near = { kind: 'error', rule: 'r', origin: 'planted', member: 'near_miss', triple: 't' } as const
    expect(tokenOf(draft, 'fact_retrieval')).toBe('<reactive>')
    expect(tokenOf(draft, 'omission_detection')).toBe('<proactive>')
    expect(tokenOf({ ...draft, challenge: near }, 'omission_detection')).toBe('<reactive>')
    expect(() => tokenOf(draft, 'integrity_missing_turn_inference')).toThrow(/by context/)
  })

  it('refuses a draft without three distinct distractors', () => {
    const poor = { ...draft, distractors: ['gout', 'Gout', 'tinnitus'] }
    expect(() => assembleTask(poor, 'fact_retrieval', material, 0)).toThrow(/three distractors/)
  })
})
