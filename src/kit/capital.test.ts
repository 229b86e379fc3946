import { describe, expect, it } from 'vitest'
import { capital } from './capital.ts'

describe('a capital', () => {
  it.each([
    ['fever', 'Fever'],
    ['C-reactive protein', 'C-reactive protein'],
    ['d-dimer', 'D-dimer'],
    ['étourdissement', 'Étourdissement'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => expect(capital(text)).toBe(expected))

  it.each(['pH 7.31', 'mRNA', 'iPTH', 'pCO2', 'eGFR', '2 mg'])('%j stays as it is', (text) =>
    expect(capital(text)).toBe(text),
  )
})
