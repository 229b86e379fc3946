// Learns the merges of a byte-level byte-pair tokenizer (Sennrich et al. 2016; bytes as in GPT-2) from texts, and
// writes it as a Hugging Face tokenizer.json. Reading and using one is the engine's tokenizer.

export interface BytePairs {
  /** Each token's text in the byte alphabet, by number: the 256 bytes first, then one per merge. */
  readonly vocabulary: readonly string[]
  readonly merges: readonly (readonly [string, string])[]
}

/** Words, single digits, punctuation and white space: the pattern of Qwen2's tokenizer, so that a value is read digit by digit. */
export const wordPattern = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`

/** The same for JavaScript, which has no groups with flags of their own. */
const words =
  /'(?:[sS]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu

/** Counts the words of texts as they come, so that a corpus need not be held. */
export function createWordCounter(): { add(text: string): void; counts(): ReadonlyMap<string, number> } {
  const counts = new Map<string, number>()
  return {
    add: (text) => {
      for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
    },
    counts: () => counts,
  }
}

/** The words of a text, one behind another: they make the text. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(words)].map(([word]) => word)
}

interface Word {
  symbols: number[]
  readonly count: number
}

/** Merges the most frequent neighbours until there are `size` tokens, or no pair occurs twice. */
export function learnBytePairs(counts: ReadonlyMap<string, number>, size: number): BytePairs {
  const vocabulary = [...byteAlphabet]
  const all = [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, count]): Word => ({ symbols: [...new TextEncoder().encode(word)], count }))
  const pairs = new Map<number, { count: number; readonly words: Set<number> }>()
  const change = (word: number, by: number): void => {
    const { symbols, count } = all[word] as Word
    for (let place = 0; place + 1 < symbols.length; place++) {
      const key = keyOf(symbols[place] as number, symbols[place + 1] as number)
      const pair = pairs.get(key) ?? { count: 0, words: new Set() }
      pair.count += by * count
      if (by > 0) pair.words.add(word)
      pairs.set(key, pair)
    }
  }
  for (const word of all.keys()) change(word, 1)
  const merges: [string, string][] = []
  while (vocabulary.length < size) {
    const best = mostFrequent(pairs)
    if (best === undefined) break
    const [left, right] = symbolsOf(best)
    const token = vocabulary.length
    vocabulary.push(`${vocabulary[left]}${vocabulary[right]}`)
    merges.push([vocabulary[left] as string, vocabulary[right] as string])
    for (const word of pairs.get(best)?.words ?? []) {
      change(word, -1)
      const entry = all[word] as Word
      entry.symbols = merged(entry.symbols, left, right, token)
      change(word, 1)
    }
    pairs.delete(best)
  }
  return { vocabulary, merges }
}

/** Token numbers stay below 2²⁰, so that a pair is one exact number. */
const keyOf = (left: number, right: number): number => left * 1_048_576 + right
const symbolsOf = (key: number): readonly [number, number] => [Math.floor(key / 1_048_576), key % 1_048_576]

/** Of equally frequent pairs the one with the lowest numbers, so that the result does not depend on order. */
function mostFrequent(pairs: ReadonlyMap<number, { readonly count: number }>): number | undefined {
  let best: number | undefined
  let most = 1
  for (const [key, { count }] of pairs) {
    if (count > most || (count === most && best !== undefined && key < best)) {
      best = key
      most = count
    }
  }
  return best
}

function merged(symbols: readonly number[], left: number, right: number, token: number): number[] {
  const result: number[] = []
  for (let place = 0; place < symbols.length; place++) {
    if (symbols[place] === left && symbols[place + 1] === right) {
      result.push(token)
      place += 1
    } else result.push(symbols[place] as number)
  }
  return result
}

/**
 * A printable character for each byte, as GPT-2 and all byte-level tokenizers since have it: printable bytes stand
 * for themselves, the others for the characters from U+0100 on.
 */
const byteAlphabet: readonly string[] = (() => {
  let next = 256
  return Array.from({ length: 256 }, (_, byte) => {
    const printable =
      (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255)
    return String.fromCodePoint(printable ? byte : next++)
  })
})()

/** tokenizer.json with these special tokens behind the vocabulary. */
export function tokenizerJson({ vocabulary, merges }: BytePairs, specials: readonly string[]): unknown {
  const added = specials.map((content, place) => ({
    id: vocabulary.length + place,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }))
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false }
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: { type: 'NFC' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: wordPattern }, behavior: 'Isolated', invert: false },
        byteLevel,
      ],
    },
    post_processor: byteLevel,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(vocabulary.map((token, number) => [token, number])),
      merges,
    },
  }
}
