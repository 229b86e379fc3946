// The probability that a model gives to `<proactive>` against `<reactive>`, from the log-probabilities of the
// token at which the two begin to differ in its reply. Paper: section 3 (the behaviour token), for calibration.
//
// Exact: the two continuations share everything before that token, so their odds are those of the tokens there.
// A bound: an endpoint lists only the likeliest tokens. What it does not list may belong to either, and so may a
// token that ends before they differ ("<" alone, where the reply wrote "<pro" at once). Neither is guessed: the
// value is the share of the listed tokens, and where the unlisted rest could move it by more than `tolerance`,
// there is no value. It holds for the tag as it was reached, so after reasoning for that reasoning.
import type { TokenChoice } from '../models/model.ts'
import { withoutReasoning } from '../prompts/reasoning.ts'

/** As many alternatives as OpenAI and vLLM give at most. */
export const alternativesAsked = 20

const tolerance = 0.05
const tags = { proactive: '<proactive>', reactive: '<reactive>' } as const

/** Undefined where the reply holds no tag, or too little is listed at its place. */
export function proactiveProbability(tokens: readonly TokenChoice[] | undefined): number | undefined {
  if (tokens === undefined) return undefined
  const place = divergence(tokens)
  if (place === undefined) return undefined
  const { choice, written } = place
  let proactive = 0
  let reactive = 0
  let either = 0
  let listed = 0
  for (const { token, logProbability } of listedAt(choice)) {
    const mass = Math.exp(logProbability)
    listed += mass
    // White space before the tag is no part of it: " <pro" and "<pro" mean the same.
    const text = (written === '' ? token.trimStart() : written + token).toLowerCase()
    const toProactive = leadsTo(text, tags.proactive)
    const toReactive = leadsTo(text, tags.reactive)
    if (toProactive && toReactive) either += mass
    else if (toProactive) proactive += mass
    else if (toReactive) reactive += mass
  }
  const known = proactive + reactive
  if (known === 0) return undefined
  const open = either + Math.max(0, 1 - listed)
  const value = proactive / known
  const low = proactive / (known + open)
  const high = (proactive + open) / (known + open)
  return high - value > tolerance || value - low > tolerance ? undefined : value
}

/** The token at which the first tag after the reasoning is decided, and what of the tag was written before it. */
function divergence(
  tokens: readonly TokenChoice[],
): { readonly choice: TokenChoice; readonly written: string } | undefined {
  const text = tokens.map(({ token }) => token).join('')
  const answer = withoutReasoning(text)
  if (answer === undefined) return undefined
  const from = text.length - answer.length
  const found = /<(?:pro|re)active>/i.exec(text.slice(from))
  if (found === null) return undefined
  const start = from + found.index
  // The first letter after "<" decides.
  let end = 0
  for (const choice of tokens) {
    const begin = end
    end += choice.token.length
    if (end <= start + 1) continue
    // A token that holds more than white space before the tag cannot be compared with others there.
    const before = text.slice(begin, start)
    if (begin < start && before.trim() !== '') return undefined
    return { choice, written: begin > start ? text.slice(start, begin) : '' }
  }
  return undefined
}

/** The chosen token is not always among the alternatives. */
function listedAt(
  choice: TokenChoice,
): readonly { readonly token: string; readonly logProbability: number }[] {
  return choice.alternatives.some(({ token }) => token === choice.token)
    ? choice.alternatives
    : [...choice.alternatives, choice]
}

function leadsTo(text: string, tag: string): boolean {
  return text !== '' && (tag.startsWith(text) || text.startsWith(tag))
}
