// behaviorbench vote RUN RUN… : a majority vote over finished runs → a run folder like any other. No model is asked.
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Command } from 'commander'
import { benchmarkFiles } from '../benchmark/folder.ts'
import { openBenchmark } from '../benchmark/open-benchmark.ts'
import { checkMembers, readMember, runsAnswerer, type Member } from '../evaluation/ensemble-runs.ts'
import { evaluate } from '../evaluation/run.ts'
import { Failure, UsageError } from '../kit/errors.ts'
import type { TieRule } from '../records/run.ts'
import { tiesOption } from './eval-agent.ts'
import { scoresText } from './scores-text.ts'
import { markStopped, print, progressLine, stopSignal, wholeNumber } from './terminal.ts'

interface VoteFlags {
  readonly output: string
  readonly benchmark?: string
  readonly weights?: string
  readonly ties?: TieRule
  readonly seed: number
  readonly json?: boolean
}

export function voteCommand(): Command {
  return new Command('vote')
    .argument('<run...>', 'finished run folders on the same tasks, two or more')
    .requiredOption('-o, --output <folder>', 'the run folder')
    .option(
      '--benchmark <folder>',
      'the benchmark’s folder (default: the one in whose runs/ the first run is)',
    )
    .option(
      '--weights <numbers>',
      'what each run’s voice weighs, in their order, e.g. 2,1,1 (default: all 1)',
    )
    .addOption(tiesOption())
    .option('--seed <number>', 'seed of draws between tied letters', wholeNumber('--seed', 0), 1)
    .option('--json', 'print the scores as one JSON object')
    .action(async (folders: string[], flags: VoteFlags) => {
      refuseFolders(folders, flags.output)
      const weights = weightsOf(flags.weights, folders.length)
      const members: Member[] = []
      for (const folder of folders) members.push(await readMember(folder))
      checkMembers(members)
      const [first] = members as [Member, ...Member[]]
      const benchmark = await openBenchmark(flags.benchmark ?? benchmarkOf(first))
      if (benchmark.header.id !== first.run.benchmarkId) {
        throw new Failure({
          subject: benchmark.folder,
          what: `is benchmark ${benchmark.header.id}, but the runs are on ${first.run.benchmarkId}.`,
          remedy: 'Name the benchmark of the runs with --benchmark.',
        })
      }
      const answered = new Set(first.predictions.map(({ taskId }) => taskId))
      const tasks = benchmark.tasks.filter(({ id }) => answered.has(id))
      if (tasks.length < answered.size) {
        throw new Failure({
          subject: first.folder,
          what: `answers ${answered.size - tasks.length} tasks that are not in the benchmark.`,
          remedy: 'The benchmark was changed; evaluate the models again.',
        })
      }
      const { split, repeats } = first.run
      const progress = progressLine('votes', tasks.length * repeats)
      const scores = await evaluate(
        benchmark,
        runsAnswerer(members, flags.ties ?? 'seeded', weights),
        { split, tasks, seed: flags.seed, repeats },
        flags.output,
        { concurrency: 1, signal: stopSignal(), onProgress: () => progress.tick() },
      )
      benchmark.close()
      if (scores === undefined) return markStopped()
      progress.done()
      const { ties = 0, abstentions = 0 } = scores.effort?.votes ?? {}
      const said = `${members.length} runs voted; ties: ${ties}, abstentions: ${abstentions}`
      print(
        flags.json,
        { ...scores, folder: flags.output },
        `${scoresText(scores)}\n${said}\nwrote ${flags.output}`,
      )
    })
}

function refuseFolders(folders: readonly string[], output: string): void {
  if (folders.length < 2) throw new UsageError('vote: name two runs or more')
  const paths = folders.map((folder) => resolve(folder))
  const twice = folders.find((_, index) => paths.indexOf(paths[index] as string) < index)
  if (twice !== undefined)
    throw new UsageError(`vote: ${twice} is named twice; a run has one voice (see --weights)`)
  if (paths.includes(resolve(output))) throw new UsageError(`-o ${output}: is one of the runs that vote`)
}

function weightsOf(text: string | undefined, count: number): readonly number[] | undefined {
  if (text === undefined) return undefined
  const weights = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (weights.length === count && weights.every((weight) => weight > 0 && Number.isFinite(weight)))
    return weights
  throw new UsageError(
    `--weights ${text}: write ${count} numbers above 0, one for each run, with commas between`,
  )
}

/** Run folders lie in runs/ of their benchmark unless someone put them elsewhere. */
function benchmarkOf({ folder }: Member): string {
  const found = dirname(dirname(resolve(folder)))
  if (existsSync(join(found, benchmarkFiles.header))) return found
  throw new UsageError(`${folder} does not lie in a benchmark’s runs/: name the benchmark with --benchmark`)
}
