import { describe, expect, it } from 'vitest'
import { buildFixture, doctorA, type FixtureSpec, type Said } from './fixture-builder.ts'
import { fixtureCases } from './fixtures.ts'
import { reasoningDifferentialEvolution } from './reasoning-differential-evolution.ts'
import { materialsOf, testTaskType } from './task-type-contract.ts'
import type { Draft } from './task-type.ts'

testTaskType(reasoningDifferentialEvolution, fixtureCases)

function drafts(
  turns: FixtureSpec['turns'],
  origin: 'recorded' | 'told' = 'recorded',
  seed = 7,
): readonly Draft[] {
  const fixtures = [
    buildFixture({ title: 'The patient', participants: [doctorA], turns }),
    ...['gout', 'asthma', 'migraine'].map((name) =>
      buildFixture({
        title: name,
        participants: [doctorA],
        turns: [{ who: 'doctor_a', text: `Long known: ${name}.`, says: [{ kind: 'diagnosis', name }] }],
      }),
    ),
  ]
  const [first] = materialsOf(fixtures, seed)
  if (first === undefined) throw new Error('no material')
  return reasoningDifferentialEvolution.draft({
    ...first,
    conversation: { ...first.conversation, origin },
  }).drafts
}

describe('a change of a value', () => {
  const on = (date: string, value: number, name = 'neutrophils', unit = '10*9/L') => ({
    who: 'doctor_a',
    text: `On ${date}: ${name} ${value}.`,
    says: [
      { kind: 'lab', name, value, unit, quote: `${value}`, time: { text: date, date } },
    ] satisfies Said[],
  })

  it('agrees with names in the singular and in the plural', () => {
    const [draft] = drafts([on('2020-01-02', 4.1), on('2020-02-02', 6.3)])
    expect(draft?.gold).toBe('A rise from 4.1 to 6.3 ×10⁹/L')
  })

  it('writes a score with its scale at both ends', () => {
    const series = [2, 5, 7, 3].map((value, month) => on(`2020-0${month + 1}-02`, value, 'pain', '/10'))
    const [draft] = drafts(series)
    expect(draft?.gold).toMatch(/^A (?:rise|fall) from \d\/10 to \d\/10$/)
  })

  it('never offers a rise that falls, or a fall that rises', () => {
    const series = [115, 132, 150, 139, 121].map((value, month) => on(`2020-0${month + 1}-02`, value))
    for (let seed = 1; seed <= 40; seed++) {
      for (const { gold, distractors } of drafts(series, 'recorded', seed)) {
        for (const option of [gold, ...distractors]) {
          const [, way, from, to] = /^A (rise|fall) from (\d+) to (\d+)/.exec(option) ?? []
          expect([option, way]).toEqual([option, Number(from) < Number(to) ? 'rise' : 'fall'])
        }
      }
    }
  })
})

describe('a possibility', () => {
  const name = 'appendicitis'
  const possible = (text: string) => ({
    who: 'doctor_a',
    text,
    says: [{ kind: 'diagnosis', name, certainty: 'possible' }] satisfies Said[],
  })
  const between = { who: 'doctor_a', text: 'The fever stays.' }

  it('stays open where every mention doubts it', () => {
    const [draft] = drafts(
      [possible('A possible appendicitis is discussed.'), between, possible('It may still be appendicitis.')],
      'told',
    )
    expect(draft?.gold).toBe('appendicitis remains no more than a possibility')
  })

  it.each(['The findings are indicative of appendicitis.', 'The scan is consistent with appendicitis.'])(
    'is not called open after “%s”',
    (reading) => {
      expect(
        drafts([possible('A possible appendicitis is discussed.'), between, possible(reading)], 'told'),
      ).toEqual([])
    },
  )
})
