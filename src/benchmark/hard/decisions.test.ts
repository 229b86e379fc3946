// The filled-in list of physicians, as different spreadsheets write it, and what is refused with its line.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDecisions } from './decisions.ts'
import type { TaskLine } from './task-line.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'decisions-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lines = ['a', 'b', 'c'].map(
  (id): TaskLine => ({
    id,
    caseId: 'case',
    type: 'fact_retrieval',
    form: 'form',
    gold: 'B',
    source: 'source',
    corpus: 'corpus',
  }),
)

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('decisions', () => {
  it('are read with commas, semicolons, tabs, a byte order mark and columns in any order', async () => {
    const one = file('one.csv', 'task,page,answer,decision,comment\na,p,B,keep,"fine, I think"\nb,p,,,\n')
    const two = file('two.csv', '\ufeffDecision;Task;Answer\r\nDROP;c;a\r\n')
    const three = file('three.csv', 'task\tdecision\nb\tkeep\n')
    const { byTask, open } = await readDecisions([one, two, three], lines)
    expect(Object.fromEntries(byTask)).toEqual({ a: 'keep', b: 'keep', c: 'drop' })
    expect(open).toBe(1)
  })

  it('drop a task that any of several physicians drops', async () => {
    const one = file('keep.csv', 'task,decision\na,keep\n')
    const two = file('drop.csv', 'task,decision\na,drop\n')
    for (const paths of [
      [one, two],
      [two, one],
    ])
      expect((await readDecisions(paths, lines)).byTask.get('a')).toBe('drop')
  })

  it.each([
    ['another list', 'task,decision\nz,keep\n', /line 2: names a task that the benchmark does not have/],
    ['another word', 'task,decision\na,keep\nb,perhaps\n', /line 3: has a decision that is neither/],
    ['no column', 'id,verdict\na,keep\n', /line 1: has no column task and decision/],
    ['a contradiction', 'task,answer,decision\na,C,keep\n', /line 2: keeps the task and answers C/],
    ['an open quote', 'task,decision\n"a,keep\n', /cannot be read as CSV/],
  ])('are refused with %s', async (name, text, message) => {
    await expect(readDecisions([file(`${name}.csv`, text)], lines)).rejects.toThrow(message)
  })

  it('are refused where the file is missing', async () => {
    await expect(readDecisions([join(folder, 'none.csv')], lines)).rejects.toThrow(/cannot be read as CSV/)
  })
})
