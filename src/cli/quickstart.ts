// behaviorbench quickstart : the whole line on the bundled cases and on simulated patients, without a key, a model or
// a GPU. Import, simulate, ground, converse, make tasks, verify, audit, evaluate the trivial solvers, report.
import { existsSync } from 'node:fs'
import { appendFile, readFile, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { Command } from 'commander'
import { buildBenchmark } from '../benchmark/build.ts'
import { readStatistics } from '../benchmark/folder.ts'
import { openBenchmark } from '../benchmark/open-benchmark.ts'
import { parseSplitPlan } from '../benchmark/splits.ts'
import { defaultWaivers } from '../benchmark/waivers.ts'
import { coverageTable } from '../benchmark/tables.ts'
import { evaluate } from '../evaluation/run.ts'
import { solverAnswerer } from '../evaluation/solver-answerer.ts'
import { writeText } from '../kit/jsonl.ts'
import { duration } from '../kit/progress.ts'
import { writeReport } from '../reports/report.ts'
import { defaultDistributions } from '../simulation/distributions.ts'
import { simulateCases } from '../simulation/run.ts'
import { printSummary } from '../sources/summary.ts'
import { solvers } from '../verification/shortcuts/index.ts'
import { importCases } from './import-cases.ts'
import { markStopped, peakMegabytes, progressLine, stageProgress, stopSignal } from './terminal.ts'

/** Enough for every condition once. */
const simulatedCases = 80

const bundledCases = resolve(import.meta.dirname, '../../cases')

export function quickstartCommand(): Command {
  return new Command('quickstart')
    .description('the whole line on bundled and simulated cases: no key, no GPU, under two minutes')
    .option('-o, --output <folder>', 'where everything goes', join('runs', 'quickstart'))
    .action(async (flags: { readonly output: string }) => {
      const started = Date.now()
      const folder = flags.output
      const signal = stopSignal()
      const report = await walk(folder, signal)
      if (report === undefined) return markStopped()
      const seconds = duration((Date.now() - started) / 1000)
      say(`
Done in ${seconds}; peak memory ${peakMegabytes()} MB. Everything lies in ${folder}:
  cases.jsonl        the imported and the simulated cases
  benchmark/         the benchmark; its README.md explains each file
  runs/              one folder per evaluated solver
  report/            report.html, report.md, report.json; samples/index.html shows every task and answer

Open the report:  ${relative(process.cwd(), report)}
Next:  npx behaviorbench eval ${join(folder, 'benchmark')} --model NAME --base-url http://localhost:8000/v1
       npx behaviorbench import YOUR-FILES -o cases.jsonl`)
    })
}

/** The path of the HTML report; undefined when stopped. */
async function walk(folder: string, signal: AbortSignal): Promise<string | undefined> {
  await startAfresh(folder)
  const casesPath = join(folder, 'cases.jsonl')
  const benchmarkFolder = join(folder, 'benchmark')
  say('1/5  Import the bundled cases (invented patients, written for this project)')
  const files = progressLine('files', undefined)
  const imported = await importCases([bundledCases], casesPath, {
    source: 'auto',
    signal,
    onFile: () => files.tick(),
  })
  if (imported === undefined) return undefined
  files.done()
  say(`${printSummary(imported.summary)}\n`)

  say(`2/5  Simulate ${simulatedCases} patients from the knowledge base (invented as well)`)
  const simulatedPath = join(folder, 'simulated.jsonl')
  const settings = { seed: 1, distributions: defaultDistributions, folder: resolve(folder) }
  const cases = progressLine('cases', simulatedCases)
  const whole = await simulateCases(simulatedPath, {
    cases: simulatedCases,
    settings,
    concurrency: availableParallelism(),
    signal,
    onCase: () => cases.tick(),
  })
  if (!whole) return undefined
  cases.done()
  await appendFile(casesPath, await readFile(simulatedPath))
  say('')

  say('3/5  Ground facts, hold conversations, make tasks, verify each, audit the whole')
  const options = {
    name: 'quickstart',
    seed: 1,
    splits: parseSplitPlan('60/10/30'),
    tokenPolicy: 'contextual' as const,
    waived: defaultWaivers,
  }
  const built = await buildBenchmark(casesPath, benchmarkFolder, options, {
    concurrency: availableParallelism(),
    signal,
    onProgress: stageProgress(),
  })
  if (built === undefined) return undefined
  const { coverage } = await readStatistics(benchmarkFolder)
  say(`${coverageTable(coverage)}\n`)

  say('4/5  Evaluate the trivial solvers: the floor under every model')
  const benchmark = await openBenchmark(benchmarkFolder)
  const tasks = benchmark.tasks.filter(({ split }) => split === 'test')
  const runs: string[] = []
  for (const solver of solvers) {
    const output = join(folder, 'runs', solver.name)
    const answerer = solverAnswerer(solver, benchmark, options.seed)
    const plan = { split: 'test', tasks, seed: options.seed, repeats: 1 }
    const scores = await evaluate(benchmark, answerer, plan, output, { concurrency: 1, signal })
    if (scores === undefined) return undefined
    const percent = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)} %`)
    say(
      `  ${solver.name.padEnd(22)} accuracy ${percent(scores.pooled.accuracy)}, macro-F1 ${percent(scores.meanOfTypes.macroF1)}`,
    )
    runs.push(output)
  }

  say('\n5/5  Write the report')
  const { html } = await writeReport(benchmarkFolder, runs, join(folder, 'report'))
  return html
}

/** Clears what an earlier quickstart left in this folder, and nothing that it did not make. */
async function startAfresh(folder: string): Promise<void> {
  const marker = join(folder, 'quickstart.txt')
  if (existsSync(marker)) {
    for (const made of [
      'benchmark',
      'runs',
      'report',
      'simulated.jsonl',
      'simulated.jsonl.recipe.json',
      'simulated.jsonl.part',
    ])
      await rm(join(folder, made), { recursive: true, force: true })
  }
  await writeText(
    marker,
    'Made by `behaviorbench quickstart`, which clears benchmark/, runs/, report/ and simulated.jsonl when it runs again.\n',
  )
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
