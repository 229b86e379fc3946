// The knowledge base as it stands is consistent, and a fault put into it is found where it was put.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { describeProblem } from '../kit/errors.ts'
import { inconsistencies } from './consistency.ts'
import { hazardsOf } from './hazards.ts'
import { dataFolder, knowledge, loadKnowledge } from './knowledge.ts'
import { rangeFor, sideOf } from './ranges.ts'
import { readTables } from './read-tables.ts'
import { holds, type PatientState } from './state.ts'

const copies: string[] = []
afterAll(() => copies.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A copy of the data with one replacement in one file. */
function withChange(file: string, before: string | RegExp, after: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'))
  copies.push(folder)
  cpSync(dataFolder, folder, { recursive: true })
  const text = readFileSync(join(folder, file), 'utf8')
  expect(text).toMatch(before)
  writeFileSync(join(folder, file), text.replace(before, after))
  return folder
}

function faultsOf(folder: string): string[] {
  const { tables, problems } = readTables(folder)
  return [...problems, ...inconsistencies(tables)].map(describeProblem)
}

describe('the knowledge base', () => {
  it('has no fault', () => {
    expect(faultsOf(dataFolder)).toEqual([])
  })

  it('is as large as it says', () => {
    const base = knowledge()
    expect(base.conditions.size).toBeGreaterThanOrEqual(60)
    const specialties = new Set([...base.conditions.values()].map(({ specialty }) => specialty))
    for (const wanted of [
      'dermatology',
      'surgery',
      'paediatrics',
      'obstetrics',
      'psychiatry',
      'neurology',
      'infectious disease',
    ])
      expect(specialties).toContain(wanted)
    const onc = [...base.interactions.values()].filter((row) => row.onc_high_priority === true)
    expect(onc.length).toBeGreaterThanOrEqual(15)
    const rules =
      base.interactions.size +
      base.contraindications.size +
      base['cross-reactivity'].size +
      base.standards.size
    expect(rules).toBeGreaterThanOrEqual(40)
  })

  it.each([
    [
      'vitals/base.yaml',
      /id: heart-rate/,
      'id: hart-rate',
      /conditions\/.*there is no "heart-rate" in vitals/,
    ],
    [
      'conditions/community-acquired-pneumonia.yaml',
      'amount: 2, unit: g',
      'amount: 20, unit: g',
      /ceftriaxone: 20 g .* lies in none/,
    ],
    [
      'conditions/community-acquired-pneumonia.yaml',
      'temperature: [38.3, 40.1]',
      'temperature: [38.3, 401]',
      /temperature: 38.3 to 401 °C reaches outside/,
    ],
    [
      'conditions/community-acquired-pneumonia.yaml',
      '{result: consolidation}',
      '{result: consolidated}',
      /no result "consolidated"/,
    ],
    [
      'conditions/community-acquired-pneumonia.yaml',
      'age: [19, 92]',
      'age: [19, old]',
      /line \d+, who\.age\.1/,
    ],
    ['conditions/community-acquired-pneumonia.yaml', 'who:', 'whom:', /who/],
    ['drugs/base.yaml', 'id: amoxicillin\n', 'id: ampicillin\n', /already stands in/],
  ])('a fault in %s is found', (file, before, after, expected) => {
    const faults = faultsOf(withChange(file, before, after))
    expect(faults.some((fault) => expected.test(fault))).toBe(true)
  })

  it('refuses to load with faults, and names the line', () => {
    const folder = withChange('drugs/base.yaml', 'who: adult', 'who: grown-up')
    expect(() => loadKnowledge(folder)).toThrow(/drugs\/base\.yaml, line \d+, doses\.\d+\.who/)
  })
})

const nobody: PatientState = {
  age: 50,
  sex: 'female',
  pregnant: false,
  comorbidities: new Set(),
  drugs: new Set(),
  allergies: new Set(),
  findings: new Set(),
  labs: new Map(),
  vitals: new Map(),
  results: new Set(),
  done: new Set(),
}

describe('what it is asked', () => {
  it('decides predicates; what was not measured is neither above nor below', () => {
    const state = { ...nobody, labs: new Map([['potassium', 6.1]]), drugs: new Set(['ibuprofen']) }
    expect(holds({ lab: 'potassium', above: 6 }, state, knowledge())).toBe(true)
    expect(holds({ lab: 'potassium', above: 6.1 }, state, knowledge())).toBe(false)
    expect(holds({ lab: 'sodium', above: 0 }, state, knowledge())).toBe(false)
    expect(holds({ not: { lab: 'sodium', above: 0 } }, state, knowledge())).toBe(true)
    expect(holds({ drug_class: 'nsaids' }, state, knowledge())).toBe(true)
    expect(holds({ all: [{ sex: 'female' }, { age: { from: 50, below: 51 } }] }, state, knowledge())).toBe(
      true,
    )
    expect(holds({ any: [{ pregnant: true }, { allergy: 'penicillins' }] }, state, knowledge())).toBe(false)
  })

  it('knows hazards, and knows where there is none', () => {
    const warfarin = { ...nobody, drugs: new Set(['warfarin']) }
    expect(hazardsOf('ibuprofen', warfarin, knowledge()).map(({ kind }) => kind)).toContain('interaction')
    expect(hazardsOf('acetaminophen', warfarin, knowledge())).toEqual([])
    const allergic = { ...nobody, allergies: new Set(['penicillins']) }
    expect(hazardsOf('amoxicillin', allergic, knowledge()).map(({ kind }) => kind)).toContain('allergy')
    expect(hazardsOf('aztreonam', allergic, knowledge())).toEqual([])
    expect(hazardsOf('amoxicillin', nobody, knowledge())).toEqual([])
  })

  it('finds the range for a patient', () => {
    const hemoglobin = knowledge().analytes.get('hemoglobin')
    const woman = rangeFor(hemoglobin?.ranges ?? [], { age: 30, sex: 'female', pregnant: false })
    const man = rangeFor(hemoglobin?.ranges ?? [], { age: 30, sex: 'male', pregnant: false })
    expect(woman?.low).toBeLessThan(man?.low ?? 0)
    expect(sideOf(5, woman ?? {})).toBe('low')
    expect(sideOf(25, man ?? {})).toBe('high')
  })
})
