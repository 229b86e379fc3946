// The command line. Each command is one file; this one gives them their common manners: exit status 0 done,
// 1 failed, 2 used wrongly; errors as one line without a stack; Ctrl-C stops between items.
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { Failure, messageOf, UsageError } from '../kit/errors.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const program = new Command('behaviorbench')
  .description('Benchmarks and trains health agents that know when to answer and when to speak up.')
  .version(version)
  .showHelpAfterError('(--help lists what can be written here)')
  .exitOverride()

/** Each is loaded when it is asked for: most of a start would go into the others. For help, all are. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  quickstart: async () => (await import('./quickstart.ts')).quickstartCommand(),
  import: async () => (await import('./import.ts')).importCommand(),
  simulate: async () => (await import('./simulate.ts')).simulateCommand(),
  build: async () => (await import('./build.ts')).buildCommand(),
  eval: async () => (await import('./eval.ts')).evalCommand(),
  vote: async () => (await import('./vote.ts')).voteCommand(),
  decide: async () => (await import('./decide.ts')).decideCommand(),
  judge: async () => (await import('./judge.ts')).judgeCommand(),
  train: async () => (await import('./train.ts')).trainCommand(),
  hard: async () => (await import('./hard.ts')).hardCommand(),
  report: async () => (await import('./report.ts')).reportCommand(),
  export: async () => (await import('./export.ts')).exportCommand(),
  'import-results': async () => (await import('./import-results.ts')).importResultsCommand(),
  model: async () => (await import('./model.ts')).modelCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
}
const name = process.argv[2] ?? ''
const asked = Object.hasOwn(commands, name) ? commands[name] : undefined
for (const load of asked === undefined ? Object.values(commands) : [asked]) {
  const command = await load()
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
