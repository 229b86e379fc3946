import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { sharedData } from '../../test/shared-data.ts'
import { openBatch } from './batch.ts'
import { recogniseLicence } from './licence.ts'

describe('recogniseLicence', () => {
  it.each([
    ['CC BY 4.0 (README "License" section)', 'CC-BY-4.0'],
    ['https://creativecommons.org/licenses/by/3.0/', 'CC-BY-3.0'],
    ['Creative Commons Attribution 4.0 International License', 'CC-BY-4.0'],
    ['http://creativecommons.org/licenses/by-nc/4.0/', 'CC-BY-NC-4.0'],
    ['Attribution-NonCommercial-NoDerivatives 4.0 International', 'CC-BY-NC-ND-4.0'],
    ['CC BY-SA 4.0', 'CC-BY-SA-4.0'],
    ['CC0 1.0 (LICENSE.md)', 'CC0-1.0'],
    ['Community Data License Agreement - Permissive - Version 2.0', 'CDLA-Permissive-2.0'],
    ['Apache License\n                           Version 2.0, January 2004', 'Apache-2.0'],
    ['License: BSD 3-Clause', 'BSD-3-Clause'],
    ['MIT License\n\nCopyright (c) 2020 Somebody', 'MIT'],
    ['Permission is hereby granted, free of charge, to any person obtaining a copy', 'MIT'],
    ['Creative Commons Attribution License (CC BY)', undefined],
    ['All rights reserved. Written at MIT in 2019 by permits.', undefined],
    ['', undefined],
  ])('%s', (text, id) => {
    expect(recogniseLicence(text)?.id).toBe(id)
  })
})

describe('the licence of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'behaviorbench-licence-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'corpus/deep/own'), { recursive: true })
  writeFileSync(join(folder, 'LICENSE'), 'MIT License')
  writeFileSync(join(folder, 'corpus/LICENSE'), 'Apache License Version 2.0')
  writeFileSync(
    join(folder, 'corpus/SOURCE.md'),
    '# Corpus\n- License: CC BY 4.0 (data)\n- Cite: Muster et al., 2024.\n',
  )
  writeFileSync(join(folder, 'corpus/deep/own/LICENCE.txt'), 'CC0 1.0')
  for (const place of ['', 'corpus/', 'corpus/deep/', 'corpus/deep/own/'])
    writeFileSync(join(folder, place, 'n.md'), 'x')

  it('is the nearest; a data card wins over the licence of code; nothing above the root counts', async () => {
    const ids = async (root: string): Promise<Record<string, string>> => {
      const batch = await openBatch([root])
      const notes = batch.files.filter(({ name }) => name === 'n.md')
      return Object.fromEntries(
        await Promise.all(
          notes.map(async (file) => [
            file.relative,
            `${(await batch.licenceOf(file)).id} ${batch.corpusOf(file)}`,
          ]),
        ),
      ) as Record<string, string>
    }
    expect(await ids(join(folder, 'corpus'))).toEqual({
      'n.md': 'CC-BY-4.0 corpus',
      'deep/n.md': 'CC-BY-4.0 corpus',
      'deep/own/n.md': 'CC0-1.0 corpus',
    })
    expect(await ids(join(folder, 'corpus/deep'))).toEqual({
      'n.md': 'unknown deep',
      'own/n.md': 'CC0-1.0 own',
    })
    expect(await ids(join(folder, 'n.md'))).toMatchObject({
      'n.md': expect.stringMatching(/^MIT /) as string,
    })
  })

  it.skipIf(sharedData() === undefined)('is found for every open corpus', async () => {
    const batch = await openBatch([sharedData() ?? ''])
    const found = new Map<string, string>()
    for (const file of batch.files) found.set(batch.corpusOf(file), (await batch.licenceOf(file)).id)
    expect([...found.keys()].length).toBeGreaterThan(8)
    const unclear = [...found].filter(([, id]) => id === 'unknown').map(([corpus]) => corpus)
    // Licensed article by article; the articles say it themselves.
    expect(unclear).toEqual(['pmc_case_reports_jats'])
  })
})
