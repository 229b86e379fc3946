// A step that the knowledge base calls for in a simulated case is no wrong option, whoever says so.
import { describe, expect, it } from 'vitest'
import { entryFacts } from '../grounding/entries.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { defaultDistributions } from '../simulation/distributions.ts'
import { simulateCase } from '../simulation/simulate.ts'
import { isCalledFor } from './called-for.ts'
import { exampleTasks } from './fixture-tasks.ts'
import { exampleSources } from './fixtures.ts'
import { createMaterial, type Material } from './material.ts'
import type { Task } from '../records/task.ts'

const base = knowledge()
const example = Object.values<Task>(exampleTasks)[0] as Task

/** A case of the condition, shown in full. */
function caseOf(condition: string): Material {
  const conditions = Object.fromEntries(
    [...base.conditions.keys()].map((id) => [id, id === condition ? 1 : 0]),
  )
  const { imported } = simulateCase(
    0,
    { seed: 1, distributions: { ...defaultDistributions, conditions } },
    base,
  )
  const { case: source, conversation } = imported
  if (conversation === undefined) throw new Error('a simulated case without a conversation')
  const view = { edits: [], from: 1, to: conversation.turns.length, masked: [] }
  return createMaterial({ ...example, view }, { case: source, facts: entryFacts(source), conversation })
}

describe('what an appendicitis calls for', () => {
  const material = caseOf('acute-appendicitis')

  it.each([
    ['a step of its file', 'appendectomy'],
    ['a step of its file for women only', 'urine pregnancy test'],
    ['a drug that stands in for another', 'ciprofloxacin 400 mg intravenously every 12 hours'],
    ['a step of a look-alike, the stone in the ureter', 'CT for kidney stones'],
    ['another drug of a class it uses', 'cefazolin 2 g intravenously every 8 hours'],
    ['a treatment by the name of a class it uses', 'broad-spectrum antibiotics'],
    ['the same with capitals', 'Appendectomy'],
  ])('is %s', (_, option) => {
    const named = [...base.actions.values()].find(({ id }) => id === 'ct-kidney-stone')?.name ?? ''
    expect(isCalledFor(option === 'CT for kidney stones' ? named : option, material)).toBe(true)
  })

  it.each([
    'transcutaneous pacing',
    'variceal banding',
    'octreotide 50 mcg intravenously once',
    'no step at all',
  ])('is not %s', (option) => expect(isCalledFor(option, material)).toBe(false))
})

it('a real document calls for nothing by the knowledge base', () => {
  expect(isCalledFor('appendectomy', createMaterial(example, exampleSources))).toBe(false)
})
