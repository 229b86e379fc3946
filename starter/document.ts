// What the starter model is pre-trained on: simulated conversations, and the record that was written after each. A
// document is a conversation that is given and a record that is asked for, so that a model learns to find in the
// first what the second says. No task of the benchmark is among them.
import { prepareCase } from '../src/benchmark/prepare.ts'
import { contextText, shownTurns, tableText } from '../src/conversations/view.ts'
import { knowledge } from '../src/knowledge/knowledge.ts'
import type { Case } from '../src/records/case.ts'
import { defaultDistributions, type Distributions } from '../src/simulation/distributions.ts'
import { simulateCase } from '../src/simulation/simulate.ts'

export interface Document {
  readonly asked: string
  readonly written: string
}

/** No simulation of the project's own uses this seed, so that no case of a benchmark is seen here. */
export const corpusSeed = 20_251_128

/** Illnesses the starter never sees, one from each of several fields. */
export const heldOutConditions = [
  'ectopic-pregnancy',
  'giant-cell-arteritis',
  'guillain-barre-syndrome',
  'infective-endocarditis',
  'intussusception',
  'lithium-toxicity',
  'renal-colic',
  'stevens-johnson-syndrome',
  'thyroid-storm',
] as const

/** Cases of the seen illnesses, or of the held-out ones alone. */
export function conditionWeights(which: 'seen' | 'held out'): Distributions {
  const held = new Set<string>(heldOutConditions)
  const ids = [...knowledge().conditions.keys()]
  const weights = ids.map((id) => [id, held.has(id) === (which === 'held out') ? 1 : 0] as const)
  return { ...defaultDistributions, conditions: Object.fromEntries(weights) }
}

export function documentOf(number: number, which: 'seen' | 'held out'): Document {
  const settings = { seed: corpusSeed, distributions: conditionWeights(which) }
  const { imported } = simulateCase(number, settings, knowledge())
  const { case: source, conversation } = prepareCase(imported)
  if (conversation === undefined) throw new Error(`case ${number} has no conversation`)
  const turns = shownTurns(conversation, { edits: [], from: 1, to: conversation.turns.length, masked: [] })
  return {
    asked: `Write the record of this conversation.\n\n${contextText(source, turns)}`,
    written: recordText(source),
  }
}

function recordText({ sections, tables }: Case): string {
  const parts = sections.map(({ heading, text }) => `${heading}\n${text}`)
  return [...parts, ...tables.map(tableText)].join('\n\n')
}

/** The worker's handler: a case's number in, its document as a line out. */
export default function createHandler(which: string): (line: string) => string {
  return (line) => JSON.stringify(documentOf(Number(line), which as 'seen' | 'held out'))
}
