// behaviorbench decide BENCH RUN --validation RUN : when to speak. Rules fitted on the validation run, judged on the
// run, side by side.
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { openBenchmark } from '../benchmark/open-benchmark.ts'
import { textTable } from '../benchmark/tables.ts'
import { decideRun, decisionFiles } from '../evaluation/decision/run-decision.ts'
import { UsageError } from '../kit/errors.ts'
import type { Costs } from '../metrics/cost-threshold.ts'
import type { Decision } from '../records/decision.ts'
import { print } from './terminal.ts'

interface DecideFlags {
  readonly validation: string
  readonly costs: Costs
  readonly bound: number
  readonly calibration: 'temperature' | 'platt'
  readonly json?: boolean
}

export function decideCommand(): Command {
  return new Command('decide')
    .argument('<benchmark>', 'a benchmark folder')
    .argument('<run>', 'the run folder to judge on, with probabilities of the behaviour token')
    .requiredOption(
      '--validation <run>',
      'a run of the same model under the same prompt, on the validation split',
    )
    .option('--costs <missed:false>', 'what a missed alert costs, and a false one', costsOf, {
      missedAlert: 5,
      falseAlert: 1,
    })
    .option('--bound <share>', 'of a case’s alerts, how many may be missed on average', boundOf, 0.1)
    .addOption(
      new Option('--calibration <name>', 'what makes probabilities of scores')
        .choices(['temperature', 'platt'])
        .default('platt'),
    )
    .option('--json', 'print decision.json as one JSON object')
    .action(async (folder: string, run: string, flags: DecideFlags) => {
      const benchmark = await openBenchmark(folder)
      try {
        const { costs, bound, calibration } = flags
        const decision = await decideRun(benchmark, run, flags.validation, { costs, bound, calibration })
        const files = Object.values(decisionFiles).map((file) => join(run, file))
        print(
          flags.json,
          { ...decision, folder: run },
          `${decisionText(decision)}\nwrote ${files.join(', ')}`,
        )
      } finally {
        benchmark.close()
      }
    })
}

function costsOf(text: string): Costs {
  const [missedAlert = Number.NaN, falseAlert = Number.NaN, ...more] = text.split(':').map(Number)
  if (missedAlert > 0 && falseAlert > 0 && Number.isFinite(missedAlert + falseAlert) && more.length === 0) {
    return { missedAlert, falseAlert }
  }
  throw new UsageError(`--costs ${text}: write two numbers above 0, e.g. 5:1`)
}

function boundOf(text: string): number {
  const value = Number(text)
  if (value > 0 && value < 1) return value
  throw new UsageError(`--bound ${text}: write a number between 0 and 1, e.g. 0.1`)
}

const percent = (value: number | null): string => (value === null ? '–' : (100 * value).toFixed(1))
const units = (value: number | null): string => (value === null ? '–' : value.toFixed(1))

type Measured = Decision['methods'][number]['test']['cost']

function within({ value, interval }: Measured, text: (value: number | null) => string): string {
  return interval === null ? text(value) : `${text(value)} (${text(interval.low)}–${text(interval.high)})`
}

function decisionText({ methods, scores, costs, bound, validation, test }: Decision): string {
  const table = textTable([
    ['', 'missed alerts, %', 'false alerts, %', 'cost of 100 tasks', 'missed a case, %'],
    ...methods.map(({ name, test: outcome }) => [
      name,
      within(outcome.missedAlerts, percent),
      within(outcome.falseAlerts, percent),
      within(outcome.cost, units),
      within(outcome.missedByCase, percent),
    ]),
  ])
  const calibrated = scores.flatMap(({ name, auroc, calibrations }) => [
    `AUROC of the ${name}: ${within(auroc, percent)}`,
    ...calibrations.map(
      (one) =>
        `  ${one.name}: log loss ${one.logLoss.value?.toFixed(3) ?? '–'}, calibration error ${percent(one.calibrationError.value)}`,
    ),
  ])
  return [
    table,
    ...calibrated,
    `a missed alert costs ${costs.missedAlert}, a false one ${costs.falseAlert}; bound on missed alerts: ${percent(bound)} of a case’s`,
    `fitted on ${validation.answers} answers of ${validation.cases} cases, judged on ${test.answers} of ${test.cases} (${test.answers - test.scored} without a probability)`,
  ].join('\n')
}
