import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addTokens } from './added-tokens.ts'
import type { ChatMessage } from './chat-template.ts'
import { describedRows } from './described-rows.ts'
import { enlarged } from './enlarged.ts'
import { fixturePath } from './fixture-files.ts'
import { openModelFolder } from './model-folder.ts'
import { createTokenizer, openTokenizer, type TextTokenizer } from './tokenizer.ts'
import { readTokenizerFiles } from './tokenizer-files.ts'

interface Expected {
  readonly texts: readonly { text: string; ids: number[]; decoded: string; withoutSpecial: string }[]
  readonly chats: readonly {
    messages: ChatMessage[]
    generationPrompt: boolean
    text: string
    ids: number[]
  }[]
  readonly added: readonly { text: string; ids: number[]; withoutSpecial: string }[]
}

const folder = fixturePath('tokenizer')
const expected = JSON.parse(await readFile(fixturePath('tokenizer/expected.json'), 'utf8')) as Expected
const tokenizer = await openTokenizer(folder)
const files = await readTokenizerFiles(folder)

describe('a tokenizer', () => {
  it.each(expected.texts)(
    'reads and writes $text as transformers does',
    ({ text, ids, decoded, withoutSpecial }) => {
      expect([...tokenizer.encode(text)]).toEqual(ids)
      expect(tokenizer.decode(ids)).toBe(decoded)
      expect(tokenizer.decode(ids, { withoutSpecial: true })).toBe(withoutSpecial)
    },
  )

  it.each(expected.chats)(
    'writes conversations as transformers does',
    ({ messages, generationPrompt, text, ids }) => {
      const written = tokenizer.chat(messages, { generationPrompt })
      expect(written.text).toBe(text)
      expect([...written.tokens]).toEqual(ids)
    },
  )

  it('gives back any text in its composed form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text.normalize('NFC'))
      }),
    )
  })

  it('says what a template refuses', () => {
    const messages = [{ role: 'nurse', content: 'hello' }] as unknown as ChatMessage[]
    expect(() => tokenizer.chat(messages, { generationPrompt: true })).toThrow('There is no role nurse')
  })

  it('stops at what ends an answer, named or not', () => {
    expect(tokenizer.stop).toEqual([319])
    const config = files['tokenizer_config.json']!.replace('"<|im_end|>"', '"<|endoftext|>"')
    const base = createTokenizer('base', {
      ...files,
      'tokenizer_config.json': config,
      'generation_config.json': '{"eos_token_id":[317,5]}',
    })
    expect(base.stop).toEqual([317, 5, 319])
  })

  it('takes a template from its configuration too, by name', () => {
    const { 'chat_template.jinja': template, ...rest } = files
    const config = {
      ...(JSON.parse(files['tokenizer_config.json']!) as object),
      chat_template: [
        { name: 'tools', template: 'no' },
        { name: 'default', template },
      ],
    }
    const other = createTokenizer('x', { ...rest, 'tokenizer_config.json': JSON.stringify(config) })
    const { messages, generationPrompt, text } = expected.chats[0]!
    expect(other.chat(messages, { generationPrompt }).text).toBe(text)
    const none = createTokenizer('x', rest)
    expect(none.hasChatTemplate).toBe(false)
    expect(() => none.chat(messages, { generationPrompt })).toThrow('no chat template')
  })

  it('is refused in words', async () => {
    await expect(openTokenizer(fixturePath('llama/model'))).rejects.toThrow('no tokenizer.json')
    expect(() => createTokenizer('x', { 'tokenizer.json': '[]' })).toThrow('x/tokenizer.json: It is no JSON')
    expect(() => createTokenizer('x', { 'tokenizer.json': '{}' })).toThrow('cannot be used')
    expect(() => createTokenizer('x', { ...files, 'chat_template.jinja': '{% if %}' })).toThrow(
      'chat template cannot be read',
    )
  })
})

