// behaviorbench eval BENCH : a model, or a trivial solver, on a split of a benchmark → a run folder.
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { openBenchmark, type OpenBenchmark, type TaskEntry } from '../benchmark/open-benchmark.ts'
import type { Answerer } from '../evaluation/answerer.ts'
import { modelAnswerer } from '../evaluation/model-answerer.ts'
import { evaluate } from '../evaluation/run.ts'
import { solverAnswerer } from '../evaluation/solver-answerer.ts'
import { UsageError } from '../kit/errors.ts'
import { evenly } from '../kit/evenly.ts'
import { engineModel } from '../models/engine-model.ts'
import { createMeter } from '../models/metered.ts'
import { regimeText } from '../records/run.ts'
import { solvers } from '../verification/shortcuts/index.ts'
import {
  addAgentFlags,
  agentOf,
  refuseAgent,
  refuseSettings,
  takesSeveral,
  votedOf,
  type AgentFlags,
} from './eval-agent.ts'
import {
  addEngineFlags,
  engineFolder,
  likelihoodAsker,
  openEngineOf,
  refuseEngine,
  type EngineFlags,
} from './eval-engine.ts'
import { promptOf, refusePrompt } from './eval-prompt.ts'
import { addTokenFlags, checkPrefill, forcedOf, refuseTokens, type TokenFlags } from './eval-token.ts'
import { addModelFlags, meteredModelOf, type MeteredModel, type ModelFlags } from './model-flags.ts'
import { addRecordingFlags, recorded, type RecordedModel, type RecordingFlags } from './recording-flags.ts'
import { addPromptFlags } from './prompt-flags.ts'
import { scoresText } from './scores-text.ts'
import { usageOf, usageText } from './usage-text.ts'
import { keepHeapSmall, markStopped, print, progressLine, stopSignal, wholeNumber } from './terminal.ts'

interface EvalFlags extends AgentFlags, EngineFlags, ModelFlags, RecordingFlags, TokenFlags {
  readonly output?: string
  readonly split: string
  readonly limit?: number
  readonly repeats: number
  readonly temperature: string
  readonly maxTokens: number
  readonly concurrency: number
  readonly retryFailed?: boolean
  readonly json?: boolean
}

export function evalCommand(): Command {
  const names = solvers.map((solver) => `solver:${solver.name}`).join(', ')
  const command = new Command('eval').argument('<benchmark>', 'a benchmark folder')
  addModelFlags(
    command,
    `a model of the endpoint, an embedded one (engine:FOLDER), or a trivial solver: ${names}`,
  )
  addPromptFlags(command, 'seed of the model and of draws')
  return addRecordingFlags(addAgentFlags(addTokenFlags(addEngineFlags(command))))
    .addOption(
      new Option('--split <split>', 'which tasks')
        .choices(['train', 'validation', 'test', 'all'])
        .default('test'),
    )
    .option('--limit <number>', 'only so many tasks, drawn evenly by type', wholeNumber('--limit', 1))
    .option(
      '-o, --output <folder>',
      'the run folder (default: in runs/ of the benchmark’s folder, named by model and regime)',
    )
    .option('--repeats <number>', 'times each task is asked', wholeNumber('--repeats', 1), 1)
    .option('--temperature <number>', 'sampling temperature', '0')
    .option('--max-tokens <number>', 'longest reply', wholeNumber('--max-tokens', 1), 1024)
    .option('--concurrency <number>', 'calls at a time, at most', wholeNumber('--concurrency', 1), 32)
    .option('--retry-failed', 'ask again where the call itself failed in an earlier run of this folder')
    .option('--json', 'print the scores as one JSON object')
    .action(async (folder: string, flags: EvalFlags) => {
      keepHeapSmall()
      const benchmark = await openBenchmark(folder)
      const tasks = chooseTasks(benchmark, flags)
      const { answerer, meter, keepIn, close } = await answererOf(benchmark, tasks, flags)
      const output = flags.output ?? join(folder, 'runs', runName(answerer))
      keepIn?.(join(output, 'calls.jsonl'))
      const progress = progressLine('answers', tasks.length * flags.repeats)
      const plan = { split: flags.split, tasks, seed: flags.seed, repeats: flags.repeats }
      try {
        const scores = await evaluate(benchmark, answerer, plan, output, {
          concurrency: flags.concurrency + preparedAhead,
          signal: stopSignal(),
          retryFailed: flags.retryFailed === true,
          ...(meter?.prices === undefined ? {} : { prices: meter.prices }),
          ...(meter?.budget === undefined ? {} : { onEarlier: (prediction) => meter.count(prediction) }),
          onProgress: () => progress.tick(),
        })
        if (scores === undefined) return markStopped()
        progress.done()
        if (answerer.parameters['alternatives'] !== undefined && scores.probability === undefined) {
          process.stderr.write('--logprobs: no answer held a behaviour token with enough log-probabilities\n')
        }
        const used = await usageOf(output)
        print(
          flags.json,
          { ...scores, usage: used, folder: output },
          [scoresText(scores), ...usageText(used), `wrote ${output}`].join('\n'),
        )
      } finally {
        close()
        benchmark.close()
      }
    })
}

