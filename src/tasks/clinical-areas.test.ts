// What may stand beside what, by its area of medicine: pairs that a reader would laugh at, and pairs to weigh.
import { describe, expect, it } from 'vitest'
import { areasOf, fitAreas, kindsOf } from './clinical-areas.ts'

const fit = (term: string, correction: string): boolean => fitAreas(areasOf(term), areasOf(correction))

describe('areas of medicine', () => {
  it.each([
    ['normal pressure hydrocephalus', 'frontotemporal dementia'],
    ['cholecystolithiasis', 'a liver abscess'],
    ['asthma', 'pneumonia'],
    ['panic disorder', 'generalized anxiety disorder'],
    ['diabetic retinopathy', 'vitreous hemorrhage'],
  ])('%s can be weighed against %s', (term, correction) => expect(fit(term, correction)).toBe(true))

  it.each([
    ['an ovarian fibroma', 'a liver hemangioma'],
    ['adenocarcinoma of the lung', 'meningioma'],
    ['osteoporosis', 'an ankle sprain'],
    ['hearing loss', 'parotitis'],
    ['placenta previa', 'appendicitis'],
    ['meningioma', 'a congenital heart defect'],
    ['an unheard-of thing', 'pneumonia'],
  ])('%s cannot be weighed against %s', (term, correction) => expect(fit(term, correction)).toBe(false))

  it('are told from parts of other words', () => {
    expect(areasOf('epinephrine')).not.toContain('kidneys')
    expect(areasOf('buspirone')).not.toContain('nutrition')
    expect(areasOf('hydrocephalus')).not.toContain('infections')
  })
})

it('tells kinds of steps apart', () => {
  expect(kindsOf('A chest x-ray')).toContain('imaging')
  expect(kindsOf('Urinalysis')).toContain('laboratory')
  expect(kindsOf('Urinalysis')).not.toContain('drug')
  expect(kindsOf('Incision and drainage')).toContain('operation')
  expect(kindsOf('Supportive care')).toContain('care')
})
