// Sentences with exact offsets: prose, numbered lists, notes with bullet points, and speech. Not a grammar:
// it only has to keep statements apart and measurements together ("38.5 °C.", "mm Hg.", "Dr.", "No. 5").

export interface Sentence {
  readonly start: number
  readonly end: number
}

const abbreviations = new Set(
  'dr mr mrs ms prof st vs fig figs eq no nos ref refs approx e.g i.e cf al etc dept inc jr sr pt resp temp tab tabs cap caps inj vol ca est max min spp sp jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m b.i.d t.i.d q.i.d q.d p.o i.v i.m s.c p.r.n'.split(
    ' ',
  ),
)
/** Abbreviations that can also end a sentence: they do so before a capital letter. */
const mayEnd = new Set(
  'etc al a.m p.m b.i.d t.i.d q.i.d q.d p.o i.v i.m s.c p.r.n min max no cap est'.split(' '),
)

/** Sentences of a text in order, without surrounding white space. Together they cover all of it but white space. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  const close = (end: number): void => {
    let [from, to] = [start, end]
    while (from < to && /\s/.test(text[from] as string)) from++
    while (to > from && /\s/.test(text[to - 1] as string)) to--
    if (to > from) sentences.push({ start: from, end: to })
    start = end
  }
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string
    if (character === '\n') {
      if (endsLine(text, start, i)) close(i + 1)
    } else if (character === '.' ? endsAtPeriod(text, start, i) : '!?;。'.includes(character)) {
      let end = i + 1
      while (end < text.length && /["'”’)\]]/.test(text[end] as string) && end - i < 4) end++
      if (
        end === text.length ||
        '.;'.includes(character) ||
        /\s/.test(text[end] as string) ||
        character === '。'
      ) {
        close(end)
        i = end - 1
      }
    }
  }
  close(text.length)
  return sentences
}

/** A line end is a sentence end unless the line was merely wrapped: then the next one goes on in lower case. */
function endsLine(text: string, start: number, at: number): boolean {
  const next = text.slice(at + 1, at + 40)
  if (/^[ \t]*(?:\r?\n|$)/.test(next)) return true
  const goesOn = /^[ \t]*[\p{Ll}(]/u.test(next) && !/^[ \t]*(?:\p{Ll}[.)]|\(?[ivx]+[.)])\s/u.test(next)
  return !(goesOn && at - start > 50 && !/[:.]\s*$/.test(text.slice(Math.max(start, at - 3), at)))
}

function endsAtPeriod(text: string, start: number, at: number): boolean {
  const next = text[at + 1]
  if (next === undefined || next === '\n') return !isListNumber(text, start, at)
  if (/[\p{L}\p{N}]/u.test(next)) {
    // "resolved.The": a missing space, in running text and before a citation mark that was cut out
    return (
      /\p{Ll}{3}$/u.test(text.slice(Math.max(0, at - 3), at)) &&
      /^\p{Lu}\p{Ll}/u.test(text.slice(at + 1, at + 3))
    )
  }
  if (isListNumber(text, start, at)) return false
  const before = /[\p{L}.]*$/u.exec(text.slice(Math.max(start, at - 12), at))?.[0].toLowerCase() ?? ''
  const following = /^[\s"'”’)\]]*(\S{0,3})/.exec(text.slice(at + 1, at + 12))?.[1] ?? ''
  const capital = /^[\p{Lu}"“(•\-–]/u.test(following)
  if (before === 'no' || before === 'nos') return !/^\d/.test(following)
  if (abbreviations.has(before)) return mayEnd.has(before) && capital
  if (/^\p{L}$/u.test(before)) {
    // an initial ("J. Smith") or a unit ("38.5 °C. She", "vitamin C. She")
    return (
      capital &&
      (/[°\d\s]\p{L}$/u.test(text.slice(Math.max(0, at - 2), at))
        ? !/^\p{Lu}\.?$/u.test(following.trim())
        : true)
    )
  }
  if (before === 'mm' && /^hg/i.test(following)) return false
  return true
}

/** "3." at the beginning of a line or a sentence: the number of an item. */
function isListNumber(text: string, start: number, at: number): boolean {
  return /^\s*(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})$/.test(text.slice(start, at))
}
