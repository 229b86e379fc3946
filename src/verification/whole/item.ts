// What the checks of a whole benchmark look at: each task as numbers and hashes, so that no text need stay in
// memory.
import { groupBy } from '../../kit/group.ts'
import type { SplitName } from '../../records/benchmark.ts'
import { sha256 } from '../../kit/hash.ts'
import type { Letter, Task } from '../../records/task.ts'
import type { TaskTypeId } from '../../taxonomy/task-types.ts'
import { plain } from '../words.ts'
import { shinglesOf } from './shingles.ts'

export interface BenchmarkItem {
  readonly id: string
  readonly type: TaskTypeId
  readonly gold: Letter
  /** Lengths of the options' texts in characters, in the order of their letters. */
  readonly lengths: readonly number[]
  readonly token: string
  readonly class: string
  readonly complexity: string
  readonly licence: string
  readonly source: string
  /** The case's group, or its id. */
  readonly group: string
  /** Hash of question, context and options, normalised. */
  readonly asked: string
  /** Hash of the gold option's text. */
  readonly answer: string
  /** Hashes of the three-word shingles of the question and of each option, sorted. */
  readonly shingles: Uint32Array
}

/** An item with its split; undefined when no split holds the task. */
export interface SplitItem extends BenchmarkItem {
  readonly split: SplitName | undefined
}

export function itemOf(task: Task, context: string, group: string): BenchmarkItem {
  const { id, type, question, options, gold, behavior, complexity, licence, source } = task
  const texts = options.map((option) => option.text)
  const sorted = texts.map(plain).toSorted().join('\n')
  const answer = options.find((option) => option.letter === gold)?.text.toLowerCase() ?? ''
  return {
    id,
    type,
    gold,
    lengths: texts.map((text) => text.length),
    token: behavior.token,
    class: behavior.class,
    complexity,
    licence: licence.id,
    source,
    group,
    asked: shortHash(`${plain(question)}\n${plain(context)}\n${sorted}`),
    answer: shortHash(answer),
    shingles: shinglesOf([question, ...texts]),
  }
}

function shortHash(text: string): string {
  return sha256(text).slice(0, 20)
}

export interface BenchmarkFinding {
  readonly check: string
  /** error: the build fails. warning: a person should look. note: a number worth printing. */
  readonly severity: 'error' | 'warning' | 'note'
  readonly what: string
  /** Ids of tasks it is about, at most `mostListed`. */
  readonly tasks?: readonly string[]
}

export const mostListed = 50

export interface BenchmarkCheck {
  readonly name: string
  readonly title: string
  readonly run: (items: readonly SplitItem[]) => readonly BenchmarkFinding[]
}

export function byType(items: readonly SplitItem[]): ReadonlyMap<string, readonly SplitItem[]> {
  const groups = groupBy(items, (item) => item.type)
  return new Map([...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
