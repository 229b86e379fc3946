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

/** Each is loaded when it is asked for: most of a start would go into the others. */
const commands: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  quickstart: {
    summary: 'the paper in miniature on bundled and simulated cases: no key, no GPU, in minutes',
    load: async () => (await import('./quickstart.ts')).quickstartCommand(),
  },
  import: {
    summary: 'reads clinical documents of any known format into a cases file',
    load: async () => (await import('./import.ts')).importCommand(),
  },
  simulate: {
    summary: 'synthetic cases with complete facts, dialogue, tables and pictures from the knowledge base',
    load: async () => (await import('./simulate.ts')).simulateCommand(),
  },
  build: {
    summary: 'makes a verified benchmark from a cases file',
    load: async () => (await import('./build.ts')).buildCommand(),
  },
  eval: {
    summary: 'tests a model on a benchmark',
    load: async () => (await import('./eval.ts')).evalCommand(),
  },
  vote: {
    summary: 'makes one run out of several: to each task the answer that most of them gave',
    load: async () => (await import('./vote.ts')).voteCommand(),
  },
  decide: {
    summary: 'fits rules of when to speak on a validation run and judges them on a run',
    load: async () => (await import('./decide.ts')).decideCommand(),
  },
  judge: {
    summary: 'has a model judge the replies of a run by criteria in words (G-Eval)',
    load: async () => (await import('./judge.ts')).judgeCommand(),
  },
  train: {
    summary: 'fine-tunes a model on a benchmark: BehaviorSFT or GeneralSFT',
    load: async () => (await import('./train.ts')).trainCommand(),
  },
  hard: {
    summary: 'mines the tasks that several models fail, as a benchmark folder of their own',
    load: async () => (await import('./hard.ts')).hardCommand(),
  },
  report: {
    summary:
      'writes tables, figures and pages of single tasks of a benchmark, of runs and of trainings on it',
    load: async () => (await import('./report.ts')).reportCommand(),
  },
  export: {
    summary: 'writes a benchmark for other tools',
    load: async () => (await import('./export.ts')).exportCommand(),
  },
  'import-results': {
    summary: 'reads another tool’s logs of an export back into a run folder',
    load: async () => (await import('./import-results.ts')).importResultsCommand(),
  },
  model: {
    summary: 'fetches models, says what a folder of one is, and converts adapters',
    load: async () => (await import('./model.ts')).modelCommand(),
  },
  doctor: {
    summary: 'checks this machine, and benchmark folders for damage',
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
}
const asked = process.argv[2] === 'help' ? process.argv[3] : process.argv[2]
for (const [name, { summary, load }] of Object.entries(commands)) {
  // Of the others the list of commands says no more than their names and what they do.
  const command = name === asked ? await load() : new Command(name)
  command.description(summary).exitOverride().showHelpAfterError('(--help lists what can be written here)')
  program.addCommand(command)
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
