// Which tasks are shown in full: a triple of a challenge, a task that shows a picture, one that shows a
// table, then types not shown yet, from reactive to proactive. The same benchmark, the same choice.
import { contextOf, type LoadedBenchmark } from '../../benchmark/folder.ts'
import { shownTurns } from '../../conversations/view.ts'
import { groupBy } from '../../kit/group.ts'
import { taskTypeIds } from '../../taxonomy/task-types.ts'
import type { Task } from '../../records/task.ts'

const most = 8
/** Characters of context that are enough to judge a task by and quick to read. */
const readable = 1800
const members = ['injected', 'near_miss', 'handled'] as const

interface Candidate {
  readonly task: Task
  readonly kinds: ReadonlySet<'table' | 'image'>
  /** The lower, the rather it is shown. */
  readonly rank: number
}

/** At most eight tasks, those of a triple first and side by side. */
export function chooseExamples(benchmark: LoadedBenchmark): Task[] {
  const candidates = benchmark.tasks
    .map((task) => candidateOf(benchmark, task))
    .toSorted((a, b) => a.rank - b.rank || (a.task.id < b.task.id ? -1 : 1))
  const chosen: Task[] = bestTriple(candidates)
  const add = (wanted: (candidate: Candidate) => boolean): void => {
    if (chosen.length >= most) return
    const free = candidates.filter(({ task }) => !chosen.includes(task)).filter(wanted)
    const types = new Set(chosen.map(({ type }) => type))
    const cases = new Set(chosen.map(({ caseId }) => caseId))
    const found =
      free.find(({ task }) => !types.has(task.type) && !cases.has(task.caseId)) ??
      free.find(({ task }) => !types.has(task.type)) ??
      free[0]
    if (found !== undefined) chosen.push(found.task)
  }
  for (const kind of ['image', 'table'] as const) {
    const shown = candidates.some(({ task, kinds }) => kinds.has(kind) && chosen.includes(task))
    if (!shown) add(({ kinds }) => kinds.has(kind))
  }
  for (const type of spread(taskTypeIds)) {
    if (chosen.some((task) => task.type === type)) continue
    add(({ task }) => task.type === type)
  }
  return chosen
}

/** From the two ends and the middle inwards, so that few examples still span the spectrum. */
function spread<T>(items: readonly T[]): T[] {
  const third = Math.ceil(items.length / 3)
  return Array.from({ length: third }, (_, index) => [
    items[index],
    items[index + third],
    items[index + 2 * third],
  ])
    .flat()
    .filter((item) => item !== undefined)
}

function candidateOf(benchmark: LoadedBenchmark, task: Task): Candidate {
  const { conversation } = contextOf(benchmark, task)
  const turns = shownTurns(conversation, task.view)
  const characters = turns.reduce((sum, turn) => sum + turn.text.length, 0)
  const kinds = new Set(
    turns.flatMap((turn) => (turn.masked ? [] : turn.attachments.map(({ kind }) => kind))),
  )
  return { task, kinds, rank: Math.abs(characters - readable) }
}

function bestTriple(candidates: readonly Candidate[]): Task[] {
  const challenged = candidates.flatMap(({ task }) => (task.challenge === undefined ? [] : [task]))
  const triples = [...groupBy(challenged, (task) => task.challenge?.triple ?? '').values()]
  const firstOf = (triple: readonly Task[]): Task[] =>
    members.flatMap((member) => triple.find((task) => task.challenge?.member === member) ?? [])
  // Groups come in the order of their best-ranked member; the fullest wins.
  return triples.map(firstOf).toSorted((a, b) => b.length - a.length)[0] ?? []
}
