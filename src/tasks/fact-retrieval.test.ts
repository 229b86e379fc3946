import { describe, expect, it } from 'vitest'
import { fixtureCases } from './fixtures.ts'
import { factRetrieval } from './fact-retrieval.ts'
import { lastTurn } from './material.ts'
import { materialsOf, testTaskType } from './task-type-contract.ts'

testTaskType(factRetrieval, fixtureCases)

describe('fact_retrieval', () => {
  const drafts = materialsOf(fixtureCases).flatMap((material) =>
    factRetrieval.draft(material).drafts.map((draft) => ({ material, draft })),
  )

  it('offers no child’s age for a grown-up', () => {
    const ages = drafts.filter(({ draft }) => draft.form === 'age' && Number.parseInt(draft.gold, 10) >= 18)
    expect(ages.length).toBeGreaterThan(0)
    for (const { draft } of ages)
      for (const option of draft.distractors) expect(Number.parseInt(option, 10)).toBeGreaterThanOrEqual(16)
  })

  it('names no turn number, and says how far the conversation has come where it goes on', () => {
    for (const { material, draft } of drafts) {
      expect(draft.question).not.toMatch(/\bturn \d/)
      if (draft.question.includes('so far'))
        expect(draft.view.to).toBeLessThan(lastTurn(material.conversation))
    }
  })

  it('ends no view on a question while an answer follows', () => {
    for (const { material, draft } of drafts) {
      const { turns } = material.conversation
      if (draft.view.to < turns.length && draft.form.startsWith('documented'))
        expect(turns[draft.view.to - 1]?.text).not.toMatch(/\?\s*$/)
    }
  })
})
