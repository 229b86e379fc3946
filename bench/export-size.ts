// How long an export of many tasks takes and how much memory: `npx tsx bench/export-size.ts BENCH [TASKS]`. The
// tasks of BENCH are written again and again under other ids until there are TASKS (142496, the paper's number),
// and each format is exported from that folder. Prints a Markdown table.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { benchmarkFiles } from '../src/benchmark/folder.ts'
import { openLineWriter, writeJson } from '../src/kit/jsonl.ts'

const [given, wanted = '142496'] = process.argv.slice(2)
if (given === undefined) throw new Error('name a benchmark folder')
const work = mkdtempSync(join(tmpdir(), 'export-size-'))
const program = resolve(import.meta.dirname, '../bin/behaviorbench.js')

/** The files with every id of a case, conversation and task numbered by the copy. */
async function multiply(source: string, target: string, tasks: number): Promise<void> {
  cpSync(join(source, 'images'), join(target, 'images'), { recursive: true })
  const linesOf = (name: string): string[] => readFileSync(join(source, name), 'utf8').trimEnd().split('\n')
  const names = ['cases', 'conversations', 'tasks', 'splits'] as const
  for (const name of names) {
    const lines = linesOf(benchmarkFiles[name])
    const perTask = name === 'tasks' || name === 'splits'
    const copies = Math.ceil(tasks / linesOf(benchmarkFiles.tasks).length)
    const writer = await openLineWriter(join(target, benchmarkFiles[name]))
    let left = perTask ? tasks : Number.POSITIVE_INFINITY
    for (let copy = 0; copy < copies && left > 0; copy += 1) {
      for (const line of lines.slice(0, left)) {
        left -= 1
        await writer.write(line.replace(/"((?:case|conv|task)_[0-9a-f]{16})"/g, `"$1_${copy}"`))
      }
    }
    await writer.close()
  }
  const header = JSON.parse(readFileSync(join(source, benchmarkFiles.header), 'utf8')) as object
  await writeJson(join(target, benchmarkFiles.header), { ...header, tasks })
}

try {
  const folder = join(work, 'benchmark')
  await multiply(given, folder, Number(wanted))
  console.log('| format | tasks | seconds | peak memory | on disk |\n|---|---|---|---|---|')
  for (const format of ['hf', 'lm-eval', 'inspect', 'promptfoo']) {
    const target = join(work, format)
    const split = format === 'hf' ? [] : ['--split', 'train']
    const started = performance.now()
    const measured = [
      `process.argv.splice(1, 0, ${JSON.stringify(program)})`,
      'process.on("exit", () => console.log(process.resourceUsage().maxRSS))',
      `await import(${JSON.stringify(program)})`,
    ]
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        measured.join('\n'),
        'export',
        folder,
        '--format',
        format,
        '-o',
        target,
        '--json',
        ...split,
      ],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(stderr)
    const seconds = (performance.now() - started) / 1000
    const [json = '{}', memory = '0'] = stdout.trimEnd().split('\n')
    const { splits } = JSON.parse(json) as { readonly splits: Readonly<Record<string, number>> }
    const tasks = Object.values(splits).reduce((sum, count) => sum + count, 0)
    const bytes = readdirSync(target, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
    console.log(
      `| ${format} | ${tasks} | ${seconds.toFixed(0)} | ${(Number(memory) / 1024).toFixed(0)} MB | ${(bytes / 1e6).toFixed(0)} MB |`,
    )
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
