import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ground } from '../grounding/ground.ts'
import { createCase, unknownStrata, type Case } from '../records/case.ts'
import type { Fact } from '../records/fact.ts'
import { converse } from './converse.ts'

function caseOf(changes: Partial<Omit<Case, 'id'>>): Case {
  return createCase({
    title: 'A case',
    provenance: { source: 'text', corpus: 'own', file: 'a.md', part: '', sha256: 'x' },
    licence: { id: 'unknown' },
    strata: unknownStrata,
    sections: [],
    entries: [],
    tables: [],
    images: [],
    labels: [],
    ...changes,
  })
}

const report = caseOf({
  sections: [
    {
      id: 's1',
      heading: 'History',
      role: 'history',
      text: 'A 70-year-old man had fever for three days. He denied cough. He takes metformin 500 mg twice daily.',
    },
    {
      id: 's2',
      heading: 'Investigations',
      role: 'investigations',
      text: 'Potassium was 6.1 mmol/L (Table 1). Creatinine was 2.4 mg/dL.',
    },
    {
      id: 's3',
      heading: 'Discussion',
      role: 'discussion',
      text: 'In a series of 40 patients most had rash.',
    },
  ],
  tables: [
    {
      id: 't1',
      caption: 'Table 1. Results on admission',
      columns: ['Test', 'Value', 'Unit'],
      rows: [['Sodium', '131', 'mmol/L']],
    },
  ],
  images: [{ id: 'i1', caption: 'Chest radiograph on admission', section: 's2' }],
})

/** Every fact that a turn lists is really shown by it. */
function expectShown(
  facts: readonly Fact[],
  turns: readonly { text: string; facts: readonly string[] }[],
): void {
  for (const turn of turns) {
    for (const id of turn.facts) {
      const fact = facts.find((candidate) => candidate.id === id) as Fact
      if (fact.evidence.kind !== 'cell') expect(turn.text).toContain(fact.evidence.quote)
    }
  }
}

describe('a told conversation', () => {
  const facts = ground(report)
  const conversation = converse(report, facts)

  it('says every word of the patient’s sections, and none of the literature', () => {
    const spoken = conversation?.turns.map((turn) => turn.text).join(' ') ?? ''
    expect(spoken).toContain('He denied cough.')
    expect(spoken).toContain('Creatinine was 2.4 mg/dL.')
    expect(spoken).not.toContain('series of 40')
  })

  it('shows the table where it is mentioned and the image after its section', () => {
    const withTable = conversation?.turns.find((turn) => turn.attachments.some(({ id }) => id === 't1'))
    expect(withTable?.text).toContain('Potassium was 6.1 mmol/L')
    const withImage = conversation?.turns.find((turn) => turn.attachments.some(({ id }) => id === 'i1'))
    expect(withImage?.text).toBe('Chest radiograph on admission')
    expect(withImage?.speaker).toBe('radiologist')
  })

  it('gives each fact to the turns that show it', () => {
    expect(facts.length).toBeGreaterThan(4)
    expectShown(facts, conversation?.turns ?? [])
    const given = new Set(conversation?.turns.flatMap((turn) => turn.facts))
    expect(facts.filter((fact) => !given.has(fact.id))).toEqual([])
  })

  it('is the same for the same case, and has speakers for all turns', () => {
    expect(converse(report, facts)).toEqual(conversation)
    const names = new Set(conversation?.participants.map(({ id }) => id))
    expect(conversation?.turns.every((turn) => names.has(turn.speaker))).toBe(true)
  })

  it('leaves no passage hanging within brackets', () => {
    const filler = 'She walked home and slept well. '.repeat(9)
    const text = `${filler}The wall was scanned (Model A, Maker Corp. Upton, and Sons) at noon. It was thin.`
    const told = converse(caseOf({ sections: [{ id: 's1', heading: '', role: 'note', text }] }), [])
    expect(told?.turns.filter((turn) => turn.text.startsWith('Upton'))).toEqual([])
    expect(told?.turns.some((turn) => turn.text.includes('Corp. Upton, and Sons) at noon.'))).toBe(true)
  })

  it('lets a specialist tell only what is all of their field', () => {
    const speakerOf = (text: string): string | undefined => {
      const source = caseOf({ sections: [{ id: 's1', heading: '', role: 'presentation', text }] })
      return converse(source, ground(source))?.turns.at(-1)?.speaker
    }
    expect(speakerOf('She takes ramipril 5 mg daily. She takes metformin 500 mg twice daily.')).toBe(
      'pharmacist',
    )
    expect(
      speakerOf(
        'A slit was cut into the layer. The cavity was closed in steps. She was given ramipril 5 mg.',
      ),
    ).toBe('doctor_a')
  })

  it('tells a death after all that was done on its day', () => {
    const entry = (
      resource: string,
      kind: 'outcome' | 'procedure',
      text: string,
    ): Case['entries'][number] => ({
      kind,
      name: text,
      negated: false,
      experiencer: 'patient',
      certainty: 'certain',
      resource,
      text,
      time: { text: '2001-02-03', date: '2001-02-03' },
    })
    const told = converse(
      caseOf({ entries: [entry('a', 'outcome', 'Death'), entry('b', 'procedure', 'Embolectomy')] }),
      [],
    )
    const spoken = told?.turns.map((turn) => turn.text).join(' ') ?? ''
    expect(spoken.indexOf('Embolectomy')).toBeLessThan(spoken.indexOf('Death'))
  })

  it('holds for any text', () => {
    const word = fc.constantFrom(
      'Fever',
      'was',
      '38.5 °C',
      'no',
      'cough;',
      'Na 140 mmol/L.',
      '\n\n',
      '- item',
      'e.g.',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), (words) => {
        const source = caseOf({ sections: [{ id: 's1', heading: '', role: 'note', text: words.join(' ') }] })
        const found = ground(source)
        const told = converse(source, found)
        expectShown(found, told?.turns ?? [])
        const given = new Set(told?.turns.flatMap((turn) => turn.facts))
        expect(found.filter((fact) => !given.has(fact.id))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('is absent when there is nothing to tell', () => {
    expect(converse(caseOf({}), [])).toBeUndefined()
  })
})
