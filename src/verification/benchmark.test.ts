import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import type { SplitName } from '../records/benchmark.ts'
import { letters, type Letter, type Task } from '../records/task.ts'
import { startBenchmarkCheck, verifyBenchmark, type BenchmarkVerdict } from './benchmark.ts'
import { exampleTasks } from './fixture-tasks.ts'
import { itemOf } from './whole/item.ts'
import { chiSquareTail } from './whole/chi-square.ts'

const syllables = 'ba de fi go lu me ni po ra su ti vo we xa yo zi'.split(' ')

function taskOf(seed: number, change: Partial<Task> = {}): Task {
  const random = randomFor(seed, 'benchmark test')
  const word = (): string => random.sample(syllables, 3).join('')
  return {
    ...exampleTasks.value,
    id: `task_${String(seed).padStart(6, '0')}`,
    question: `Which ${word()} did the ${word()} have at ${word()}?`,
    options: letters.slice(0, 4).map((letter) => ({ letter, text: `${word()} ${word()}` })),
    gold: letters[seed % 4] as Letter,
    ...change,
  }
}

function check(
  tasks: readonly Task[],
  groupOf = (_: Task, index: number): string => `g${index}`,
  splitAt = 0.5,
): BenchmarkVerdict {
  const run = startBenchmarkCheck()
  for (const [index, task] of tasks.entries()) {
    const item = itemOf(task, `context of ${task.id}`, groupOf(task, index))
    run.add(item, index < tasks.length * splitAt ? 'train' : 'test')
  }
  return run.finish()
}

const hundred = Array.from({ length: 200 }, (_, seed) => taskOf(seed))

describe('a whole benchmark', () => {
  it('passes when it is sound, with its statistics', () => {
    const verdict = check(hundred)
    expect(verdict.failed).toEqual([])
    expect(verdict.findings).toEqual([])
    expect(verdict.statistics['type']).toEqual({ fact_retrieval: 200 })
    expect(verdict.statistics['split']).toEqual({ test: 100, train: 100 })
    expect(verdict.statistics['gold']).toEqual({ A: 50, B: 50, C: 50, D: 50 })
  })

  it('fails when a group is in two splits', () => {
    expect(check(hundred, (_, index) => `g${index % 150}`).failed).toEqual(['splits'])
    expect(check(hundred, (_, index) => `g${index % 100}`).findings[0]?.what).toContain('100 groups')
  })

  it('fails when the same is asked of the same text in two splits', () => {
    const tasks = [taskOf(1), { ...taskOf(1), id: 'task_x' }]
    const splits = new Map<string, SplitName>([
      ['task_000001', 'train'],
      ['task_x', 'test'],
    ])
    const verdict = verifyBenchmark(
      tasks.map((task, index) => ({ task, context: 'The same words.', group: `g${index}` })),
      splits,
    )
    expect(verdict.failed).toEqual(['splits'])
    const apart = tasks.map((task, index) => ({ task, context: `Other words ${index}.`, group: `g${index}` }))
    expect(verifyBenchmark(apart, splits).failed).toEqual([])
  })

  it('notes a task in no split, and fails when one is there twice', () => {
    const one = { task: taskOf(1), context: '', group: 'g' }
    const left = verifyBenchmark([one], new Map())
    expect(left.failed).toEqual([])
    expect(left.findings.map(({ severity, what }) => [severity, what])).toContainEqual([
      'note',
      '1 tasks are in no split',
    ])
    expect(verifyBenchmark([one, one], new Map([['task_000001', 'test']])).failed).toEqual(['splits'])
  })

  it('fails when gold letters are not balanced', () => {
    const skewed = hundred.map((task, index): Task => (index % 2 === 0 ? { ...task, gold: 'B' } : task))
    const verdict = check(skewed)
    expect(verdict.failed).toEqual(['letters'])
    expect(verdict.findings[0]?.what).toContain('fact_retrieval: gold is B')
  })

  it('fails when length tells', () => {
    const grown = hundred.map(
      (task): Task => ({
        ...task,
        options: task.options.map((option) =>
          option.letter === task.gold ? { ...option, text: `${option.text} ${option.text}` } : option,
        ),
      }),
    )
    expect(check(grown).failed).toEqual(['lengths'])
  })

  it('lists near-duplicates, and warns when they lie across splits with one answer', () => {
    const words = Array.from(
      { length: 60 },
      (_, index) => `${syllables[index % 16]}${syllables[(index * 7) % 16]}${index}`,
    ).join(' ')
    const long = taskOf(500, { question: `${words} first?` })
    const twin: Task = { ...long, id: 'task_zzz', question: `${words} second?` }
    const { findings, failed } = check([long, ...hundred, twin])
    expect(failed).toEqual([])
    expect(findings.map((finding) => [finding.check, finding.severity])).toEqual([
      ['duplicates', 'note'],
      ['duplicates', 'warning'],
    ])
    expect(findings[0]?.tasks).toEqual(['task_zzz'])
  })

  it('counts unknown licences', () => {
    const verdict = check([...hundred, taskOf(900, { licence: { id: 'unknown' } })])
    expect(verdict.findings.map((finding) => finding.check)).toEqual(['licences'])
    expect(verdict.failed).toEqual([])
  })

  it('gives the same verdict whatever the order', () => {
    const groups = new Map(hundred.map((task, index) => [task.id, `g${index % 90}`]))
    const splits = new Map(
      hundred.map((task, index): [string, SplitName] => [task.id, index % 3 === 0 ? 'test' : 'train']),
    )
    const items = hundred.map((task) => ({ task, context: task.id, group: groups.get(task.id) as string }))
    expect(verifyBenchmark(items.toReversed(), splits)).toEqual(verifyBenchmark(items, splits))
  })
})

describe('the chi-square tail', () => {
  it('agrees with tables', () => {
    expect(chiSquareTail(3.841, 1)).toBeCloseTo(0.05, 3)
    expect(chiSquareTail(11.07, 5)).toBeCloseTo(0.05, 3)
    expect(chiSquareTail(16.27, 3)).toBeCloseTo(0.001, 4)
    expect(chiSquareTail(0, 3)).toBe(1)
  })
})
