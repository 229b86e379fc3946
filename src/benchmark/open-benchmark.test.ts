import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeBenchmark } from '../reports/fixture.ts'
import { contextOf, loadBenchmark, readHeader } from './folder.ts'
import { openBenchmark } from './open-benchmark.ts'

let folder: string
let benchmark: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-open-'))
  benchmark = join(folder, 'benchmark')
  await writeBenchmark(benchmark, 60, 3)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const path = (file: string): string => join(benchmark, file)
const change = (file: string, edit: (text: string) => string): void =>
  writeFileSync(path(file), edit(readFileSync(path(file), 'utf8')))

describe('an open benchmark', () => {
  async function expectAsLoaded(): Promise<void> {
    const loaded = await loadBenchmark(benchmark)
    const open = await openBenchmark(benchmark)
    expect(open.tasks.map(({ id }) => id)).toEqual(loaded.tasks.map(({ id }) => id))
    // Backwards and over more cases than are kept.
    for (const task of loaded.tasks.toReversed()) {
      expect(open.task(task.id)).toEqual(task)
      expect(open.contextOf(task)).toEqual(contextOf(loaded, task))
    }
    for (const [index, entry] of open.tasks.entries()) {
      const { caseId, conversationId, type } = loaded.tasks[index] ?? {}
      const group = loaded.cases.get(entry.caseId)?.group ?? entry.caseId
      expect(entry).toMatchObject({ caseId, conversationId, type, group, split: loaded.splits.get(entry.id) })
    }
    open.close()
  }

  it('gives what loading it whole gives', expectAsLoaded)

  it('does so whatever the order of fields, the ends of lines and the groups', async () => {
    change('tasks.jsonl', (text) => text.replace(/^\{("id":"[^"]+"),(.*)\}$/gm, '{$2,$1}').trimEnd())
    change('cases.jsonl', (text) =>
      text
        .split('\n')
        .map((line, index) =>
          index % 3 === 0 ? line : line.replace(/\}$/, `,"group":"g \\"group\\":${index % 2}"}`),
        )
        .join('\r\n'),
    )
    change('conversations.jsonl', (text) => `\n${text}\n`)
    await expectAsLoaded()
  })

  it('names file, line and field of what is damaged, when it is needed', async () => {
    change('tasks.jsonl', (text) => text.replace('"gold":"A"', '"gold":"Z"'))
    const open = await openBenchmark(benchmark)
    const [first] = open.tasks
    expect(() => open.task(first?.id ?? '')).toThrow(/tasks\.jsonl, line 1, field gold/)
    expect(() => open.task('task_x')).toThrow(/task task_x: is not in the folder/)
    open.close()
    appendFileSync(path('tasks.jsonl'), '{"id":')
    await expect(openBenchmark(benchmark)).rejects.toThrow(/tasks\.jsonl, line 181: is not valid JSON/)
  })

  it('says in one line what it cannot read', async () => {
    change('benchmark.json', (text) => text.replace('behaviorbench/1', 'behaviorbench/9'))
    await expect(readHeader(benchmark)).rejects.toThrow(
      /is a benchmark of format "behaviorbench\/9", and this version reads "behaviorbench\/1"/,
    )
    writeFileSync(path('benchmark.json'), '{"format":"behaviorbench/1"}')
    await expect(readHeader(benchmark)).rejects.toThrow(/benchmark\.json, field id: does not fit/)
    writeFileSync(path('benchmark.json'), '{')
    await expect(readHeader(benchmark)).rejects.toThrow(/is not valid JSON/)
  })
})
