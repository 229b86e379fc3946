// The chart at the end of a course holds the findings that are still there, not those that a turn tells are gone.
import { expect, it } from 'vitest'
import { entryFacts } from '../grounding/entries.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import type { Task } from '../records/task.ts'
import { defaultDistributions } from '../simulation/distributions.ts'
import { simulateCase } from '../simulation/simulate.ts'
import { chartOf } from './chart.ts'
import { exampleTasks } from './fixture-tasks.ts'
import { createMaterial, type Material } from './material.ts'

const base = knowledge()
const conditions = Object.fromEntries(
  [...base.conditions.keys()].map((id) => [id, id === 'severe-hypoglycemia' ? 1 : 0]),
)
const example = Object.values<Task>(exampleTasks)[0] as Task

/** A clouded mind that clears with the first glucose. */
const courses = Array.from({ length: 12 }, (_, number): Material[] => {
  const { imported } = simulateCase(
    number,
    { seed: 3, distributions: { ...defaultDistributions, conditions } },
    base,
  )
  const { case: source, conversation } = imported
  if (conversation === undefined) return []
  const view = { edits: [], from: 1, to: conversation.turns.length, masked: [] }
  return [createMaterial({ ...example, view }, { case: source, facts: entryFacts(source), conversation })]
}).flat()

it('drops what has passed, and only from the turn that tells it', () => {
  const code = 'findings:confusion'
  const cleared = courses.filter((material) => chartOf(material).passed.has(code))
  expect(cleared.length).toBeGreaterThan(3)
  for (const material of cleared) {
    expect(chartOf(material).entries.has(code)).toBe(false)
    const told = Math.min(...(chartOf(material).passed.get(code)?.[0]?.turns ?? []))
    expect(chartOf(material, told).entries.has(code)).toBe(true)
  }
})
