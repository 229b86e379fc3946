// A model's chat template: messages to the one text that it was trained on. Templates are Jinja and come with the
// model, in tokenizer_config.json or as chat_template.jinja beside it.
import { Template } from '@huggingface/jinja'
import { CheckpointError } from './checkpoint-error.ts'
import type { JsonObject, TokenizerFiles } from './tokenizer-files.ts'

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

export interface ChatSettings {
  /** Ends where the model is to answer. */
  readonly generationPrompt: boolean
  /** Further variables of the template: `enable_thinking` of Qwen3, `date_string` of Llama 3. */
  readonly variables?: Readonly<Record<string, unknown>>
}

export type ChatTemplate = (messages: readonly ChatMessage[], settings: ChatSettings) => string

/** Nothing where the model has no template: it is then no chat model. */
export function chatTemplateOf(
  path: string,
  files: TokenizerFiles,
  config: JsonObject,
): ChatTemplate | undefined {
  const text = files['chat_template.jinja'] ?? templateIn(config['chat_template'])
  if (text === undefined) return undefined
  const template = parse(path, text)
  const tokens = specialTokens(config)
  return (messages, { generationPrompt, variables }) => {
    try {
      return template.render({
        ...tokens,
        tools: null,
        documents: null,
        ...variables,
        messages,
        add_generation_prompt: generationPrompt,
      })
    } catch (error) {
      // A template may refuse what it is given, and says why.
      const what = error instanceof Error ? error.message : String(error)
      throw new CheckpointError(
        path,
        `Its chat template cannot write this conversation: ${what}.`,
        undefined,
        {
          cause: error,
        },
      )
    }
  }
}

function parse(path: string, text: string): Template {
  try {
    return new Template(text)
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    throw new CheckpointError(path, `Its chat template cannot be read: ${what}.`, undefined, { cause: error })
  }
}

/** One text, or several with names. */
function templateIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return undefined
  const named = value as readonly { readonly name: string; readonly template: string }[]
  return (named.find(({ name }) => name === 'default') ?? named[0])?.template
}

/** `bos_token` and the like, which templates write. */
export function specialTokens(config: JsonObject): Readonly<Record<string, string>> {
  const tokens: Record<string, string> = {}
  for (const name of [
    'bos_token',
    'eos_token',
    'unk_token',
    'pad_token',
    'sep_token',
    'cls_token',
    'mask_token',
  ]) {
    const value = config[name]
    const text =
      typeof value === 'string' ? value : (value as { content?: unknown } | null | undefined)?.content
    if (typeof text === 'string') tokens[name] = text
  }
  return tokens
}
