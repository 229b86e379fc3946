import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeProblem, UsageError } from '../kit/errors.ts'
import { importBatch, type ImportOptions, type ImportResult } from './import.ts'
import { printSummary, type ImportSummary } from './summary.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const note = '# Note\n\n## History\n\nA 40-year-old man had a cough.\n'
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-import-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, content: string | Uint8Array = note): string => {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

describe('bad input gives one clear line and the batch goes on', () => {
  const latin = Buffer.from('# Note\n\nA man with caf\xe9-au-lait spots.\n', 'latin1')
  const utf16 = Buffer.from(`\ufeff${note}`, 'utf16le')
  const cases: readonly (readonly [string, string, string | Uint8Array, RegExp])[] = [
    ['an empty file', 'empty.md', '', /^empty\.md: the file is empty\.$/],
    ['white space only', 'blank.md', ' \n\n', /^blank\.md: the file holds only white space\.$/],
    [
      'Latin-1',
      'latin.md',
      latin,
      /^latin\.md, byte 22: the text is not UTF-8 \(byte 0xE9\).*Save it as UTF-8\.$/,
    ],
    [
      'broken UTF-16',
      'odd.md',
      utf16.subarray(0, 41),
      /^odd\.md: the text starts like UTF-16LE but is broken\. /,
    ],
    [
      'broken XML',
      'broken.xml',
      '<article>\n<p>A man</b></article>',
      /^broken\.xml, line 2, column \d+: a closing tag/,
    ],
    [
      'a nested-entity bomb',
      'bomb.xml',
      '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<x>&b;</x>',
      /^bomb\.xml, line 2, column \d+: the document defines entities of its own/,
    ],
    [
      'broken JSON',
      'broken.json',
      '{"a": 1,\n "b": [1, 2}',
      /^broken\.json, line 2, column 12: broken JSON: .* Mend/,
    ],
    [
      'JSON that ends too early',
      'cut.json',
      '{"a": {"b": 1',
      /^cut\.json, line 1, column 14: broken JSON: .*cut off/,
    ],
  ]
  it.each(cases)('%s', async (_, name, content, line) => {
    write(name, content)
    write('zz-good.md')
    const { results, summary } = await run([folder])
    const failed = results.filter(({ imported }) => imported.kind === 'failed')
    expect(failed.map(shown)).toEqual([expect.stringMatching(line)])
    expect(failed.map(shown).join()).not.toMatch(/\n|A man|Error:/)
    expect(summary).toMatchObject({ cases: 1, failed: 1 })
  })

  it('a file over the limit is refused without being read', async () => {
    const path = write('huge.md')
    truncateSync(path, 200 * 1024 * 1024)
    const before = process.memoryUsage().rss
    const { results } = await run([folder])
    expect(results.map(shown)).toEqual([
      expect.stringMatching(/200 MB, more than the limit of 64 MB; it was not read\. Split/),
    ])
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  })

  it('missing paths, folders without files, pipes and dangling links', async () => {
    mkdirSync(join(folder, 'nothing'))
    write('mixed/good.md')
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'mixed/pipe.md')])
    symlinkSync(join(folder, 'gone.md'), join(folder, 'mixed/dangling.md'))
    symlinkSync(folder, join(folder, 'mixed/loop'))
    const { results, summary } = await run([
      join(folder, 'absent.md'),
      join(folder, 'nothing'),
      join(folder, 'mixed'),
    ])
    const lines = results.filter(({ imported }) => imported.kind !== 'case').map(shown)
    expect(lines).toEqual([
      expect.stringMatching(/absent\.md: there is no such file or folder\. Check the path\.$/),
      expect.stringMatching(/nothing: the folder holds no files\.$/),
      expect.stringMatching(/^dangling\.md: the link points to a file that is not there\./),
      expect.stringMatching(/^loop: a link to a folder is not followed\./),
      expect.stringMatching(/^pipe\.md: it is a pipe, socket or device, not a file\./),
    ])
    expect(summary).toMatchObject({ cases: 1, skipped: 1, failed: 4 })
  })

  it.skipIf(process.getuid?.() === 0)('a file without read permission', async () => {
    chmodSync(write('secret.md'), 0)
    const { results } = await run([folder])
    expect(results.map(shown)).toEqual([expect.stringMatching(/^secret\.md: no permission to read it\./)])
  })
})

