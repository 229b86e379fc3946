import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../../test/shared-data.ts'
import type { Case } from '../records/case.ts'
import { testSource } from './source-contract.ts'
import { importFolder } from './source-fixtures.ts'
import { tabularImages } from './tabular-images.ts'
import { dayAt } from './tabular-images/day.ts'
import { pixelSize } from './tabular-images/pixel-size.ts'

const folder = resolve(import.meta.dirname, 'fixtures')
const table = resolve(folder, 'tabular-images/data.csv')
const knees = resolve(folder, 'tabular-images-other/knees.csv')

testSource(tabularImages, {
  accepts: [table, knees],
  broken: [knees],
  rejects: [
    resolve(folder, 'fhir/heart-failure.json'),
    resolve(folder, 'medec/notes.csv'),
    resolve(folder, 'tabular-images/png/img1.png'),
  ],
})

describe('a table of images', async () => {
  const { cases, problems } = await importFolder(tabularImages, [resolve(folder, 'tabular-images')])
  const [first, second] = cases as readonly [Case, Case]

  it('gives one case per patient with its pictures in order', () => {
    expect(cases.map(({ provenance, group }) => [provenance.part, group])).toEqual([
      ['p1', 'patient p1'],
      ['p2', 'patient p2'],
    ])
    expect(
      first.images.map(({ id, day, width, height, modality }) => [id, day, width, height, modality]),
    ).toEqual([
      ['img1', 0, 8, 6, 'chest radiograph'],
      ['img2', 4, 8, 7, 'chest radiograph'],
      ['img3', 4, 9, 6, 'chest radiograph'],
    ])
    expect(second.images.map(({ day }) => day)).toEqual([-23, 1])
    expect(problems.map(({ what }) => what)).toEqual(['the picture of image_id img5 is not in the batch.'])
  })

  it('counts days from admission and merges what several rows repeat', () => {
    const lines = (found: Case): string[] => found.entries.map(({ text }) => text)
    expect(lines(first)).toEqual([
      'Sex: female',
      'Hospital admission (day of admission)',
      'C-reactive protein 40 mg/L, reference ≤ 5 mg/L (day of admission)',
      'pCO2 35 mmHg (day of admission)',
      'D-dimer 2.5 mg/L, reference 0–0.5 mg/L (day 1 after admission)',
      'Admission to intensive care (day 3 after admission)',
      'D-dimer < lower limit of measurement (day 3 after admission)',
      'D-dimer > upper limit of measurement (day 4 after admission)',
      'Coagulation factor XIII 60 %, reference 70–140 % (day 4 after admission)',
      'Lactate dehydrogenase 610 U/L, reference < 248 U/L (day 4 after admission)',
      'pCO2 50 mmHg (day 4 after admission)',
      'Discharge from intensive care (day 9 after admission)',
    ])
    expect(lines(second)).toContain('Death (day 31 after admission)')
    expect(lines(second).filter((line) => line.startsWith('Death'))).toHaveLength(1)
  })

  it('invents no unit for a study that documents none', async () => {
    const other = await importFolder(tabularImages, [knees])
    expect(other.cases[0]?.entries.at(-1)).toMatchObject({ name: 'crp', value: 11 })
    expect(other.cases[0]?.entries.at(-1)).not.toHaveProperty('unit')
    expect(other.problems.map(({ place }) => place)).toContain('line 3, column crp_val')
  })
})

describe('days', () => {
  it('of one event are the same from every image', () => {
    const day = fc.integer({ min: -400, max: 400 })
    fc.assert(
      fc.property(day, day, (image, event) => {
        const row = {
          line: 1,
          cell: (column: string) => (column === 'admission_offset' ? `${-image}.0` : ''),
        }
        expect(dayAt(row, event - image)).toBe(event)
      }),
    )
  })
})

describe('picture sizes', () => {
  it('are read from JPEG frames and never fail', () => {
    const jpeg = Uint8Array.from([
      0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc0, 0, 17, 8, 0, 60, 0, 80, 3, 0, 0, 0,
    ])
    expect(pixelSize(jpeg)).toEqual({ width: 80, height: 60 })
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        (bytes) => void pixelSize(Uint8Array.from([0xff, 0xd8, ...bytes])),
      ),
    )
  })
})

describe.skipIf(sharedData('hannover_covid_cxr') === undefined)('the Hannover repository', () => {
  it('gives 18 patients with 54 pictures, every admission on day 0', async () => {
    const { cases, problems } = await importFolder(tabularImages, [
      sharedData('hannover_covid_cxr') as string,
    ])
    expect([cases.length, cases.flatMap(({ images }) => images).length, problems.length]).toEqual([18, 54, 0])
    for (const { entries, images } of cases) {
      expect(
        entries.filter(({ name }) => name === 'hospital admission').map(({ time }) => time?.day),
      ).toEqual([0])
      for (const name of ['admission to intensive care', 'discharge from intensive care', 'death'])
        expect(entries.filter((entry) => entry.name === name).length).toBeLessThanOrEqual(1)
      expect(images.every(({ width, sha256 }) => width === 640 && sha256 !== undefined)).toBe(true)
    }
  })
})
