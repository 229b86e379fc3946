// Lines of a reply with their places, so that what is found in one can be looked at in the whole.

export interface Line {
  readonly line: string
  /** Where it ends in the text. */
  readonly end: number
}

/** The lines that are not blank, with their places. */
export function placedLines(text: string): readonly Line[] {
  let end = -1
  return text
    .split('\n')
    .map((line) => {
      end += line.length + 1
      return { line, end }
    })
    .filter(({ line }) => line.trim() !== '')
}

/** No choice takes more room than this; a reply that runs wild would be read for minutes otherwise. */
const longestChoice = 1000

export function lineFrom(text: string, start: number): string {
  const words = text.slice(start, start + longestChoice)
  const end = words.indexOf('\n')
  return end < 0 ? words : words.slice(0, end)
}

export function nextLine(text: string, from: number): { readonly line: string; readonly start: number } {
  const skipped = /^\s*/u.exec(text.slice(from))?.[0].length ?? 0
  return { line: lineFrom(text, from + skipped), start: from + skipped }
}

/** The text with these ranges emptied, every place kept. */
export function blank(text: string, ranges: readonly (readonly [number, number])[]): string {
  let result = text
  for (const [start, end] of ranges) {
    result = result.slice(0, start) + ' '.repeat(end - start) + result.slice(end)
  }
  return result
}
