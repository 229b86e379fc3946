// What must hold of every simulated case, whatever the seed: sound records, coherent values, no fault that nobody
// planted, turns that state what they say they state.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryFacts } from '../grounding/entries.ts'
import { missedActions } from '../knowledge/due.ts'
import { hazardsOf } from '../knowledge/hazards.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { caseSchema } from '../records/case.ts'
import { conversationSchema } from '../records/conversation.ts'
import { patientUpTo } from '../challenges/patient-state.ts'
import { egfr } from './coherence.ts'
import { sampleCourse, stateInCourse } from './course.ts'
import { defaultDistributions } from './distributions.ts'
import { samplePerson } from './person.ts'
import { simulateCase, type Simulated } from './simulate.ts'
import { randomFor } from '../kit/random.ts'

const base = knowledge()
const settings = { seed: 7, distributions: defaultDistributions }
const numbers = Array.from({ length: 2 * base.conditions.size }, (_, number) => number)
const simulated: readonly Simulated[] = numbers.map((number) => simulateCase(number, settings, base))

describe('a simulated case', () => {
  it('is a record like any other', () => {
    for (const { imported } of simulated) {
      expect(caseSchema.safeParse(imported.case).error).toBeUndefined()
      expect(conversationSchema.safeParse(imported.conversation).error).toBeUndefined()
      const resources = imported.case.entries.map(({ resource }) => resource)
      expect(new Set(resources).size).toBe(resources.length)
    }
  })

  it('comes round all conditions before any comes again', () => {
    const codes = simulated
      .slice(0, base.conditions.size)
      .flatMap(({ imported }) =>
        imported.case.entries.flatMap(({ code }) =>
          code?.code.startsWith('conditions:') ? [code.code] : [],
        ),
      )
    expect(new Set(codes).size).toBe(base.conditions.size)
  })

  it('is the same for the same seed and number, alone or among others', () => {
    for (const number of [0, 17, 63]) expect(simulateCase(number, settings, base)).toEqual(simulated[number])
    expect(simulateCase(5, { ...settings, seed: 8 }, base).imported.case.id).not.toBe(
      simulated[5]?.imported.case.id,
    )
  })

  it('has no value that no patient could have, and values that follow from others do', () => {
    for (const { imported } of simulated) {
      const { entries } = imported.case
      for (const { code, value } of entries) {
        const [table, id] = code?.code.split(':') ?? []
        const measure =
          table === 'analytes'
            ? base.analytes.get(id ?? '')
            : table === 'vitals'
              ? base.vitals.get(id ?? '')
              : undefined
        if (measure === undefined) continue
        expect(value).toBeGreaterThanOrEqual(measure.plausible.low)
        expect(value).toBeLessThanOrEqual(measure.plausible.high)
      }
      const at = (phase: number, id: string): number | undefined =>
        entries.find(({ resource }) => resource === `${phase}/${id}`)?.value as number | undefined
      for (let phase = 0; phase < 5; phase++) {
        const [systolic, diastolic] = [at(phase, 'vitals/systolic'), at(phase, 'vitals/diastolic')]
        if (systolic !== undefined && diastolic !== undefined)
          expect(systolic - diastolic).toBeGreaterThanOrEqual(20)
        const [ph, pco2, bicarbonate] = ['ph', 'pco2', 'bicarbonate'].map((id) => at(phase, `analytes/${id}`))
        if (ph !== undefined && pco2 !== undefined && bicarbonate !== undefined)
          expect(Math.abs(bicarbonate - 0.0307 * pco2 * 10 ** (ph - 6.1))).toBeLessThanOrEqual(0.51)
      }
    }
  })

  it('states in its turns what the turns say, and every attachment is there', () => {
    for (const { imported } of simulated) {
      const { case: source, conversation } = imported
      const facts = new Map(entryFacts(source).map((fact) => [fact.id, fact]))
      const exhibits = new Set([...source.tables, ...source.images].map(({ id }) => id))
      for (const turn of conversation?.turns ?? []) {
        for (const { id } of turn.attachments) expect(exhibits).toContain(id)
        for (const id of turn.facts) {
          const fact = facts.get(id)
          expect(fact).toBeDefined()
          const { value, name, kind } = fact ?? { value: undefined, name: '', kind: '' }
          // A value that a turn states stands in its words.
          if (typeof value === 'number' && !/blood pressure/.test(name))
            expect(turn.text).toContain(String(value))
          if (kind === 'medication' || kind === 'allergy')
            expect(turn.text.toLowerCase()).toContain(name.toLowerCase())
        }
        expect(turn.text).not.toMatch(/[{}[\]]|undefined|NaN| {2}|\.\.|\?\?/)
      }
    }
  })

  it('tells everything that its record holds', () => {
    for (const { imported } of simulated) {
      const told = new Set(imported.conversation?.turns.flatMap((turn) => turn.facts))
      const untold = entryFacts(imported.case).filter(
        ({ id, kind, certainty, negated }) =>
          !told.has(id) && certainty === 'certain' && !negated && !['sign', 'symptom'].includes(kind),
      )
      expect(untold.map(({ evidence }) => evidence.quote)).toEqual([])
    }
  })

  it('gives no drug that the record rules out at that time', () => {
    for (const { imported } of simulated) {
      const { case: source, conversation } = imported
      if (conversation === undefined) continue
      const facts = entryFacts(source)
      const patient = patientUpTo({ case: source, facts, conversation, seed: 1 }, conversation.turns.length)
      expect(patient).toBeDefined()
    }
    for (const number of numbers) {
      const random = randomFor('test', number)
      const condition = [...base.conditions.values()][number % base.conditions.size]
      if (condition === undefined) continue
      const person = samplePerson(condition, base, defaultDistributions, random)
      const course = sampleCourse(person, condition, base, random)
      for (const step of course.steps) {
        if (step.drug === undefined) continue
        const before = { ...course, steps: course.steps.slice(0, course.steps.indexOf(step)) }
        const hazards = hazardsOf(step.drug, stateInCourse(before, step.phase), base)
        expect(hazards, `${step.drug} in ${condition.id}`).toEqual([])
      }
    }
  })

  it('keeps to the standards of care', () => {
    const missed = new Set<string>()
    for (const { imported } of simulated) {
      const { case: source, conversation } = imported
      if (conversation === undefined) continue
      const facts = entryFacts(source)
      const patient = patientUpTo({ case: source, facts, conversation, seed: 1 }, conversation.turns.length)
      if (patient === undefined) continue
      for (const action of missedActions(patient.state, base))
        missed.add(`${patient.state.condition}: ${action}`)
    }
    expect([...missed]).toEqual([])
  })
})

it('computes eGFR as CKD-EPI 2021 does', () => {
  // Worked from the published equation: 142 × (1.0/0.9)^−1.2 × 0.9938^50 for a man of 50.
  expect(egfr(1, { age: 50, sex: 'male' })).toBe(92)
  expect(egfr(2, { age: 70, sex: 'female' })).toBe(26)
  fc.assert(
    fc.property(
      fc.float({ min: Math.fround(0.3), max: 12, noNaN: true }),
      fc.integer({ min: 18, max: 95 }),
      (creatinine, age) => {
        expect(egfr(creatinine, { age, sex: 'female' })).toBeLessThanOrEqual(
          egfr(creatinine, { age: age - 1, sex: 'female' }),
        )
        expect(egfr(creatinine + 0.5, { age, sex: 'male' })).toBeLessThanOrEqual(
          egfr(creatinine, { age, sex: 'male' }),
        )
      },
    ),
  )
})
