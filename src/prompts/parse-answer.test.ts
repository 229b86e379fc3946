// The parser against the replies in answers/ (written by us after what models really write), and against
// properties that no list of examples can show.
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { letters, type Option } from '../records/task.ts'
import { parseAnswer } from './parse-answer.ts'

interface Sample {
  readonly text: string
  readonly options: string
  readonly letter?: string
  readonly reason?: string
}

const folder = new URL('./answers/', import.meta.url)
const sets = JSON.parse(readFileSync(new URL('options.json', folder), 'utf8')) as Record<string, string[]>
const optionsOf = (set: string): Option[] =>
  (sets[set] ?? []).map((text, place) => ({ letter: letters[place] as Option['letter'], text }))
const options = optionsOf('potassium')

function read(reply: string, offered = options): string {
  const parsed = parseAnswer(reply, offered)
  return parsed.outcome === 'answered' ? parsed.letter : parsed.reason
}

const classes = readdirSync(folder)
  .filter((file) => file.endsWith('.jsonl'))
  .map((file) => ({
    name: file.replace('.jsonl', ''),
    samples: readFileSync(new URL(file, folder), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Sample),
  }))

describe.each(classes)('replies of the kind "$name"', ({ samples }) => {
  it.each(samples)('reads $text', ({ text, options: set, letter, reason }) => {
    expect(read(text, optionsOf(set))).toBe(letter ?? reason)
  })
})

it('holds at least 200 replies', () => {
  expect(classes.reduce((sum, { samples }) => sum + samples.length, 0)).toBeGreaterThanOrEqual(200)
})

const wrappings: readonly ((letter: string) => string)[] = [
  (letter) => letter,
  (letter) => `(${letter})`,
  (letter) => `**${letter}**`,
  (letter) => `$${letter}$`,
  (letter) => `\`${letter}\``,
  (letter) => `${letter}.`,
  (letter) => `\\boxed{${letter}}`,
  (letter) => `\\boxed{\\text{${letter}}}`,
  (letter) => `<answer>${letter}</answer>`,
  (letter) => `{"answer": "${letter}"}`,
  (letter) => `Answer: ${letter}`,
  (letter) => `Answer: (${letter})`,
  (letter) => `**Answer:** ${letter}`,
  (letter) => `**Final answer: ${letter}**`,
  (letter) => `The correct answer is option ${letter}.`,
  (letter) => `Option ${letter} is correct.`,
  (letter) => `### Answer\n${letter}`,
  (letter) => `Antwort: ${letter}`,
  (letter) => `La respuesta correcta es la ${letter}.`,
  (letter) => `La bonne réponse est ${letter}.`,
  (letter) => `Risposta: ${letter}`,
  (letter) => `Resposta: ${letter}`,
  (letter) => `Ответ: ${letter}`,
  (letter) => `答案是${letter}。`,
  (letter) => `正解は${letter}です。`,
  (letter) => `정답: ${letter}`,
  (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0),
]
const wrapping = fc.constantFrom(...wrappings)
const letterOf = fc.constantFrom('A', 'B', 'C', 'D')
/** Sentences that name no letter, as stand around an answer. */
const prose = fc
  .array(
    fc.constantFrom(
      'The sample was haemolysed.',
      'She takes apixaban twice daily.',
      'Her kidneys are failing, and the dose was not changed.',
      'That is why it matters.',
      'Step 2: weigh the risks.',
      '- The allergy is documented.',
      'Vitamin K was not given.',
      '',
    ),
    { maxLength: 4 },
  )
  .map((sentences) => sentences.join('\n'))

describe('parseAnswer', () => {
  it('finds any letter in any accepted wrapping, with prose on either side', () => {
    fc.assert(
      fc.property(prose, wrapping, letterOf, prose, (before, wrap, letter, after) => {
        expect(read(`${before}\n${wrap(letter)}\n${after}`)).toBe(letter)
      }),
      { numRuns: 2000 },
    )
  })

  it('finds the letter behind a reasoning block that names others', () => {
    fc.assert(
      fc.property(wrapping, letterOf, wrapping, letterOf, (wrap, letter, wrapOther, other) => {
        expect(read(`<think>${wrapOther(other)}</think>\n${wrap(letter)}`)).toBe(letter)
      }),
    )
  })

  it('never resolves a text that names two different final answers', () => {
    fc.assert(
      fc.property(
        fc.tuple(wrapping, letterOf, prose, wrapping, letterOf, prose),
        ([wrap, letter, between, wrapOther, other, after]) => {
          fc.pre(letter !== other)
          expect(read(`${wrap(letter)}\n${between}\n${wrapOther(other)}\n${after}`)).toBe('two_answers')
        },
      ),
      { numRuns: 4000 },
    )
  })

  it('names only letters that were offered', () => {
    fc.assert(
      fc.property(wrapping, fc.constantFrom('E', 'F'), (wrap, letter) => {
        expect(read(wrap(letter))).toBe('not_offered')
      }),
    )
  })

  it('reads any offered option by its own text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(sets)), fc.nat(), (set, number) => {
        const offered = optionsOf(set)
        const option = offered[number % offered.length] as Option
        expect(read(option.text, offered)).toBe(option.letter)
        expect(read(`Answer: ${option.text}`, offered)).toBe(option.letter)
        expect(read(`${option.letter}. ${option.text}`, offered)).toBe(option.letter)
      }),
    )
  })

  it('never throws', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          '<answer>',
          '</answer>',
          '<think>',
          '</think>',
          '{"answer":',
          'Answer:',
          '\\boxed{',
          'A',
          '\n',
        ),
      ),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(read(parts.join(''))).toMatch(/^[A-D]$|^[a-z_]{5,}$/)
      }),
      { numRuns: 2000 },
    )
  })

  // Nothing is timed: a pattern that tries every way of splitting such a reply would never come to an end.
  it('comes to an end over long and hostile replies', () => {
    for (const piece of [
      'A',
      '(',
      '<answer>',
      '*',
      'Answer: ',
      '\\boxed{',
      ' ',
      'the answer is ',
      '{"answer":"',
      '\n',
    ]) {
      expect(read(piece.repeat(20_000))).toMatch(/^[A-D]$|^[a-z_]{5,}$/)
    }
  })
})
