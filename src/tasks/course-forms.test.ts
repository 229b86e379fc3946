// What must hold of the question forms on simulated courses, over a case of each condition: no option tells the key
// by its form, and no wrong option is one that could be defended.
import { describe, expect, it } from 'vitest'
import { patientUpTo } from '../challenges/patient-state.ts'
import { allSteps } from '../knowledge/condition.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { entryFacts } from '../grounding/entries.ts'
import { defaultDistributions } from '../simulation/distributions.ts'
import { simulateCase } from '../simulation/simulate.ts'
import { isArgument, rowTold } from './course-clauses.ts'
import { conditionOf, courseFacts } from './course-facts.ts'
import { ddxReasoning } from './ddx-reasoning.ts'
import { factRetrieval } from './fact-retrieval.ts'
import { integrityMissingTurnInference } from './integrity-missing-turn-inference.ts'
import { lastTurn } from './material.ts'
import { contentStems } from './mentions.ts'
import { predictiveNextAction } from './predictive-next-action.ts'
import { reasoningDifferentialEvolution } from './reasoning-differential-evolution.ts'
import { isGeneralCare, purposesOf } from './step-purposes.ts'
import { materialsOf, type GroundedCase } from './task-type-contract.ts'
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'
import { timelineSequence } from './timeline-sequence.ts'
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
  it('come from a row of the file, whichever side they were told with', () => {
    const told = materials.flatMap((material) => {
      const facts = courseFacts(material)
      const condition = base.conditions.get(conditionOf(facts) ?? '')
      return condition === undefined ? [] : facts.filter(isArgument).map((fact) => rowTold(fact, condition))
    })
    expect(told.length).toBeGreaterThan(300)
    expect(told).not.toContain(undefined)
  })

  it('are offered as often as they are asked for: two of this conversation, one of another course', () => {
    expect(new Set(drafts.map(({ draft }) => draft.form))).toEqual(
      new Set(['argument_considered', 'argument_argued']),
    )
    for (const { material, draft } of drafts) {
      const told = courseFacts(material).filter(isArgument)
      const said = told.map(({ fact }) => fact.reason)
      expect(said).toContain(draft.gold)
      const [unsaid, ...heard] = draft.distractors.map((text) => said.includes(text))
      expect([unsaid, heard.includes(false), heard.length >= 2]).toEqual([false, false, true])
      // These were said of other diagnoses than the one that is asked for.
      const asked = told.find(({ fact }) => fact.id === draft.facts[0])?.fact.name
      for (const text of draft.distractors.slice(1))
        expect(told.find(({ fact }) => fact.reason === text)?.fact.name).not.toBe(asked)
    }
  })
})

it('a dose stands beside others in its own unit that it could be, one of them said of another drug', () => {
  const amount = (dose: string): number => Number.parseFloat(dose)
  const unit = (dose: string): string => dose.replace(/^[\d.]+ /, '')
  const drafts = draftsOf(factRetrieval).filter(({ draft }) => draft.form === 'dose_among_doses')
  expect(drafts.length).toBeGreaterThan(10)
  const ranks = new Set<number>()
  for (const { material, draft } of drafts) {
    expect(draft.distractors.length).toBe(3)
    for (const dose of draft.distractors) {
      expect(unit(dose)).toBe(unit(draft.gold))
      expect(amount(dose) / amount(draft.gold)).toBeGreaterThanOrEqual(1 / 8)
      expect(amount(dose) / amount(draft.gold)).toBeLessThanOrEqual(8)
    }
    const said = material.facts.map(({ dose }) => dose)
    expect(draft.distractors.some((dose) => said.includes(dose))).toBe(true)
    ranks.add(draft.distractors.filter((dose) => amount(dose) < amount(draft.gold)).length)
    const fact = material.facts.find(({ id }) => id === draft.facts[0])
    if (fact?.status !== 'ordered') expect(draft.question).toMatch(/taken|usual/)
  }
  expect(ranks.size).toBeGreaterThan(2)
})

it('a value at one time stands beside none that lies far from every value of its series', () => {
  const drafts = draftsOf(factRetrieval).filter(({ draft }) => draft.form === 'value_at_time')
  expect(drafts.length).toBeGreaterThan(50)
  for (const { material, draft } of drafts) {
    const fact = material.facts.find(({ id }) => id === draft.facts[0])
    const stated = material.facts.flatMap(({ name, value }) =>
      name === fact?.name && typeof value === 'number' ? [value] : [],
    )
    const [least, most] = [Math.min(...stated), Math.max(...stated)]
    // Two and a half steps of any quantity are at most 32, or a third of a value without bounds of its own.
    const room = Math.max(32, 0.35 * most)
    for (const option of draft.distractors) {
      expect(Number.parseFloat(option)).toBeGreaterThanOrEqual(least - room)
      expect(Number.parseFloat(option)).toBeLessThanOrEqual(most + room)
    }
    if (fact?.name === 'respiratory rate')
      for (const option of draft.distractors) expect(Number.parseFloat(option)).toBeLessThanOrEqual(most + 10)
  }
})

it('no two orders of a course ask for the same pair of measurements', () => {
  const drafts = materials.map((material) => timelineSequence.draft(material).drafts)
  expect(drafts.flat().length).toBeGreaterThan(100)
  for (const own of drafts) {
    const pairs = own.flatMap(({ facts }) =>
      facts.flatMap((id, at) => facts.slice(at + 1).map((other) => [id, other].toSorted().join(' '))),
    )
    expect(new Set(pairs).size).toBe(pairs.length)
    for (const { question } of own) expect(question).toMatch(/measure/)
  }
})

