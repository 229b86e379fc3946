import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../../test/shared-data.ts'
import type { Case } from '../records/case.ts'
import type { Entry } from '../records/statement.ts'
import { valueText } from './entry.ts'
import { fhir } from './fhir.ts'
import { clinicalName } from './clinical-name.ts'
import { readProduct } from './fhir/product.ts'
import { roundResult } from './fhir/quantity.ts'
import { readFrequency } from './fhir/timing.ts'
import { testSource } from './source-contract.ts'
import { importFolder } from './source-fixtures.ts'

const folder = resolve(import.meta.dirname, 'fixtures')
const bundle = resolve(folder, 'fhir/heart-failure.json')

testSource(fhir, {
  accepts: [bundle, resolve(folder, 'fhir/two-patients.ndjson'), resolve(folder, 'fhir/broken.ndjson')],
  broken: [resolve(folder, 'fhir/broken.ndjson')],
  rejects: [
    resolve(folder, 'phenopacket/individual.json'),
    resolve(folder, 'cds-hooks/plans/anticoagulation-02.json'),
    resolve(folder, 'cds-hooks/requests/anticoagulation_02/request-with-warfarin.json'),
    resolve(folder, 'tabular-images/data.csv'),
  ],
})

describe('a FHIR bundle', async () => {
  const { cases, problems } = await importFolder(fhir, [bundle])
  const record = cases[0] as Case
  const entry = (id: string): Entry | undefined => record.entries.find(({ resource }) => resource === id)
  const text = (id: string): string | undefined => entry(id)?.text

  it('gives the strata, and nothing that names the patient', () => {
    expect(record.strata).toEqual({
      age: 73,
      sex: 'female',
      race: 'Asian',
      language: 'Portuguese',
      insurance: 'medicare',
    })
    expect(JSON.stringify(record)).not.toMatch(/Quillfeather|Ottoline|Nowhere/)
    expect(record.sections).toEqual([
      {
        id: 'DocumentReference/r24',
        heading: 'Progress note',
        role: 'course',
        text: 'Mrs. [name] reports less ankle swelling. [name] weighs herself daily.',
      },
    ])
  })

  it('reads conditions with their verification, their end at its own time', () => {
    expect(text('Condition/r03')).toBe('Acute pulmonary edema (2024-02-03)')
    expect(text('Condition/r03#abatement')).toBe('Acute pulmonary edema resolved (2024-02-06)')
    expect(entry('Condition/r04')).toMatchObject({
      certainty: 'possible',
      name: "Parkinson's disease",
      time: { date: '2023' },
    })
    expect(entry('Condition/r04')?.time?.day).toBeUndefined()
    expect(entry('Condition/r05')).toMatchObject({
      negated: true,
      text: 'No myocardial infarction (2024-02-03)',
    })
    expect(entry('Condition/r06')).toBeUndefined()
  })

  it('reads observations as they are charted', () => {
    expect(entry('Observation/r07')).toMatchObject({
      kind: 'vital',
      name: 'blood pressure',
      value: '118/74',
      unit: 'mmHg',
    })
    expect(entry('Observation/r08')?.value).toBe(82.3)
    expect(text('Observation/r09')).toBe(
      'Potassium 5.8 mmol/L, high, reference 3.5–5.1 mmol/L (2024-02-03 09:30)',
    )
    expect(entry('Observation/r12')?.value).toBe('no result (not performed)')
    expect(entry('Observation/r15')).toBeUndefined()
    expect(entry('Observation/r16')).toBeUndefined()
    expect(problems.map(({ what }) => what)).toEqual([
      'results that no patient can have were left out: LOINC 32207-3 above 60.',
    ])
  })

  it('tells "no known drug allergy" from an allergy', () => {
    expect(entry('AllergyIntolerance/r17')).toMatchObject({
      kind: 'allergy',
      name: 'drug allergy',
      negated: true,
      text: 'No known drug allergy',
    })
    expect(text('AllergyIntolerance/r18')).toBe(
      'Allergy to walnuts: urticaria, high criticality, active (2020-05-05)',
    )
  })

  it('writes a prescription as a clinician does, through a contained medication', () => {
    expect(entry('MedicationRequest/r19')).toMatchObject({
      name: 'oxycodone',
      dose: '10 mg',
      route: 'orally',
      frequency: 'every 12 hours as needed',
      status: 'active',
      reason: 'back pain',
      text: 'Oxycodone 10 mg 12-hour extended-release oral tablet, 1 tablet every 12 hours as needed, supply 30 days, no refills, for back pain, active (2024-02-05)',
    })
    expect(entry('MedicationStatement/r20')).toMatchObject({ negated: true, name: 'warfarin' })
  })

  it('reads what was done, planned, seen and inherited', () => {
    expect(text('Encounter/r02')).toBe('Hospital admission for acute pulmonary edema (2024-02-03 09:00)')
    expect(text('Encounter/r02#discharge')).toBe('Discharge to nursing home (2024-02-07)')
    expect(entry('Procedure/r21')).toMatchObject({
      negated: true,
      text: 'Cardiac catheterization not done, because of patient refused (2024-02-04)',
    })
    expect(entry('Immunization/r22')?.name).toBe('influenza vaccine')
    expect(record.entries.filter(({ resource }) => resource.startsWith('CarePlan'))).toHaveLength(1)
    expect(entry('DiagnosticReport/r25')).toMatchObject({
      kind: 'imaging',
      value: 'Bilateral perihilar opacities',
    })
    expect(entry('FamilyMemberHistory/r26#0')).toMatchObject({
      experiencer: 'family',
      name: 'type 2 diabetes mellitus',
    })
  })

  it('puts entries in the order of time and results of a date in a table', () => {
    const dates = record.entries
      .map(({ time }) => time?.date?.slice(0, 10))
      .filter((date) => date !== undefined)
    expect(dates).toEqual(dates.toSorted())
    expect(record.tables).toHaveLength(1)
    expect(record.tables[0]).toMatchObject({
      id: 'results-2024-02-03',
      columns: ['Test', 'Value', 'Unit', 'Reference'],
    })
    expect(record.tables[0]?.rows).toContainEqual(['potassium (15:30)', '5.1', 'mmol/L', ''])
  })

  it('separates the patients of one file', async () => {
    const { cases: two } = await importFolder(fhir, [resolve(folder, 'fhir/two-patients.ndjson')])
    expect(two.map((found) => [found.provenance.part, found.strata.age, found.entries.at(-1)?.text])).toEqual(
      [
        ['Patient/a', 0.67, 'Body temperature 38.9 °C (2024-05-20)'],
        ['Patient/b', 34, 'Otitis media (2024-05-21)'],
      ],
    )
  })
})

