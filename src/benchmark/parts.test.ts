import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTask, letters, type Task } from '../records/task.ts'
import { createLetterBalancer } from './letters.ts'
import { selectTasks, type Candidate, type LeftOut, type SelectionSettings } from './select.ts'
import { paperPlan, parseSplitPlan, splitTasks } from './splits.ts'

describe('splitTasks', () => {
  const tasks = fc
    .array(fc.record({ group: fc.integer({ min: 0, max: 40 }) }), { minLength: 1, maxLength: 300 })
    .map((rows) => rows.map(({ group }, index) => ({ id: `t${index}`, group: `g${group}` })))

  it('never divides a group, assigns all by shares, and does not depend on order', () => {
    fc.assert(
      fc.property(tasks, fc.integer(), (rows, seed) => {
        const splits = splitTasks(rows, parseSplitPlan('80/5/15'), seed)
        expect(splits.size).toBe(rows.length)
        const byGroup = new Map<string, Set<string>>()
        for (const { id, group } of rows) {
          byGroup.set(group, (byGroup.get(group) ?? new Set()).add(splits.get(id) as string))
        }
        for (const names of byGroup.values()) expect(names.size).toBe(1)
        const reversed = splitTasks(rows.toReversed(), parseSplitPlan('80/5/15'), seed)
        expect([...reversed].toSorted()).toEqual([...splits].toSorted())
      }),
    )
  })

  it('draws the paper’s counts exactly', () => {
    const rows = Array.from({ length: 9000 }, (_, index) => ({ id: `t${index}`, group: `g${index % 500}` }))
    const splits = splitTasks(rows, paperPlan, 1)
    const count = (name: string): number => [...splits.values()].filter((split) => split === name).length
    expect([count('train'), count('validation'), count('test')]).toEqual([6776, 110, 977])
    expect(() => splitTasks(rows.slice(0, 100), paperPlan, 1)).toThrow(/7863 tasks but the benchmark has 100/)
  })

  it('reads plans and refuses nonsense', () => {
    expect(parseSplitPlan('paper')).toEqual(paperPlan)
    expect(parseSplitPlan('6776/110/977')).toEqual(paperPlan)
    for (const text of ['', '80', '80/20', 'a/b/c', '-1/1/1', '0/0/0']) {
      expect(() => parseSplitPlan(text)).toThrow()
    }
  })
})

function taskWith(id: number, options: number): Task {
  return createTask({
    caseId: `case_${id}`,
    conversationId: 'conv_1',
    type: 'fact_retrieval',
    form: 'value',
    author: 'rules',
    view: { edits: [], from: 1, to: 1, masked: [] },
    question: `Question ${id}?`,
    options: letters.slice(0, options).map((letter) => ({ letter, text: `${letter} of ${id}` })),
    gold: 'A',
    rationale: 'So it is said.',
    probe: { kind: 'value', subject: { kind: 'lab', name: 'sodium' } },
    facts: [],
    turns: [1],
    behavior: { score: 0, class: 'highly_reactive', token: '<reactive>', reason: 'stated' },
    complexity: 'intermediate',
    source: 'text',
    corpus: 'own',
    licence: { id: 'unknown' },
    checks: [],
  })
}

describe('the letter balancer', () => {
  it('makes every letter right equally often, up to one, and keeps the right text right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 6 }), fc.integer({ min: 1, max: 80 }), (options, count) => {
        const balancer = createLetterBalancer(3)
        const placed = Array.from({ length: count }, (_, id) => balancer.place(taskWith(id, options)))
        const counts = letters
          .slice(0, options)
          .map((letter) => placed.filter((task) => task.gold === letter).length)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
        placed.forEach((task, id) => {
          expect(task.options.find(({ letter }) => letter === task.gold)?.text).toBe(`A of ${id}`)
          expect(task.options.map(({ text }) => text).toSorted()).toEqual(
            taskWith(id, options).options.map(({ text }) => text),
          )
        })
      }),
    )
  })
})

