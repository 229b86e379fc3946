// The command line. Each command is one file; this one gives them their common manners: exit status 0 done,
// 1 failed, 2 used wrongly; errors as one line without a stack; Ctrl-C stops between items.
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { Failure, messageOf, UsageError } from '../kit/errors.ts'
import { buildCommand } from './build.ts'
import { doctorCommand } from './doctor.ts'
import { evalCommand } from './eval.ts'
import { exportCommand } from './export.ts'
import { hardCommand } from './hard.ts'
import { importCommand } from './import.ts'
import { importResultsCommand } from './import-results.ts'
import { judgeCommand } from './judge.ts'
import { quickstartCommand } from './quickstart.ts'
import { reportCommand } from './report.ts'
import { simulateCommand } from './simulate.ts'
import { voteCommand } from './vote.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const program = new Command('behaviorbench')
  .description('Benchmarks and trains health agents that know when to answer and when to speak up.')
  .version(version)
  .showHelpAfterError('(--help lists what can be written here)')
  .exitOverride()

for (const command of [
  quickstartCommand(),
  importCommand(),
  simulateCommand(),
  buildCommand(),
  evalCommand(),
  voteCommand(),
  judgeCommand(),
  hardCommand(),
  reportCommand(),
  exportCommand(),
  importResultsCommand(),
  doctorCommand(),
]) {
  program.addCommand(command.exitOverride().showHelpAfterError('(--help lists what can be written here)'))
}

try {
  await program.parseAsync(process.argv)
} catch (error) {
  process.exitCode = statusOf(error)
}

function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  process.stderr.write(`behaviorbench: ${messageOf(error)}\n`)
  if (error instanceof UsageError) return 2
  // Anything but a Failure is a fault of ours: show where, so that it can be reported.
  if (
    !(error instanceof Failure) &&
    error instanceof Error &&
    process.env['BEHAVIORBENCH_DEBUG'] !== undefined
  ) {
    process.stderr.write(`${error.stack}\n`)
  }
  return 1
}
