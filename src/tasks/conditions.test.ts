import { describe, expect, it } from 'vitest'
import { conditionOf, isDrugClass, mayBeOneCondition, mayExplain, sameKindFirst } from './conditions.ts'

describe('conditions', () => {
  it.each([
    ['left knee pain', 'complaint'],
    ['headaches', 'complaint'],
    ['acute heart failure exacerbation', 'illness'],
    ['type two diabetes', 'illness'],
    ['community-acquired pneumonia', 'illness'],
  ])('knows “%s” as one %s', (text, kind) => {
    expect(conditionOf(text)?.kind).toBe(kind)
  })

  it.each([
    ['scalp', 'a place'],
    ['left pleural treatment', 'a mere treatment'],
    ['later', 'a time'],
    ['occasion- occasional pain', 'no name of its own'],
    ['headache history of hypertension', 'two of them'],
    ['history of asthma', 'whose past it is'],
    ['a second influenza vaccine', 'something done'],
    ['slowly worsening dyspnea', 'how it came'],
    ['kidney trouble of stage three', 'nothing the lexicon knows'],
  ])('takes “%s” for none: it is %s', (text) => {
    expect(conditionOf(text)).toBeUndefined()
  })

  it('sees one condition under two names, and what may explain what', () => {
    expect(mayBeOneCondition('itching', 'pruritus')).toBe(true)
    expect(mayBeOneCondition('high blood pressure', 'hypertension')).toBe(true)
    expect(mayBeOneCondition('gout', 'asthma')).toBe(false)
    expect(mayExplain('shortness of breath', 'acute heart failure')).toBe(true)
    expect(mayExplain('gout', 'asthma')).toBe(false)
  })

  it('puts peers of the answer first, so that it is not the only one of its kind', () => {
    expect(sameKindFirst(['gout', 'cough', 'asthma'], 'fever')[0]).toBe('cough')
  })

  it('tells a class of drugs from a drug', () => {
    expect(isDrugClass('antibiotic')).toBe(true)
    expect(isDrugClass('amoxicillin')).toBe(false)
  })
})
