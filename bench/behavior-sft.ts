// BehaviorSFT against GeneralSFT: the same base, tasks, recipe and seeds, with and without behaviour tokens, on cases
// that neither has seen. For each seed both are trained side by side and evaluated by likelihood; differences are
// paired by task and seed, and their intervals resample cases. What is begun goes on when it is run again.
//
//   npx tsx bench/behavior-sft.ts BENCHMARK WORK [--base FOLDER] [--recipe NAME|FILE] [--examples N] [--seeds N] [--tasks N]
import { existsSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openBenchmark } from '../src/benchmark/open-benchmark.ts'
import { textTable } from '../src/benchmark/tables.ts'
import { compareRuns, type Difference } from '../src/evaluation/compare.ts'
import { runFiles } from '../src/evaluation/run.ts'
import { rowOf, type Row } from '../src/evaluation/rows.ts'
import { scoreRows } from '../src/evaluation/scores.ts'
import { readJsonl } from '../src/kit/jsonl.ts'
import { aurocOf } from '../src/metrics/auroc.ts'
import { predictionSchema } from '../src/records/prediction.ts'
import { behaviorTokens } from '../src/taxonomy/behavior.ts'
import { runCommand } from './run-command.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string', default: resolve(import.meta.dirname, '../starter/starter-3m') },
    recipe: { type: 'string', default: resolve(import.meta.dirname, 'behavior-sft.json') },
    examples: { type: 'string', default: '640' },
    seeds: { type: 'string', default: '5' },
    tasks: { type: 'string', default: '260' },
  },
})
const [folder, work] = positionals
if (folder === undefined || work === undefined) throw new Error('name a benchmark and a folder to work in')

const methods = ['general', 'behavior'] as const
/** A model of a few million parameters is trained faster by one core than by two, so both methods have one. */
const threads = String(Math.max(1, Math.floor(availableParallelism() / methods.length)))
const benchmark = await openBenchmark(folder)

async function runOf(method: (typeof methods)[number], seed: number): Promise<string> {
  const training = join(work as string, `${method}-${seed}`)
  const run = join(work as string, `${method}-${seed}-test`)
  const { base, recipe, examples, tasks } = values
  const data = ['train', folder as string, '--base', base, '--method', method, '--recipe', recipe]
  const drawn = ['--examples', examples, '--seed', String(seed)]
  const computed = ['--precision', 'float32', '--threads', threads, '-o', training]
  await runCommand([...data, ...drawn, ...computed])
  const model = ['--model', `engine:${base}`, '--adapter', join(training, 'adapter')]
  const asked = ['--regime', 'behavior-token', '--likelihood', '--limit', tasks]
  await runCommand(['eval', folder as string, ...model, ...asked, '-o', run])
  return run
}

/** With the seed in the place of the repeat, so that runs of several seeds are one list of answers. */
async function rowsOf(run: string, seed: number): Promise<Row[]> {
  const file = join(run, runFiles.predictions)
  if (!existsSync(file)) throw new Error(`${run} has no predictions`)
  const entries = new Map(benchmark.tasks.map((task) => [task.id, task]))
  const rows: Row[] = []
  for await (const prediction of readJsonl(file, predictionSchema)) {
    const entry = entries.get(prediction.taskId)
    if (entry === undefined) continue
    rows.push(
      rowOf(benchmark.task(entry.id), { ...prediction, repeat: seed }, { id: entry.id, group: entry.group }),
    )
  }
  return rows
}

const all = { general: [] as Row[], behavior: [] as Row[] }
const lines: string[][] = [
  ['seed', 'GeneralSFT', 'BehaviorSFT', 'difference', 'token right', 'AUROC of the token'],
]
const percent = (value: number | null | undefined): string => (value == null ? '–' : (100 * value).toFixed(1))
for (let seed = 1; seed <= Number(values.seeds); seed++) {
  const runs = await Promise.all(methods.map((method) => runOf(method, seed)))
  const general = await rowsOf(runs[0] as string, seed)
  const behavior = await rowsOf(runs[1] as string, seed)
  all.general.push(...general)
  all.behavior.push(...behavior)
  const scores = { general: scoreRows(general), behavior: scoreRows(behavior) }
  const tokens = behavior.filter(({ prediction }) => prediction.token !== undefined)
  const right = tokens.filter(({ prediction, task }) => prediction.token === task.behavior.token)
  lines.push([
    String(seed),
    percent(scores.general.pooled.accuracy),
    percent(scores.behavior.pooled.accuracy),
    withInterval(compareRuns(behavior, general).accuracy),
    `${percent(right.length / tokens.length)} of ${tokens.length}`,
    percent(scores.behavior.probability?.auroc),
  ])
}

function withInterval({ value, interval }: Difference): string {
  return interval === null
    ? percent(value)
    : `${percent(value)} (${percent(interval.low)} to ${percent(interval.high)})`
}

const whole = compareRuns(all.behavior, all.general)
const [, proactive] = behaviorTokens
/** How well the type of a task alone, with its share of proactive tasks in training, tells when to speak. */
const train = benchmark.tasks.filter(({ split }) => split === 'train').map(({ id }) => benchmark.task(id))
const byType = aurocOf(
  all.behavior.map(({ task, group }) => {
    const own = train.filter(({ type }) => type === task.type)
    const score = own.filter(({ behavior }) => behavior.token === proactive).length / Math.max(1, own.length)
    return { score, positive: task.behavior.token === proactive, cluster: group }
  }),
)
const scores = { general: scoreRows(all.general), behavior: scoreRows(all.behavior) }
console.log(
  `${values.examples} examples, recipe ${basename(values.recipe)}; ${availableParallelism()} × ${cpus()[0]?.model}, Node ${process.version}\n`,
)
console.log(textTable(lines))
console.log(
  `\nAll seeds, BehaviorSFT less GeneralSFT, ${whole.cases} cases, ${whole.common} pairs of answers:`,
)
console.log(`accuracy ${withInterval(whole.accuracy)}, macro-F1 ${withInterval(whole.macroF1)} points`)
for (const method of methods) {
  const { pooled, meanOfTypes, triples } = scores[method]
  console.log(JSON.stringify({ method, pooled, meanOfTypes, triples }))
}
const { behavior, probability } = scores.behavior
console.log(
  JSON.stringify({
    token: behavior,
    auroc: probability?.auroc,
    interval: probability?.aurocInterval,
    byType: byType?.area,
  }),
)
benchmark.close()
