// What must hold of the question forms on simulated courses, over a case of each condition: no option tells the key
// by its form, and no wrong option is one that could be defended.
import { describe, expect, it } from 'vitest'
import { patientUpTo } from '../challenges/patient-state.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { entryFacts } from '../grounding/entries.ts'
import { defaultDistributions } from '../simulation/distributions.ts'
import { simulateCase } from '../simulation/simulate.ts'
import { isArgument, isFound, rowTold } from './course-clauses.ts'
import { conditionOf, courseFacts } from './course-facts.ts'
import { withAlternatives } from './course-people.ts'
import { ddxReasoning } from './ddx-reasoning.ts'
import { factRetrieval } from './fact-retrieval.ts'
import { integrityMissingTurnInference } from './integrity-missing-turn-inference.ts'
import { lastTurn } from './material.ts'
import { contentStems } from './mentions.ts'
import { predictiveNextAction } from './predictive-next-action.ts'
import { isGeneralCare, purposesOf } from './step-purposes.ts'
import { materialsOf, type GroundedCase } from './task-type-contract.ts'
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'
import { treatmentDecision } from './treatment-decision.ts'

const base = knowledge()
const settings = { seed: 3, distributions: defaultDistributions }
const cases = Array.from({ length: base.conditions.size }, (_, number): GroundedCase => {
  const { imported } = simulateCase(number, settings, base)
  if (imported.conversation === undefined) throw new Error('a simulated case without a conversation')
  return { case: imported.case, facts: entryFacts(imported.case), conversation: imported.conversation }
})
const materials = materialsOf(cases)

function draftsOf(type: TaskType): { readonly material: TaskMaterial; readonly draft: Draft }[] {
  return materials.flatMap((material) => type.draft(material).drafts.map((draft) => ({ material, draft })))
}

describe('arguments', () => {
  const drafts = draftsOf(ddxReasoning)
  const grounds = new Set(
    [...base.conditions.values()].flatMap(({ rests_on }) =>
      rests_on.flatMap(({ says }) => ['left', 'right'].map((side) => says.replaceAll('{side}', side))),
    ),
  )

  it('come from a row of the file, whichever side they were told with', () => {
    const told = materials.flatMap((material) => {
      const facts = courseFacts(material)
      const condition = base.conditions.get(conditionOf(facts) ?? '')
      return condition === undefined ? [] : facts.filter(isArgument).map((fact) => rowTold(fact, condition))
    })
    expect(told.length).toBeGreaterThan(300)
    expect(told).not.toContain(undefined)
  })

  it('are no ground for an illness where they only exclude another', () => {
    const normal = { when: { lab: 'inr', below: 1.3 } }
    const inr = (value: number) =>
      [{ table: 'analytes', key: 'inr', fact: { value, range: { low: 0.9, high: 1.2 } } }] as never
    expect(isFound(normal, inr(1.1), base)).toBe(false)
    expect(isFound({ when: { lab: 'inr', above: 1.3 } }, inr(1.8), base)).toBe(true)
    expect(isFound({ when: { not: { finding: 'fever' } } }, [], base)).toBe(false)
    const fever = [{ table: 'findings', key: 'fever', fact: { negated: false } }] as never
    expect(isFound({ when: { finding: 'fever' } }, fever, base)).toBe(true)
  })

  it('are not beside a reading of this patient, which could be defended as evidence', () => {
    for (const { material, draft } of drafts.filter(({ draft: { form } }) => form === 'argument_grounds')) {
      const read = courseFacts(material).flatMap(({ table, fact }) =>
        table === 'results' ? [fact.value] : [],
      )
      expect(draft.distractors.filter((text) => read.includes(text))).toEqual([])
    }
  })

  it('stand beside options of their own form: noun phrases or clauses', () => {
    expect(new Set(drafts.map(({ draft }) => draft.form)).size).toBe(3)
    const clauses = new Set(
      materials.flatMap((material) =>
        courseFacts(material).flatMap(({ table, fact }) => (table === 'grounds' ? [] : (fact.reason ?? []))),
      ),
    )
    for (const { draft } of drafts) {
      const offered = [draft.gold, ...draft.distractors]
      const other = draft.form === 'argument_grounds' ? clauses : grounds
      expect([draft.form, ...offered.filter((text) => other.has(text))]).toEqual([draft.form])
    }
  })
})

it('a dose has two others in its own unit beside it, whichever three are offered', () => {
  const unit = (dose: string): string => dose.replace(/^[\d.]+ /, '')
  const drafts = draftsOf(factRetrieval).filter(({ draft }) => draft.form === 'dose_among_doses')
  expect(drafts.length).toBeGreaterThan(10)
  for (const { material, draft } of drafts) {
    const foreign = draft.distractors.filter((dose) => unit(dose) !== unit(draft.gold))
    expect(foreign.length).toBeLessThanOrEqual(1)
    const fact = material.facts.find(({ id }) => id === draft.facts[0])
    if (fact?.status !== 'ordered') expect(draft.question).toMatch(/taken|usual/)
  }
})

