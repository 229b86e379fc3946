// Sentences of transcribed speech, counted as MEDIQA-OE counts them: its annotators saw each utterance cut
// by the English Punkt model, and refer to sentences by number. This follows that model's decisions as far
// as speech needs them; it is no general sentence splitter.

/** Punkt's English abbreviations that occur in speech ("OK." for Oklahoma, "ill." for Illinois). */
const abbreviations = new Set(
  'ok dr mr mrs ms st prof vs jr sr a.m p.m u.s u.k mg ill ave jan feb aug sept oct nov dec'.split(' '),
)

/** Words that Punkt takes for the start of a sentence even after an abbreviation. */
const starters = new Set(
  `Anyone Anything Bit Both But Cause Cool Does Drink Either Especially Excellent Given However I I'd I'll I'm I've
IT If In Inside It It's Normally Nothing Okay Otherwise Pardon Perfect Probably Right Same Sit So
Sometimes Sorry Sort Sounds Still Thank Thanks The There There's They They're Think This Uh Very Walk Were When
Whereabouts Which While Yes Your`.split(/\s+/),
)

/** How many sentences Punkt finds in an utterance; 0 for an empty one. */
export function countSentences(utterance: string): number {
  const words = utterance.split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return 0
  let count = 1
  for (const [index, word] of words.entries()) {
    const rest = words.slice(index + 1)
    // Closing quotation marks belong to the sentence before them; a full stop by itself is one of its own.
    if (rest.every((other) => /^["')\]]+$/.test(other))) break
    if (endsSentence(word, rest[0] ?? '')) count += 1
  }
  return count
}

function endsSentence(word: string, next: string): boolean {
  const match = /^(.*?)([.?!]+)["')\]]*$/.exec(word)
  if (match === null) return false
  const [, body = '', marks = ''] = match
  if (/[?!]$/.test(marks)) return true
  if (marks.length > 1) return /^[A-Z]/.test(next)
  if (/^[B-HJ-Zb-hj-z]$/.test(body)) return false
  const start = next.replace(/[^A-Za-z']+$/, '')
  return (
    !abbreviations.has(body.toLowerCase()) || starters.has(start) || /^[A-Z][a-z]{2,}(?:ing|ed)$/.test(start)
  )
}