describe('what an import brings', () => {
  it('decodes UTF-16 and XML that declares Latin-1', async () => {
    write('utf16.md', Buffer.from(`\ufeff${note}`, 'utf16le'))
    const article =
      '<?xml version="1.0" encoding="ISO-8859-1"?><article><body><p>A man with café-au-lait spots.</p></body></article>'
    write('latin.xml', Buffer.from(article, 'latin1'))
    const { results } = await run([folder])
    const texts = results.map(({ imported }) =>
      imported.kind === 'case' ? imported.case.sections[0]?.text : undefined,
    )
    expect(texts).toEqual(['A man with café-au-lait spots.', 'A 40-year-old man had a cough.'])
  })

  it('says of files that are no cases what they are, and ignores hidden ones', async () => {
    const names = [
      '.hidden.md',
      'LICENSE',
      'README.md',
      'SOURCE.md',
      'index.csv',
      'photo.png',
      'program.bin',
      'words.xyz',
    ]
    for (const name of names) write(name, name === 'program.bin' ? Uint8Array.of(0, 1, 2) : 'some words')
    const { results } = await run([folder])
    expect(
      results.map(({ file, imported }) => [file, imported.kind === 'skipped' && imported.problem.what]),
    ).toEqual([
      ['LICENSE', expect.stringContaining('licence')],
      ['README.md', expect.stringContaining('documentation')],
      ['SOURCE.md', expect.stringContaining('data card')],
      ['index.csv', expect.stringContaining('index')],
      ['program.bin', expect.stringContaining('binary')],
      ['words.xyz', expect.stringContaining('no source')],
      ['photo.png', 'an image; imported with the document that names it.'],
    ])
  })

  it('skips a case that was imported before, and counts pictures with their document', async () => {
    const { results, summary } = await run([join(fixtures, 'text'), join(fixtures, 'text/visit.txt')])
    expect(summary).toMatchObject({ files: 5, companions: 1, failed: 0 })
    expect(results.filter(({ imported }) => imported.kind === 'case')).toHaveLength(4)
    write('a/note.md')
    write('b/a/note.md')
    const again = await run([folder])
    expect(again.results.map(({ imported }) => imported.kind)).toEqual(['case', 'skipped'])
    expect(again.results.map(shown)[1]).toMatch(
      /^b\/a\/note\.md: the same case was imported before\. See a\/note\.md\.$/,
    )
  })

  it('gives the same records whatever the order of the arguments', async () => {
    const [a, b] = [join(fixtures, 'text'), join(fixtures, 'jats')]
    const [once, twice] = [await run([a, b]), await run([b, a, b])]
    expect(JSON.stringify(once.results)).toBe(JSON.stringify(twice.results))
  })

  it('stops between two files when told, and reports progress', async () => {
    for (const name of ['a.md', 'b.md', 'c.md']) write(name)
    const controller = new AbortController()
    const seen: string[] = []
    const { results } = await run([folder], {
      source: 'auto',
      signal: controller.signal,
      onProgress: ({ file, total }) => {
        seen.push(`${file} of ${total}`)
        if (file === 'b.md') controller.abort()
      },
    })
    expect(seen).toEqual(['a.md of 3', 'b.md of 3'])
    expect(results.length).toBeLessThan(3)
  })

  it('reports each file once', async () => {
    const seen: string[] = []
    await run([join(fixtures, 'text')], {
      source: 'auto',
      onProgress: ({ file, done }) => seen.push(`${done} ${file}`),
    })
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.map((line) => line.split(' ')[0])).toEqual(seen.map((_, index) => String(index)))
    expect(seen.every((line) => /^\d+ ./.test(line))).toBe(true)
  })

  it('with a named source skips the files of others; an unknown name is a usage error', async () => {
    const { results, summary } = await run([join(fixtures, 'text')], { source: 'jats' })
    expect(summary.cases).toBe(0)
    expect(results.map(shown)[0]).toMatch(/it is not of the source "jats".*Use --source auto\.$/)
    await expect(run([folder], { source: 'nonsense' })).rejects.toThrow(UsageError)
  })

  it('prints the summary as a table with reasons', async () => {
    write('bad.md', '')
    const { summary } = await run([join(fixtures, 'text'), join(fixtures, 'jats'), folder])
    const printed = printSummary(summary)
    expect(printed).toMatch(/^source +corpus +files +cases/)
    expect(printed).toMatch(/^jats +jats +2 +3 +0 +0 +4 \(1 files\) +1 +0 +0 +0$/m)
    expect(printed).toMatch(/^text +text +4 +4 +2 /m)
    expect(printed).toMatch(/peak memory \d+ MB/)
    expect(printed).toContain('failed: bad.md: the file is empty.')
  })
})

async function run(
  paths: readonly string[],
  options: ImportOptions = { source: 'auto' },
): Promise<{ results: ImportResult[]; summary: ImportSummary }> {
  const results: ImportResult[] = []
  const generator = importBatch(paths, options)
  for (;;) {
    const step = await generator.next()
    if (step.done === true) return { results, summary: step.value }
    results.push(step.value)
  }
}

function shown({ imported }: ImportResult): string {
  return imported.kind === 'case' ? 'case' : describeProblem(imported.problem)
}