it('a rationale quotes nothing that its turn does not say', () => {
  for (const { material, draft } of draftsOf(factRetrieval)) {
    const said = material.conversation.turns[(draft.turns[0] ?? 0) - 1]?.text ?? ''
    for (const [, words = ''] of draft.rationale.matchAll(/“([^”]+)”/g)) expect(said).toContain(words)
  }
})

it('a decision of a course is asked about by reasons of its steps, and at most two of the same step elsewhere', () => {
  const drafts = draftsOf(treatmentDecision)
  expect(new Set(drafts.map(({ draft }) => draft.form))).toEqual(new Set(['reason_for_step']))
  for (const { material, draft } of drafts) {
    const said = courseFacts(material).map(({ fact }) => fact.reason)
    expect(said).toContain(draft.gold)
    expect(draft.distractors.filter((text) => !said.includes(text)).length).toBeLessThanOrEqual(2)
    // No word of the question stands in its reason, and no unsaid reason shares one with it.
    const own = new Set(contentStems(draft.gold))
    expect(contentStems(draft.question).filter((part) => own.has(part))).toEqual([])
    for (const text of draft.distractors.filter((other) => !said.includes(other)))
      expect(contentStems(text).filter((part) => own.has(part))).toEqual([])
    expect(draft.complexity).toBe('intermediate')
  }
})

describe('a missing question', () => {
  const drafts = draftsOf(integrityMissingTurnInference)

  it('differs from the wrong ones in two parts, each of which stands in half of the options', () => {
    expect(drafts.length).toBeGreaterThan(60)
    for (const { draft } of drafts) {
      const options = [draft.gold, ...draft.distractors]
      expect(options.length).toBe(4)
      const parts = options.map((text) =>
        text.toLowerCase().split(/(?<=[.?:!,]) (?:also, |then: |and |what about this: )?/),
      )
      const counts = new Map<string, number>()
      for (const part of parts.flatMap((list) => [...new Set(list)]))
        counts.set(part, (counts.get(part) ?? 0) + 1)
      // Nothing is peculiar to one option, the right one least of all.
      expect([draft.gold, Math.min(...counts.values())]).toEqual([draft.gold, 2])
      expect(new Set(options.map((text) => text.length === 0)).has(true)).toBe(false)
    }
  })

  it('asks no child about the mind or the genitals, and only women of some ages about periods', () => {
    for (const { material, draft } of drafts) {
      const person = patientUpTo(material, lastTurn(material.conversation))?.state
      const text = draft.distractors.join(' ')
      if (person === undefined) continue
      if (person.age < 12) expect(text).not.toMatch(/sex|voices|penis|mood|period|walk uphill/i)
      if (person.sex === 'male' || person.age > 50) expect(text).not.toMatch(/\bperiods?\b/i)
    }
  })
})

describe('a next step', () => {
  const drafts = draftsOf(predictiveNextAction)
  const named = (text: string) => {
    const action = [...base.actions.values()].find(({ name }) => name === text)
    if (action !== undefined) return { table: 'actions', key: action.id }
    const [drug] = [...base.drugs.values()]
      .filter(({ name }) => text.startsWith(`${name} `))
      .toSorted((a, b) => b.name.length - a.name.length)
    return { table: 'drugs', key: drug?.id ?? '' }
  }

  it('stands beside none that its file, a look-alike’s or a standard of anybody asks for', () => {
    expect(drafts.length).toBeGreaterThan(200)
    for (const { material, draft } of drafts) {
      const condition = base.conditions.get(conditionOf(courseFacts(material)) ?? '')
      const thinkable = [
        condition,
        ...(condition?.differential.map((item) => base.conditions.get(item.condition ?? '')) ?? []),
      ]
      const called = new Set(
        thinkable
          .flatMap((other) => other?.steps.flatMap(withAlternatives) ?? [])
          .flatMap(({ action, drug }) => [
            ...purposesOf(
              { table: action === undefined ? 'drugs' : 'actions', key: action ?? drug ?? '' },
              base,
            ),
          ]),
      )
      for (const text of draft.distractors) {
        const step = named(text)
        expect([
          text,
          isGeneralCare(step),
          ...[...purposesOf(step, base)].filter((purpose) => called.has(purpose)),
        ]).toEqual([text, false])
      }
      expect(isGeneralCare(named(draft.gold))).toBe(false)
    }
  })

  it('offers no pregnancy test to a man, no drug for labor to who is not pregnant, no psychiatry to a small child', () => {
    for (const { material, draft } of drafts) {
      const person = patientUpTo(material, lastTurn(material.conversation))?.state
      const text = draft.distractors.join('\n')
      if (person?.sex === 'male') expect(text).not.toMatch(/pregnan|hcg|oxytocin|obstetric/i)
      if (person?.pregnant === false) expect(text).not.toMatch(/oxytocin|fetal|cesarean/i)
      if (person !== undefined && person.age < 10) expect(text).not.toMatch(/psychiatr|safety plan/i)
    }
  })
})
