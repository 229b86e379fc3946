// behaviorbench import-results BENCH LOG… : what another tool's model replied to exported tasks → a run folder.
import { join } from 'node:path'
import { Command, Option } from 'commander'
import type { LoggedReply } from '../benchmark/exports/export-format.ts'
import { exportFormats } from '../benchmark/exports/index.ts'
import { openBenchmark } from '../benchmark/open-benchmark.ts'
import { evaluate } from '../evaluation/run.ts'
import { gatherReplies, loggedAnswerer } from '../evaluation/logged-answerer.ts'
import { Failure } from '../kit/errors.ts'
import { promptOf, type PromptFlags } from './eval-prompt.ts'
import { addPromptFlags } from './prompt-flags.ts'
import { scoresText } from './scores-text.ts'
import { markStopped, print, progressLine, stopSignal } from './terminal.ts'

interface ImportResultsFlags extends PromptFlags {
  readonly from: string
  readonly model?: string
  readonly output?: string
  readonly json?: boolean
}

export function importResultsCommand(): Command {
  const readable = exportFormats.filter(({ readLog }) => readLog !== undefined)
  const command = new Command('import-results')
    .argument('<benchmark>', 'the benchmark folder that was exported')
    .argument('<log...>', 'log files of one run')
    .addOption(
      new Option('--from <tool>', 'whose logs they are')
        .choices(readable.map(({ name }) => name))
        .makeOptionMandatory(),
    )
    .option('--model <name>', 'what to call the model (default: as the log names it)')
  return addPromptFlags(command)
    .option('-o, --output <folder>', 'the run folder (default: in runs/ of the benchmark’s folder)')
    .option('--json', 'print the scores as one JSON object')
    .action(async (folder: string, logs: string[], flags: ImportResultsFlags) => {
      const benchmark = await openBenchmark(folder)
      const replies: LoggedReply[] = []
      const readLog = readable.find(({ name }) => name === flags.from)?.readLog
      for (const log of logs) {
        for await (const reply of readLog?.(log) ?? []) replies.push(reply)
      }
      const asked = new Set(replies.map(({ taskId }) => taskId))
      const tasks = benchmark.tasks.filter(({ id }) => asked.has(id))
      if (tasks.length < asked.size) {
        throw new Failure({
          subject: logs.join(', '),
          what: `${asked.size - tasks.length} of ${asked.size} tasks are not of the benchmark ${benchmark.header.id}.`,
          remedy: 'Name the benchmark that was exported.',
        })
      }
      const prompt = promptOf(benchmark, tasks, flags)
      const gathered = gatherReplies(replies, prompt)
      const splits = new Set(tasks.map((task) => task.split ?? 'all'))
      const [only] = splits
      const split = splits.size === 1 && only !== undefined ? only : 'all'
      const answerer = loggedAnswerer(gathered, flags.model ?? gathered.model, flags.from, prompt)
      const output =
        flags.output ?? join(folder, 'runs', `${answerer.id} ${flags.from}`.replace(/[^\w.-]+/g, '_'))
      const progress = progressLine('answers', replies.length)
      const plan = { split, tasks, seed: flags.seed, repeats: gathered.repeats }
      const scores = await evaluate(benchmark, answerer, plan, output, {
        concurrency: 1,
        signal: stopSignal(),
        onProgress: () => progress.tick(),
      })
      if (scores === undefined) return markStopped()
      progress.done()
      benchmark.close()
      const inSplit = benchmark.tasks.filter((task) => split === 'all' || task.split === split).length
      const part =
        tasks.length < inSplit ? `\nthe logs hold ${tasks.length} of the ${inSplit} tasks of ${split}` : ''
      print(flags.json, { ...scores, folder: output }, `${scoresText(scores)}${part}\nwrote ${output}`)
    })
}
