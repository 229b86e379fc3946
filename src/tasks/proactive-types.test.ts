// The six types that ask whether something must be raised, and what holds for all of them together.
import { describe, expect, it } from 'vitest'
import { verifyTask } from '../verification/task.ts'
import { assembleTask } from './assemble.ts'
import { challengeScore } from './challenge-score.ts'
import { consistencyCheck } from './consistency-check.ts'
import { dataConflictResolution } from './data-conflict-resolution.ts'
import { explicitErrorCorrection } from './explicit-error-correction.ts'
import type { Label } from '../records/label.ts'
import { challengeCases, plantableCases } from './fixtures-challenges.ts'
import { interpretationConflict } from './interpretation-conflict.ts'
import { omissionDetection } from './omission-detection.ts'
import { standardOfCare } from './standard-of-care.ts'
import { materialsOf, testTaskType } from './task-type-contract.ts'

const types = [
  dataConflictResolution,
  consistencyCheck,
  explicitErrorCorrection,
  interpretationConflict,
  omissionDetection,
  standardOfCare,
]
for (const type of types) testTaskType(type, challengeCases)

describe('challenges as tasks', () => {
  const all = [1, 2, 3].flatMap((seed) =>
    materialsOf(challengeCases, seed).flatMap((material) =>
      types.flatMap((type) => type.draft(material).drafts.map((draft) => ({ material, draft, type }))),
    ),
  )

  it('pass the independent checks', () => {
    for (const { material, draft, type } of all) {
      const { findings } = verifyTask(assembleTask(draft, type.id, material, 1), material)
      expect(
        findings.map((finding) => `${draft.challenge?.rule} ${draft.challenge?.member}: ${finding.what}`),
      ).toEqual([])
    }
  })

  it('offer the members of a planted triple the same options to the same question', () => {
    const triples = new Map<string, typeof all>()
    for (const item of all) {
      if (item.draft.challenge?.origin !== 'planted') continue
      const key = `${item.material.seed} ${item.draft.challenge.triple}`
      triples.set(key, [...(triples.get(key) ?? []), item])
    }
    expect(triples.size).toBeGreaterThan(0)
    for (const members of triples.values()) {
      expect(members.map(({ draft }) => draft.challenge?.member).toSorted()).toEqual([
        'handled',
        'injected',
        'near_miss',
      ])
      const options = members.map(({ draft }) => [draft.gold, ...draft.distractors].toSorted())
      expect(new Set(options.map((texts) => texts.join('\n'))).size).toBe(1)
      expect(new Set(members.map(({ draft }) => draft.question)).size).toBe(1)
      expect(new Set(members.map(({ draft }) => draft.gold)).size).toBe(3)
    }
  })

  it('plant nothing into a request that is about what to warn of', () => {
    for (const { material, draft } of all)
      if (material.case.labels.some(({ kind }) => kind === 'card'))
        expect(draft.challenge?.origin).toBe('labelled')
  })

  it('ask no open question where annotators marked an error of another kind', () => {
    const marked: Label = { kind: 'error', present: true, sentence: 'x', correction: 'y' }
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      for (const material of materialsOf(plantableCases, seed)) {
        const noted = { ...material, case: { ...material.case, labels: [marked, ...material.case.labels] } }
        for (const type of [dataConflictResolution, omissionDetection, consistencyCheck])
          for (const { form } of type.draft(noted).drafts)
            expect(['next_shift', 'listening_in']).not.toContain(form)
      }
    }
  })

  it('say in words how far the turns lie apart', () => {
    const reason = (turns: number[]): string =>
      challengeScore('injected', { severity: 3, implicitness: 2, turns }).scoreReason
    expect(reason([])).not.toMatch(/\b0 turns/)
    expect(reason([3, 4])).toContain('1 turn apart')
    expect(reason([3, 9])).toContain('6 turns apart')
  })

  it('score speaking high and silence low', () => {
    for (const { draft } of all) {
      const [low, high] = draft.challenge?.member === 'injected' ? [0.65, 1] : [0.05, 0.45]
      expect(draft.score).toBeGreaterThanOrEqual(low)
      expect(draft.score).toBeLessThanOrEqual(high)
    }
    const stakes = { severity: 3, implicitness: 2, turns: [1, 40] } as const
    expect(challengeScore('injected', stakes).score).toBeLessThanOrEqual(1)
    expect(challengeScore('handled', stakes).score).toBeGreaterThan(challengeScore('near_miss', stakes).score)
  })
})
