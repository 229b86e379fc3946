// Gives a tokenizer further special tokens. They get the next free numbers where the model has rows to spare, else
// the places of reserved tokens (Llama 3 has them), else the model must grow. It never shrinks: Qwen's matrices have
// more rows than its tokenizer has tokens.
import { parseFile, type JsonObject, type TokenizerFiles } from './tokenizer-files.ts'

export interface AddedTokens {
  readonly files: TokenizerFiles
  /** Of the tokens, in their order. */
  readonly ids: readonly number[]
  /** How many rows the model's embedding must have: as many as it has, or more. */
  readonly rows: number
}

interface TokenEntry {
  readonly id: number
  readonly content: string
}

const reserved = /^<\|reserved_special_token_\d+\|>$/

/** Tokens that are there already keep their numbers. `path` is for what is said when a file cannot be used. */
export function addTokens(
  path: string,
  files: TokenizerFiles,
  tokens: readonly string[],
  rows: number,
): AddedTokens {
  const tokenizer = parseFile(path, files, 'tokenizer.json') as JsonObject
  const config = parseFile(path, files, 'tokenizer_config.json') ?? {}
  const entries = (tokenizer['added_tokens'] ?? []) as readonly TokenEntry[]
  const known = new Map(entries.map(({ content, id }) => [content, id]))
  const fresh = tokens.filter((token) => !known.has(token))
  const next = 1 + Math.max(-1, ...vocabularyIds(tokenizer), ...entries.map(({ id }) => id))
  const spare = entries.filter(({ content }) => reserved.test(content)).map(({ id }) => id)
  const takesReserved = next + fresh.length > rows && spare.length >= fresh.length
  const placed = fresh.map((token, at) => ({
    token,
    id: takesReserved ? (spare[at] as number) : next + at,
  }))
  const replaced = new Set(placed.map(({ id }) => id))
  const added = [
    ...entries.filter(({ id }) => !replaced.has(id)),
    ...placed.map(({ token, id }) => entryOf(token, id)),
  ].toSorted((a, b) => a.id - b.id)
  for (const { token, id } of placed) known.set(token, id)
  return {
    files: {
      ...files,
      'tokenizer.json': json({ ...tokenizer, added_tokens: added }),
      'tokenizer_config.json': json(configWith(config, placed)),
    },
    ids: tokens.map((token) => known.get(token) as number),
    rows: Math.max(rows, ...placed.map(({ id }) => id + 1)),
  }
}

function vocabularyIds(tokenizer: JsonObject): readonly number[] {
  const { vocab } = tokenizer['model'] as { readonly vocab?: unknown }
  // Unigram models have a list of pairs instead.
  const ids = Array.isArray(vocab)
    ? [vocab.length - 1]
    : Object.values((vocab ?? {}) as Record<string, number>)
  return [ids.reduce((most, id) => Math.max(most, id), -1)]
}

function entryOf(content: string, id: number): TokenEntry & JsonObject {
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }
}

/** tokenizer_config.json repeats the added tokens in up to two places. */
function configWith(
  config: JsonObject,
  placed: readonly { readonly token: string; readonly id: number }[],
): JsonObject {
  const list = Array.isArray(config['extra_special_tokens'])
    ? 'extra_special_tokens'
    : 'additional_special_tokens'
  const decoder = config['added_tokens_decoder'] as JsonObject | undefined
  const entries = placed.map(({ token, id }) => {
    const { id: _, ...rest } = entryOf(token, id)
    return [String(id), rest] as const
  })
  return {
    ...config,
    ...(decoder === undefined
      ? {}
      : { added_tokens_decoder: { ...decoder, ...Object.fromEntries(entries) } }),
    [list]: [...((config[list] ?? []) as unknown[]), ...placed.map(({ token }) => token)],
  }
}

function json(value: JsonObject): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
