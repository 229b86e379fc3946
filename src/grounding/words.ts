// Words of a text, with exact offsets and a key that makes spellings comparable: case, accents, British
// spelling and plurals fold together. Keys are for comparison only; what is quoted is always the text.

export interface Word {
  readonly start: number
  readonly end: number
  readonly key: string
}

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu

/** The words of text[start, end). A possessive "s" is no word of its own. */
export function wordsOf(text: string, start = 0, end = text.length): Word[] {
  const words: Word[] = []
  const pattern = new RegExp(wordPattern)
  pattern.lastIndex = start
  for (let match = pattern.exec(text); match !== null && match.index < end; match = pattern.exec(text)) {
    const word = match[0]
    const possessive = /^s$/i.test(word) && /['’]/.test(text[match.index - 1] ?? '')
    if (!possessive)
      words.push({ start: match.index, end: Math.min(end, match.index + word.length), key: wordKey(word) })
  }
  return words
}

/** One key for "Oedemas", "edema" and "EDEMA". */
export function wordKey(word: string): string {
  let key = word.toLowerCase()
  if (/[^\x20-\x7e]/.test(key)) key = key.normalize('NFKD').replace(/\p{M}/gu, '')
  if (key.length < 4) return key
  key = key.replaceAll('ae', 'e').replaceAll('oe', 'e').replace('sulph', 'sulf').replace(/our$/, 'or')
  key = key.replace(/is(e|ed|ing|ation)$/, 'iz$1')
  if (/(ss|us|is)$/.test(key)) return key
  if (/(sse|she|che|xe)s$/.test(key) && !key.endsWith('aches')) return key.slice(0, -2)
  if (key.endsWith('ies') && key.length > 5) return `${key.slice(0, -3)}y`
  return key.endsWith('s') ? key.slice(0, -1) : key
}