describe('names and numbers', () => {
  it.each([
    ['Viral sinusitis (disorder)', 'viral sinusitis'],
    ['Atrial Fibrillation', 'atrial fibrillation'],
    ["Alzheimer's disease (disorder)", "Alzheimer's disease"],
    ['HIV status', 'HIV status'],
    ['Abnormality of the Achilles tendon', 'abnormality of the Achilles tendon'],
  ])('%s → %s', (display, name) => expect(clinicalName(display)).toBe(name))

  it.each([
    [
      'diphenhydrAMINE Hydrochloride 25 MG Oral Tablet',
      { name: 'diphenhydramine', strength: '25 mg', form: 'oral tablet', route: 'orally' },
    ],
    [
      '72 HR Fentanyl 0.075 MG/HR Transdermal System',
      {
        name: 'fentanyl',
        strength: '75 mcg/hour',
        form: '72-hour transdermal patch',
        route: 'transdermally',
      },
    ],
    [
      'Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet',
      {
        name: 'amoxicillin / clavulanate',
        strength: '250 mg / 125 mg',
        form: 'oral tablet',
        route: 'orally',
      },
    ],
    [
      'ferrous sulfate 325 MG Oral Tablet',
      { name: 'ferrous sulfate', strength: '325 mg', form: 'oral tablet', route: 'orally' },
    ],
    ['Clonazepam [Klonopin]', { name: 'clonazepam', brand: 'Klonopin' }],
    ['lisinopril 20 mg orally once daily', { name: 'lisinopril', strength: '20 mg', route: 'orally' }],
  ])('%s', (display, product) => expect(readProduct(display)).toEqual(product))

  it.each([
    [{ frequency: 3, period: 1, periodUnit: 'd' }, 'three times daily'],
    [{ frequency: 1, period: 6, periodUnit: 'h' }, 'every 6 hours'],
    [{ frequency: 1, period: 3, periodUnit: 'd' }, 'every 3 days'],
    [{ frequency: 1, period: 4, periodMax: 6, periodUnit: 'h' }, 'every 4 to 6 hours'],
  ])('timing %j is %s', (repeat, words) => expect(readFrequency({ timing: { repeat } })).toBe(words))

  it('rounds only what no laboratory prints', () => {
    expect([27.123456, 0.0041, 1.18, 105.123456, 1234.5].map((value) => roundResult(value))).toEqual([
      27.1, 0.0041, 1.18, 105, 1234.5,
    ])
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 5000, noNaN: true }), (value) => {
        expect(Math.abs(roundResult(value) - value) / value).toBeLessThan(0.006)
      }),
    )
  })
})

describe.skipIf(sharedData('synthea_fhir_r4') === undefined)('Synthea bundles', () => {
  it('give one case each, whose lines say what their fields say', async () => {
    const { cases } = await importFolder(fhir, [sharedData('synthea_fhir_r4') as string])
    expect(cases).toHaveLength(12)
    for (const record of cases) {
      expect(record.strata.age).not.toBe('unknown')
      expect(record.entries.filter((entry) => !agrees(entry)).map(({ text }) => text)).toEqual([])
    }
  })
})

/** Whether value, dose and time of an entry stand in its line, and no generator's noise does. */
function agrees(entry: Entry): boolean {
  const line = entry.text.toLowerCase()
  const value = entry.kind === 'outcome' ? undefined : valueText(entry)
  return (
    line.includes((value ?? '').toLowerCase()) &&
    entry.text.includes(entry.dose ?? '') &&
    (entry.time === undefined || entry.text.endsWith(`(${entry.time.text})`)) &&
    !/\((?:disorder|finding|procedure|situation)\)|undefined|\[object|\d\.\d{4,}|\{/.test(entry.text)
  )
}
