// behaviorbench simulate : synthetic cases from the knowledge base into a cases file, resumable by line.
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, resolve } from 'node:path'
import { Command } from 'commander'
import { Failure, UsageError } from '../kit/errors.ts'
import { writeJson } from '../kit/jsonl.ts'
import { duration } from '../kit/progress.ts'
import { defaultDistributions, readDistributions } from '../simulation/distributions.ts'
import { simulateCases } from '../simulation/run.ts'
import { strataReport } from '../simulation/strata.ts'
import { markStopped, peakMegabytes, print, progressLine, stopSignal, wholeNumber } from './terminal.ts'

interface SimulateFlags {
  readonly output: string
  readonly cases: number
  readonly seed: number
  readonly distributions?: string
  readonly pictures: boolean
  readonly concurrency: number
  readonly json?: boolean
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .description('synthetic cases with complete facts, dialogue, tables and pictures from the knowledge base')
    .requiredOption('-o, --output <file>', 'the cases file to write (JSON lines); pictures go beside it')
    .option('--cases <number>', 'how many', wholeNumber('--cases', 1), 100)
    .option('--seed <number>', 'the same seed gives the same cases', wholeNumber('--seed', 0), 1)
    .option('--distributions <file>', 'a YAML file that sets strata, allergies or weights of conditions')
    .option('--no-pictures', 'leave the pictures undrawn; their captions stay')
    .option(
      '--concurrency <number>',
      'worker threads',
      wholeNumber('--concurrency', 1),
      availableParallelism(),
    )
    .option('--json', 'print the summary as one JSON object')
    .action(async (flags: SimulateFlags) => {
      if (!flags.output.endsWith('.jsonl'))
        throw new UsageError(`-o ${flags.output}: name a file ending in .jsonl`)
      const distributions =
        flags.distributions === undefined ? defaultDistributions : readDistributions(flags.distributions)
      const folder = dirname(resolve(flags.output))
      mkdirSync(folder, { recursive: true })
      const started = Date.now()
      const signal = stopSignal()
      const progress = progressLine('cases', flags.cases)
      const done = await simulateCases(flags.output, {
        cases: flags.cases,
        settings: { seed: flags.seed, distributions, ...(flags.pictures ? { folder } : {}) },
        concurrency: flags.concurrency,
        signal,
        onCase: () => progress.tick(),
      })
      if (!done) {
        process.stderr.write(`stopped; run it again to go on\n`)
        markStopped()
        return
      }
      progress.done()
      const report = await strataReport(flags.output, distributions)
      if (report.cases !== flags.cases)
        throw new Failure({ subject: flags.output, what: `holds ${report.cases} cases, not ${flags.cases}.` })
      await writeJson(flags.output.replace(/\.jsonl$/, '.strata.json'), report)
      const seconds = duration((Date.now() - started) / 1000)
      print(
        flags.json,
        { ...report, output: flags.output },
        `${report.text}\nwrote ${flags.output} in ${seconds}; peak memory ${peakMegabytes()} MB`,
      )
    })
}
