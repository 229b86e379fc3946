// The audit of a finished benchmark folder: the checks over the whole and the shortcut audit, streamed over its
// files in worker threads; what must be mended before it is published stands in `failures`.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../kit/errors.ts'
import { createInterner } from '../kit/intern.ts'
import { readJsonl, readLines } from '../kit/jsonl.ts'
import { mapOrdered } from '../kit/pool.ts'
import { openWorkerPool } from '../kit/worker-pool.ts'
import { splitRowSchema, type SplitName } from '../records/benchmark.ts'
import { startBenchmarkCheck, type BenchmarkVerdict } from '../verification/benchmark.ts'
import type { BenchmarkItem } from '../verification/whole/item.ts'
import { judgeAnswers, type Answered, type Audit } from '../verification/shortcuts/audit.ts'
import type { ExaminedTask } from './examine.ts'
import { benchmarkFiles } from './folder.ts'
import { openTypeFiles, type TypeFile } from './type-files.ts'
import { onTypeFiles } from './type-jobs.ts'

export interface BenchmarkAudit {
  readonly whole: BenchmarkVerdict
  readonly shortcuts: Audit
  /** What makes the build fail, in a few words each; empty when it may be published. */
  readonly failures: readonly string[]
}

export interface AuditSettings {
  readonly seed: number
  /** "type", "type/solver" or "any/solver" that may beat chance by more than 10 points. */
  readonly waived: readonly string[]
  readonly concurrency: number
  /** Tasks in the folder. */
  readonly tasks: number
}

/** Work in progress lies in `.work/audit` of the folder. Throws a Failure where a file is damaged. */
export async function auditFolder(folder: string, settings: AuditSettings): Promise<BenchmarkAudit> {
  const { seed, waived, concurrency } = settings
  const work = join(folder, '.work', 'audit')
  await mkdir(work, { recursive: true })
  const check = startBenchmarkCheck()
  const { answered, files } = await examineTasks(folder, work, settings, check)
  const learn = new URL('./learn.ts', import.meta.url)
  for await (const answers of onTypeFiles(learn, files, ({ path }) => path, { seed, concurrency })) {
    for (const [id, right] of JSON.parse(answers) as [string, number][]) {
      const known = answered.get(id)
      if (known !== undefined) answered.set(id, { ...known, right: known.right | right })
    }
  }
  await rm(work, { recursive: true, force: true })
  const whole = check.finish()
  const shortcuts = judgeAnswers([...answered.values()], { seed, waived })
  const errors = whole.findings.filter((finding) => finding.severity === 'error')
  return {
    whole,
    shortcuts,
    failures: [
      ...errors.map((finding) => `${finding.check}: ${finding.what}`),
      ...shortcuts.failures.map(
        ({ type, solver, margin }) =>
          `${type}: ${solver} beats chance by ${(100 * margin).toFixed(1)} points`,
      ),
    ],
  }
}

/** Below this many tasks, starting a thread costs more than it saves. */
const fewestForThreads = 2000

async function examineTasks(
  folder: string,
  work: string,
  { seed, concurrency, tasks }: AuditSettings,
  check: ReturnType<typeof startBenchmarkCheck>,
): Promise<{ readonly answered: Map<string, Answered>; readonly files: readonly TypeFile[] }> {
  const splits = new Map<string, SplitName>()
  for await (const row of readJsonl(join(folder, benchmarkFiles.splits), splitRowSchema))
    splits.set(row.taskId, row.split)
  const answered = new Map<string, Answered>()
  const typeFiles = openTypeFiles(work)
  const intern = createInterner()
  const numbersOf = createNumberShelf()
  const size = tasks < fewestForThreads ? 1 : concurrency
  const module = new URL('./examine.ts', import.meta.url)
  const pool = await openWorkerPool(module, size, JSON.stringify({ seed }))
  try {
    for await (const text of mapOrdered(caseTexts(folder), size * 4, (line) => pool.run(line))) {
      for (const { item, planted, right, asked } of JSON.parse(text) as ExaminedTask[]) {
        const { id } = item
        const type = intern(item.type)
        const group = intern(item.group)
        const own: BenchmarkItem = {
          ...item,
          type,
          group,
          gold: intern(item.gold),
          token: intern(item.token),
          class: intern(item.class),
          complexity: intern(item.complexity),
          licence: intern(item.licence),
          source: intern(item.source),
          shingles: numbersOf(item.shingles),
        }
        check.add(own, splits.get(id))
        answered.set(id, { id, type, group, options: item.lengths.length, planted, right })
        await typeFiles.add(asked)
      }
    }
  } finally {
    await pool.close()
  }
  return { answered, files: await typeFiles.close() }
}

/** Numbers of many tasks side by side in a few large pieces: a buffer of its own would cost each more than they do. */
function createNumberShelf(): (base64: string) => Uint32Array {
  let piece = new Uint32Array(0)
  let used = 0
  return (base64) => {
    const bytes = Buffer.from(base64, 'base64')
    const count = bytes.length / 4
    if (used + count > piece.length) {
      piece = new Uint32Array(Math.max(count, 1 << 18))
      used = 0
    }
    const own = piece.subarray(used, used + count)
    for (let i = 0; i < count; i++) own[i] = bytes.readUInt32LE(4 * i)
    used += count
    return own
  }
}

/**
 * Each case that has tasks, with its conversation and its tasks, as one JSON text made of the lines as they stand
 * in the files. These are in one order, that of the cases.
 */
async function* caseTexts(folder: string): AsyncGenerator<string> {
  const path = (name: 'cases' | 'conversations' | 'tasks'): string => join(folder, benchmarkFiles[name])
  const conversations = readLines(path('conversations'))
  const tasks = readLines(path('tasks'))
  let conversation = await nextLine(conversations)
  let task = await nextLine(tasks)
  for await (const source of readLines(path('cases'))) {
    const id = idOfCase(source)
    let told: string | undefined
    if (conversation !== undefined && caseIdOf(conversation) === id) {
      told = conversation
      conversation = await nextLine(conversations)
    }
    const own: string[] = []
    while (task !== undefined && caseIdOf(task) === id) {
      own.push(task)
      task = await nextLine(tasks)
    }
    if (own.length > 0) yield `{"case":${source},"conversation":${told ?? 'null'},"tasks":[${own.join(',')}]}`
  }
  if (task !== undefined || conversation !== undefined) {
    throw new Failure({
      subject: path(task === undefined ? 'conversations' : 'tasks'),
      what: `has a line of a case (${caseIdOf(task ?? conversation ?? '')}) that is not at this place in cases.jsonl.`,
      remedy: 'The folder is incomplete; build it again.',
    })
  }
}

async function nextLine(lines: AsyncGenerator<string>): Promise<string | undefined> {
  const { done, value } = await lines.next()
  return done === true ? undefined : value
}

/** Only a case written by another hand is parsed for it. */
function idOfCase(line: string): string {
  return /^\{"id":"([^"\\]*)"/.exec(line)?.[1] ?? (JSON.parse(line) as { readonly id: string }).id
}

/** Quotes inside of texts are escaped, so that the first match is the field. */
function caseIdOf(line: string): string {
  return /"caseId":"([^"\\]*)"/.exec(line)?.[1] ?? ''
}
