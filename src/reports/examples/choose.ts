// Which tasks are shown in full: a triple of a challenge, a task that shows a picture, one that shows a table, then
// types not shown yet, from reactive to proactive. Of a large benchmark only cases spread evenly over it are looked
// at. The same benchmark, the same choice.
import { groupBy } from '../../kit/group.ts'
import { taskTypeIds } from '../../taxonomy/task-types.ts'
import { shownTurns } from '../../conversations/view.ts'
import type { Challenge, Task } from '../../records/task.ts'
import type { BenchmarkOnDisk, TaskLine } from '../benchmark-on-disk.ts'

const most = 8
/** Characters of context that are enough to judge a task by and quick to read. */
const readable = 1800
const members = ['injected', 'near_miss', 'handled'] as const

/** Cases that are looked at. */
const mostCases = 150

/** No texts, so that the candidates of many cases can be held. */
interface Candidate {
  readonly task: Pick<Task, 'id' | 'type' | 'caseId'> & {
    readonly challenge?: Pick<Challenge, 'triple' | 'member'>
  }
  readonly place: number
  readonly kinds: ReadonlySet<'table' | 'image'>
  /** The lower, the rather it is shown. */
  readonly rank: number
}

/** Places of at most eight tasks, those of a triple first and side by side. */
export function chooseExamples(benchmark: BenchmarkOnDisk): number[] {
  const looked = spreadCases(benchmark.tasks)
  const candidates = benchmark.tasks
    .flatMap((line, place) => (looked.has(line.caseId) ? [candidateOf(benchmark, line, place)] : []))
    .toSorted((a, b) => a.rank - b.rank || (a.task.id < b.task.id ? -1 : 1))
  const chosen = bestTriple(candidates)
  const add = (wanted: (candidate: Candidate) => boolean): void => {
    if (chosen.length >= most) return
    const places = new Set(chosen.map(({ place }) => place))
    const free = candidates.filter((candidate) => !places.has(candidate.place) && wanted(candidate))
    const types = new Set(chosen.map(({ task }) => task.type))
    const cases = new Set(chosen.map(({ task }) => task.caseId))
    const found =
      free.find(({ task }) => !types.has(task.type) && !cases.has(task.caseId)) ??
      free.find(({ task }) => !types.has(task.type)) ??
      free[0]
    if (found !== undefined) chosen.push(found)
  }
  for (const kind of ['image', 'table'] as const) {
    if (!chosen.some(({ kinds }) => kinds.has(kind))) add(({ kinds }) => kinds.has(kind))
  }
  for (const type of spread(taskTypeIds)) {
    if (chosen.some(({ task }) => task.type === type)) continue
    add(({ task }) => task.type === type)
  }
  return chosen.map(({ place }) => place)
}

function spreadCases(tasks: readonly TaskLine[]): ReadonlySet<string> {
  const cases = [...new Set(tasks.map(({ caseId }) => caseId))]
  const step = Math.max(1, cases.length / mostCases)
  return new Set(cases.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)))
}

function candidateOf(benchmark: BenchmarkOnDisk, line: TaskLine, place: number): Candidate {
  const { task, conversation } = benchmark.read(line)
  const turns = shownTurns(conversation, task.view)
  const characters = turns.reduce((sum, turn) => sum + turn.text.length, 0)
  const kinds = new Set(
    turns.flatMap((turn) => (turn.masked ? [] : turn.attachments.map(({ kind }) => kind))),
  )
  const { id, type, caseId, challenge } = task
  return {
    task: {
      id,
      type,
      caseId,
      ...(challenge === undefined
        ? {}
        : { challenge: { triple: challenge.triple, member: challenge.member } }),
    },
    place,
    kinds,
    rank: Math.abs(characters - readable),
  }
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
  const challenged = candidates.filter(({ task }) => task.challenge !== undefined)
  const triples = [...groupBy(challenged, ({ task }) => task.challenge?.triple).values()]
  const firstOf = (triple: readonly Candidate[]): Candidate[] =>
    members.flatMap((member) => triple.find(({ task }) => task.challenge?.member === member) ?? [])
  // Groups come in the order of their best-ranked member; the fullest wins.
  return triples.map(firstOf).toSorted((a, b) => b.length - a.length)[0] ?? []
}
