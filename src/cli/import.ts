// behaviorbench import FILE… : documents → a cases file, with a summary of what came and what did not.
import { Command } from 'commander'
import { UsageError, describeProblem } from '../kit/errors.ts'
import { duration } from '../kit/progress.ts'
import { importCases } from './import-cases.ts'
import { sources } from '../sources/index.ts'
import { printSummary } from '../sources/summary.ts'
import { markStopped, peakMegabytes, print, progressLine, stopSignal, wholeNumber } from './terminal.ts'

interface ImportFlags {
  readonly output: string
  readonly source: string
  readonly maxSize: number
  readonly verbose?: boolean
  readonly json?: boolean
}

export function importCommand(): Command {
  const names = sources.map((source) => `  ${source.name.padEnd(18)}${source.title}`).join('\n')
  return new Command('import')
    .argument('<file...>', 'files or folders; what belongs together (notes, orders, images) in one call')
    .requiredOption('-o, --output <file>', 'the cases file to write (JSON lines); images go beside it')
    .option('--source <name>', 'the format; "auto" recognises it file by file', 'auto')
    .option('--max-size <megabytes>', 'refuse larger files unread', wholeNumber('--max-size', 1), 64)
    .option('--verbose', 'name every skipped file, not only the reasons')
    .option('--json', 'print the summary as one JSON object')
    .addHelpText('after', `\nFormats:\n${names}`)
    .action(async (files: string[], flags: ImportFlags) => {
      if (!flags.output.endsWith('.jsonl'))
        throw new UsageError(`-o ${flags.output}: name a file ending in .jsonl`)
      const started = Date.now()
      const signal = stopSignal()
      const progress = progressLine('files', undefined)
      const imported = await importCases(files, flags.output, {
        source: flags.source,
        sizeLimit: flags.maxSize * 1024 * 1024,
        signal,
        onFile: () => progress.tick(),
        onProblem: (kind, problem) => {
          if (flags.verbose === true) process.stderr.write(`${kind}: ${describeProblem(problem)}\n`)
        },
      })
      if (imported === undefined) {
        process.stderr.write('stopped; nothing was written\n')
        markStopped()
        return
      }
      progress.done()
      const { summary } = imported
      const seconds = (Date.now() - started) / 1000
      const closing = `wrote ${flags.output} in ${duration(seconds)}; peak memory ${peakMegabytes()} MB`
      print(flags.json, { ...summary, output: flags.output }, `${printSummary(summary)}\n${closing}`)
      if (summary.cases === 0) process.exitCode = 1
    })
}
