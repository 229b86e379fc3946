// behaviorbench hard BENCH RUN… : the tasks that several models fail, as a benchmark of their own.
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { paperBalance } from '../benchmark/hard/balance.ts'
import { balanceRows, dropCaveat, dropRows, funnelRows, minerRows } from '../benchmark/hard/tables.ts'
import { readBalance } from '../benchmark/hard/wish.ts'
import { readHeader } from '../benchmark/folder.ts'
import { textTable } from '../benchmark/tables.ts'
import { mineHard, reviewFolder, type Mined } from '../evaluation/hard/mine.ts'
import { UsageError } from '../kit/errors.ts'
import { duration } from '../kit/progress.ts'
import type { HardSettings } from '../records/hard.ts'
import { writeReview } from '../reports/hard-review/write.ts'
import { markStopped, peakMegabytes, print, stageProgress, stopSignal, wholeNumber } from './terminal.ts'

interface HardFlags {
  readonly output: string
  readonly name?: string
  readonly failedSeeds: HardSettings['failedSeeds']
  readonly failingModels: number
  readonly balance: HardSettings['balance']
  readonly tasks?: number
  readonly triples: HardSettings['triples']
  readonly doubtful: HardSettings['doubtful']
  readonly heldOut: readonly string[]
  readonly reviewed: readonly string[]
  readonly list: 'doubtful' | 'all'
  readonly mixedPrompts?: boolean
  readonly runs: boolean
  readonly seed: number
  readonly concurrency: number
  readonly json?: boolean
}

export function hardCommand(): Command {
  return new Command('hard')
    .argument('<benchmark>', 'a benchmark folder')
    .argument(
      '<run...>',
      'run folders on it, of at least two models (the paper: three models, three seeds each)',
    )
    .requiredOption('-o, --output <folder>', 'the folder of the subset to write, or to go on with')
    .option('--name <name>', 'name of the subset (default: the benchmark’s, with "-hard")')
    .option(
      '--failed-seeds <number>',
      'in how many of its seeds a model must be wrong to have failed: "majority" (more than half), "all", or a number',
      failedSeedsOf,
      'majority',
    )
    .option(
      '--failing-models <number>',
      'how many models must have failed a task',
      wholeNumber('--failing-models', 1),
      2,
    )
    .addOption(
      new Option(
        '--balance <wish>',
        '"paper", "none", weights proactive/reactive/balanced, or a YAML file with categories or types',
      )
        .argParser(readBalance)
        .default(paperBalance(), '"paper": 43/39/18'),
    )
    .option(
      '--tasks <number>',
      'at most so many tasks (default: as many as there are)',
      wholeNumber('--tasks', 1),
    )
    .addOption(
      new Option('--triples <how>', 'challenge triples: kept whole, or each member by itself')
        .choices(['whole', 'members'])
        .default('whole'),
    )
    .addOption(
      new Option(
        '--doubtful <what>',
        'tasks to which all gave one other answer: hold back until reviewed, or keep',
      )
        .choices(['hold', 'keep'])
        .default('hold'),
    )
    .option('--held-out <run...>', 'runs of models that do not choose, but whose drop is reported', [])
    .option('--reviewed <file...>', 'the list for physicians, filled in (review.csv)', [])
    .addOption(
      new Option('--list <which>', 'what physicians are given: what is doubtful, or all that is Hard')
        .choices(['doubtful', 'all'])
        .default('doubtful'),
    )
    .option('--no-runs', 'do not make runs on the subset of the answers that are there')
    .option('--mixed-prompts', 'take models that were asked with different prompts')
    .option('--seed <number>', 'which tasks the balance leaves out', wholeNumber('--seed', 0), 1)
    .option(
      '--concurrency <number>',
      'worker threads',
      wholeNumber('--concurrency', 1),
      availableParallelism(),
    )
    .option('--json', 'print the result as one JSON object')
    .action(async (benchmark: string, runs: string[], flags: HardFlags) => {
      const started = Date.now()
      const name = flags.name ?? `${(await readHeader(benchmark)).name}-hard`
      if (resolve(benchmark) === resolve(flags.output))
        throw new UsageError('-o names the benchmark itself; the subset needs a folder of its own')
      const review = join(flags.output, reviewFolder)
      const { failedSeeds, failingModels, triples, doubtful, balance, tasks, seed } = flags
      const mined = await mineHard(
        {
          benchmark,
          runs,
          heldOut: flags.heldOut,
          reviewed: flags.reviewed,
          output: flags.output,
          name,
          settings: {
            failedSeeds,
            failingModels,
            triples,
            doubtful,
            balance,
            ...(tasks === undefined ? {} : { most: tasks }),
            seed,
          },
          mixedPrompts: flags.mixedPrompts === true,
          carryRuns: flags.runs,
          list: flags.list,
          writeList: async (listed) => void (await writeReview(benchmark, name, listed, review)),
        },
        { concurrency: flags.concurrency, signal: stopSignal(), onProgress: stageProgress() },
      )
      if (mined === undefined) return markStopped()
      const { header, already, ...rest } = mined
      print(
        flags.json,
        { ...header, ...rest, folder: flags.output, already },
        resultText(mined, flags.output, duration((Date.now() - started) / 1000)),
      )
    })
}

function failedSeedsOf(text: string): HardSettings['failedSeeds'] {
  if (text === 'majority' || text === 'all') return text
  return wholeNumber('--failed-seeds', 1)(text)
}

function resultText(
  { header, hard, listed, open, runs, auditFailures, already }: Mined,
  folder: string,
  seconds: string,
): string {
  const { counts, models, settings } = hard
  const small = models.length < 3 || models.some(({ seeds }) => seeds.length < 3)
  return [
    ...(already ? ['The folder already holds this very subset; nothing was done.', ''] : []),
    `A task is Hard when at least ${settings.failingModels} of ${models.length} models failed it`,
    textTable(minerRows(hard)),
    '',
    textTable(funnelRows(hard)),
    '',
    'Balance',
    textTable(balanceRows(hard)),
    '',
    'Scores on all tasks and on the Hard ones, %',
    textTable(dropRows(hard)),
    dropCaveat,
    '',
    ...(small
      ? ['Fewer than the paper’s three models with three seeds each: more tasks are here by chance.']
      : []),
    ...models
      .filter(({ alike, seeds }) => alike && seeds.length > 1)
      .map(({ model }) => `All seeds of ${model} gave the very same answers: they add nothing to one.`),
    ...(hard.drop.some(({ kind }) => kind === 'held out')
      ? []
      : [
          'No run was held out (--held-out): there is no number here of a model that had no part in the choice.',
        ]),
    ...auditFailures.map((failure) => `shortcut audit: ${failure}`),
    ...(listed === 0
      ? []
      : [
          `${listed} tasks for physicians: read ${join(folder, reviewFolder, 'review-1.html')}, fill in review.csv beside it, and mine again into another folder with --reviewed`,
        ]),
    ...(open === 0 ? [] : [`${open} lines of the filled-in lists have no decision`]),
    `${header.tasks} tasks about ${header.cases} cases (of ${counts.asked} asked); benchmark ${header.id}`,
    `wrote ${folder}${runs.length === 0 ? '' : `, with ${runs.length} runs on it`}, in ${seconds}; peak memory ${peakMegabytes()} MB`,
  ].join('\n')
}
