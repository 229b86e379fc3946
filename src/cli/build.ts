// behaviorbench build CASES : a cases file → a benchmark folder.
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { duration } from '../kit/progress.ts'
import { buildBenchmark } from '../benchmark/build.ts'
import { readShares, type Shares } from '../benchmark/shares.ts'
import { parseSplitPlan, type SplitPlan } from '../benchmark/splits.ts'
import { defaultWaivers } from '../benchmark/waivers.ts'
import { coverageTable, labelTable, shareTable } from '../benchmark/tables.ts'
import { readStatistics } from '../benchmark/folder.ts'
import { markStopped, peakMegabytes, print, stageProgress, stopSignal, wholeNumber } from './terminal.ts'

interface BuildFlags {
  readonly output: string
  readonly name?: string
  readonly seed: number
  readonly splits: SplitPlan
  readonly tasks?: number
  readonly shares?: Shares
  readonly tokenPolicy: 'contextual' | 'paper'
  readonly waive: readonly string[]
  readonly strict?: boolean
  readonly concurrency: number
  readonly json?: boolean
}

export function buildCommand(): Command {
  return new Command('build')
    .argument('<cases>', 'what `import` wrote')
    .requiredOption('-o, --output <folder>', 'the benchmark folder to write, or to go on with')
    .addOption(new Option('--author <author>', 'who writes the tasks').choices(['rules']).default('rules'))
    .option('--name <name>', 'name of the benchmark (default: the folder’s)')
    .option('--seed <number>', 'same seed, same bytes', wholeNumber('--seed', 0), 1)
    .option(
      '--splits <plan>',
      '"paper", shares such as 80/5/15, or counts such as 6776/110/977',
      parseSplitPlan,
      parseSplitPlan('80/5/15'),
    )
    .option(
      '--tasks <number>',
      'exactly so many tasks (default: all that can be made)',
      wholeNumber('--tasks', 1),
    )
    .option(
      '--shares <wish>',
      '"paper", or a YAML file: wished shares of types, behaviour classes and complexity',
      readShares,
    )
    .addOption(
      new Option('--token-policy <policy>', 'token of tasks in which silence is right')
        .choices(['contextual', 'paper'])
        .default('contextual'),
    )
    .option(
      '--waive <name...>',
      'what may fail the shortcut audit: TYPE, TYPE/SOLVER or any/SOLVER; instead of the default',
      [...defaultWaivers],
    )
    .option('--strict', 'waive nothing')
    .option(
      '--concurrency <number>',
      'worker threads',
      wholeNumber('--concurrency', 1),
      availableParallelism(),
    )
    .option('--json', 'print the result as one JSON object')
    .action(async (cases: string, flags: BuildFlags) => {
      const started = Date.now()
      const options = {
        name: flags.name ?? basename(flags.output),
        seed: flags.seed,
        splits: flags.splits,
        ...(flags.tasks === undefined ? {} : { size: flags.tasks }),
        ...(flags.shares === undefined ? {} : { shares: flags.shares }),
        tokenPolicy: flags.tokenPolicy,
        waived: flags.strict === true ? [] : flags.waive,
      }
      const controls = { concurrency: flags.concurrency, signal: stopSignal(), onProgress: stageProgress() }
      const built = await buildBenchmark(cases, flags.output, options, controls)
      if (built === undefined) return markStopped()
      const { coverage, shares } = await readStatistics(flags.output)
      const { header } = built
      const seconds = duration((Date.now() - started) / 1000)
      print(
        flags.json,
        { ...header, folder: flags.output },
        [
          ...(built.already ? ['The folder already holds this very build; nothing was done.', ''] : []),
          'Tasks by corpus and type',
          coverageTable(coverage),
          '',
          'Labels of the corpora carried by tasks',
          labelTable(coverage),
          '',
          ...(shares === undefined ? [] : ['Shares of tasks, wished and kept', shareTable(shares), '']),
          `${header.tasks} tasks (${header.rejected} drafts rejected) from ${header.cases} cases, ${header.facts} facts;`,
          `train/validation/test ${header.splits.train}/${header.splits.validation}/${header.splits.test}; benchmark ${header.id}`,
          `wrote ${flags.output} in ${seconds}; peak memory ${peakMegabytes()} MB`,
        ].join('\n'),
      )
    })
}
