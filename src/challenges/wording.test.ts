// How names and values are said in reports: what readings of real tasks found wrong once.
import { describe, expect, it } from 'vitest'
import { materialsOf } from '../tasks/task-type-contract.ts'
import { plantableCases } from '../tasks/fixtures-challenges.ts'
import { drugClass } from './list-omission.ts'
import { saidName } from './measured.ts'
import { challengeRules } from './index.ts'

describe('names as they are said', () => {
  it.each([
    ['Troponin i', 'troponin I'],
    ['vitamin d', 'vitamin D'],
    ['Vitamin b12', 'vitamin B12'],
    ['d-dimer', 'D-dimer'],
    ['17-Hydroxyprogesterone', '17-hydroxyprogesterone'],
    ['ph', 'pH'],
    ['Hemoglobin', 'hemoglobin'],
    ['INR', 'INR'],
  ])('%s is said as %s', (name, said) => expect(saidName(name)).toBe(said))
})

it('counts no class of drugs as an entry of a list', () => {
  for (const name of [
    'antihypertensive',
    'corticosteroid',
    'chemotherapy',
    'intravenous fluids',
    'anticoagulants',
  ])
    expect(drugClass.test(name)).toBe(true)
  for (const name of ['metoprolol', 'prednisone', 'aspirin', 'insulin'])
    expect(drugClass.test(name)).toBe(false)
})

it('invents no measurement that nobody made', () => {
  const planted = materialsOf(plantableCases).flatMap((material) =>
    challengeRules.flatMap((rule) => rule.plant(material).triples),
  )
  expect(planted.length).toBeGreaterThan(0)
  for (const triple of planted)
    expect(triple.members.near_miss.planted).not.toMatch(/repeated|afterwards|later/)
})
