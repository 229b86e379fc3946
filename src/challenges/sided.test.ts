import { describe, expect, it } from 'vitest'
import { phraseOf, sidedFindings, siteOf } from './sided.ts'

describe('findings with a side', () => {
  it.each([
    ['a right lower lobe infiltrate', 'infiltrate', 'right lower lobe', 'infiltrate in the left lower lobe'],
    ['left knee pain since Monday', 'knee pain', 'left knee', 'pain in the right knee'],
    ['left-sided weakness', 'weakness', 'left side', 'weakness on the right side'],
    ['right carotid bruit', 'carotid bruit', 'right side', 'carotid bruit on the left side'],
    ['a mass in the left ovary', 'mass', 'left ovary', 'mass in the right ovary'],
    ['tenderness over the right flank', 'flank tenderness', 'right flank', 'tenderness in the left flank'],
  ])('%s is a finding with its place', (text, label, site, mirrored) => {
    const [sided, another] = sidedFindings(text)
    expect(another).toBeUndefined()
    expect(sided?.label).toBe(label)
    if (sided === undefined) return
    expect(siteOf(sided, sided.side)).toBe(site)
    expect(phraseOf(sided, sided.side === 'left' ? 'right' : 'left')).toBe(mirrored)
    expect(text).toContain(sided.words)
  })

  it('are not the sides of a picture, a hand or a ventricle', () => {
    for (const text of ['the right knee x-ray', 'she is left-handed', 'the left ventricle contracts well'])
      expect(sidedFindings(text)).toEqual([])
  })
})
