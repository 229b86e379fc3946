// behaviorbench judge RUN : a judge model rates the replies of a run by criteria, or compares them with those of
// another run → a judging folder inside the run's.
import { basename, join, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { benchmarkFiles } from '../benchmark/folder.ts'
import { openBenchmark, type OpenBenchmark } from '../benchmark/open-benchmark.ts'
import {
  criterionNames,
  figure3Criteria,
  readCriterion,
  type Criterion,
} from '../evaluation/judge/criterion.ts'
import { judgingsFolder, readJudging } from '../evaluation/judge/folder.ts'
import type { HowToJudge } from '../evaluation/judge/header.ts'
import { callsToJudge, judgeRun } from '../evaluation/judge/judge.ts'
import { readRunHeader, readRunToJudge, type RunToJudge } from '../evaluation/judge/judged-run.ts'
import { judgedText } from '../evaluation/judge/judged-text.ts'
import { kinshipOf } from '../evaluation/judge/kinship.ts'
import { methodNames, methodOf, usualSamples, type MethodName } from '../evaluation/judge/method.ts'
import { callsToCompare, comparePairs, pairsOf } from '../evaluation/judge/pairs.ts'
import { Failure, UsageError } from '../kit/errors.ts'
import { evenly } from '../kit/evenly.ts'
import type { Model } from '../models/model.ts'
import type { JudgeMethod } from '../records/judgement.ts'
import { existsSync } from 'node:fs'
import { judgeText, methodText, pairText } from './judge-text.ts'
import { addModelFlags, modelOf, type ModelFlags } from './model-flags.ts'
import { markStopped, print, progressLine, stopSignal, wholeNumber } from './terminal.ts'

interface JudgeFlags extends ModelFlags {
  readonly benchmark?: string
  readonly criteria: string
  readonly against?: string
  readonly method: MethodName
  readonly samples?: number
  readonly judgeItself?: boolean
  readonly limit?: number
  readonly output?: string
  readonly seed: number
  readonly maxTokens: number
  readonly concurrency: number
  readonly json?: boolean
}

export function judgeCommand(): Command {
  const command = new Command('judge').argument('<run>', 'a run folder')
  return addModelFlags(command, 'the judge: a model of the endpoint')
    .option('--benchmark <folder>', 'what the run is on (default: two folders above the run)')
    .option(
      '--criteria <names>',
      `by commas: ${criterionNames.join(', ')}, or paths of Markdown files`,
      figure3Criteria.join(','),
    )
    .option('--against <run>', 'say which of two replies has more, asked in both orders, instead of rating')
    .addOption(
      new Option(
        '--method <method>',
        'how a rating is read (auto: log-probabilities where the judge gives them)',
      )
        .choices(methodNames)
        .default('auto'),
    )
    .option(
      '--samples <number>',
      `of each rating, without log-probabilities (default: ${usualSamples})`,
      wholeNumber('--samples', 1),
    )
    .option('--judge-itself', 'allow a judge to judge replies of its own model or family')
    .option('--limit <number>', 'only so many replies, drawn evenly by type', wholeNumber('--limit', 1))
    .option('-o, --output <folder>', 'where to (default: in judgements/ of the run, named by the judge)')
    .option('--seed <number>', 'seed of the judge', wholeNumber('--seed', 0), 1)
    .option('--max-tokens <number>', 'longest answer of the judge', wholeNumber('--max-tokens', 1), 1024)
    .option('--concurrency <number>', 'calls at a time', wholeNumber('--concurrency', 1), 8)
    .option('--json', 'print the scores as one JSON object')
    .action(judge)
}

async function judge(runFolder: string, flags: JudgeFlags): Promise<void> {
  const criteria = criteriaOf(flags.criteria)
  const model = modelOf(flags)
  // What is wrong with the folders shows before a large benchmark is read.
  const models = [await readRunHeader(runFolder)]
  if (flags.against !== undefined) models.push(await readRunHeader(flags.against))
  refuseItself(
    model,
    models.map((run) => run.model),
    flags,
  )
  const benchmark = await openBenchmark(benchmarkFolder(runFolder, flags))
  try {
    const own = await readRunToJudge(runFolder, benchmark)
    const other = flags.against === undefined ? undefined : await readRunToJudge(flags.against, benchmark)
    for (const run of other === undefined ? [own] : [own, other]) refuseLetters(run)
    const output = flags.output ?? join(runFolder, judgingsFolder, folderName(model, other))
    const signal = stopSignal()
    const method =
      (await readJudging(output))?.method ??
      (await methodOf(model, flags.method, flags.samples ?? usualSamples, signal))
    refuseOtherMethod(output, method, flags)
    const shared = { criteria, method, seed: flags.seed, maxOutputTokens: flags.maxTokens }
    if (other === undefined) await rate(model, benchmark, own, shared, output, signal, flags)
    else await compare(model, benchmark, { own, other }, shared, output, signal, flags)
  } finally {
    benchmark.close()
  }
}

async function rate(
  model: Model,
  benchmark: OpenBenchmark,
  judged: RunToJudge,
  shared: HowToJudge,
  output: string,
  signal: AbortSignal,
  flags: JudgeFlags,
): Promise<void> {
  const replies = evenly(judged.replies, ({ task }) => task.type, flags.limit ?? judged.replies.length)
  const plan = { ...shared, replies }
  const progress = announce(callsToJudge(plan), replies.length, 'replies', shared)
  const controls = { concurrency: flags.concurrency, signal, onCall: () => progress.tick() }
  const scores = await judgeRun(model, benchmark, judged, plan, output, controls)
  if (scores === undefined) return markStopped()
  progress.done()
  const { method } = shared
  const text = `${judgeText(scores, shared.criteria)}\nwrote ${output}`
  print(
    flags.json,
    { ...scores, method, kinship: kinshipOf(model.id, [judged.run.model]), folder: output },
    text,
  )
}

async function compare(
  model: Model,
  benchmark: OpenBenchmark,
  runs: { readonly own: RunToJudge; readonly other: RunToJudge },
  shared: HowToJudge,
  output: string,
  signal: AbortSignal,
  flags: JudgeFlags,
): Promise<void> {
  const found = pairsOf(runs.own, runs.other)
  if (found.shownOtherwise > 0) {
    process.stderr.write(
      `${found.shownOtherwise} pairs are left out: the runs showed their options in different orders\n`,
    )
  }
  if (found.pairs.length === 0) {
    throw new Failure({
      subject: runs.other.folder,
      what: `has no task in common with ${runs.own.folder} that both were shown alike.`,
      remedy: 'Evaluate both on the same split, with the same --permute.',
    })
  }
  const pairs = evenly(found.pairs, ({ own }) => own.task.type, flags.limit ?? found.pairs.length)
  const plan = { ...shared, pairs }
  const progress = announce(callsToCompare(plan), pairs.length, 'pairs', shared)
  const controls = { concurrency: flags.concurrency, signal, onCall: () => progress.tick() }
  const scores = await comparePairs(model, benchmark, runs, plan, output, controls)
  if (scores === undefined) return markStopped()
  progress.done()
  const { method } = shared
  print(
    flags.json,
    { ...scores, method, folder: output },
    `${pairText(scores, shared.criteria)}\nwrote ${output}`,
  )
}

function announce(calls: number, items: number, what: string, { criteria, method }: HowToJudge) {
  process.stderr.write(
    `${items} ${what} by ${criteria.length} ${criteria.length === 1 ? 'criterion' : 'criteria'}, ${methodText(method)}: ${calls} calls\n`,
  )
  return progressLine('calls', calls)
}

function criteriaOf(list: string): readonly Criterion[] {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length === 0)
    throw new UsageError(`--criteria: name at least one of ${criterionNames.join(', ')}`)
  const criteria = names.map(readCriterion)
  const twice = criteria.find(({ id }, index) => criteria.findIndex((other) => other.id === id) !== index)
  if (twice !== undefined) throw new UsageError(`--criteria: ${twice.id} is named twice`)
  return criteria
}

