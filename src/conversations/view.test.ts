import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createConversation } from '../records/conversation.ts'
import type { Edit } from '../records/task.ts'
import { contextText, editedTurns, maskedText, shownNumber, shownTurns } from './view.ts'

const conversation = createConversation({
  caseId: 'case_1',
  origin: 'recorded',
  participants: [
    { id: 'doctor', role: 'physician', name: 'Doctor' },
    { id: 'patient', role: 'patient', name: 'Patient' },
  ],
  turns: ['one', 'two', 'three', 'four', 'five'].map((text, index) => ({
    number: index + 1,
    speaker: index % 2 === 0 ? 'doctor' : 'patient',
    text,
    attachments: [],
    facts: [`fact_${index + 1}`],
  })),
})

const edit = fc.oneof(
  fc.record({
    kind: fc.constant('replace' as const),
    turn: fc.integer({ min: 1, max: 5 }),
    text: fc.constant('R'),
  }),
  fc.record({ kind: fc.constant('remove' as const), turn: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    kind: fc.constant('insert' as const),
    turn: fc.integer({ min: 0, max: 5 }),
    speaker: fc.constant('doctor'),
    text: fc.constant('I'),
  }),
)

describe('editedTurns', () => {
  it('numbers without gaps, keeps order, and counts what was added and removed', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits: Edit[]) => {
        const turns = editedTurns(conversation, edits)
        expect(turns.map((turn) => turn.number)).toEqual(turns.map((_, index) => index + 1))
        const origins = turns.map((turn) => turn.origin).filter((origin) => origin !== undefined)
        expect(origins).toEqual(origins.toSorted((a, b) => a - b))
        const inserted = edits.filter(({ kind }) => kind === 'insert').length
        expect(turns.length - origins.length).toBe(inserted)
        for (const turn of turns) {
          // A replaced turn no longer states its facts; an untouched one still does.
          if (turn.edited) expect(turn.facts).toEqual([])
          else expect(turn.facts).toEqual([`fact_${turn.origin}`])
        }
      }),
    )
  })

  it('refuses an edit of a turn that is not there', () => {
    expect(() => editedTurns(conversation, [{ kind: 'remove', turn: 6 }])).toThrow(RangeError)
    expect(() => editedTurns(conversation, [{ kind: 'replace', turn: 0, text: 'x' }])).toThrow(RangeError)
  })
})

describe('shownTurns', () => {
  it('shows nothing after the last turn and hides masked words', () => {
    const turns = shownTurns(conversation, { edits: [], from: 2, to: 4, masked: [3] })
    const text = contextText({ tables: [], images: [] }, turns)
    expect(text).toBe(`Turn 2 (Patient): two\nTurn 3: ${maskedText}\nTurn 4 (Patient): four`)
  })

  it('refuses a view outside the conversation', () => {
    for (const [from, to] of [
      [1, 6],
      [4, 3],
    ] as const) {
      expect(() => shownTurns(conversation, { edits: [], from, to, masked: [] })).toThrow(RangeError)
    }
  })

  it('finds a turn again after edits', () => {
    const turns = editedTurns(conversation, [
      { kind: 'insert', turn: 0, speaker: 'doctor', text: 'first' },
      { kind: 'remove', turn: 2 },
    ])
    expect(shownNumber(turns, 3)).toBe(3)
    expect(shownNumber(turns, 2)).toBeUndefined()
  })
})
