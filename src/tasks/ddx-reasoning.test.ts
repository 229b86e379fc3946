import { describe, expect, it } from 'vitest'
import { ddxReasoning } from './ddx-reasoning.ts'
import { buildFixture, doctorA, type FixtureSpec } from './fixture-builder.ts'
import { fixtureCases } from './fixtures.ts'
import { materialsOf, testTaskType } from './task-type-contract.ts'

testTaskType(ddxReasoning, fixtureCases)

/** One patient with these complaints, and a diagnosis named later. */
function patientWith(title: string, text: string, names: readonly string[], sex?: 'male'): FixtureSpec {
  return {
    title,
    participants: [doctorA],
    ...(sex === undefined ? {} : { strata: { sex } }),
    turns: [
      { who: 'doctor_a', text, says: names.map((name) => ({ kind: 'symptom', name })) },
      { who: 'doctor_a', text: 'The films are pending.' },
      {
        who: 'doctor_a',
        text: 'It turned out to be sarcoidosis.',
        says: [{ kind: 'diagnosis', name: 'sarcoidosis' }],
      },
    ],
  }
}

describe('the wrong findings', () => {
  it('are none that a value implies, a woman or a pregnancy has, or other words say', () => {
    const never = ['tachycardia', 'vaginal bleeding', 'contractions', 'nasal congestion']
    const fine = ['hearing loss', 'knee pain', 'heartburn', 'hives']
    const specs = [
      patientWith('Him', 'He has itching, is very congested, and his pulse is 122.', ['itching'], 'male'),
      ...[...never, ...fine].map((name) => patientWith(`With ${name}`, `There is ${name}.`, [name])),
    ]
    const [material] = materialsOf(specs.map(buildFixture))
    if (material === undefined) throw new Error('no material')
    const [draft] = ddxReasoning.draft(material).drafts
    expect(draft?.gold).toBe('itching')
    expect(draft?.distractors.toSorted()).toEqual(fine.toSorted())
  })
})
