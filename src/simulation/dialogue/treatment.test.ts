// Orders as they are said: an action with its drug in one, what cannot wait first.
import { expect, it } from 'vitest'
import { knowledge } from '../../knowledge/knowledge.ts'
import type { Taken } from '../course.ts'
import { ordersOf } from './treatment.ts'

const from = knowledge()
const dose = { amount: 4, unit: 'mg', route: 'intravenously', frequency: 'once' }
const action = (id: string, atOnce = false): Taken => ({
  id,
  action: id,
  phase: 0,
  because: 'it is needed',
  atOnce,
})
const drug = (id: string, atOnce = false): Taken => ({
  id,
  drug: id,
  dose,
  phase: 0,
  because: 'it acts fast',
  atOnce,
})
const said = (...steps: readonly Taken[]): string[] =>
  ordersOf({ course: { steps }, from }, 0).map((order) =>
    [order.part, order.action?.id, order.drug?.id].filter((text) => text !== undefined).join(' '),
  )

it('says an action and the drug that it gives as one order, in either order of the steps', () => {
  expect(said(action('benzodiazepine'), drug('lorazepam'))).toEqual(['rest benzodiazepine lorazepam'])
  expect(said(drug('lorazepam'), action('benzodiazepine'))).toEqual(['rest benzodiazepine lorazepam'])
})

it('takes another drug of the class that the action names, but not any drug of its kind', () => {
  expect(said(action('benzodiazepine'), drug('diazepam'))).toEqual(['rest benzodiazepine diazepam'])
  expect(said(action('blood-transfusion'), drug('fresh-frozen-plasma'))).toEqual([
    'rest blood-transfusion',
    'rest fresh-frozen-plasma',
  ])
  expect(said(action('aspirin'), drug('ticagrelor'))).toEqual(['rest aspirin', 'rest ticagrelor'])
})

it('gives each drug to one action only', () => {
  expect(said(action('benzodiazepine'), action('benzodiazepine'), drug('lorazepam'))).toEqual([
    'rest benzodiazepine lorazepam',
    'rest benzodiazepine',
  ])
})

it('does at once what is so marked, be it the action or its drug, and knows tests', () => {
  expect(
    said(action('benzodiazepine'), drug('lorazepam', true), action('ecg'), drug('heparin', true)),
  ).toEqual(['at once benzodiazepine lorazepam', 'tests ecg', 'at once heparin'])
})

it('watches before a drug what stands before it, and with the drug what stands after', () => {
  expect(said(action('cardiac-monitoring'), drug('insulin-regular'), action('glucose-monitoring'))).toEqual([
    'tests cardiac-monitoring',
    'rest insulin-regular',
    'rest glucose-monitoring',
  ])
  expect(said(drug('epinephrine', true), action('cardiac-monitoring'))).toEqual([
    'at once epinephrine',
    'tests cardiac-monitoring',
  ])
})
