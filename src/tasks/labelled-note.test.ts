// Labelled notes: what replaces what, and that no form of an option tells which one is right.
import { describe, expect, it } from 'vitest'
import { buildFixture } from './fixture-builder.ts'
import { labelledNotes } from './fixtures-challenges.ts'
import { noteDraft } from './labelled-note.ts'
import { frameOf } from './replacements.ts'
import { clashesWithSex } from './sexed-words.ts'
import { materialsOf } from './task-type-contract.ts'

const versionsOf = (option: string): string[] =>
  [...option.matchAll(/“([^”]+)”/g)].map((match) => match[1] as string)

describe('labelled notes', () => {
  const drafts = [1, 2, 3, 4, 5].flatMap((seed) =>
    materialsOf(labelledNotes.map(buildFixture), seed).flatMap((material) =>
      material.case.labels.flatMap((label, index) => {
        const draft = label.kind === 'error' ? noteDraft(material, label, index) : undefined
        return draft === undefined ? [] : [{ draft, label, material }]
      }),
    ),
  )

  it('are drafted with and without an error', () => {
    expect(new Set(drafts.map(({ draft }) => draft.challenge?.member))).toEqual(
      new Set(['injected', 'near_miss']),
    )
  })

  it('change one and the same sentence in every option but silence', () => {
    for (const { draft } of drafts) {
      const changes = [draft.gold, ...draft.distractors].filter((text) => / to “/.test(text))
      expect(changes).toHaveLength(3)
      expect(new Set(changes.map((text) => versionsOf(text)[0])).size).toBe(1)
      expect(new Set(changes.map((text) => versionsOf(text)[1])).size).toBe(3)
    }
  })

  it('hold the same two versions in a note and in its twin', () => {
    const pairs = new Map<string, Set<string>>()
    for (const { draft, material } of drafts) {
      const [first = '', second = ''] = versionsOf(
        draft.challenge?.member === 'injected' ? draft.gold : (draft.distractors[0] ?? ''),
      )
      const key = material.case.group ?? ''
      pairs.set(key, (pairs.get(key) ?? new Set()).add([first, second].toSorted().join(' | ')))
    }
    for (const versions of pairs.values()) expect(versions.size).toBe(1)
  })

  it('replace a disease with a disease', () => {
    const diagnoses = drafts.filter(({ draft }) => draft.challenge?.rule === 'diagnosis')
    expect(diagnoses.length).toBeGreaterThan(0)
    for (const { draft } of diagnoses) {
      for (const text of draft.distractors.filter((option) => / to “/.test(option))) {
        expect(text).toMatch(
          /to “(?:She is diagnosed with|Suspected of) (?:bronchitis|asthma|pneumonia|pulmonary (?:embolism|emphysema|fibrosis))\.”/,
        )
      }
    }
  })
})

it('takes sentences apart at what they are about', () => {
  expect(frameOf('Patient was diagnosed with acute gout after the labs came back.')).toMatchObject({
    term: 'acute gout',
    slot: 'disease',
  })
  expect(frameOf('A lumbar puncture is performed.')).toMatchObject({
    term: 'A lumbar puncture',
    slot: 'subject done one',
  })
  expect(frameOf('Blood cultures were obtained.')?.slot).toBe('subject ordered many')
  expect(frameOf('The patient is started on lithium.')).toMatchObject({ term: 'lithium', slot: 'drug' })
  expect(frameOf('She slept well.')).toBeUndefined()
})

it('knows what cannot be said of a man or a woman', () => {
  expect(clashesWithSex('A hysterectomy is planned.', 'male')).toBe(true)
  expect(clashesWithSex('A hysterectomy is planned.', 'female')).toBe(false)
  expect(clashesWithSex('Suspected of prostatitis.', 'female')).toBe(true)
  expect(clashesWithSex('Suspected of prostatitis.', 'unknown')).toBe(true)
  expect(clashesWithSex('Suspected of gout.', 'unknown')).toBe(false)
})
