import { describe, expect, it } from 'vitest'
import type { Statement } from '../records/statement.ts'
import { buildFixture, doctorA, type SpokenTurn } from './fixture-builder.ts'
import { toldFacts } from './material.ts'
import { happensOnce, isEvent, treats } from './single-events.ts'
import { materialsOf } from './task-type-contract.ts'
import { timelineSequence } from './timeline-sequence.ts'
import { intervalOf } from './when.ts'

const dated = (date: string): Statement['time'] => ({ text: date, date })

function built(turns: readonly SpokenTurn[]): ReturnType<typeof buildFixture> {
  return buildFixture({ title: 'a record', participants: [doctorA], turns })
}

describe('an event', () => {
  const bronchitis: SpokenTurn = {
    who: 'doctor_a',
    text: 'Acute bronchitis (2015-02-24); Spirometry, for acute bronchitis (2015-03-02).',
    says: [
      {
        kind: 'diagnosis',
        name: 'acute bronchitis',
        quote: 'Acute bronchitis (2015-02-24)',
        time: dated('2015-02-24'),
      },
    ],
  }
  const once = (...others: string[]): boolean => {
    const { conversation, ...rest } = built([
      bronchitis,
      ...others.map((text) => ({ who: 'doctor_a', text })),
    ])
    const [item] = toldFacts({ ...rest, conversation })
    if (item === undefined) throw new Error('no event')
    return happensOnce(item, conversation)
  }

  it('happens once where it is only treated and resolved later', () => {
    expect(once('Acute bronchitis resolved (2015-03-10).')).toBe(true)
    expect(once('Visit for acute bronchitis (2015-02-24).')).toBe(true)
  })

  it('does not where it is named at another time or at none', () => {
    expect(once('Visit for acute bronchitis (2010-12-08).')).toBe(false)
    expect(once('Diagnosis: Bronchitis, acute, onset at 3 years.')).toBe(false)
  })

  const event = (said: Partial<Statement> & { kind: Statement['kind']; name: string }): boolean => {
    const { facts } = built([{ who: 'doctor_a', text: `${said.name}.`, says: [said] }])
    const fact = facts[0]
    const interval = intervalOf(fact?.time)
    if (fact === undefined || interval === undefined) throw new Error('no time')
    return isEvent(fact, interval)
  }

  it('is no routine, no normal value, no trait of birth noticed later', () => {
    const time = { text: 'P10Y' }
    expect(event({ kind: 'procedure', name: 'influenza vaccine', time })).toBe(false)
    expect(event({ kind: 'medication', name: 'ibuprofen', status: 'ordered', time })).toBe(false)
    expect(event({ kind: 'lab', name: 'mean platelet volume', value: 10, unit: 'fL', time })).toBe(false)
    expect(
      event({
        kind: 'lab',
        name: 'sodium',
        value: 120,
        unit: 'mmol/L',
        range: { low: 135, high: 145 },
        time,
      }),
    ).toBe(true)
    expect(event({ kind: 'sign', name: 'high palate', time })).toBe(false)
    expect(event({ kind: 'sign', name: 'high palate', time: { text: 'congenital onset' } })).toBe(true)
    expect(event({ kind: 'sign', name: 'scoliosis', time })).toBe(true)
  })

  it('treats, or only looks', () => {
    const { facts } = built([
      {
        who: 'doctor_a',
        text: 'throat culture, appendectomy',
        says: [
          { kind: 'procedure', name: 'throat culture' },
          { kind: 'procedure', name: 'appendectomy' },
        ],
      },
    ])
    expect(facts.map(treats)).toEqual([false, true])
  })
})

describe('a case', () => {
  it('is asked for the same events once', () => {
    const names = ['gait ataxia', 'dysarthria', 'loss of ambulation']
    const turns = names.map(
      (name, index): SpokenTurn => ({
        who: 'doctor_a',
        text: `${name} (at ${index + 5} years).`,
        says: [
          {
            kind: 'sign',
            name,
            quote: `${name} (at ${index + 5} years)`,
            time: { text: `P${index + 5}Y` },
          },
        ],
      }),
    )
    const drafts = materialsOf([built(turns)]).flatMap((material) => timelineSequence.draft(material).drafts)
    expect(drafts).toHaveLength(1)
  })
})

describe('the results of one test', () => {
  it('are ordered without a value that came twice', () => {
    const values = ['62', '68', '62', '67', '71', '65']
    const turns = values.map((value, index): SpokenTurn => {
      const date = `20${10 + index}-05-01`
      const quote = `HDL cholesterol ${value} mg/dL (${date})`
      return {
        who: 'doctor_a',
        text: `${quote}.`,
        says: [
          {
            kind: 'lab',
            name: 'HDL cholesterol',
            value: Number(value),
            unit: 'mg/dL',
            quote,
            time: dated(date),
          },
        ],
      }
    })
    const options = materialsOf([built(turns)])
      .flatMap((material) => timelineSequence.draft(material).drafts)
      .map((draft) => draft.gold)
    expect(options.length).toBeGreaterThan(0)
    expect(options.join(' ')).not.toContain('62 mg/dL')
  })
})
