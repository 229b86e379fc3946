// A report at the paper's size: 142,496 predictions a run. The records of a small benchmark are repeated under other
// ids in a temporary folder, with a reply as long as a model's to each; prints how long the report took, its peak
// memory, how many files it is and the largest of them, as Markdown.
//
//   npx tsx bench/report-size.ts BENCHMARK [TASKS [RUNS]] [--keep FOLDER]
//
// BENCHMARK is a folder that `behaviorbench build` made, of a few hundred tasks or more. --keep copies the report there.
import { cpSync, createReadStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { readHeader } from '../src/benchmark/folder.ts'
import { openBenchmark } from '../src/benchmark/open-benchmark.ts'
import { rowOf, type Row } from '../src/evaluation/rows.ts'
import { scoreRows } from '../src/evaluation/scores.ts'
import { contentId } from '../src/kit/hash.ts'
import { writeJson, writeJsonl } from '../src/kit/jsonl.ts'
import { randomFor } from '../src/kit/random.ts'
import type { Prediction } from '../src/records/prediction.ts'
import type { Task } from '../src/records/task.ts'
import { paperDataset } from '../src/taxonomy/paper/dataset.ts'
import { runCommand } from './run-command.ts'

const { positionals, values } = parseArgs({ allowPositionals: true, options: { keep: { type: 'string' } } })
const [source, wanted = String(paperDataset.tasks), howMany = '2'] = positionals
if (source === undefined) throw new Error('name a benchmark folder to repeat')

const folder = mkdtempSync(join(tmpdir(), 'report-size-'))
try {
  const tasks = Number(wanted)
  const benchmark = join(folder, 'benchmark')
  await repeatBenchmark(source, benchmark, tasks)
  const runs: string[] = []
  for (let number = 0; number < Number(howMany); number += 1) {
    runs.push(await writeRun(benchmark, join(folder, 'runs', String(number)), number))
  }
  const report = join(folder, 'report')
  const { seconds, megabytes } = await runCommand(['report', benchmark, ...runs, '-o', report])
  const files = filesBelow(report).map((path) => ({ path, size: statSync(path).size }))
  const largest = files.toSorted((a, b) => b.size - a.size).slice(0, 5)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  console.log(`| | |
|---|---:|
| tasks, runs | ${tasks}, ${runs.length} |
| time | ${seconds.toFixed(0)} s |
| peak memory | ${megabytes.toFixed(0)} MB |
| files | ${files.length}, ${(total / 1e6).toFixed(0)} MB |
${largest.map(({ path, size }) => `| ${relative(report, path)} | ${(size / 1000).toFixed(0)} KB |`).join('\n')}

${cpus().length} cores, ${cpus()[0]?.model ?? ''}, Node ${process.version}; ${source}`)
  if (values.keep !== undefined) cpSync(report, values.keep, { recursive: true })
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The benchmark as often as it takes, cases, conversations, facts and tasks each with ids of their own. */
async function repeatBenchmark(from: string, to: string, tasks: number): Promise<void> {
  const header = await readHeader(from)
  const rounds = Math.ceil(tasks / header.tasks)
  let left = tasks
  for (const name of ['cases', 'conversations', 'facts', 'tasks', 'splits'] as const) {
    async function* lines(): AsyncGenerator<unknown> {
      left = tasks
      for (let round = 0; round < rounds; round += 1) {
        const input = createReadStream(join(from, `${name}.jsonl`), 'utf8')
        for await (const line of createInterface({ input })) {
          if (['tasks', 'splits'].includes(name) && left-- <= 0) return
          // Every id of a record is a hash behind a word and a line.
          const renamed = line.replace(
            /"((?:case|conv|fact|task)_[0-9a-f]{16})"/g,
            (_, id: string) => `"${id.split('_')[0]}_${contentId('x', [id, round]).slice(2)}"`,
          )
          yield JSON.parse(renamed)
        }
      }
    }
    await writeJsonl(join(to, `${name}.jsonl`), lines())
  }
  await writeJson(join(to, 'benchmark.json'), { ...header, tasks, cases: header.cases * rounds })
  for (const name of ['statistics.json', 'audit.json']) cpSync(join(from, name), join(to, name))
  cpSync(join(from, 'images'), join(to, 'images'), { recursive: true })
}

/** A run that is right about as often as a fair model, with a reply of some hundred words to each task. */
async function writeRun(benchmark: string, to: string, number: number): Promise<string> {
  const open = await openBenchmark(benchmark)
  const rows: Row[] = []
  function* predictions(): Generator<Prediction> {
    for (const entry of open.tasks) {
      const task = open.task(entry.id)
      const prediction = answerTo(task, number)
      rows.push(rowOf(task, prediction, entry))
      yield prediction
    }
  }
  await writeJsonl(join(to, 'predictions.jsonl'), predictions())
  await writeJson(join(to, 'scores.json'), scoreRows(rows))
  await writeJson(join(to, 'run.json'), {
    format: 'behaviorbench-run/1',
    benchmarkId: open.header.id,
    split: 'all',
    model: `model-${number}`,
    endpoint: 'embedded',
    parameters: {},
    regime: 'chain-of-thought',
    promptHash: 'none',
    seed: number,
    repeats: 1,
    tasks: open.tasks.length,
  })
  open.close()
  return to
}

function answerTo(task: Task, number: number): Prediction {
  const random = randomFor('report-size', number, task.id)
  const answer = random.next() < 0.8 ? task.gold : random.pick(task.options).letter
  return {
    taskId: task.id,
    model: `model-${number}`,
    regime: 'chain-of-thought',
    promptHash: 'none',
    seed: number,
    repeat: 0,
    answer,
    outcome: 'answered',
    output: `${task.rationale} ${task.options.map(({ text }) => text).join(' ')}\n\nAnswer: ${answer}`,
    inputTokens: 1200,
    outputTokens: 180,
  }
}

function filesBelow(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const own = join(path, entry.name)
    return entry.isDirectory() ? filesBelow(own) : [own]
  })
}
