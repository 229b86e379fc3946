import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import type { Task } from '../records/task.ts'
import { checks } from './checks/index.ts'
import { exampleTasks } from './fixture-tasks.ts'
import { exampleSources } from './fixtures.ts'
import { mutations } from './mutations.ts'
import { verifyTask } from './task.ts'

const entries = Object.entries<Task>(exampleTasks)

describe('valid tasks', () => {
  it.each(entries)('%s passes every check', (_, task) => {
    const { findings, passed } = verifyTask(task, exampleSources)
    expect(findings).toEqual([])
    expect(passed).toEqual(checks.map((check) => check.name))
  })

  it('passes with the options in any order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...entries), fc.integer(), ([, task], seed) => {
        const texts = randomFor(seed, 'order').shuffle(task.options)
        const gold = texts.findIndex((option) => option.letter === task.gold)
        const options = task.options.map((option, index) => ({
          letter: option.letter,
          text: texts[index]?.text ?? '',
        }))
        const turned: Task = { ...task, options, gold: task.options[gold]?.letter ?? 'A' }
        expect(verifyTask(turned, exampleSources).findings).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

describe('broken tasks', () => {
  for (const mutation of mutations) {
    const targets = entries.filter(([, task]) => mutation.apply(task, randomFor('any')) !== undefined)

    it(`${mutation.name}: ${mutation.caughtBy} complains`, () => {
      expect(targets.length).toBeGreaterThan(0)
      fc.assert(
        fc.property(fc.constantFrom(...targets), fc.integer(), ([name, task], seed) => {
          const broken = mutation.apply(task, randomFor(seed, mutation.name)) as Task
          const { findings } = verifyTask(broken, exampleSources)
          expect([name, ...findings.map((finding) => finding.check)]).toContain(mutation.caughtBy)
        }),
        { numRuns: 40 },
      )
    })
  }

  it('has a mutation for every check but the scorer’s, which guards the checker itself', () => {
    const caught = new Set(mutations.map((mutation) => mutation.caughtBy))
    expect(checks.map((check) => check.name).filter((name) => !caught.has(name))).toEqual(['self-score'])
  })

  it('rejects evidence that is not at its place', () => {
    const facts = exampleSources.facts.map((fact) =>
      fact.evidence.kind === 'span'
        ? { ...fact, evidence: { ...fact.evidence, start: fact.evidence.start + 1 } }
        : fact,
    )
    for (const [name, task] of entries.filter(([, item]) => item.facts.length > 0)) {
      const found = verifyTask(task, { ...exampleSources, facts }).findings.map((finding) => finding.check)
      expect([name, ...found]).toContain('resolves')
    }
  })

  it('never throws, whatever the record holds', () => {
    const [, task] = entries[0] as [string, Task]
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(task)), fc.anything(), (field, value) => {
        const { findings } = verifyTask({ ...task, [field]: value }, exampleSources)
        expect(Array.isArray(findings)).toBe(true)
      }),
    )
  })

  it('says nothing of the case in its findings', () => {
    for (const mutation of mutations) {
      for (const [, task] of entries) {
        const broken = mutation.apply(task, randomFor('words', mutation.name))
        if (broken === undefined) continue
        for (const { what } of verifyTask(broken, exampleSources).findings) {
          expect(what).not.toMatch(/creatinine|levofloxacin|penicillin|pneumonia|36\.1|38\.9/i)
        }
      }
    }
  })
})

describe('the registry of checks', () => {
  it('names each check once, with a title', () => {
    expect(new Set(checks.map((check) => check.name)).size).toBe(checks.length)
    for (const check of checks) {
      expect(check.name).toMatch(/^[a-z-]+$/)
      expect(check.title.length).toBeGreaterThan(10)
    }
  })
})
