// behaviorbench quickstart : the paper in miniature on the bundled cases and on simulated patients, without a key, a
// download or a GPU. Import, simulate, ground, converse, make tasks, verify, audit; fine-tune the bundled starter model
// with and without behaviour tokens; evaluate it, both, and the trivial solvers on held-out cases; report.
import { existsSync } from 'node:fs'
import { appendFile, readFile, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { Command } from 'commander'
import { buildBenchmark } from '../benchmark/build.ts'
import { readStatistics } from '../benchmark/folder.ts'
import { openBenchmark, type OpenBenchmark } from '../benchmark/open-benchmark.ts'
import { parseSplitPlan } from '../benchmark/splits.ts'
import { defaultWaivers } from '../benchmark/waivers.ts'
import { coverageTable } from '../benchmark/tables.ts'
import { evaluate } from '../evaluation/run.ts'
import { solverAnswerer } from '../evaluation/solver-answerer.ts'
import { writeText } from '../kit/jsonl.ts'
import { forEachOf } from '../kit/pool.ts'
import { duration } from '../kit/progress.ts'
import { writeReport } from '../reports/report.ts'
import { defaultDistributions } from '../simulation/distributions.ts'
import type { RunScores } from '../records/score.ts'
import { simulateCases } from '../simulation/run.ts'
import { printSummary } from '../sources/summary.ts'
import { solvers } from '../verification/shortcuts/index.ts'
import { importCases } from './import-cases.ts'
import {
  evaluateContender,
  tasksOf,
  trainContender,
  type Contender,
  type ContenderControls,
} from './quickstart-models.ts'
import { quick, whole, type QuickstartSize } from './quickstart-sizes.ts'
import { validationText } from './train-text.ts'
import { followTogether } from './training-progress.ts'
import { markStopped, peakMegabytes, progressLine, stageProgress, stopSignal } from './terminal.ts'

const seed = 1

const bundledCases = resolve(import.meta.dirname, '../../cases')

export function quickstartCommand(): Command {
  return new Command('quickstart')
    .option('-o, --output <folder>', 'where everything goes', join('runs', 'quickstart'))
    .option('--quick', 'less of everything, in a minute and a half: to see that it works')
    .action(async (flags: { readonly output: string; readonly quick?: boolean }) => {
      const started = Date.now()
      const folder = flags.output
      const signal = stopSignal()
      const report = await walk(folder, flags.quick === true ? quick : whole, signal)
      if (report === undefined) return markStopped()
      const seconds = duration((Date.now() - started) / 1000)
      say(`
Done in ${seconds}; peak memory ${peakMegabytes()} MB. Everything lies in ${folder}:
  cases.jsonl        the imported and the simulated cases
  benchmark/         the benchmark; its README.md explains each file
  trainings/         GeneralSFT and BehaviorSFT: examples, steps, adapter
  runs/              one folder per evaluated solver and model
  report/            report.html, report.md, report.json; samples/index.html shows every task and answer

Open the report:  ${relative(process.cwd(), report)}
Next:  npx behaviorbench eval ${join(folder, 'benchmark')} --model NAME --base-url http://localhost:8000/v1
       npx behaviorbench import YOUR-FILES -o cases.jsonl`)
    })
}

/** The path of the HTML report; undefined when stopped. */
async function walk(folder: string, size: QuickstartSize, signal: AbortSignal): Promise<string | undefined> {
  await startAfresh(folder)
  const casesPath = join(folder, 'cases.jsonl')
  const benchmarkFolder = join(folder, 'benchmark')
  say('1/7  Import the bundled cases (invented patients, written for this project)')
  const files = progressLine('files', undefined)
  const imported = await importCases([bundledCases], casesPath, {
    source: 'auto',
    signal,
    onFile: () => files.tick(),
  })
  if (imported === undefined) return undefined
  files.done()
  say(`${printSummary(imported.summary)}\n`)

  say(`2/7  Simulate ${size.simulatedCases} patients from the knowledge base (invented as well)`)
  const simulatedPath = join(folder, 'simulated.jsonl')
  const settings = { seed, distributions: defaultDistributions, folder: resolve(folder) }
  const cases = progressLine('cases', size.simulatedCases)
  const whole = await simulateCases(simulatedPath, {
    cases: size.simulatedCases,
    settings,
    concurrency: availableParallelism(),
    signal,
    onCase: () => cases.tick(),
  })
  if (!whole) return undefined
  cases.done()
  await appendFile(casesPath, await readFile(simulatedPath))
  say('')

  say('3/7  Ground facts, hold conversations, make tasks, verify each, audit the whole')
  const options = {
    name: 'quickstart',
    seed,
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

  say('4/7  Evaluate the trivial solvers: the floor under every model')
  const benchmark = await openBenchmark(benchmarkFolder)
  try {
    const floor = await solverRuns(benchmark, folder, signal)
    if (floor === undefined) return undefined
    const models = await modelRuns(benchmark, folder, size, signal)
    if (models === undefined) return undefined
    say('\n7/7  Write the report')
    const { html } = await writeReport(
      benchmarkFolder,
      [...models.runs, ...floor, ...models.trainings],
      join(folder, 'report'),
    )
    return html
  } finally {
    benchmark.close()
  }
}

/** Folders of runs; undefined when stopped. */
async function solverRuns(
  benchmark: OpenBenchmark,
  folder: string,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  const tasks = benchmark.tasks.filter(({ split }) => split === 'test')
  const runs: string[] = []
  for (const solver of solvers) {
    const output = join(folder, 'runs', solver.name)
    const answerer = solverAnswerer(solver, benchmark, seed)
    const plan = { split: 'test', tasks, seed, repeats: 1 }
    const scores = await evaluate(benchmark, answerer, plan, output, { concurrency: 1, signal })
    if (scores === undefined) return undefined
    say(scoresLine(solver.name, scores))
    runs.push(output)
  }
  return runs
}

async function modelRuns(
  benchmark: OpenBenchmark,
  folder: string,
  size: QuickstartSize,
  signal: AbortSignal,
): Promise<{ readonly runs: readonly string[]; readonly trainings: readonly string[] } | undefined> {
  say(`
5/7  Fine-tune the bundled starter model on ${size.examples} tasks: GeneralSFT, and BehaviorSFT with its tokens`)
  const methods = { GeneralSFT: 'general', BehaviorSFT: 'behavior' } as const
  const follow = followTogether(Object.keys(methods).length)
  const trained = await sideBySide(Object.entries(methods), signal, async ([name, method], controls) => {
    const output = join(folder, 'trainings', name)
    const watched = { ...controls, onProgress: follow(name) }
    return trainContender(benchmark, method, size, output, watched)
  })
  const contenders: Contender[] = [{ name: 'base' }]
  for (const [place, name] of (['GeneralSFT', 'BehaviorSFT'] as const).entries()) {
    const one = trained[place]
    if (one === undefined) return undefined
    contenders.push({ name, adapter: one.adapter })
    say(`  ${name.padEnd(22)} ${validationText(one.validation)}`)
  }

  say('\n6/7  Evaluate the starter as it is and both fine-tuned models on held-out cases')
  const asked = tasksOf(benchmark, 'test', size).length
  // Only the one with tokens answers the validation tasks too, by which its rule of when to speak is fitted.
  const answers = progressLine(
    'answers',
    contenders.length * asked + tasksOf(benchmark, 'validation', size).length,
  )
  // The last has most to do, so it begins.
  const work = contenders.toReversed()
  const scored = await sideBySide(work, signal, async (contender, controls) => {
    const output = join(folder, 'runs', contender.name)
    const watched = { ...controls, onAnswer: () => answers.tick(contender.name) }
    return {
      name: contender.name,
      output,
      scores: await evaluateContender(benchmark, contender, size, output, watched),
    }
  })
  if (scored.some(({ scores }) => scores === undefined)) return undefined
  answers.done()
  scored.reverse()
  for (const { name, scores } of scored) if (scores !== undefined) say(scoresLine(name, scores))
  const trainings = trained.flatMap((one) => one?.folder ?? [])
  return { runs: scored.map(({ output }) => output), trainings }
}

/** Models as narrow as the starter gain little from a second core, so several work at a time with one each. */
async function sideBySide<I, O>(
  items: readonly I[],
  signal: AbortSignal,
  work: (item: I, controls: ContenderControls) => Promise<O>,
): Promise<O[]> {
  const failed = new AbortController()
  const threads = Math.max(1, Math.floor(availableParallelism() / items.length))
  const controls = { signal: AbortSignal.any([signal, failed.signal]), threads }
  const results: O[] = []
  await forEachOf([...items.entries()], availableParallelism(), async ([place, item]) => {
    try {
      results[place] = await work(item, controls)
    } catch (error) {
      // The others need not go on for minutes.
      failed.abort()
      throw error
    }
  })
  return results
}

function scoresLine(name: string, { pooled, meanOfTypes }: RunScores): string {
  const percent = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)} %`)
  return `  ${name.padEnd(22)} accuracy ${percent(pooled.accuracy)}, macro-F1 ${percent(meanOfTypes.macroF1)}`
}

/** Clears what an earlier quickstart left in this folder, and nothing that it did not make. */
async function startAfresh(folder: string): Promise<void> {
  const marker = join(folder, 'quickstart.txt')
  if (existsSync(marker)) {
    for (const made of [
      'benchmark',
      'trainings',
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
    'Made by `behaviorbench quickstart`, which clears benchmark/, trainings/, runs/, report/ and simulated.jsonl when it runs again.\n',
  )
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
