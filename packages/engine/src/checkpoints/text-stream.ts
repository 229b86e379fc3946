// Text of tokens as they come. A letter may be spread over several tokens; it is held back until it is whole.

export interface TextStream {
  /** The text that this token completes, which may be none. */
  push(token: number): string
  /** What was held back. */
  end(): string
}

/** The pieces together are what `decode` makes of all tokens at once. */
export function textStream(decode: (tokens: readonly number[]) => string): TextStream {
  // Tokens since the last one before which all was told, and how much of their text was.
  let window: number[] = []
  let told = 0
  let opening = 0
  const take = (text: string, whole: string): string => {
    const piece = whole.slice(told)
    told = Math.max(told, whole.length)
    if (whole.length === text.length) {
      // All is told: only the last tokens stay, since the text of the next may depend on them.
      window = window.slice(opening)
      told = decode(window).length
      opening = window.length
    }
    return piece
  }
  return {
    push: (token) => {
      window.push(token)
      const text = decode(window)
      return take(text, text.replace(/\uFFFD+$/, ''))
    },
    end: () => {
      const text = window.length === 0 ? '' : decode(window)
      return take(text, text)
    },
  }
}