function benchmarkFolder(runFolder: string, flags: JudgeFlags): string {
  if (flags.benchmark !== undefined) return flags.benchmark
  const above = resolve(runFolder, '..', '..')
  if (existsSync(join(above, benchmarkFiles.header))) return above
  throw new UsageError(`${runFolder} does not lie in runs/ of a benchmark: name that with --benchmark`)
}

function refuseItself(model: Model, judged: readonly string[], flags: JudgeFlags): void {
  const kinship = kinshipOf(model.id, judged)
  if (kinship === 'none' || flags.judgeItself === true) return
  const what =
    kinship === 'same_model' ? 'is the model that it would judge' : 'is of the family that it would judge'
  throw new UsageError(
    `--model ${model.id} ${what} (${judged.join(', ')}), and models prefer their own; choose another judge, or write --judge-itself, which the record and the report then say`,
  )
}

/** Nothing but letters can be counted, not judged. */
function refuseLetters({ folder, replies }: RunToJudge): void {
  if (replies.some(({ task, prediction }) => 'text' in judgedText(task, prediction))) return
  throw new Failure({
    subject: folder,
    what: 'has no reply with words of its own: a letter or the text of an option is no writing to judge.',
    remedy:
      'Evaluate with a regime that asks for reasons: chain-of-thought, or behavior-token with a recipe that has OC or BC.',
  })
}

function refuseOtherMethod(output: string, method: JudgeMethod, flags: JudgeFlags): void {
  const wanted = flags.method.replace('-', '_')
  const other =
    (flags.method !== 'auto' && method.kind !== wanted) ||
    (flags.samples !== undefined && method.kind === 'samples' && method.samples !== flags.samples)
  if (!other) return
  throw new Failure({
    subject: output,
    what: `holds a judging ${methodText(method)}.`,
    remedy: 'Choose another folder with -o.',
  })
}

function folderName(model: Model, other: RunToJudge | undefined): string {
  const against = other === undefined ? '' : ` against ${basename(resolve(other.folder))}`
  return `${model.id}${against}`.replace(/[^\w.-]+/g, '_')
}
