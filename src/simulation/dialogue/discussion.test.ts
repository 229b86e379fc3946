// What a presentation tells of the patient.
import { expect, it } from 'vitest'
import type { Finding } from '../../knowledge/finding.ts'
import { leadingFirst, withoutWider } from './discussion.ts'

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

it('names what the mind suffers before other complaints, and no other sign', () => {
  const finding = (id: string, kind: 'symptom' | 'sign', system: Finding['system']) => ({ id, kind, system })
  const shown = [
    finding('cough', 'symptom', 'chest'),
    finding('crackles', 'sign', 'chest'),
    finding('confusion', 'sign', 'nervous-system'),
    finding('visual-hallucinations', 'symptom', 'mind'),
  ]
  expect(leadingFirst(shown).map(({ id }) => id)).toEqual(['confusion', 'visual-hallucinations', 'cough'])
})
