// What every export format must do. Used by the test of each member, which reads its folder back.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { splitNames, type SplitName } from '../../records/benchmark.ts'
import { goldOption, letters, type Letter, type Task } from '../../records/task.ts'
import { canary } from './canary.ts'
import type { ExportFormat, ExportPrompt } from './export-format.ts'
import type { ExportFixture } from './fixture.ts'
import { termsOf } from './licence-terms.ts'
import { openBenchmark } from '../open-benchmark.ts'
import { exportBenchmark, type ExportRequest } from './write.ts'

/** What a test reads back of one exported task. */
export interface ReadRow {
  readonly id: string
  readonly split: string
  readonly prompt: string
  readonly gold: string
  readonly group: string
  readonly type: string
  readonly licence: string
  readonly attribution: string | null
  readonly redistributable: boolean
  readonly canary: string
}

export interface ExportUnderTest {
  readonly format: ExportFormat
  readonly read: (folder: string) => Promise<readonly ReadRow[]>
  readonly fixture: () => ExportFixture
  readonly prompt: (permute?: number) => ExportPrompt
  /** An empty folder of the test's own. */
  readonly work: () => string
}

/** Exports the benchmark of a folder. */
export async function exportFolder(
  folder: string,
  target: string,
  request: ExportRequest,
): ReturnType<typeof exportBenchmark> {
  const benchmark = await openBenchmark(folder)
  try {
    return await exportBenchmark(benchmark, target, request)
  } finally {
    benchmark.close()
  }
}

export function testExport({ format, read, fixture, prompt, work }: ExportUnderTest): void {
  const request = (changes: Partial<ExportRequest> = {}): ExportRequest => ({
    format,
    prompt: prompt(),
    split: 'test',
    onlyRedistributable: false,
    publication: {},
    ...changes,
  })
  const write = async (name: string, changes: Partial<ExportRequest> = {}): Promise<string> => {
    const target = join(work(), name)
    await exportFolder(fixture().folder, target, request(changes))
    return target
  }
  const wanted = (split: SplitName): readonly Task[] => {
    const { tasks, splits } = fixture()
    const all = format.splits === 'all'
    return tasks.filter(({ id }) => (all ? splits.has(id) : splits.get(id) === split))
  }
  const textFor = (task: Task, permute?: number): string => {
    const { cases, conversations } = fixture()
    const context = {
      case: cases.get(task.caseId) as never,
      conversation: conversations.get(task.conversationId) as never,
    }
    return prompt(permute)
      .ask(task, context)
      .messages.map(({ content }) => content)
      .join('\n\n')
  }

  it('holds every task of its splits once, under ids that lead back', async () => {
    for (const split of format.splits === 'all' ? (['test'] as const) : splitNames) {
      const rows = await read(await write(`once-${split}`, { split }))
      expect(rows.map(({ id }) => id).toSorted()).toEqual(
        wanted(split)
          .map(({ id }) => id)
          .toSorted(),
      )
      for (const row of rows) expect(row.split).toBe(fixture().splits.get(row.id))
    }
  })

  it('keeps patients of one split out of the others', async () => {
    const splitOf = new Map<string, string>()
    for (const split of splitNames) {
      for (const row of await read(await write(`groups-${split}`, { split }))) {
        expect(splitOf.get(row.group) ?? row.split).toBe(row.split)
        splitOf.set(row.group, row.split)
      }
    }
    expect(splitOf.size).toBeGreaterThan(3)
  })

  it('asks in our words, names the right letter, and gives nothing away', async () => {
    for (const permute of [undefined, 5]) {
      const rows = await read(await write(`gold-${permute ?? 'own'}`, { prompt: prompt(permute) }))
      for (const row of rows) {
        const task = fixture().tasks.find(({ id }) => id === row.id) as Task
        const other = letters.find((letter) => letter !== task.gold) as Letter
        expect(row.prompt).toBe(textFor({ ...task, gold: other, rationale: '' }, permute))
        expect(row.prompt).toContain(`\n${row.gold}. ${goldOption(task).text}\n`)
        expect(row.prompt).not.toContain(task.rationale)
        expect(row.prompt).not.toContain(canary)
        expect(row.type).toBe(task.type)
      }
    }
  })

  it('says of every row whose it is and what its licence allows', async () => {
    const folder = await write('licences')
    const credits = readFileSync(join(folder, 'ATTRIBUTIONS.md'), 'utf8')
    for (const row of await read(folder)) {
      const { licence } = fixture().tasks.find(({ id }) => id === row.id) as Task
      expect(row.licence).toBe(licence.id)
      expect(row.attribution ?? '').toBe(licence.attribution ?? '')
      expect(row.redistributable).toBe(termsOf(licence).redistributable)
      expect(row.canary).toBe(canary)
      if (licence.attribution !== undefined) expect(credits).toContain(licence.attribution)
    }
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    expect(readme).toContain('**The licences are mixed.**')
    expect(readme).toMatch(/\*\*\d+ of \d+ rows may not be passed on\*\*/)
  })

  it('leaves out what may not be passed on, where that is wished', async () => {
    const folder = await write('redistributable', { onlyRedistributable: true })
    const rows = await read(folder)
    const allowed = wanted('test').filter(({ licence }) => termsOf(licence).redistributable)
    expect(rows.map(({ id }) => id).toSorted()).toEqual(allowed.map(({ id }) => id).toSorted())
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain('Every row here may be passed on.')
  })

  it('writes the same bytes again, and none that name this machine or this day', async () => {
    const [first, second] = [await write('same-1'), await write('same-2')]
    const bytes = (folder: string): string[] =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
        .toSorted()
        .map((name) => `${name}\n${readFileSync(join(folder, name), 'latin1')}`)
    expect(bytes(first)).toEqual(bytes(second))
    const text = bytes(first).join('\n')
    expect(text).not.toContain(work())
    expect(text).not.toContain(new Date().toISOString().slice(0, 10))
  })

  it('leaves nothing behind when it is stopped', async () => {
    const stop = new AbortController()
    const target = join(work(), 'stopped')
    const onProgress = (): void => stop.abort()
    expect(
      await exportFolder(fixture().folder, target, request({ signal: stop.signal, onProgress })),
    ).toBeUndefined()
    expect(existsSync(target)).toBe(false)
    expect(readdirSync(work()).filter((name) => name.startsWith('stopped'))).toEqual([])
  })
}
