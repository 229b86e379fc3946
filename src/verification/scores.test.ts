// A judge of sums comes to what the rule that plants them counts, half points among them.
import { expect, it } from 'vitest'
import { scoreSum } from '../challenges/score-sum.ts'
import { entryFacts } from '../grounding/entries.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import type { Task } from '../records/task.ts'
import { defaultDistributions } from '../simulation/distributions.ts'
import { simulateCase } from '../simulation/simulate.ts'
import { exampleTasks } from './fixture-tasks.ts'
import { createMaterial } from './material.ts'
import { judgeScore } from './scores.ts'

const base = knowledge()
const example = Object.values<Task>(exampleTasks)[0] as Task

it('finds right what was counted rightly', () => {
  const said = Array.from({ length: 80 }, (_, number) => {
    const { imported } = simulateCase(number, { seed: 9, distributions: defaultDistributions }, base)
    const { case: source, conversation } = imported
    if (conversation === undefined) return []
    const facts = entryFacts(source)
    return scoreSum
      .plant({ case: source, facts, conversation, seed: 1 })
      .triples.map(({ members, claims, to }) => {
        const { edits, planted } = members.near_miss
        const task = { ...example, view: { edits, from: 1, to, masked: [] } }
        const material = createMaterial(task, { case: source, facts, conversation })
        return [planted, judgeScore(claims.silent, material), judgeScore(claims.concern, material)]
      })
  }).flat()
  expect(said.length).toBeGreaterThan(20)
  expect(said.some(([planted]) => planted?.includes('.5 points') === true)).toBe(true)
  expect(said).toEqual(said.map(([planted]) => [planted, 'right', 'wrong']))
})
