import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../../test/shared-data.ts'
import { labelsOf } from '../records/label.ts'
import { cdsHooks } from './cds-hooks.ts'
import { testSource } from './source-contract.ts'
import { importFolder } from './source-fixtures.ts'

const folder = resolve(import.meta.dirname, 'fixtures')
const requests = resolve(folder, 'cds-hooks/requests/anticoagulation_02')

testSource(cdsHooks, {
  accepts: [resolve(requests, 'request-with-warfarin.json'), resolve(requests, 'request-unanswered.json')],
  companions: [
    resolve(folder, 'cds-hooks/responses/anticoagulation_02/response-without-warfarin.json'),
    resolve(folder, 'cds-hooks/plans/anticoagulation-02.json'),
  ],
  rejects: [
    resolve(folder, 'fhir/heart-failure.json'),
    resolve(folder, 'phenopacket/individual.json'),
    resolve(folder, 'tabular-images/data.csv'),
  ],
})

describe('CDS Hooks requests', async () => {
  const { cases, problems } = await importFolder(cdsHooks, [resolve(folder, 'cds-hooks')])
  const named = (file: string) => cases.find(({ provenance }) => provenance.file === file)

  it('join the expected cards of the same name; an empty list is a label, no file is none', () => {
    expect(problems).toEqual([])
    const rule = 'Anticoagulants and NSAIDs'
    expect(named('request-with-warfarin.json')?.labels).toEqual([
      {
        kind: 'card',
        present: true,
        rule,
        hook: 'order-sign',
        indicator: 'warning',
        summary: 'Ibuprofen with warfarin raises the risk of bleeding.',
        detail: 'Daily dose 3600 mg/d.',
        suggestions: ['Use acetaminophen instead'],
      },
    ])
    expect(named('request-without-warfarin.json')?.labels).toEqual([
      { kind: 'card', present: false, rule, hook: 'order-sign' },
    ])
    expect(named('request-unanswered.json')?.labels).toEqual([])
  })

  it('keep requests of one rule together', () => {
    expect(new Set(cases.map(({ group }) => group))).toEqual(new Set(['recommendation 02']))
  })

  it('list the chart and the draft orders, whatever status those carry', () => {
    const found = named('request-with-warfarin.json')
    expect(found?.title).toBe('Signing an order for a 63-year-old man')
    const medications = found?.entries.filter(({ kind }) => kind === 'medication')
    expect(medications?.map(({ resource, status, text }) => [resource, status, text])).toEqual([
      [
        'MedicationRequest/m1',
        'active',
        'Warfarin 5 mg oral tablet, 1 tablet once daily, active (2024-04-02)',
      ],
      [
        'context/MedicationRequest/m2',
        'ordered',
        'New order: ibuprofen 600 mg oral tablet, 2 tablets three times daily as needed, supply 10 days, 1 refill, outpatient prescription (2024-06-11)',
      ],
    ])
    expect(medications?.[1]?.dose).toBe('2 tablets')
    expect(
      named('request-without-warfarin.json')?.entries.filter(({ kind }) => kind === 'medication'),
    ).toHaveLength(1)
  })
})

describe.skipIf(sharedData('cdc_opioid_cds') === undefined)('CDC opioid requests', () => {
  it('give 29 cases, of which 27 have an expected response', async () => {
    const { cases, problems } = await importFolder(cdsHooks, [sharedData('cdc_opioid_cds') as string])
    const cards = cases.flatMap(({ labels }) => labelsOf(labels, 'card'))
    expect([cases.length, cards.length, problems.length]).toEqual([29, 27, 0])
    expect(cards.filter(({ present }) => present)).toHaveLength(11)
    expect(cards.every(({ rule }) => rule.startsWith('Recommendation'))).toBe(true)
    for (const { entries } of cases) expect(entries.some(({ kind }) => kind === 'medication')).toBe(true)
  })
})
