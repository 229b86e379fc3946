import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { letters } from '../records/task.ts'
import { parseAnswer } from './parse-answer.ts'

const options = [
  { letter: 'A', text: 'Stop the apixaban' },
  { letter: 'B', text: 'Repeat the potassium' },
  { letter: 'C', text: 'Nothing needs to be raised' },
  { letter: 'D', text: 'Start gentamicin' },
] as const

function read(reply: string): string {
  const parsed = parseAnswer(reply, options)
  return parsed.outcome === 'answered' ? parsed.letter : '?'
}

describe('parseAnswer', () => {
  it.each([
    ['B', 'B'],
    ['(B)', 'B'],
    ['**B**', 'B'],
    ['$B$', 'B'],
    ['`B`', 'B'],
    ['B.', 'B'],
    ['Answer: B', 'B'],
    ['answer: b', 'B'],
    ['Answer: (C)', 'C'],
    ['**Answer:** D', 'D'],
    ['**Answer: D**', 'D'],
    ['Answer: $\\boxed{B}$', 'B'],
    ['The answer is B because the sample was haemolysed.', 'B'],
    ['The correct answer is option C.', 'C'],
    ['The best option is **A**.', 'A'],
    ['I first thought of A.\nThen I saw the potassium.\nAnswer: B', 'B'],
    ['<answer>B</answer>', 'B'],
    ['<proactive>\n<answer>A</answer>', 'A'],
    ['<answer>B. Repeat the potassium</answer>', 'B'],
    ['{"answer": "D"}', 'D'],
    ['```json\n{"reasoning": "…", "answer": "C"}\n```', 'C'],
    ['B. Repeat the potassium', 'B'],
    ['Repeat the potassium', 'B'],
    ['repeat the potassium.', 'B'],
    ['Let me think.\n\nC', 'C'],
    ['Answer: A\nAnswer: B', 'B'],
  ])('reads %j as %s', (reply, letter) => {
    expect(read(reply)).toBe(letter)
  })

  it.each([
    '',
    'I cannot help with that.',
    'A patient with hyperkalaemia needs an ECG.',
    'Answer: A or B',
    'Answer: A and C',
    'Answer: E',
    'Either could be right: A, B.',
    '{"answer": "A"} {"answer": "B"}',
    'A\nB',
    'The potassium must be repeated',
  ])('does not guess from %j', (reply) => {
    expect(read(reply)).toBe('?')
  })

  it('reads back any offered letter in the form the prompt asks for, after any reasoning', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...letters.slice(0, 4)), (reasoning, letter) => {
        expect(read(`${reasoning}\nAnswer: ${letter}`)).toBe(letter)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (reply) => {
        expect(['A', 'B', 'C', 'D', '?']).toContain(read(reply))
      }),
    )
  })
})
