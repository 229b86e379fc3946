import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../../test/shared-data.ts'
import type { Case } from '../records/case.ts'
import { phenopacket } from './phenopacket.ts'
import { dayOfDuration, readOnset, settleDays } from './phenopacket/onset.ts'
import { testSource } from './source-contract.ts'
import { importFolder } from './source-fixtures.ts'

const folder = resolve(import.meta.dirname, 'fixtures')
const individual = resolve(folder, 'phenopacket/individual.json')

testSource(phenopacket, {
  accepts: [individual],
  rejects: [
    resolve(folder, 'fhir/heart-failure.json'),
    resolve(folder, 'cds-hooks/plans/anticoagulation-02.json'),
    resolve(folder, 'tabular-images/data.csv'),
  ],
})

describe('a phenopacket', async () => {
  const { cases } = await importFolder(phenopacket, [individual])
  const found = cases[0] as Case
  const entry = (resource: string) => found.entries.find((other) => other.resource === resource)

  it('has a title that gives nothing away', () => {
    expect(found.title).toBe('3-year-old girl (PMID:1)')
    expect(found).toMatchObject({ group: 'PMID:1', provenance: { document: 'PMID:1' } })
  })

  it('reads features with onset and exclusion', () => {
    expect(entry('phenotypicFeatures/0')).toMatchObject({ text: 'Seizure (at 2 months)', time: { day: 61 } })
    expect(entry('phenotypicFeatures/3')?.text).toBe('Polyhydramnios, severe (at 30+2 weeks of gestation)')
    expect(entry('phenotypicFeatures/4')).toMatchObject({
      kind: 'symptom',
      negated: true,
      text: 'No headache',
    })
    expect(entry('phenotypicFeatures/5')).toMatchObject({ kind: 'lab', interpretation: 'high' })
  })

  it('gives an onset class a day only where it can be told what came first', () => {
    expect(entry('phenotypicFeatures/1')?.time).toEqual({ text: 'neonatal onset', day: 1 })
    // A seizure at 2 months lies within infancy: which came first is not known.
    expect(entry('phenotypicFeatures/2')?.time).toEqual({ text: 'infantile onset' })
  })

  it('reads measurements, variants, diseases and death, diagnoses last and without a time', () => {
    expect(entry('measurements/0')?.text).toBe(
      'Creatine kinase 1840 U/L, reference 30–170 U/L (at 1 year 6 months)',
    )
    expect(found.entries.slice(-4).map(({ text }) => text)).toEqual([
      'Deceased',
      'Genetic test: ORCHID1 variant NM_000000.1:c.10A>G (p.Lys4Glu), homozygous, likely pathogenic',
      'Diagnosis: Orchid disease 1 [OMIM:000001], onset at 2 months',
      'Diagnosis: not Iris disease [OMIM:000002]',
    ])
    expect(entry('diseases/1')?.negated).toBe(true)
  })
})

describe('ages', () => {
  it.each([
    ['P1Y6M', 548],
    ['P0D', 0],
    ['P3W', 21],
    ['P1DT12H', 1],
    ['P', undefined],
    ['P999Y', undefined],
    ['7 years', undefined],
  ])('%s is day %s', (duration, day) => {
    expect(dayOfDuration(duration)).toBe(day)
  })

  it('are never put in an order that a class contradicts', () => {
    const infancy = { ontologyClass: { id: 'HP:0003593', label: 'Infantile onset' } }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (months) => {
        const drafts = [readOnset(infancy), readOnset({ age: { iso8601duration: `P${months}M` } })].map(
          (time, index) => ({ kind: 'sign' as const, name: 'x', resource: `${index}`, time }),
        )
        const [infantile, aged] = ['0', '1'].map(
          (id) => settleDays(drafts).find(({ resource }) => resource === id)?.time?.day,
        )
        // Infancy begins after four weeks and ends with the first year; within it nothing can be told.
        const within = (aged as number) > 28 && (aged as number) <= 366
        expect(infantile === undefined).toBe(within)
      }),
    )
  })
})

describe.skipIf(sharedData('phenopackets') === undefined)('the phenopacket store', () => {
  it('gives a case for every individual, whose title names neither disease nor gene', async () => {
    const { cases, problems } = await importFolder(phenopacket, [sharedData('phenopackets') as string])
    expect([cases.length, problems.length]).toEqual([300, 0])
    for (const { title, entries, provenance } of cases) {
      expect(provenance.document).toMatch(/^PMID:\d+$/)
      expect(entries.some(({ kind }) => kind === 'diagnosis')).toBe(true)
      const telling = entries
        .map(({ name }) => name.replace(/ variant$/, ''))
        .filter((name) => name.length > 3 && title.includes(name))
      expect(telling).toEqual([])
    }
  })
})
