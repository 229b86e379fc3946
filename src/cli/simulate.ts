// behaviorbench simulate : synthetic cases from the knowledge base into a cases file, resumable by line.
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, resolve } from 'node:path'
import { Command } from 'commander'
import { Failure, UsageError } from '../kit/errors.ts'
import { writeJson } from '../kit/jsonl.ts'
import { duration } from '../kit/progress.ts'
import { knowledge } from '../knowledge/knowledge.ts'
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

const distributionsHelp = `
A file of distributions may set any of these; what it leaves out stays as usual:
  ages: [{from: 18, below: 65, share: 1}, {from: 65, below: 100, share: 2}]   density per year of age
  female: 0.5                               share of women where an illness strikes both sexes
  race, language: [[Name, weight], ...]     weights need not add up to 1
  insurance: {younger: [[Name, weight], ...], older: [[Name, weight], ...]}
  allergies: [[0, 0.5], [1, 0.3], [2, 0.2]] how many documented allergies
  conditions: {acute-appendicitis: 3}       weight by id, 1 where not named, 0 for none
  findings: {fever: 0.9}                    share by id, among patients whose illness leaves it open
  charts: 0.6                               share of cases with an observation chart
What was drawn stands beside what was asked for in FILE.strata.json.`

export function simulateCommand(): Command {
  return new Command('simulate')
    .requiredOption('-o, --output <file>', 'the cases file to write (JSON lines); pictures go beside it')
    .option('--cases <number>', 'how many', wholeNumber('--cases', 1), 100)
    .option('--seed <number>', 'the same seed gives the same cases', wholeNumber('--seed', 0), 1)
    .option('--distributions <file>', 'a YAML file that sets shares of strata, conditions and findings')
    .option('--no-pictures', 'leave the pictures undrawn; their captions stay')
    .option(
      '--concurrency <number>',
      'worker threads',
      wholeNumber('--concurrency', 1),
      availableParallelism(),
    )
    .option('--json', 'print the summary as one JSON object')
    .addHelpText('after', distributionsHelp)
    .action(async (flags: SimulateFlags) => {
      if (!flags.output.endsWith('.jsonl'))
        throw new UsageError(`-o ${flags.output}: name a file ending in .jsonl`)
      const distributions =
        flags.distributions === undefined
          ? defaultDistributions
          : readDistributions(flags.distributions, knowledge())
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
      const report = await strataReport(flags.output, distributions, knowledge())
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
