import { describe, expect, it } from 'vitest'
import { askingIn, isSmallTalk, opensWithYesOrNo, tellingStems, wordsWithStems } from './spoken-turns.ts'

const talk = (...texts: readonly string[]): Parameters<typeof askingIn>[0] => ({
  turns: texts.map((text, index) => ({
    number: index + 1,
    speaker: 'a',
    text,
    attachments: [],
    facts: [],
  })),
})

describe('what a turn of speech does', () => {
  it('asks by wording only where no marks are written', () => {
    const unmarked = askingIn(talk('okay do you sleep with more than one pillow', 'just the one'))
    expect(unmarked('and how far can you walk on the flat')).toBe(true)
    expect(unmarked('i walk to the mill and back')).toBe(false)
    const marked = askingIn(talk('Do you sleep with more than one pillow?', 'Just the one.'))
    expect(marked('And how far do you walk?')).toBe(true)
    expect(marked('I know how far you walk.')).toBe(false)
  })

  it.each([
    ['No, only the left one', true],
    ['um, well, yeah it does', true],
    ['not really', true],
    ['Nobody told me that', false],
    ['the left one, i think', false],
  ])('takes “%s” for an answer to any yes-or-no question: %s', (text, expected) => {
    expect(opensWithYesOrNo(text)).toBe(expected)
  })

  it('knows greetings and particulars from matters of health', () => {
    expect(isSmallTalk('Hello, can you confirm your date of birth?')).toBe(true)
    expect(isSmallTalk('The cough is worse at night.')).toBe(false)
  })

  it('names the telling words as they were said', () => {
    expect([...tellingStems('well, something like that, you know')]).toEqual([])
    const shared = tellingStems('does the itching spread to the elbows')
    expect(wordsWithStems('The itching began at my elbow but not the knees.', shared)).toEqual([
      'itching',
      'elbow',
    ])
  })
})