describe('a stream of tokens', () => {
  const streamed = (tokens: Iterable<number>): string[] => {
    const stream = tokenizer.stream()
    return [...[...tokens].map((token) => stream.push(token)), stream.end()]
  }

  it('gives the text of all tokens, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 319 })), (tokens) => {
        expect(streamed(tokens).join('')).toBe(tokenizer.decode(tokens))
      }),
      { numRuns: 300 },
    )
  })

  it('gives only whole letters of whole text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\uFFFD'))
        const pieces = streamed(tokenizer.encode(text))
        expect(pieces.filter((piece) => piece.includes('\uFFFD'))).toEqual([])
        expect(pieces.at(-1)).toBe('')
      }),
    )
  })
})

describe('added tokens', () => {
  const mode = ['<reactive>', '<proactive>']

  it('read as those that transformers adds', () => {
    const { files: added, ids, rows } = addTokens(folder, files, mode, 384)
    expect({ ids, rows }).toEqual({ ids: [320, 321], rows: 384 })
    const other = createTokenizer(folder, added)
    expect(other.size).toBe(322)
    for (const { text, ids: theirs, withoutSpecial } of expected.added) {
      expect([...other.encode(text)]).toEqual(theirs)
      expect(other.decode(theirs, { withoutSpecial: true })).toBe(withoutSpecial)
    }
    // Again, nothing is left to add.
    const again = addTokens(folder, added, mode, 384)
    expect(again.ids).toEqual(ids)
    expect(JSON.parse(again.files['tokenizer.json']!)).toEqual(JSON.parse(added['tokenizer.json']!))
  })

  it('take reserved places where the model has no rows to spare, and grow it where there are none', () => {
    expect(addTokens(folder, files, mode, 320).rows).toBe(322)
    expect(addTokens(folder, files, mode, 321).rows).toBe(322)
    const reserved = [0, 1, 2].map((n) => `<|reserved_special_token_${n}|>`)
    const full = addTokens(folder, files, reserved, 400).files
    const { ids, rows, files: taken } = addTokens(folder, full, mode, 323)
    expect({ ids, rows }).toEqual({ ids: [320, 321], rows: 323 })
    const other = createTokenizer(folder, taken)
    expect([...other.encode('<reactive>x<proactive>')]).toEqual([320, tokenizer.encode('x')[0], 321])
    expect(other.token('<|reserved_special_token_0|>')).toBeUndefined()
    expect(other.token('<|reserved_special_token_2|>')).toBe(322)
  })

  it('begin as the mean of the words that describe them', async () => {
    const model = await openModelFolder(fixturePath('llama/model'))
    const words: Pick<TextTokenizer, 'encode'> = {
      encode: (text) => Int32Array.from(text.trim().split(' '), Number),
    }
    const { embedding, head } = await describedRows(model, words, ['3 5', '7'])
    for (const [rows, name] of [
      [embedding, 'model.embed_tokens.weight'],
      [head!, 'lm_head.weight'],
    ] as const) {
      const { data } = await model.tensors.read(name)
      const { hidden } = model.config
      expect(rows.shape).toEqual([2, hidden])
      for (const column of [0, hidden - 1]) {
        expect(rows.data[column]).toBeCloseTo(
          (data[3 * hidden + column]! + data[5 * hidden + column]!) / 2,
          6,
        )
        expect(rows.data[hidden + column]).toBe(data[7 * hidden + column])
      }
    }
  })

  it('may make the model larger, never smaller', async () => {
    const model = await openModelFolder(fixturePath('llama/model'))
    const larger = enlarged(model, 98)
    expect(larger.config.vocabulary).toBe(98)
    for (const name of ['model.embed_tokens.weight', 'lm_head.weight']) {
      const { shape, data } = await larger.tensors.read(name)
      const before = await model.tensors.read(name)
      expect(shape).toEqual([98, 32])
      expect(data.subarray(0, before.data.length)).toEqual(before.data)
      const column = before.data.filter((_, at) => at % 32 === 5)
      const mean = column.reduce((sum, value) => sum + value, 0) / 96
      expect(data[97 * 32 + 5]).toBeCloseTo(mean, 5)
    }
    await expect(enlarged(model, 90).tensors.read('lm_head.weight')).rejects.toThrow('cannot be made 90')
  })
})
