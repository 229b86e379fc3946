// What is said of an action beyond its name.
import { expect, it } from 'vitest'
import { knowledge } from '../knowledge/knowledge.ts'
import { particulars } from './particulars.ts'
import type { Taken } from './taken.ts'

const from = knowledge()
const taken = (action: string, more: Partial<Taken>): Taken => ({
  id: action,
  action,
  phase: 0,
  because: 'it is needed',
  atOnce: false,
  ...more,
})

it('is the dose, with the name of the drug where it has not been said', () => {
  const dose = { amount: 40, unit: 'mEq', route: 'by mouth', frequency: 'once' }
  expect(particulars(taken('potassium-replacement', { dose }), 'replace potassium', from)).toBe(
    'potassium chloride 40 mEq by mouth once',
  )
  const units = { amount: 10, unit: 'units', route: 'intramuscularly', frequency: 'once' }
  expect(particulars(taken('oxytocin', { dose: units }), 'give oxytocin', from)).toBe(
    '10 units intramuscularly once',
  )
})

it('is the drugs that are stopped, and nothing for a plain action', () => {
  expect(particulars(taken('stop-drug', { stopped: ['lisinopril', 'naproxen'] }), '', from)).toBe(
    'lisinopril and naproxen',
  )
  expect(particulars(taken('isolation', {}), 'isolate the patient', from)).toBe('')
})
