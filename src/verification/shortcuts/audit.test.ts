import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFor } from '../../kit/random.ts'
import { letters, type Letter, type Task } from '../../records/task.ts'
import { exampleTasks } from '../fixture-tasks.ts'
import { judgeAnswers, normalQuantile, startAudit, type Audit } from './audit.ts'
import { solvers } from './index.ts'
import { auditTable } from './table.ts'

const things =
  'amber basil cedar dune ember fjord grove heath islet jetty knoll ledge marsh nook oasis pond'.split(' ')

/** A task with four options made from random words, changed by `shape`. */
function taskOf(seed: number, shape: (texts: string[], gold: number) => string[]): Task {
  const random = randomFor(seed, 'audit test')
  const gold = random.below(4)
  const texts = shape(
    Array.from({ length: 4 }, () => random.sample(things, 3).join(' ')),
    gold,
  )
  return {
    ...exampleTasks.value,
    id: `task_${String(seed).padStart(6, '0')}`,
    question: 'Which of these lies near the harbour?',
    options: texts.map((text, index) => ({ letter: letters[index] as Letter, text })),
    gold: letters[gold] as Letter,
  }
}

function auditOf(
  count: number,
  shape: Parameters<typeof taskOf>[1],
  contextOf: (task: Task) => string = () => '',
  order: (tasks: Task[]) => Task[] = (tasks) => tasks,
  waived: readonly string[] = [],
): Audit {
  const run = startAudit({ seed: 3, waived, draws: 300 })
  const tasks = Array.from({ length: count }, (_, seed) => taskOf(seed, shape))
  for (const task of order(tasks)) run.add(task, contextOf(task), `group ${Number(task.id.slice(5)) % 40}`)
  return run.finish()
}

const failing = (audit: Audit): string[] => audit.failures.map((cell) => cell.solver)

describe.each(solvers.map((solver) => [solver.name, solver] as const))('solver %s', (_, solver) => {
  it('answers with an offered letter, the same for the same seed, and never looks at gold', () => {
    expect((solver.fit === undefined) !== (solver.solve === undefined)).toBe(true)
    expect(solver.fit === undefined || solver.reads === 'question').toBe(true)
    const train = Array.from({ length: 30 }, (_, seed) => taskOf(seed + 1000, (texts) => texts))
    const solve = solver.fit?.(train, randomFor(1)) ?? solver.solve
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.constantFrom(...letters.slice(0, 4)),
        (seed, other) => {
          const task = taskOf(seed, (texts) => texts)
          const answer = solve?.(task, 'amber and basil', randomFor(seed))
          expect(task.options.map((option) => option.letter)).toContain(answer)
          const moved: Task = { ...task, gold: other }
          expect(solve?.(moved, 'amber and basil', randomFor(seed))).toBe(answer)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('the audit', () => {
  it('passes what no shortcut can solve', () => {
    const audit = auditOf(400, (texts) => texts)
    expect(failing(audit)).toEqual([])
    for (const cell of audit.cells) {
      expect(cell.chance).toBeCloseTo(0.25)
      expect(cell.low).toBeLessThanOrEqual(cell.margin)
      expect(cell.high).toBeGreaterThanOrEqual(cell.margin)
    }
  })

  it.each([
    [
      'longest-option',
      (texts: string[], gold: number) => texts.map((text, at) => (at === gold ? `${text} and more` : text)),
    ],
    [
      'shortest-option',
      (texts: string[], gold: number) => texts.map((text, at) => (at === gold ? 'pond' : text)),
    ],
    [
      'question-overlap',
      (texts: string[], gold: number) =>
        texts.map((text, at) => (at === gold ? `${text} harbour` : `${text} castle`)),
    ],
    [
      'nothing-to-raise',
      (texts: string[], gold: number) => texts.map((text, at) => (at === gold ? 'Nothing to raise' : text)),
    ],
    [
      'no-context',
      (texts: string[], gold: number) =>
        texts.map((text, at) => (at === gold ? text.replace(/^\w+/, 'zebra') : text)),
    ],
  ] as const)('fails %s where it works', (name, shape) => {
    const audit = auditOf(400, (texts, gold) => shape(texts, gold))
    expect(failing(audit)).toContain(name)
  })

  it('fails lexical overlap where gold alone stands in the context', () => {
    const goldText = (task: Task): string =>
      task.options.find((option) => option.letter === task.gold)?.text ?? ''
    expect(failing(auditOf(300, (texts) => texts, goldText))).toContain('lexical-overlap')
  })

  it('fails the most frequent letter where letters are not balanced', () => {
    const run = startAudit({ seed: 3, draws: 300 })
    for (let seed = 0; seed < 400; seed++) {
      const task = taskOf(seed, (texts) => texts)
      run.add(seed % 2 === 0 ? { ...task, gold: 'A' } : task, '', `group ${seed % 40}`)
    }
    expect(run.finish().failures.map((cell) => cell.solver)).toContain('most-frequent-letter')
  })

  it('gives the same result whatever the order of the tasks', () => {
    const shape = (texts: string[]): string[] => texts
    const forward = auditOf(120, shape)
    expect(auditOf(120, shape, undefined, (tasks) => tasks.toReversed())).toEqual(forward)
  })

  it('waives by name, and gives no verdict on a handful of cases', () => {
    const shape = (texts: string[], gold: number): string[] =>
      texts.map((text, at) => (at === gold ? `${text} and more` : text))
    const waived = auditOf(400, shape, undefined, undefined, [
      'fact_retrieval/longest-option',
      'any/no-context',
    ])
    expect(waived.failures).toEqual([])
    expect(waived.cells.filter((cell) => cell.verdict === 'waived').length).toBeGreaterThan(0)
    const few = startAudit({ seed: 1, draws: 50 })
    for (let seed = 0; seed < 60; seed++) few.add(taskOf(seed, shape), '', `group ${seed % 3}`)
    expect(few.finish().failures).toEqual([])
  })

  it('prints one row a type and names what fails', () => {
    const table = auditTable(
      auditOf(200, (texts, gold) => texts.map((text, at) => (at === gold ? `${text} and more` : text))),
    )
    expect(table).toMatch(/\| fact_retrieval \| 200 \| 40 \| 25\.0 \|/)
    expect(table).toContain('fact_retrieval/longest-option')
  })
})

describe('the judgement of planted triples', () => {
  /** Triples of four options, each of one group, of which one solver finds one key, and in some of them two. */
  const judged = (triples: number, lucky: number): readonly string[] =>
    judgeAnswers(
      Array.from({ length: 3 * triples }, (_, index) => {
        const triple = Math.floor(index / 3)
        const right = index % 3 === 0 || (index % 3 === 1 && triple < lucky)
        return {
          id: `t${index}`,
          type: 'standard_of_care' as const,
          group: `g${triple}`,
          options: 4,
          planted: true,
          right: Number(right),
        }
      }),
      { seed: 1, draws: 300, solvers: solvers.slice(0, 1) },
    ).cells.map(({ verdict }) => verdict)

  it('lets pass what their form gives, and one lucky triple among few', () => {
    expect(judged(14, 0)).toEqual(['passes'])
    expect(judged(14, 1)).toEqual(['passes'])
  })

  it('fails what goes beyond, and is not luck', () => {
    expect(judged(500, 100)).toEqual(['fails'])
  })
})

describe('the normal quantile', () => {
  it('agrees with tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.95996, 4)
    expect(normalQuantile(0.5)).toBeCloseTo(0, 4)
    expect(normalQuantile(0.999)).toBeCloseTo(3.0902, 3)
  })
})
