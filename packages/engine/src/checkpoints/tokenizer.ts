// Texts and tokens: the tokenizer of a model's folder and its chat template, through Hugging Face's own libraries.
import { Tokenizer } from '@huggingface/tokenizers'
import { byLines, dividesAtLines } from './by-lines.ts'
import { chatTemplateOf, specialTokens, type ChatMessage, type ChatSettings } from './chat-template.ts'
import { CheckpointError } from './checkpoint-error.ts'
import { textStream, type TextStream } from './text-stream.ts'
import { parseFile, readTokenizerFiles, type JsonObject, type TokenizerFiles } from './tokenizer-files.ts'

export interface TextTokenizer {
  /** What it was made from, to be written with a model or an adapter. */
  readonly files: TokenizerFiles
  /** The highest token number and one. A model may have more rows. */
  readonly size: number
  /** Tokens that end an answer. */
  readonly stop: readonly number[]
  /** Tokens in the text count as such; nothing is added at its beginning or end. */
  encode(text: string): Int32Array
  decode(tokens: Iterable<number>, settings?: DecodeSettings): string
  stream(settings?: DecodeSettings): TextStream
  /** The number of one token by its text, if it is one. */
  token(text: string): number | undefined
  /** Fails where the model has no chat template. */
  chat(
    messages: readonly ChatMessage[],
    settings: ChatSettings,
  ): { readonly text: string; readonly tokens: Int32Array }
  readonly hasChatTemplate: boolean
}

export interface DecodeSettings {
  /** Leaves out tokens that mark something rather than say it. */
  readonly withoutSpecial?: boolean
}

export async function openTokenizer(folder: string): Promise<TextTokenizer> {
  return createTokenizer(folder, await readTokenizerFiles(folder))
}

/** `path` is for what is said when something cannot be used. */
export function createTokenizer(path: string, files: TokenizerFiles): TextTokenizer {
  const config = parseFile(path, files, 'tokenizer_config.json') ?? {}
  const json = parseFile(path, files, 'tokenizer.json') as JsonObject
  const tokenizer = build(path, json, config)
  const template = chatTemplateOf(path, files, config)
  const whole = (text: string): readonly number[] =>
    text === '' ? [] : tokenizer.encode(text, { add_special_tokens: false }).ids
  const encode = dividesAtLines(json) ? byLines(whole) : (text: string) => Int32Array.from(whole(text))
  const decode = (tokens: Iterable<number>, { withoutSpecial = false }: DecodeSettings = {}): string => {
    const list = [...tokens]
    if (list.length === 0) return ''
    // Never tidied: removing spaces before punctuation would change what the model wrote.
    return tokenizer.decode(list, {
      skip_special_tokens: withoutSpecial,
      clean_up_tokenization_spaces: false,
    })
  }
  const chat: TextTokenizer['chat'] = (messages, settings) => {
    if (template === undefined)
      throw new CheckpointError(path, 'The model has no chat template.', 'Take an instruction-tuned one.')
    const text = template(messages, settings)
    return { text, tokens: encode(text) }
  }
  const isSpecial = (token: number): boolean =>
    tokenizer.get_added_tokens_decoder().get(token)?.special === true
  return {
    files,
    size: 1 + sizeOf(tokenizer),
    stop: stopTokens(path, files, config, {
      token: (text) => tokenizer.token_to_id(text),
      turnEnd: template === undefined ? undefined : turnEnd(chat, encode, isSpecial),
    }),
    encode,
    decode,
    stream: (settings) => textStream((tokens) => decode(tokens, settings)),
    token: (text) => tokenizer.token_to_id(text),
    chat,
    hasChatTemplate: template !== undefined,
  }
}

function build(path: string, tokenizer: JsonObject, config: JsonObject): Tokenizer {
  try {
    return new Tokenizer(tokenizer, config)
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    throw new CheckpointError(path, `Its tokenizer.json cannot be used: ${what}.`, undefined, {
      cause: error,
    })
  }
}

function sizeOf(tokenizer: Tokenizer): number {
  let highest = -1
  for (const id of tokenizer.get_vocab().values()) highest = Math.max(highest, id)
  return highest
}

/**
 * All that the folder names, and what the chat template writes behind an answer: the two differ in base models, which
 * would otherwise not stop after they were trained on conversations.
 */
function stopTokens(
  path: string,
  files: TokenizerFiles,
  config: JsonObject,
  known: { readonly token: (text: string) => number | undefined; readonly turnEnd: number | undefined },
): readonly number[] {
  const named = parseFile(path, files, 'generation_config.json')?.['eos_token_id']
  const end = specialTokens(config)['eos_token']
  const all = [
    ...(Array.isArray(named) ? named : [named]),
    end === undefined ? undefined : known.token(end),
    known.turnEnd,
  ]
  return [...new Set(all.filter((token): token is number => typeof token === 'number'))]
}

const probe = 'answer'

function turnEnd(
  chat: TextTokenizer['chat'],
  encode: (text: string) => Int32Array,
  isSpecial: (token: number) => boolean,
): number | undefined {
  try {
    const { text } = chat(
      [
        { role: 'user', content: 'question' },
        { role: 'assistant', content: probe },
      ],
      { generationPrompt: false },
    )
    const [first] = encode(text.slice(text.lastIndexOf(probe) + probe.length))
    return first !== undefined && isSpecial(first) ? first : undefined
  } catch {
    // Its template wants something else of a conversation.
    return undefined
  }
}
