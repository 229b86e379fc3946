// Which drugs a text names, and when it may name more than can be told: a list is called whole only then.
import { describe, expect, it } from 'vitest'
import {
  drugMentions,
  givesSubstance,
  hasGapBesideDrug,
  hasUnnamedDrug,
  listsUnknownDrug,
  namesAlternatives,
} from './drug-mentions.ts'

const named = (text: string): string[] => drugMentions(text).map(({ name }) => name)

describe('drugs in a text', () => {
  it('are found by brand, offered or given up', () => {
    expect(named('she came off prozac, so we will start you on some flexeril and crestor')).toEqual([
      'fluoxetine',
      'cyclobenzaprine',
      'rosuvastatin',
    ])
  })

  it.each([
    ['i put some cream on it and took tylenol', true],
    ['do you still have the blue inhaler', true],
    ['i am on the pill', true],
    ['his medications include an albuterol inhaler and aspirin', false],
    ['she takes metformin twice a day', false],
  ])('without a name: %s', (text, unnamed) => expect(hasUnnamedDrug(text)).toBe(unnamed))

  it('may stand where something could not be made out', () => {
    expect(hasGapBesideDrug('I take [unintelligible], metformin and losartan.')).toBe(true)
    expect(
      hasGapBesideDrug(
        '[inaudible] Anyway, that was a long time ago, and since then I have taken metformin.',
      ),
    ).toBe(false)
  })

  it.each([
    ['Warfarin and an unheard-of concentrate were administered.', true],
    ['Current medications include aspirin, zzymol, and metformin.', true],
    ['Current medications include aspirin, metformin, and lisinopril.', false],
    ['The patient was given aspirin and heparin.', false],
    ['He was given prednisone 60 mg per day, followed by mycophenolate 1,000 mg per day.', false],
  ])('with an unknown one beside them: %s', (text, unknown) => expect(listsUnknownDrug(text)).toBe(unknown))

  it('or a substance that is given', () => {
    expect(givesSubstance('She is treated with magnesium.')).toBe(true)
    expect(givesSubstance('Intravenous calcium gluconate was administered.')).toBe(true)
    expect(givesSubstance('Her potassium is 4.1 mEq/L and her blood pressure is normal.')).toBe(false)
  })

  it('as alternatives leave it open which was taken', () => {
    expect(namesAlternatives('do you take advil or aleve')).toBe(true)
    expect(namesAlternatives('do you take advil or motrin')).toBe(false)
    expect(namesAlternatives('she takes aspirin and metformin')).toBe(false)
  })
})
