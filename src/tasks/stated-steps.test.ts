import { describe, expect, it } from 'vitest'
import { buildFixture, doctorA, patient, type Said, type SpokenTurn } from './fixture-builder.ts'
import { fixtureCases } from './fixtures.ts'
import { caseWords } from './mentions.ts'
import { randomFor } from '../kit/random.ts'
import { statedSteps } from './stated-steps.ts'
import { materialsOf } from './task-type-contract.ts'

const story: readonly SpokenTurn[] = [
  'what brings you here',
  'my ears ring whenever i lie down',
  'since when do they ring',
  'since the concert in may',
  'both of them, or one',
  'the right one more',
  'do you hear less with it',
  'on the telephone, i do',
  'then we look into that',
].map((text, index) => ({ who: index % 2 === 0 ? doctorA.id : patient.id, text }))

const mask: Said = { kind: 'procedure', name: 'vestibular mask fitting', status: 'ordered' }

/** The golds of a talk that ends with these turns. */
function goldsOf(...ending: readonly SpokenTurn[]): string[] {
  const others = ['tympanotomy', 'septoplasty', 'keratoplasty', 'vasectomy reversal'].map((name) =>
    buildFixture({
      title: name,
      participants: [doctorA],
      turns: [{ who: doctorA.id, text: `We planned ${name}.`, says: [{ ...mask, name, status: 'planned' }] }],
    }),
  )
  const own = buildFixture({
    title: 'Ringing ears',
    participants: [doctorA, patient],
    turns: [...story, ...ending],
  })
  const material = materialsOf([own, ...others, ...fixtureCases])[0]
  if (material === undefined) throw new Error('no material')
  const words = caseWords(material.case, material.conversation)
  return statedSteps(material, words, randomFor(1, 'test')).map(({ draft }) => draft.gold)
}

const says = (text: string, ...said: readonly Said[]): SpokenTurn => ({ who: doctorA.id, text, says: said })

describe('a stated step', () => {
  it('is asked for where it is new, decided, and led up to', () => {
    expect(goldsOf(says('Let us do a vestibular mask fitting.', mask))).toEqual(['vestibular mask fitting'])
  })

  it.each([
    'We discussed vestibular mask fitting once more.',
    'We continue the vestibular mask fitting.',
    'If that fails, vestibular mask fitting is next.',
    'You were prescribed a vestibular mask fitting.',
  ])('is not asked for where it is not decided: %s', (text) => {
    expect(goldsOf(says(text, mask))).toEqual([])
  })

  it('is not asked for where its own turn first says why', () => {
    const deaf: Said = { kind: 'sign', name: 'conductive deafness' }
    expect(
      goldsOf(says('You have conductive deafness. Let us do a vestibular mask fitting.', deaf, mask)),
    ).toEqual([])
  })

  it('is not asked for where it is running already', () => {
    const before: Said = { ...mask, status: 'active' }
    expect(
      goldsOf(
        says('You had a vestibular mask fitting before.', before),
        { who: patient.id, text: 'i did' },
        says('Let us do a vestibular mask fitting.', mask),
      ),
    ).toEqual([])
  })

  it('is not half of another drug', () => {
    const part = (name: string, quote: string): Said => ({
      kind: 'medication',
      name,
      quote,
      status: 'ordered',
    })
    expect(
      goldsOf(
        says(
          'I will give you zetacillin with betamycin.',
          part('zetacillin', 'zetacillin'),
          part('betamycin', 'give you zetacillin with betamycin'),
        ),
      ),
    ).toEqual([])
  })
})
