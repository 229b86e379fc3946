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

  it('names a drug without its course, with its form behind it and one of a class with an article', () => {
    expect(action('medication', 'lotion ketoconazole twice a day')).toBe('prescribe ketoconazole lotion')
    expect(action('medication', 'five day course of antibiotics')).toBe('prescribe antibiotics')
    expect(action('medication', 'antihistamine at night')).toBe('prescribe an antihistamine')
    expect(action('medication', 'twenty')).toBeUndefined()
  })

  it('says once what is looked at', () => {
    expect(action('imaging', 'spleen by ultrasound')).toBe('order ultrasound of the spleen')
    expect(action('imaging', 'spleen ultrasound of the spleen')).toBe('order ultrasound of the spleen')
    expect(action('imaging', 'heart echocardiogram')).toBe('order echocardiogram')
  })

  it('leaves out what nobody could read or tell apart', () => {
    expect(action('medication', 'milligrams ramipril ten')).toBeUndefined()
    expect(action('medication', 'twenty or so')).toBeUndefined()
    expect(action('lab', 'blood tests')).toBeUndefined()
    expect(action('followup', 'come back in two weeks')).toBeUndefined()
  })
})
