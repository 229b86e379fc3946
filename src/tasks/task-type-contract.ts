// What every task type must hold, whoever wrote it: called from the test beside each type's file.
import { describe, expect, it } from 'vitest'
import { shownTurns } from '../conversations/view.ts'
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import { taskSchema } from '../records/task.ts'
import { assembleTask } from './assemble.ts'
import { normalise, says } from './mentions.ts'
import { createNeighbourIndex, type Neighbours } from './neighbours.ts'
import type { Draft, Drafted, TaskMaterial, TaskType } from './task-type.ts'

export interface GroundedCase {
  readonly case: Case
  readonly facts: readonly Fact[]
  readonly conversation: Conversation
}

/** Each case with all others as its neighbours. */
export function materialsOf(cases: readonly GroundedCase[], seed = 7): TaskMaterial[] {
  const neighbours = neighboursOf(cases)
  return cases.map((item) => ({ ...item, neighbours, seed }))
}

function neighboursOf(cases: readonly GroundedCase[]): Neighbours {
  const index = createNeighbourIndex()
  for (const item of cases) index.add(item.case, item.facts)
  return index
}

/** The shared tests of a task type. The cases must yield at least one draft, or the type is not tested at all. */
export function testTaskType(type: TaskType, cases: readonly GroundedCase[]): void {
  describe(`task type ${type.id}`, () => {
    const materials = materialsOf(cases)
    const all = materials.flatMap((material) => {
      const drafted = type.draft(material)
      return drafted.drafts.map((draft) => ({ material, draft }))
    })

    it('drafts something, in forms it names', () => {
      expect(all.length).toBeGreaterThan(0)
      expect(type.forms.length).toBeGreaterThanOrEqual(3)
      for (const { draft } of all) expect(type.forms).toContain(draft.form)
    })

    it('says why where there is nothing', () => {
      const silent = materials
        .map((material) => type.draft(material))
        .filter(({ drafts, empty }) => drafts.length === 0 && (empty ?? '') === '')
      expect(silent).toEqual([])
    })

    it('shows turns that are there, and cites what it shows', () => {
      for (const { material, draft } of all) {
        const shown = shownTurns(material.conversation, draft.view)
        const numbers = new Set(shown.map((turn) => turn.number))
        for (const masked of draft.view.masked) expect(numbers).toContain(masked)
        for (const turn of draft.turns) expect(numbers).toContain(turn)
        const known = new Set(material.facts.map((fact) => fact.id))
        for (const fact of draft.facts) expect(known).toContain(fact)
        expect(draft.turns.length + draft.facts.length).toBeGreaterThan(0)
      }
    })

    it('asks without giving the answer', () => {
      for (const { draft } of all) {
        expect(draft.question.trim()).not.toBe('')
        expect(draft.question).not.toMatch(/undefined|NaN|\[object| {2}/)
        // A keyed question is the corpus's own wording.
        const given = draft.probe.kind !== 'keyed' && says(normalise(draft.question), draft.gold)
        expect(given).toBe(false)
      }
    })

    it('has one right option and at least three distinct wrong ones', () => {
      for (const { draft } of all) {
        const wrong = new Set(draft.distractors.map(normalise))
        expect(wrong.has(normalise(draft.gold))).toBe(false)
        expect(wrong.size).toBeGreaterThanOrEqual(3)
        for (const text of [draft.gold, ...draft.distractors]) {
          expect(text.trim()).not.toBe('')
          expect(text).not.toMatch(/undefined|NaN|\[object/)
        }
      }
    })

    it('names its evidence in the rationale and scores within 0 … 1', () => {
      for (const { draft } of all) {
        expect(draft.rationale).toMatch(/turns? \d+|table|record|label|key|annotat/i)
        expect(draft.score).toBeGreaterThanOrEqual(0)
        expect(draft.score).toBeLessThanOrEqual(1)
        expect(draft.scoreReason).not.toBe('')
      }
    })

    it('asks nothing twice of one case', () => {
      for (const material of materials) {
        const asked = type
          .draft(material)
          .drafts.map((draft) => `${draft.question}\n${normalise(draft.gold)}`)
        expect(new Set(asked).size).toBe(asked.length)
      }
    })

    it('drafts the same for the same seed, whatever the order of its neighbours', () => {
      const turned = materialsOf(cases.toReversed()).toReversed()
      const draftsOf = (material: TaskMaterial): Drafted => type.draft(material)
      expect(turned.map(draftsOf)).toEqual(materials.map(draftsOf))
      expect(materials.map(draftsOf)).toEqual(materials.map(draftsOf))
    })

    it('assembles into valid tasks with the gold where the caller wants it', () => {
      for (const { material, draft } of all) {
        for (const position of [0, 1, 2, 3]) {
          const task = assembleTask(draft, type.id, material, position)
          expect(taskSchema.safeParse(task).error).toBeUndefined()
          expect(task.options.findIndex((option) => option.letter === task.gold)).toBe(position)
          expect(sameText(task.options[position]?.text ?? '', draft)).toBe(true)
        }
      }
    })
  })
}

function sameText(text: string, draft: Draft): boolean {
  return normalise(text) === normalise(draft.gold)
}
