// How a run asked, as far as it is the same for every task: the words of its prompt around the conversation, the
// question and the options. Made anew from the templates, and shown only where their hash is the run's.
import { createPrompt } from '../../prompts/prompt.ts'
import { regimes } from '../../prompts/regimes.ts'
import type { Run } from '../../records/run.ts'
import { letters } from '../../records/task.ts'

export interface PromptFrame {
  readonly messages: readonly (readonly [role: string, text: string])[]
  /** Why there are none. */
  readonly note: string
}

export function promptFrame({ regime, recipe, permute, promptHash }: Run): PromptFrame {
  const without = (note: string): PromptFrame => ({ messages: [], note })
  if (regime === 'none') return without('A solver, which reads no prompt.')
  if (regime === 'few-shot') {
    return without('Solved examples, named with each answer, and then the task; see docs/regimes.md.')
  }
  if (!Object.hasOwn(regimes, regime)) return without('This version does not know the regime.')
  const needs = {
    recipe: recipe ?? '',
    fewShot: () => {
      throw new RangeError('few-shot has no frame')
    },
  }
  try {
    const prompt = createPrompt(regimes[regime as keyof typeof regimes](needs), permute)
    if (prompt.hash !== promptHash) return without('The templates were changed since the run was made.')
    const asked = prompt.regime.render(placeholders, { case: caseOfPlaceholders, conversation })
    return { messages: asked.messages.map(({ role, content }) => [role, content]), note: '' }
  } catch {
    return without('This version does not know the recipe.')
  }
}

const conversation = {
  id: '',
  caseId: '',
  origin: 'told',
  participants: [{ id: 'speaker', role: 'other', name: 'speaker' }],
  turns: [{ number: 1, speaker: 'speaker', text: '{what the reader sees}', attachments: [], facts: [] }],
} as const

const caseOfPlaceholders = {
  id: '',
  title: '',
  provenance: { source: 'none', corpus: 'none', file: 'none', part: '', sha256: '' },
  licence: { id: 'none' },
  strata: { age: 'unknown', sex: 'unknown', race: 'unknown', language: 'unknown', insurance: 'unknown' },
  sections: [],
  entries: [],
  tables: [],
  images: [],
  labels: [],
} as const

const placeholders = {
  id: '',
  caseId: '',
  type: 'fact_retrieval',
  view: { edits: [], from: 1, to: 1, masked: [] },
  question: '{question}',
  options: letters.slice(0, 4).map((letter) => ({ letter, text: '{option}' })),
} as const