describe('selectTasks', () => {
  const candidate = (id: string, changes: Partial<Candidate> = {}): Candidate => ({
    id,
    type: 'explicit_error_correction',
    options: 5,
    class: 'balanced',
    overlaps: 0,
    complexity: 'advanced',
    caseId: `case of ${id}`,
    labelled: false,
    fingerprint: id,
    ...changes,
  })
  const challenge = (
    origin: 'planted' | 'labelled',
    member: 'injected' | 'near_miss' | 'handled',
    triple: string,
  ): Pick<Candidate, 'challenge'> => ({ challenge: { origin, member, triple } })

  const select = async (
    candidates: readonly Candidate[],
    wishes: Partial<SelectionSettings> = {},
  ): Promise<{ readonly kept: readonly string[]; readonly leftOut: LeftOut }> => {
    const settings = { seed: 1, tokenPolicy: 'contextual', guessable: async () => [], ...wishes } as const
    const leftOut = await selectTasks(candidates, settings)
    return { kept: candidates.map(({ id }) => id).filter((id) => !leftOut.has(id)), leftOut }
  }

  it('keeps one of tasks that ask the same', async () => {
    const { kept, leftOut } = await select([candidate('a'), candidate('b', { fingerprint: 'a' })])
    expect(kept).toEqual(['a'])
    expect(leftOut.get('b')).toMatch(/asks the same/)
  })

  it('keeps planted triples whole or not at all', async () => {
    const members = ['injected', 'near_miss', 'handled'] as const
    const whole = members.map((member) => candidate(`w-${member}`, challenge('planted', member, 'whole')))
    const broken = members
      .slice(0, 2)
      .map((member) => candidate(`b-${member}`, challenge('planted', member, 'broken')))
    const { kept } = await select([...whole, ...broken])
    expect(kept.toSorted()).toEqual(whole.map(({ id }) => id).toSorted())
  })

  it('takes at most six tasks of a type from a case, labelled ones first', async () => {
    const many = Array.from({ length: 20 }, (_, i) =>
      candidate(`m${i}`, { caseId: 'one', labelled: i === 13 }),
    )
    const { kept } = await select(many)
    expect(kept.length).toBe(6)
    expect(kept).toContain('m13')
  })

  it('leaves out of a type what overlapping words find too often, and no more', async () => {
    const many = Array.from({ length: 300 }, (_, i) => candidate(`t${i}`, { overlaps: i < 180 ? 1 : 0 }))
    const { kept } = await select(many)
    const share = kept.filter((id) => Number(id.slice(1)) < 180).length / kept.length
    expect(share).toBeLessThanOrEqual(0.2 + 0.06)
    expect(share).toBeGreaterThan(0.24)
    expect(kept.filter((id) => Number(id.slice(1)) >= 180)).toHaveLength(120)
  })

  it('keeps triples of which overlapping words find one key, as their form has it, and leaves out others', async () => {
    const members = ['injected', 'near_miss', 'handled'] as const
    const triples = Array.from({ length: 60 }, (_, i) =>
      members.map((member, place) =>
        candidate(`${i} ${member}`, {
          caseId: `c${i}`,
          options: 4,
          overlaps: place === 0 || (place === 1 && i < 20) ? 1 : 0,
          ...challenge('planted', member, `t${i}`),
        }),
      ),
    ).flat()
    const { kept } = await select(triples)
    expect(kept).toHaveLength(40 * 3)
    expect(kept.every((id) => Number(id.split(' ')[0]) >= 20)).toBe(true)
  })

  it('does not let silence be right too often in labelled notes', async () => {
    const speaking = Array.from({ length: 60 }, (_, i) =>
      candidate(`s${i}`, challenge('labelled', 'injected', `s${i}`)),
    )
    const silent = Array.from({ length: 50 }, (_, i) =>
      candidate(`q${i}`, challenge('labelled', 'near_miss', `q${i}`)),
    )
    const { kept } = await select([...speaking, ...silent])
    const share = kept.filter((id) => id.startsWith('q')).length / kept.length
    expect(share).toBeGreaterThan(0.15)
    expect(share).toBeLessThanOrEqual(0.25)
  })
})
