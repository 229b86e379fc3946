import { expect, it } from 'vitest'
import type { Prediction } from '../../records/prediction.ts'
import { judgedText } from './judged-text.ts'

const options = [
  { letter: 'A' as const, text: 'Ask about allergies before the first dose is given.' },
  { letter: 'B' as const, text: 'Nothing needs to be raised.' },
]

function judged(output: string, outcome: Prediction['outcome'] = 'answered') {
  const prediction = {
    taskId: 't',
    model: 'm',
    regime: 'r',
    promptHash: 'h',
    seed: 1,
    repeat: 0,
    answer: null,
  }
  return judgedText({ options }, { ...prediction, output, outcome })
}

it.each([
  'B',
  'Answer: B',
  '**Answer: A. Ask about allergies before the first dose is given.**',
  'The correct answer is B. Nothing needs to be raised.',
  'Behavior: <proactive> highly_proactive\nAnswer: A',
  'highly proactive\n<answer>A</answer>',
])('%j is only the option', (output) => {
  expect(judged(output)).toEqual({ nothing: 'only_the_option' })
})

it.each([
  'The patient had hives after amoxicillin, so ask first.\nAnswer: A',
  'Behavior: <reactive>\nOption reasoning: nothing in the chart speaks against the order.\nAnswer: B',
  'I cannot help with that, I am sorry.',
])('%j can be judged', (output) => {
  expect(judged(output)).toEqual({ text: output })
})

it('leaves out reasoning that the reader of the reply does not see', () => {
  expect(judged('<think>Long thoughts about hives and doses and more.</think>B')).toEqual({
    nothing: 'only_the_option',
  })
  expect(judged('<think>Hm.</think>\nShe had hives after amoxicillin last year. A')).toEqual({
    text: 'She had hives after amoxicillin last year. A',
  })
  expect(judged('<think>Long thoughts that never end')).toEqual({ nothing: 'only_reasoning' })
})

it('has nothing of a call that failed', () => {
  expect(judged('', 'failed')).toEqual({ nothing: 'no_reply' })
  expect(judged('  \n')).toEqual({ nothing: 'no_reply' })
})
