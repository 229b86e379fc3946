import { describe, expect, it } from 'vitest'
import { buildFixture, doctorA, patient, type SpokenTurn } from './fixture-builder.ts'
import { lastTelling, toldFacts } from './material.ts'
import { isPlainlyStated } from './plain-presence.ts'

function plain(turns: readonly SpokenTurn[]): boolean {
  const built = buildFixture({ title: 'one finding', participants: [patient, doctorA], turns })
  const item = toldFacts(built).at(-1)
  if (item === undefined) throw new Error('the fixture states nothing')
  return isPlainlyStated(item, built.conversation)
}

const says = (text: string, name: string, negated = false): SpokenTurn => ({
  who: 'patient',
  text,
  says: [{ kind: 'symptom', name, negated }],
})

describe('a finding is plainly stated', () => {
  it.each([
    ['I have had a headache since Monday.', 'headache'],
    ['She came with a cough and a rash.', 'cough'],
    ['The cough began 3 weeks ago.', 'cough'],
  ])('in %j', (text, name) => {
    expect(plain([says(text, name)])).toBe(true)
  })

  it.each([
    ['I used to have headache as a student.', 'headache'],
    ['A headache is something I am not sure about.', 'headache'],
    ['You may get a headache from it.', 'headache'],
    ['Thirst and fatigue can be causes of it.', 'fatigue'],
    ['Tell me at once, things like headache would worry me.', 'headache'],
    ['I had a headache 2 years ago.', 'headache'],
    ['The rash has resolved.', 'rash'],
    ['I got a rash after taking the tablets.', 'rash'],
    ['My mother has headache.', 'headache'],
    ['any headache today', 'headache'],
    ['do you have headache at night', 'headache'],
    ['He had his second dose of it against cough.', 'cough'],
  ])('not in %j', (text, name) => {
    expect(plain([says(text, name)])).toBe(false)
  })

  it('not where a question about a drug is answered', () => {
    const asked: SpokenTurn = { who: 'doctor_a', text: 'What happens when you take sulfa drugs?' }
    expect(plain([asked, says('I get a rash.', 'rash')])).toBe(false)
  })

  it('not where the same is asked for and answered with no', () => {
    const turns: SpokenTurn[] = [
      { who: 'doctor_a', text: 'Is there a cough?' },
      { who: 'patient', text: 'No, not that I know of.' },
      says('The cough woke me up.', 'cough'),
    ]
    expect(plain(turns)).toBe(false)
  })

  it('as absent without exception only', () => {
    expect(plain([says('I have no fever.', 'fever', true)])).toBe(true)
    expect(plain([says('I have no fever really, except at night.', 'fever', true)])).toBe(false)
  })
})

describe('the end of a view', () => {
  const { conversation } = buildFixture({
    title: 'questions',
    participants: [patient, doctorA],
    turns: [
      says('I have a cough.', 'cough'),
      { who: 'doctor_a', text: 'Since when?' },
      says('It came with a rash.', 'rash'),
      { who: 'doctor_a', text: 'What else?' },
      {
        who: 'doctor_a',
        text: 'You said you had a fever, is that right?',
        says: [{ kind: 'symptom', name: 'fever' }],
      },
      { who: 'patient', text: 'Yes.' },
    ],
  })

  it('is no question that waits for its answer', () => {
    expect(lastTelling(conversation, 1, 2)).toBe(1)
    expect(lastTelling(conversation, 1, 4)).toBe(3)
    expect(lastTelling(conversation, 5, 5)).toBe(6)
  })
})
