import { describe, expect, it } from 'vitest'
import { orderAction } from './order-actions.ts'

const action = (
  orderType: Parameters<typeof orderAction>[0]['orderType'],
  description: string,
): string | undefined => orderAction({ orderType, description })

describe('orders as actions', () => {
  it('tidies what was cut out of speech', () => {
    expect(action('imaging', 'x-ray of your left wrist left wrist')).toBe('order x-ray of the left wrist')
    expect(action('lab', 'blood today a1c')).toBe('order A1c')
    expect(action('medication', 'naproxen five hundred milligrams twice a day')).toBe('prescribe naproxen')
    expect(action('medication', 'increase the ramipril ten milligrams')).toBe('increase ramipril')
    expect(action('medication', 'twenty one milligram nicotine patch daily')).toBe('prescribe nicotine patch')
    expect(action('imaging', 'mri mri this afternoon')).toBe('order MRI')
  })

  it('leaves out what nobody could read or tell apart', () => {
    expect(action('medication', 'milligrams ramipril ten')).toBeUndefined()
    expect(action('medication', 'twenty or so')).toBeUndefined()
    expect(action('lab', 'blood tests')).toBeUndefined()
    expect(action('followup', 'come back in two weeks')).toBeUndefined()
  })
})
