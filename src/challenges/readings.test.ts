import { describe, expect, it } from 'vitest'
import { modalityOf, readingOf } from './readings.ts'

describe('results of images', () => {
  it.each([
    ['a widened mediastinum', 'widened mediastinum', true],
    ['gallstones and thickening of the wall', 'gallstones', true],
    ['no evidence of free air', 'free air', false],
    ['mild splenomegaly', 'splenomegaly', true],
    ['an irregular outline with hydronephrosis', 'irregular outline', true],
  ])('%s can be read the other way', (result, finding, present) =>
    expect(readingOf(result)).toEqual({ finding, present }),
  )

  it('that are normal, changed, measured or told in a sentence cannot', () => {
    for (const result of [
      'normal',
      'no abnormalities',
      'that the nodule has grown',
      'a 3 cm cyst',
      'nonspecific findings without evidence of obstruction',
      'no fracture and mild swelling',
      'local recurrence',
      'an intrauterine pregnancy',
    ])
      expect(readingOf(result)).toBeUndefined()
  })

  it('belong to one kind of study under many names', () => {
    expect(modalityOf('chest x-ray').test('a plain radiograph')).toBe(true)
    expect(modalityOf('abdominal ct').test('computed tomography of the head')).toBe(true)
    expect(modalityOf('brain mri').test('the chest x-ray')).toBe(false)
  })
})
