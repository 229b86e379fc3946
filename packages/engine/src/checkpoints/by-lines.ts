// Encoding line by line, with the lines that were met remembered: many prompts about one conversation share all but
// their last lines, and encoding costs more than anything else before a small model answers.

import type { JsonObject } from './tokenizer-files.ts'

/** So many different lines are remembered; then all are forgotten, so that memory stays small. */
const most = 20_000

/**
 * The same tokens as `encode` gives for the whole, for tokenizers that never join what a line break of its own
 * divides: those of byte-level pairs, where neither a prefix space nor a token that swallows white space is added.
 */
export function byLines(encode: (text: string) => readonly number[]): (text: string) => Int32Array {
  const known = new Map<string, readonly number[]>()
  const line = (text: string): readonly number[] => {
    const found = known.get(text)
    if (found !== undefined) return found
    const tokens = encode(text)
    if (known.size >= most) known.clear()
    known.set(text, tokens)
    return tokens
  }
  // Only where the break stands alone: several in a row, or one beside a space, can be one token.
  return (text) =>
    Int32Array.from(text.split(/(?<=\S\n)(?=\S)/u).flatMap((part) => (part === '' ? [] : line(part))))
}

/** Whether a tokenizer.json is of the kind that may be encoded line by line. */
export function dividesAtLines(tokenizer: JsonObject): boolean {
  const {
    normalizer,
    pre_tokenizer: before,
    added_tokens: added,
  } = tokenizer as {
    readonly normalizer?: { readonly type: string } | null
    readonly pre_tokenizer?: PreTokenizer | null
    readonly added_tokens?: readonly {
      readonly content: string
      readonly lstrip?: boolean
      readonly rstrip?: boolean
    }[]
  }
  const parts = before?.pretokenizers ?? (before == null ? [] : [before])
  return (
    (normalizer == null || normalizer.type === 'NFC') &&
    parts.some(({ type }) => type === 'ByteLevel') &&
    parts.every(
      ({ type, add_prefix_space: prefix }) => ['Split', 'ByteLevel'].includes(type) && prefix !== true,
    ) &&
    (added ?? []).every(
      ({ content, lstrip, rstrip }) => lstrip !== true && rstrip !== true && !content.includes('\n'),
    )
  )
}

interface PreTokenizer {
  readonly type: string
  readonly add_prefix_space?: boolean
  readonly pretokenizers?: readonly PreTokenizer[]
}
