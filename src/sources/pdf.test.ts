import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writePdf, type PdfText } from '../../test/pdf-writer.ts'
import { openBatch } from './batch.ts'
import { pdf } from './pdf.ts'
import { isProblem } from './read-file.ts'
import type { Imported } from './source.ts'
import { testSource } from './source-contract.ts'

// Made at once: the contract opens its fixtures when its tests run.
const folder = mkdtempSync(join(tmpdir(), 'behaviorbench-pdf-'))
const at = (y: number, text: string, size = 10): PdfText => ({ x: 50, y, size, text })
const pages = [
  [
    at(580, 'Journal of Made-up Cases 12 (2024) 1-2', 7),
    at(550, 'Torsion of the spleen', 18),
    at(520, 'Case presentation', 13),
    at(500, 'A 29-year-old woman had two days of abdominal pain. Ultra-'),
    at(488, 'sound showed an enlarged spleen with a whirled pedicle, a well-'),
    at(476, 'known sign. It was well-known to the team.'),
    at(450, 'She had no fever. The operation was planned for the same'),
    at(20, '1', 7),
  ],
  [
    at(580, 'Journal of Made-up Cases 12 (2024) 1-2', 7),
    at(550, 'day because the spleen was not perfused.'),
    at(520, 'OUTCOME'),
    at(500, 'She went home on day 4.'),
    at(20, '2', 7),
  ],
]
const sound = join(folder, 'sound', 'torsion.pdf')
mkdirSync(join(folder, 'sound'))
mkdirSync(join(folder, 'bad'))
writeFileSync(sound, writePdf(pages))
writeFileSync(join(folder, 'bad', 'scan.pdf'), writePdf([[], []]))
writeFileSync(join(folder, 'bad', 'locked.pdf'), writePdf(pages, { encrypted: true }))
writeFileSync(join(folder, 'bad', 'cut.pdf'), writePdf(pages).slice(0, 300))
afterAll(() => rmSync(folder, { recursive: true }))

testSource(pdf, { accepts: [sound], rejects: [join(import.meta.dirname, 'fixtures/text/visit.txt')] })

describe('a PDF', () => {
  it('reads as paragraphs: headers gone, words and pages joined, headings found', async () => {
    const [result] = await readAll(sound)
    if (result?.kind !== 'case') throw new Error('no case')
    expect(result.case.title).toBe('Torsion of the spleen')
    expect(result.case.sections.map(({ heading, role, text }) => [heading, role, text])).toEqual([
      [
        'Case presentation',
        'presentation',
        'A 29-year-old woman had two days of abdominal pain. Ultrasound showed an enlarged spleen with a whirled ' +
          'pedicle, a well-known sign. It was well-known to the team.\n\n' +
          'She had no fever. The operation was planned for the same day because the spleen was not perfused.',
      ],
      ['OUTCOME', 'outcome', 'She went home on day 4.'],
    ])
    expect(result.case.strata).toMatchObject({ age: 29, sex: 'female' })
  })

  it.each([
    ['scan.pdf', /no text layer/],
    ['locked.pdf', /encrypted/],
    ['cut.pdf', /broken or cut off|no text layer/],
  ])('%s fails and says why', async (name, what) => {
    const [result] = await readAll(join(folder, 'bad', name))
    expect(result).toMatchObject({ kind: 'failed', problem: { what: expect.stringMatching(what) as string } })
  })
})

async function readAll(path: string): Promise<Imported[]> {
  const batch = await openBatch([path])
  const [entry] = batch.files
  const file = entry === undefined ? undefined : await batch.look(entry)
  if (file === undefined || isProblem(file)) throw new Error(`cannot read ${path}`)
  const results: Imported[] = []
  for await (const result of pdf.read(file, batch)) results.push(result)
  return results
}
