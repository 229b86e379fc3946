// The command line from outside: exit status 0 done, 1 failed, 2 used wrongly; one clear line per bad input,
// and the rest of the batch goes on.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const command = resolve(import.meta.dirname, '../bin/behaviorbench.js')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(...parameters: string[]): { status: number | null; output: string; errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...parameters], {
    encoding: 'utf8',
  })
  return { status, output: stdout, errors: stderr }
}

describe('used wrongly', () => {
  it.each([
    [['nonsense'], /unknown command 'nonsense'/],
    [['import'], /missing required argument|required option/],
    [['import', 'x.md', '-o', 'cases.txt'], /name a file ending in \.jsonl/],
    [['import', 'x.md', '-o', 'c.jsonl', '--source', 'nothing'], /there is no source "nothing"/],
    [['build', 'c.jsonl', '-o', 'b', '--splits', '1/2'], /--splits 1\/2: write "paper"/],
    [['build', 'c.jsonl', '-o', 'b', '--seed', 'x'], /--seed x: write a whole number/],
    [['build', 'c.jsonl', '-o', 'b', '--wrong'], /unknown option '--wrong'/],
  ])('%j ends with status 2 and says what to write', (parameters, message) => {
    const { status, errors } = run(...parameters.map((parameter) => parameter))
    expect(errors).toMatch(message)
    expect(errors).not.toContain('    at ')
    expect(status).toBe(2)
  })
})

describe('failed', () => {
  it('names what is missing, with status 1 and without a stack', () => {
    for (const [parameters, message] of [
      [
        ['build', join(folder, 'none.jsonl'), '-o', join(folder, 'b')],
        /none\.jsonl: does not exist\. Write one/,
      ],
      [['eval', folder, '--model', 'solver:random'], /is not a benchmark folder/],
      [['report', folder], /is not a benchmark folder/],
    ] as const) {
      const { status, errors } = run(...parameters)
      expect(errors).toMatch(message)
      expect(errors).not.toContain('    at ')
      expect(status).toBe(1)
    }
  })
})

describe('import of bad input', () => {
  it('says one line for each and imports the rest', () => {
    const bad = join(folder, 'bad')
    mkdirSync(bad)
    const note =
      '# A case\n\n## History\n\nA 61-year-old man had chest pain for two hours. He takes metformin 500 mg twice daily.\n'
    writeFileSync(join(bad, 'good.md'), note)
    writeFileSync(
      join(bad, 'wide.txt'),
      Buffer.from(`\ufeffHISTORY:\nA 50-year-old woman had fever.\n`, 'utf16le'),
    )
    writeFileSync(join(bad, 'broken.json'), '{"resourceType":"Bundle","entry":[{')
    writeFileSync(join(bad, 'broken.xml'), '<article><body><sec><p>x</sec></body></article>')
    writeFileSync(
      join(bad, 'bomb.xml'),
      '<?xml version="1.0"?><!DOCTYPE article [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><article><body><p>&b;</p></body></article>',
    )
    writeFileSync(
      join(bad, 'latin1.txt'),
      Buffer.from('HISTORY:\nA woman with caf\xe9 au lait spots.\n', 'latin1'),
    )
    writeFileSync(join(bad, 'empty.md'), '')
    writeFileSync(
      join(bad, 'binary.bin'),
      Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256)),
    )
    writeFileSync(join(bad, 'huge.txt'), '')
    truncateSync(join(bad, 'huge.txt'), 200 * 1024 * 1024)

    const { status, output } = run('import', bad, '-o', join(folder, 'cases.jsonl'))
    expect(status).toBe(0)
    expect(output).toMatch(/2 cases, 1 skipped, 6 failed/)
    for (const line of [
      /broken\.json, line 1, column \d+: broken JSON/,
      /broken\.xml, line 1, column \d+: a closing tag does not match/,
      /bomb\.xml, line 1, column \d+: the document defines entities of its own/,
      /latin1\.txt, byte \d+: the text is not UTF-8/,
      /empty\.md: the file is empty/,
      /huge\.txt: the file has 200 MB, more than the limit of 64 MB/,
    ]) {
      expect(output).toMatch(line)
    }
    expect(output).not.toContain('café')
  })

  it('ends with status 1 when nothing at all could be imported', () => {
    const { status, output } = run('import', join(folder, 'not-there'), '-o', join(folder, 'no.jsonl'))
    expect(output).toMatch(/not-there: there is no such file or folder/)
    expect(status).toBe(1)
  })
})