/**
 * Tasks whose prompts wait at the model's gate, so that a reply is followed by the next call at once and read
 * while that is on its way. How many calls there are at a time is up to the gate.
 */
const preparedAhead = 16

/** Runs of one model under different regimes lie side by side; plain zero-shot runs have the model's name only. */
function runName({ id, asks, parameters }: Answerer): string {
  const asked = regimeText(asks)
  const name = ['none', 'zero-shot'].includes(asked) ? id : `${id} ${asked}`
  return (parameters['likelihood'] === true ? `${name} likelihood` : name).replace(/[^\w.-]+/g, '_')
}

interface Asker extends Omit<RecordedModel, 'model'> {
  readonly answerer: Answerer
}

async function answererOf(
  benchmark: OpenBenchmark,
  tasks: readonly TaskEntry[],
  flags: EvalFlags,
): Promise<Asker> {
  const name = /^solver:(.+)$/.exec(flags.model)?.[1]
  if (name !== undefined) {
    const solver = solvers.find((candidate) => candidate.name === name)
    if (solver?.solve === undefined && solver !== undefined && ['train', 'all'].includes(flags.split)) {
      throw new UsageError(
        `--model ${flags.model} learns from the training tasks: use --split test or validation`,
      )
    }
    refusePrompt(flags.model, flags)
    refuseAgent(flags.model, flags)
    refuseTokens(`--model ${flags.model}`, flags)
    refuseEngine(flags.model, flags)
    if (solver !== undefined) {
      return { answerer: solverAnswerer(solver, benchmark, flags.seed), close: () => {} }
    }
    throw new UsageError(
      `--model ${flags.model}: there is ${solvers.map((one) => `solver:${one.name}`).join(', ')}`,
    )
  }
  const temperature = Number(flags.temperature)
  if (!(temperature >= 0 && temperature <= 2)) {
    throw new UsageError(`--temperature ${flags.temperature}: write a number from 0 to 2`)
  }
  if (flags.agent === undefined) refuseSettings(flags)
  const sampling = { maxOutputTokens: flags.maxTokens, temperature }
  if (flags.agent !== undefined) refuseTokens(`--agent ${flags.agent}`, flags)
  const prompt = flags.agent === undefined ? promptOf(benchmark, tasks, flags) : undefined
  const forced = prompt === undefined ? undefined : await forcedOf(flags, prompt.regime, tasks)
  const folder = engineFolder(flags.model)
  if (folder === undefined) refuseEngine(flags.model, flags)
  const embedded = folder === undefined ? undefined : await openEngineOf(folder, flags)
  if (embedded !== undefined && flags.likelihood === true) {
    if (prompt === undefined || flags.votes !== undefined) {
      throw new UsageError('--likelihood asks once and directly: leave out --agent and --votes')
    }
    return likelihoodAsker(embedded, prompt, flags, forced)
  }
  const connect = (): MeteredModel =>
    embedded === undefined ? meteredModelOf(flags) : { model: engineModel(embedded), meter: createMeter() }
  const { model, close, ...calls } = await recorded(flags, connect, takesSeveral(flags))
  if (forced !== undefined) checkPrefill(model)
  const answerer =
    prompt === undefined
      ? agentOf(flags.agent as string, benchmark, tasks, flags, model, sampling)
      : modelAnswerer(model, prompt, sampling, benchmark.folder, forced)
  return {
    answerer: votedOf(answerer, flags, sampling),
    ...calls,
    close: () => {
      close()
      void embedded?.close()
    },
  }
}

/** The tasks of the split; with a limit the same number of each type, as far as there are. */
function chooseTasks(benchmark: OpenBenchmark, { split, limit }: EvalFlags): readonly TaskEntry[] {
  const tasks = benchmark.tasks.filter((task) => split === 'all' || task.split === split)
  if (tasks.length === 0) throw new UsageError(`--split ${split}: the benchmark has no task in it`)
  return limit === undefined ? tasks : evenly(tasks, ({ type }) => type, limit)
}
