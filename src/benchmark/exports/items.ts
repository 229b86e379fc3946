// The tasks of a benchmark one after another, each with its case, conversation and prompt.
import type { SplitName } from '../../records/benchmark.ts'
import type { Letter, Task } from '../../records/task.ts'
import type { OpenBenchmark } from '../open-benchmark.ts'
import type { ExportItem, ExportPrompt } from './export-format.ts'
import { termsOf } from './licence-terms.ts'
import type { TallyCounter } from './tally.ts'

export interface ItemsWish {
  readonly splits: readonly SplitName[]
  readonly onlyRedistributable: boolean
  readonly signal?: AbortSignal
}

/** Ends early when the signal says so; the caller looks at the signal. */
export function* readItems(
  benchmark: OpenBenchmark,
  prompt: ExportPrompt,
  { splits, onlyRedistributable, signal }: ItemsWish,
  tally: TallyCounter,
): Generator<ExportItem> {
  for (const { id, split } of benchmark.tasks) {
    if (signal?.aborted) return
    if (split === undefined) tally.leave('unassigned')
    if (split === undefined || !splits.includes(split)) continue
    const task = benchmark.task(id)
    const terms = termsOf(task.licence)
    if (onlyRedistributable && !terms.redistributable) {
      tally.leave('notRedistributable')
      continue
    }
    const context = benchmark.contextOf(task)
    const { messages, order } = prompt.ask(task, context)
    const item = { task, split, ...context, terms, messages, order, ...shownAs(task, order) }
    tally.add(item)
    yield item
  }
}

/** Options lettered anew in the order in which they are shown, and the gold letter among them. */
function shownAs(task: Task, order: readonly Letter[]): Pick<ExportItem, 'options' | 'gold'> {
  const textOf = new Map(task.options.map(({ letter, text }) => [letter, text]))
  const options = task.options.map(({ letter }, place) => ({
    letter,
    text: textOf.get(order[place] as Letter) as string,
  }))
  return { options, gold: task.options[order.indexOf(task.gold)]?.letter as Letter }
}
