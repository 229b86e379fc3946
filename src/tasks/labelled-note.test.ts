// Labelled notes: what replaces what, and that no form of an option tells which one is right.
import { describe, expect, it } from 'vitest'
import { buildFixture } from './fixture-builder.ts'
import { labelledNotes } from './fixtures-challenges.ts'
import { randomFor } from '../kit/random.ts'
import { noteDraft } from './labelled-note.ts'
import type { NeighbourError } from './neighbours.ts'
import { frameOf, otherCorrections, type Wanted } from './replacements.ts'
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

describe('corrections put beside the given one', () => {
  const label = (sentence: string, correction: string, errorType: string): NeighbourError => ({
    label: { kind: 'error', present: true, errorType, sentence, correction },
    about: [],
  })
  const wanted = (sentence: string, correction: string, errorType: string): Wanted => ({
    sentence,
    correction,
    errorType,
    note: 'A woman is unwell.',
    about: [],
    sex: 'female',
  })
  const random = randomFor(1, 'corrections')

  it('are no other name of the same test', () => {
    const errors = [
      label('A CT is ordered.', 'CT scan of head is ordered.', 'management'),
      label('Brain MRI is ordered.', 'A lumbar puncture is ordered.', 'management'),
      label('CTA of the head is ordered.', 'X-ray of the skull is ordered.', 'management'),
    ]
    const others = otherCorrections(
      wanted('A head ultrasound is ordered.', 'A head CT without contrast is ordered.', 'management'),
      errors,
      random,
    )
    for (const text of others ?? []) expect(text).not.toMatch(/^(?:A CT|CT scan of head) is/)
  })

  it('are no two names of one disease', () => {
    const errors = [
      label('Suspected of mitral insufficiency.', 'Suspected of aortic dissection.', 'diagnosis'),
      label('Suspected of mitral valve regurgitation.', 'Suspected of aortic stenosis.', 'diagnosis'),
    ]
    const others = otherCorrections(
      wanted('Suspected of arthritis.', 'Suspected of acute rheumatic fever.', 'diagnosis'),
      errors,
      random,
    )
    expect(others?.filter((text) => text.includes('mitral')).length).toBeLessThan(2)
  })

  it('have the marks of the sentence, and no stray space in a name', () => {
    const errors = [
      label('Suspected of Guillain- Barré syndrome.', 'Suspected of myasthenia gravis.', 'diagnosis'),
      label('Suspected of meningioma.', 'Suspected of vascular dementia.', 'diagnosis'),
    ]
    const others = otherCorrections(
      wanted(
        'Imaging confirms encephalitis showing no fluid.',
        'Imaging confirms hydrocephalus, showing no fluid.',
        'diagnosis',
      ),
      errors,
      random,
    )
    expect(others).toHaveLength(2)
    for (const text of others ?? []) expect(text).toMatch(/\w, showing no fluid\.$/)
    expect((others ?? []).join(' ')).not.toContain('- B')
  })

  it('are none of the same class of drugs, and none of another area', () => {
    const errors = [
      label('Paroxetine is prescribed.', 'Haloperidol is prescribed.', 'pharmacotherapy'),
      label('Zolpidem is prescribed.', 'Metronidazole is prescribed.', 'pharmacotherapy'),
    ]
    const others = otherCorrections(
      wanted('Buspirone is prescribed.', 'Fluoxetine is prescribed.', 'pharmacotherapy'),
      errors,
      random,
    )
    expect(others?.toSorted()).toEqual(['Haloperidol is prescribed.', 'Zolpidem is prescribed.'])
  })

  it('are no drug that would do the same', () => {
    const errors = [
      label('Olanzapine is prescribed.', 'Fluoxetine is prescribed.', 'pharmacotherapy'),
      label('Zolpidem is prescribed.', 'Chlorpromazine is prescribed.', 'pharmacotherapy'),
    ]
    const others = otherCorrections(
      wanted('Lorazepam is prescribed.', 'Haloperidol is prescribed.', 'pharmacotherapy'),
      errors,
      random,
    )
    expect(others?.toSorted()).toEqual(['Fluoxetine is prescribed.', 'Zolpidem is prescribed.'])
  })

  it('are not made where the sentence has no known form', () => {
    const errors = [label('Suspected of asthma.', 'Suspected of pneumonia.', 'diagnosis')]
    expect(
      otherCorrections(wanted('The lungs look odd.', 'The lungs look clear.', 'diagnosis'), errors, random),
    ).toBeUndefined()
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
  expect(frameOf('Haloperidol was administered to the patient.')?.term).toBe('Haloperidol')
  expect(frameOf('She slept well.')).toBeUndefined()
})

it('knows what cannot be said of a man or a woman', () => {
  expect(clashesWithSex('A hysterectomy is planned.', 'male')).toBe(true)
  expect(clashesWithSex('A hysterectomy is planned.', 'female')).toBe(false)
  expect(clashesWithSex('Suspected of prostatitis.', 'female')).toBe(true)
  expect(clashesWithSex('Suspected of prostatitis.', 'unknown')).toBe(true)
  expect(clashesWithSex('Suspected of gout.', 'unknown')).toBe(false)
})
