// Which tasks are shown in full: a triple of a challenge, a task that shows a picture, one that shows a
// table, then types not shown yet, from reactive to proactive. The same benchmark, the same choice.
import { groupBy } from '../../kit/group.ts'
import { taskTypeIds } from '../../taxonomy/task-types.ts'
import type { TaskLine } from '../benchmark-on-disk.ts'

const most = 8
/** Characters of context that are enough to judge a task by and quick to read. */
const readable = 1800
const members = ['injected', 'near_miss', 'handled'] as const

interface Candidate {
  readonly task: TaskLine
  readonly place: number
  /** The lower, the rather it is shown. */
  readonly rank: number
}

/** Places of at most eight tasks, those of a triple first and side by side. */
export function chooseExamples(tasks: readonly TaskLine[]): number[] {
  const candidates = tasks
    .map((task, place): Candidate => ({ task, place, rank: Math.abs(task.shown - readable) }))
    .toSorted((a, b) => a.rank - b.rank || (a.task.id < b.task.id ? -1 : 1))
  const chosen = bestTriple(candidates)
  const add = (wanted: (task: TaskLine) => boolean): void => {
    if (chosen.length >= most) return
    const places = new Set(chosen.map(({ place }) => place))
    const free = candidates.filter(({ task, place }) => !places.has(place) && wanted(task))
    const types = new Set(chosen.map(({ task }) => task.type))
    const cases = new Set(chosen.map(({ task }) => task.caseId))
    const found =
      free.find(({ task }) => !types.has(task.type) && !cases.has(task.caseId)) ??
      free.find(({ task }) => !types.has(task.type)) ??
      free[0]
    if (found !== undefined) chosen.push(found)
  }
  for (const kind of ['image', 'table'] as const) {
    if (!chosen.some(({ task }) => task[kind])) add((task) => task[kind])
  }
  for (const type of spread(taskTypeIds)) {
    if (chosen.some(({ task }) => task.type === type)) continue
    add((task) => task.type === type)
  }
  return chosen.map(({ place }) => place)
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

function bestTriple(candidates: readonly Candidate[]): Candidate[] {
  const challenged = candidates.filter(({ task }) => task.triple !== undefined)
  const triples = [...groupBy(challenged, ({ task }) => task.triple).values()]
  const firstOf = (triple: readonly Candidate[]): Candidate[] =>
    members.flatMap((member) => triple.find(({ task }) => task.member === member) ?? [])
  // Groups come in the order of their best-ranked member; the fullest wins.
  return triples.map(firstOf).toSorted((a, b) => b.length - a.length)[0] ?? []
}
