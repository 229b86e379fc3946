// What counts as a plain statement of a finding: each line is a kind of clause that readings of tasks found
// taken for one, or that must go on to be one. The words are ours.
import { describe, expect, it } from 'vitest'
import { clauseWith, isPlain, isSaidOtherwise } from './plain-statements.ts'

function plain(text: string, name: string, negated = false, spoken = false): boolean {
  return isPlain({ ...clauseWith(text, name, name), name, negated, spoken })
}

describe('what is affirmed', () => {
  it.each([
    ['He has had fever and chills for two days.', 'fever'],
    ['She has a history of psoriasis.', 'psoriasis'],
    ['Ataxia (at 3 years); No seizure.', 'Ataxia'],
    ['There were recurrent seizures.', 'seizure'],
  ])('is plain: %s', (text, name) => expect(plain(text, name)).toBe(true))

  it.each([
    ['supposed', 'It may well have been heartburn for some days.', 'heartburn'],
    ['feared', 'We worry about a seizure.', 'seizure'],
    ['a risk of what is planned', 'There are risks to tell you of. A stroke, numbness, a wound.', 'numbness'],
    ['an alternative', 'He has had cough or wheezing.', 'wheezing'],
    ['asked', 'Is there a cough?', 'cough'],
    ['asked without a mark', 'okay and how about a runny nose these days', 'runny nose'],
    ['only a subject', 'Now, regarding smoking and the like.', 'smoking'],
    ['of a relative', 'My brother has had a cough all week.', 'cough'],
    ['of all the house', 'Everybody here has a cough.', 'cough'],
    ['intended', 'I will give you something for the constipation.', 'constipation'],
    ['what makes it worse', 'The pain gets worse with coughing.', 'coughing'],
    ['not made out', 'I had [inaudible] a rash there.', 'rash'],
    ['denied in part', "It didn't cause much itching.", 'itching'],
    ['of another kind', 'He has non-bloody diarrhea.', 'bloody diarrhea'],
    ['within another word', 'I felt feverish.', 'fever'],
  ])('is not plain: %s', (_, text, name) => expect(plain(text, name)).toBe(false))

  it('is more than a name, where people talk', () => {
    expect(plain('So, your cough.', 'cough', false, true)).toBe(false)
    expect(plain('Okay, headache.', 'headache', false, true)).toBe(false)
    expect(plain('I have had a headache.', 'headache', false, true)).toBe(true)
    expect(plain('Headache.', 'Headache')).toBe(true)
  })
})

describe('what is denied', () => {
  it.each([
    ['He denies vomiting.', 'vomiting'],
    ['There is no fever, cough, or rash.', 'rash'],
    ['No cleft palate (at birth); Tremor.', 'cleft palate'],
  ])('is plain: %s', (text, name) => expect(plain(text, name, true)).toBe(true))

  it.each([
    ['of one kind', 'There is no acid regurgitation.', 'regurgitation'],
    ['for the moment', 'No vomiting yet.', 'vomiting'],
    ['lately', 'She denies any recent fever.', 'fever'],
    ['with an exception', 'No cough except at night.', 'cough'],
    ['in one place', 'No redness and no tenderness.', 'tenderness'],
    ['at one time', 'There was no vomiting after meals.', 'vomiting'],
  ])('is not plain: %s', (_, text, name) => expect(plain(text, name, true)).toBe(false))
})

it('sees where another turn says the contrary', () => {
  const turns = (text: string) => [{ text: 'She came by bus.' }, { text }]
  const statement = (negated: boolean) => ({
    clause: '',
    before: '',
    asked: false,
    name: 'rash',
    negated,
    spoken: true,
  })
  expect(isSaidOtherwise(turns('I have a rash on my arm.'), statement(true))).toBe(true)
  expect(isSaidOtherwise(turns('Do you have a rash?'), statement(true))).toBe(false)
  expect(isSaidOtherwise(turns('There was no more rash then.'), statement(false))).toBe(true)
  expect(isSaidOtherwise(turns('No fever, a rash on the arm.'), statement(false))).toBe(false)
})
