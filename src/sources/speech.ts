// Transcribed speech as people read it. Only white space changes (transcripts of some corpora are split
// into tokens: "hi , andrew . i do n't"); not one other character is added, removed or replaced.

/** The text on one line, without the spaces that tokenisers put before punctuation and inside words. */
export function tidySpeech(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/ (?=[,.?!;:%](?:[\s"',.?!;:)]|$))/g, '')
    .replace(/ (?=n't\b)/g, '')
    .replace(/\b(gon|wan) (?=na\b)/gi, '$1')
    .replace(/\b(got) (?=ta\b)/gi, '$1')
    .replace(/(?<=\d) (?=-(?:year|month|week|day)s?\b)/g, '')
    .replace(/(?<=\$) (?=\d)/g, '')
    .replace(/" ([^"]*) "/g, '"$1"')
}
