// What a presentation tells of the patient.
import { expect, it } from 'vitest'
import { withoutWider } from './discussion.ts'

it('names no complaint beside a narrower one', () => {
  const told = [
    'upper abdominal pain',
    'abdominal pain',
    'nausea',
    'chest pain',
    'pain in the chest on exertion',
  ]
  expect(withoutWider(told, (id) => id)).toEqual([
    'upper abdominal pain',
    'nausea',
    'chest pain',
    'pain in the chest on exertion',
  ])
})
