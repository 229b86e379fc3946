import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { parse } from 'yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readJsonl } from '../../kit/jsonl.ts'
import { createPrompt } from '../../prompts/prompt.ts'
import { zeroShot } from '../../prompts/regimes/zero-shot.ts'
import { splitNames } from '../../records/benchmark.ts'
import { exportFolder, testExport, type ReadRow } from './export-contract.ts'
import { awkward, picture, writeExportFixture, type ExportFixture } from './fixture.ts'
import { huggingFace } from './hugging-face.ts'
import { exportFormats } from './index.ts'
import { inspect } from './inspect.ts'
import { licenceAddress, termsOf } from './licence-terms.ts'
import { lmEval } from './lm-eval.ts'
import { promptfoo } from './promptfoo.ts'
import type { ExportHeader, ExportRequest } from './write.ts'

let root: string
let fixture: ExportFixture
let number = 0

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'behaviorbench-exports-'))
  fixture = await writeExportFixture(join(root, 'bench'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const work = (): string => join(root, 'work')
const prompt = (permute?: number) => createPrompt(zeroShot(), permute)
const shared = { fixture: () => fixture, prompt, work }

type Json = Record<string, unknown>

async function parquet(folder: string, table: string): Promise<Json[]> {
  const rows: Json[] = []
  for (const split of splitNames) {
    const file = join(folder, table, `${split}-00000-of-00001.parquet`)
    const read = (await parquetReadObjects({ file: await asyncBufferFromFile(file), utf8: false })) as Json[]
    rows.push(...read.map((row) => ({ ...row, split })))
  }
  return rows
}

async function readHuggingFace(folder: string): Promise<ReadRow[]> {
  return (await parquet(folder, 'data')).map((row) => {
    const licence = row['licence'] as { id: string; attribution: string | null; redistributable: boolean }
    const messages = row['prompt'] as { content: string }[]
    return {
      ...(row as unknown as ReadRow),
      prompt: messages.map(({ content }) => content).join('\n\n'),
      licence: licence.id,
      attribution: licence.attribution,
      redistributable: licence.redistributable,
    }
  })
}

async function lines<T>(path: string): Promise<T[]> {
  const rows: T[] = []
  for await (const row of readJsonl<T>(path)) rows.push(row)
  return rows
}

async function readLmEval(folder: string): Promise<ReadRow[]> {
  const { task } = parse(readFileSync(join(folder, 'behaviorbench_generate.yaml'), 'utf8')) as {
    task: string[]
  }
  const types = task.flatMap(
    (group) => (parse(readFileSync(join(folder, `${group}.yaml`), 'utf8')) as { task: string[] }).task,
  )
  const rows = []
  for (const type of types) {
    const text = readFileSync(join(folder, `${type}.yaml`), 'utf8').replace('!function ', '')
    const { dataset_kwargs: data } = parse(text) as { dataset_kwargs: { type: string } }
    rows.push(...(await lines<ReadRow>(join(folder, 'data', `${data.type}.jsonl`))))
  }
  return rows
}

interface Test {
  readonly vars: ReadRow
  readonly metadata: ReadRow
}
/** As promptfoo's templates leave a raw block. */
const unwrapped = (text: string): string =>
  text.startsWith('{% raw %}') ? text.slice('{% raw %}'.length, -'{% endraw %}'.length) : text

describe('hf', () => {
  testExport({ format: huggingFace, read: readHuggingFace, ...shared })
})
describe('lm-eval', () => {
  testExport({ format: lmEval, read: readLmEval, ...shared })
})
describe('inspect', () => {
  testExport({ format: inspect, read: (folder) => lines(join(folder, 'data.jsonl')), ...shared })
})
describe('promptfoo', () => {
  const read = async (folder: string): Promise<ReadRow[]> =>
    (await lines<Test>(join(folder, 'tests.jsonl'))).map(({ vars, metadata }) => ({
      ...metadata,
      ...vars,
      prompt: unwrapped(vars.prompt),
    }))
  testExport({ format: promptfoo, read, ...shared })
})

const request = (changes: Partial<ExportRequest>): ExportRequest => ({
  format: huggingFace,
  prompt: prompt(),
  split: 'test',
  onlyRedistributable: false,
  publication: {},
  ...changes,
})
async function write(changes: Partial<ExportRequest>): Promise<string> {
  number += 1
  const folder = join(work(), `own-${number}`)
  await exportFolder(fixture.folder, folder, request(changes))
  return folder
}

describe('the Hugging Face folder', () => {
  it('holds turns as they are shown, tables in words, challenges and unknown ages', async () => {
    const rows = await parquet(await write({}), 'data')
    const masked = rows.find(({ type }) => type === 'integrity_missing_turn_inference')
    const turns = masked?.['conversation'] as Json[]
    expect(turns[2]).toEqual({
      turn: 3,
      speaker: null,
      role: null,
      text: null,
      masked: true,
      tables: [],
      images: [],
    })
    expect(turns[0]).toMatchObject({ turn: 1, speaker: 'Doctor A', role: 'physician', masked: false })
    expect(((turns[0] as Json)['tables'] as string[])[0]).toContain('| Potassium | 5.9 mmol/L |')
    expect(turns[1]?.['text']).toContain(awkward)
    // hyparquet leaves a struct that is null out of the row.
    expect(masked?.['challenge'] ?? null).toBeNull()
    const injected = rows.filter(({ challenge }) => (challenge as Json | null)?.['member'] === 'injected')
    expect(injected).toHaveLength(6)
    expect(((injected[0] as Json)['conversation'] as Json[])[2]?.['text']).toBe('An edited turn, 2.')
    expect(rows.map(({ patient }) => (patient as Json)['age'])).toContain(null)
    expect(rows.map(({ patient }) => (patient as Json)['age'])).toContain(41)
  })

  it('holds each picture once, and none from outside the benchmark', async () => {
    const folder = await write({})
    const images = await parquet(folder, 'images')
    expect(images).toHaveLength(6)
    for (const { image } of images) {
      const { bytes, path } = image as { bytes: Uint8Array; path: string }
      expect(Buffer.from(bytes).equals(picture)).toBe(true)
      expect(path).toBe('images/point.png')
    }
    const named = (await parquet(folder, 'data')).flatMap(({ conversation }) =>
      (conversation as Json[]).flatMap(({ images: own }) => own as string[]),
    )
    for (const { name } of images) expect(named).toContain(name)
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(
      '6 pictures that turns name are not at hand',
    )
  })

  it('says in the card which licences there are, how many rows, and what was left out', async () => {
    const folder = await write({})
    const card = readFileSync(join(folder, 'README.md'), 'utf8')
    const front = parse(card.split('---\n')[1] as string) as {
      license: string[]
      dataset_info: { splits: { name: string; num_examples: number }[] }[]
    }
    expect(front.license).toEqual(['cc-by-4.0', 'cc-by-nc-sa-4.0', 'cc-by-nd-4.0', 'cc0-1.0', 'unknown'])
    expect(front.dataset_info[0]?.splits.map(({ name, num_examples }) => [name, num_examples])).toEqual([
      ['train', 8],
      ['validation', 4],
      ['test', 12],
    ])
    expect(card).toContain('4 tasks of the benchmark are in no split and not here.')
    const few = readFileSync(join(await write({ onlyRedistributable: true }), 'README.md'), 'utf8')
    expect(few).toContain('8 tasks are not here because their licences')
  })

  it('has metadata that name every file with its hash, and the publisher only where he was named', async () => {
    const folder = await write({})
    const { files } = JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8')) as ExportHeader
    const metadata = JSON.parse(readFileSync(join(folder, 'croissant.json'), 'utf8')) as Json & {
      distribution: Json[]
    }
    const objects = metadata.distribution.filter((entry) => entry['@type'] === 'cr:FileObject')
    expect(objects).toHaveLength(6)
    for (const { contentUrl, sha256 } of objects) expect(files[contentUrl as string]).toBe(sha256)
    expect(metadata).not.toHaveProperty('creator')
    const publication = { creator: 'A clinic', url: 'https://example.org', published: '2025-01-02' }
    expect(
      JSON.parse(readFileSync(join(await write({ publication }), 'croissant.json'), 'utf8')),
    ).toMatchObject({
      creator: { name: 'A clinic' },
      url: 'https://example.org',
      datePublished: '2025-01-02',
    })
  })
})

describe('an export folder', () => {
  it('replaces an earlier export and nothing else', async () => {
    const folder = await write({})
    await exportFolder(fixture.folder, folder, request({ format: inspect }))
    const { kind } = JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8')) as ExportHeader
    expect(kind).toBe('inspect')
    const foreign = join(work(), 'foreign')
    mkdirSync(foreign, { recursive: true })
    writeFileSync(join(foreign, 'thesis.md'), 'years of work')
    await expect(exportFolder(fixture.folder, foreign, request({}))).rejects.toThrow(/left as it is/)
    await expect(exportFolder(fixture.folder, fixture.folder, request({}))).rejects.toThrow(/left as it is/)
    await expect(exportFolder(fixture.folder, root, request({}))).rejects.toThrow(
      /holds the benchmark itself/,
    )
    expect(readFileSync(join(foreign, 'thesis.md'), 'utf8')).toBe('years of work')
  })

  it('is not written empty', async () => {
    const bench = join(root, 'closed')
    await writeExportFixture(bench)
    const tasks = await lines<{ licence: { id: string } }>(join(bench, 'tasks.jsonl'))
    const closed = tasks.map((task) => JSON.stringify({ ...task, licence: { id: 'CC-BY-ND-4.0' } }))
    writeFileSync(join(bench, 'tasks.jsonl'), `${closed.join('\n')}\n`)
    const wish = request({ format: inspect, onlyRedistributable: true })
    await expect(exportFolder(bench, join(work(), 'none'), wish)).rejects.toThrow(
      /none of its 12 tasks of test is under a licence/,
    )
  })
})

describe('formats', () => {
  it('have names of their own', () => {
    expect(exportFormats.map(({ name }) => name)).toEqual(['hf', 'lm-eval', 'inspect', 'promptfoo'])
  })
})

describe('terms of licences', () => {
  it.each([
    ['CC0-1.0', true, true, false],
    ['CC-BY-4.0', true, true, false],
    ['CC-BY-SA-3.0', true, true, true],
    ['CC-BY-NC-4.0', true, false, false],
    ['CC-BY-NC-SA-4.0', true, false, true],
    ['CC-BY-ND-4.0', false, false, false],
    ['CC-BY-NC-ND-4.0', false, false, false],
    ['Apache-2.0', true, true, false],
    ['unknown', false, false, false],
    ['CC-BY-4.0 or so', false, false, false],
  ])('%s', (id, redistributable, commercial, shareAlike) => {
    expect(termsOf({ id })).toEqual({ redistributable, commercial, shareAlike })
  })

  it('names a page only where there is one', () => {
    expect(licenceAddress({ id: 'MIT' })).toBe('https://spdx.org/licenses/MIT.html')
    expect(licenceAddress({ id: 'MIT', url: 'https://example.org/l' })).toBe('https://example.org/l')
    expect(licenceAddress({ id: 'unknown', url: 'javascript:alert(1)' })).toBeUndefined()
  })
})
