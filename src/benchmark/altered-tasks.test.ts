// Every task of a simulated course that is broken in one of the general ways is objected to, by a check of what is
// true and not of form; and the judges come to the key of each unbroken one. Prints how many were broken.
import { afterAll, describe, expect, it } from 'vitest'
import { taskTypeIds } from '../taxonomy/task-types.ts'
import { draftCase } from './draft.ts'
import { prepareCase, type PreparedCase } from './prepare.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import type { Task } from '../records/task.ts'
import { defaultDistributions } from '../simulation/distributions.ts'
import { simulateCase } from '../simulation/simulate.ts'
import { createNeighbourIndex, neighboursFrom } from '../tasks/neighbours.ts'
import { isObjectedTo, verdictOf } from '../verification/agreement.ts'
import { alterations } from '../verification/alterations.ts'
import type { Sources } from '../verification/material.ts'

const count = 40
const cases = Array.from({ length: count }, (_, number): (PreparedCase & Sources)[] => {
  const settings = { seed: 17, distributions: defaultDistributions }
  const prepared = prepareCase(simulateCase(number, settings, knowledge()).imported)
  return prepared.conversation === undefined ? [] : [{ ...prepared, conversation: prepared.conversation }]
}).flat()
const index = createNeighbourIndex()
for (const { case: source, facts } of cases) index.add(source, facts)
const neighbours = neighboursFrom(index.snapshot())
// So many that no rule of a type is left out for another one.
const most = Object.fromEntries(taskTypeIds.map((type) => [type, 60]))
const drafted = cases.map((sources) => ({
  sources,
  tasks: draftCase(sources, neighbours, { seed: 1, most }).tasks,
}))

const kindOf = ({ challenge, form }: Task): string => challenge?.rule ?? form
const made = new Map<string, number>()

/** The rules that rest on the knowledge base, and the forms that ask of a course. */
const kinds = [
  'related_allergy',
  'drug_interaction',
  'contraindication',
  'missed_standard',
  'misread_study',
  'score_sum',
  'complete_lists',
  'argument_argued',
  'argument_considered',
  'absent_among_present',
  'present_among_absent',
  'dose_among_doses',
  'value_at_time',
  'movement_of_a_value',
  'missing_question_of_course',
  'next_course_step',
  'reason_for_step',
] as const

afterAll(() => {
  const total = [...made.values()].reduce((sum, number) => sum + number, 0)
  console.log(
    `${total} altered tasks of ${count} cases: ${[...made].map((pair) => pair.join(' ')).join(', ')}`,
  )
})

describe.each(kinds)('tasks of %s', (kind) => {
  const tasks = drafted.flatMap(({ sources, tasks: all }) =>
    all.filter((task) => kindOf(task) === kind).map((task) => ({ task, sources, all })),
  )

  it('have a key that the judges come to', () => {
    expect(tasks.length).toBeGreaterThan(0)
    for (const { task, sources } of tasks)
      expect([task.id, verdictOf(task, sources)]).toEqual([task.id, { verdict: 'agrees', why: [] }])
  })

  it('are objected to once they are altered', () => {
    let altered = 0
    for (const { name, apply } of alterations) {
      for (const { task, sources, all } of tasks) {
        const broken = apply(task, sources, all)
        if (broken === undefined) continue
        altered += 1
        expect([name, task.id, isObjectedTo(broken.task, broken.sources)]).toEqual([name, task.id, true])
      }
    }
    made.set(kind, altered)
    expect(altered).toBeGreaterThan(tasks.length)
  })
})