it('a rationale quotes nothing that its turn does not say', () => {
  for (const { material, draft } of draftsOf(factRetrieval)) {
    const said = material.conversation.turns[(draft.turns[0] ?? 0) - 1]?.text ?? ''
    for (const [, words = ''] of draft.rationale.matchAll(/“([^”]+)”/g)) expect(said).toContain(words)
  }
})

it('a decision of a course is asked about by reasons of its steps, and one of the same step elsewhere', () => {
  const drafts = draftsOf(treatmentDecision)
  expect(new Set(drafts.map(({ draft }) => draft.form))).toEqual(new Set(['reason_for_step']))
  for (const { material, draft } of drafts) {
    const said = courseFacts(material).map(({ fact }) => fact.reason)
    expect(said).toContain(draft.gold)
    const [unsaid, ...heard] = draft.distractors.map((text) => said.includes(text))
    expect([unsaid, heard.includes(false), heard.length >= 2]).toEqual([false, false, true])
    // No word of the question stands in its reason, and the unsaid reason shares none with it.
    const own = new Set(contentStems(draft.gold))
    expect(contentStems(draft.question).filter((part) => own.has(part))).toEqual([])
    expect(contentStems(draft.distractors[0] as string).filter((part) => own.has(part))).toEqual([])
    expect(draft.complexity).toBe('intermediate')
  }
})

describe('a movement of a value', () => {
  const drafts = draftsOf(reasoningDifferentialEvolution)
  const numbersOf = (text: string): string[] =>
    (/from ([\d.]+) to ([\d.]+)/.exec(text) ?? []).slice(1).map((number) => String(Number(number)))

  it('stands among movements between three values, all of which were told in the shown turns', () => {
    expect(drafts.length).toBeGreaterThan(80)
    for (const { material, draft } of drafts) {
      const shown = material.conversation.turns
        .slice(0, draft.view.to ?? material.conversation.turns.length)
        .map(({ text }) => text)
        .join('\n')
      const numbers = [draft.gold, ...draft.distractors].flatMap(numbersOf)
      expect([draft.gold, new Set(numbers).size, draft.distractors.length]).toEqual([draft.gold, 3, 5])
      for (const number of numbers) expect(shown.replaceAll(/\.0\b/g, '')).toContain(number)
    }
  })

  it('is more than chance or the laboratory makes', () => {
    for (const { draft } of drafts) {
      const [from, to] = numbersOf(draft.gold).map(Number) as [number, number]
      if (/respiratory rate/.test(draft.question)) expect(Math.abs(to - from)).toBeGreaterThanOrEqual(4)
      if (/pain score/.test(draft.question)) expect(Math.abs(to - from)).toBeGreaterThanOrEqual(2)
      if (/creatinine|heart rate/.test(draft.question))
        expect(Math.abs(to - from)).toBeGreaterThanOrEqual(0.149 * from)
    }
  })
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

  it('asks for nothing from a part of the body that the talk is not about', () => {
    for (const { material, draft } of drafts) {
      const facts = courseFacts(material).filter(({ table }) => table === 'findings')
      if (!facts.some(({ key }) => base.findings.get(key)?.system === 'genital'))
        expect(draft.distractors.join(' ')).not.toMatch(/penis|erection/i)
      if (!facts.some(({ key }) => base.findings.get(key)?.system === 'mind'))
        expect(draft.distractors.join(' ')).not.toMatch(/voices|dead|ending your life/i)
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
          .flatMap((other) => other?.steps.flatMap(allSteps) ?? [])
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

  it('stands beside none that is debated, or that the other illnesses of the patient are treated with', () => {
    for (const { material, draft } of drafts) {
      const condition = base.conditions.get(conditionOf(courseFacts(material)) ?? '')
      const told = patientUpTo(material, draft.turns[0] ?? 0)?.state.comorbidities ?? new Set()
      const usual = [...told].flatMap((id) => base.comorbidities.get(id)?.takes ?? []).map(({ drug }) => drug)
      for (const text of draft.distractors) {
        const step = named(text)
        if (step.table === 'drugs') expect(usual).not.toContain(step.key)
        for (const other of condition?.debated ?? [])
          expect('drug' in other ? other.drug : other.action).not.toBe(step.key)
      }
    }
  })

  it('has one wrong drug of a kind beside it, in a dose for this patient', () => {
    const kinds = drafts.map(({ draft }) =>
      draft.distractors.flatMap((text) => base.drugs.get(named(text).key)?.classes[0] ?? []),
    )
    for (const list of kinds) expect(new Set(list).size).toBe(list.length)
    const given = [...base.conditions.values()].flatMap(({ steps }) => steps.flatMap(allSteps))
    const dosesOf = (text: string) => {
      const { key } = named(text)
      return given.filter(({ drug }) => drug === key).flatMap(({ dose }) => dose ?? [])
    }
    const byWeight = drafts.flatMap(({ material, draft }) => {
      const texts = draft.distractors
        .filter((text) => / [\d.]+ (?:mg|mL|mcg|units)\b/.test(text))
        .filter((text) => dosesOf(text).every(({ per_kg }) => per_kg))
      const weight = texts.length === 0 ? undefined : patientUpTo(material, draft.turns[0] ?? 0)?.weight
      if (weight === undefined) return []
      return texts.map((text) => {
        const amount = Number(/ ([\d.]+) (?:mg|mL|mcg|units)\b/.exec(text)?.[1])
        // Rounded as a pharmacy would (insulin to whole units), or held at the most that anybody gets.
        return dosesOf(text).some((dose) => amount <= dose.amount * weight * 1.05 + 0.7)
      })
    })
    expect(byWeight.length).toBeGreaterThan(5)
    expect(byWeight).not.toContain(false)
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
