// behaviorbench export BENCH : the tasks in a form that other tools read.
import { Command, Option } from 'commander'
import type { ExportFormat, Publication } from '../benchmark/exports/export-format.ts'
import { exportFormats } from '../benchmark/exports/index.ts'
import { exportBenchmark, type ExportHeader } from '../benchmark/exports/write.ts'
import { openBenchmark } from '../benchmark/open-benchmark.ts'
import { UsageError } from '../kit/errors.ts'
import { splitNames, type SplitName } from '../records/benchmark.ts'
import { promptOf, type PromptFlags } from './eval-prompt.ts'
import { addPromptFlags } from './prompt-flags.ts'
import { markStopped, print, progressLine, stopSignal } from './terminal.ts'

interface ExportFlags extends PromptFlags, Publication {
  readonly format: string
  readonly output: string
  readonly split?: SplitName
  readonly onlyRedistributable?: boolean
  readonly json?: boolean
}

export function exportCommand(): Command {
  const names = exportFormats.map(({ name }) => name)
  const whats = exportFormats.map(({ name, what }) => `${name}: ${what}`).join('; ')
  const command = new Command('export')
    .argument('<benchmark>', 'a benchmark folder')
    .addOption(new Option('--format <format>', whats).choices(names).makeOptionMandatory())
    .requiredOption('-o, --output <folder>', 'the export folder')
  return addPromptFlags(command)
    .addOption(
      new Option('--split <split>', 'lm-eval, inspect, promptfoo: which tasks (default: test)').choices(
        splitNames,
      ),
    )
    .option(
      '--only-redistributable',
      'leave out tasks whose licence does not let altered copies be passed on',
    )
    .option('--creator <name>', 'hf: who publishes it, for the metadata')
    .option('--url <address>', 'hf: where it is published')
    .option('--published <date>', 'hf: when, as YYYY-MM-DD')
    .option('--json', 'print what was written as one JSON object')
    .action(async (folder: string, flags: ExportFlags) => {
      const format = exportFormats.find(({ name }) => name === flags.format) as ExportFormat
      refuseFlags(format, flags)
      const benchmark = await openBenchmark(folder)
      try {
        const prompt = promptOf(benchmark, [], flags)
        const progress = progressLine('tasks', benchmark.header.tasks)
        const { creator, url, published } = flags
        const written = await exportBenchmark(benchmark, flags.output, {
          format,
          prompt,
          split: flags.split ?? 'test',
          onlyRedistributable: flags.onlyRedistributable === true,
          publication: {
            ...(creator === undefined ? {} : { creator }),
            ...(url === undefined ? {} : { url }),
            ...(published === undefined ? {} : { published }),
          },
          signal: stopSignal('nothing is left behind, and the same command begins anew'),
          onProgress: () => progress.tick(),
        })
        if (written === undefined) return markStopped()
        progress.done()
        print(flags.json, { ...written, folder: flags.output }, summary(written, format, flags))
      } finally {
        benchmark.close()
      }
    })
}

function refuseFlags({ name, splits }: ExportFormat, flags: ExportFlags): void {
  if (splits === 'all' && flags.split !== undefined) {
    throw new UsageError(`--split with --format ${name}: it holds all splits side by side`)
  }
  for (const flag of ['creator', 'url', 'published'] as const) {
    if (flags[flag] !== undefined && name !== 'hf') throw new UsageError(`--${flag} belongs to --format hf`)
  }
  if (flags.published !== undefined && !/^\d{4}-\d\d-\d\d$/.test(flags.published)) {
    throw new UsageError(`--published ${flags.published}: write a date as YYYY-MM-DD`)
  }
  if (flags.url !== undefined && !URL.canParse(flags.url)) {
    throw new UsageError(`--url ${flags.url}: write a whole address, such as https://example.org/data`)
  }
}

function summary(written: ExportHeader, format: ExportFormat, flags: ExportFlags): string {
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')
  const { unassigned, notRedistributable } = written.leftOut
  const lines = [
    `tasks: ${list(written.splits)}`,
    `licences: ${list(written.licences)}`,
    unassigned > 0 ? `${unassigned} tasks are in no split and were left out` : '',
    notRedistributable > 0
      ? `${notRedistributable} tasks were left out: their licences do not let altered copies be passed on`
      : '',
    format.name === 'hf' && (flags.creator ?? flags.url ?? flags.published) === undefined
      ? 'to publish it, Croissant also asks for --creator, --url and --published'
      : '',
    `use it there: ${format.use}`,
    `wrote ${flags.output}`,
  ]
  return lines.filter((line) => line !== '').join('\n')
}
