// From what one call gave to probabilities of the labels: of the tokens at the place of the choice where there are
// log-probabilities, else of the one label that was written.
import type { Generation, TokenChoice } from '../../models/model.ts'
import { readChoice } from './choice.ts'

/** What the judge may choose, and what may announce it. */
export interface Labels {
  /** Digits, in order. */
  readonly labels: readonly string[]
  readonly names: readonly string[]
}

export type Reading =
  | {
      readonly kind: 'read'
      /** In the order of the labels; they sum to 1. */
      readonly distribution: readonly number[]
      /** Before they were made to sum to 1; only with log-probabilities. */
      readonly mass?: number
    }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly mass?: number }

export function readSample({ text, finish }: Generation, { labels, names }: Labels): Reading {
  if (finish === 'refusal') return { kind: 'unreadable', reason: 'the judge refused' }
  const choice = readChoice(text, labels, names)
  if (choice === undefined) return { kind: 'unreadable', reason: whyUnread(finish) }
  return { kind: 'read', distribution: labels.map((label) => (label === choice.label ? 1 : 0)) }
}

/** `leastMass` is what the labels must have together. */
export function readProbabilities(
  { tokens = [], finish }: Generation,
  { labels, names }: Labels,
  leastMass: number,
): Reading {
  if (finish === 'refusal') return { kind: 'unreadable', reason: 'the judge refused' }
  if (tokens.length === 0) return { kind: 'unreadable', reason: 'no log-probabilities came' }
  const choice = readChoice(tokens.map(({ token }) => token).join(''), labels, names)
  if (choice === undefined) return { kind: 'unreadable', reason: whyUnread(finish) }
  const place = tokenAt(tokens, choice.index)
  if (place?.token.trim() !== choice.label) {
    return { kind: 'unreadable', reason: 'the choice is no token of its own' }
  }
  const probabilities = labels.map((label) => probabilityOf(place, label))
  const mass = probabilities.reduce((sum, probability) => sum + probability, 0)
  if (!(mass >= leastMass)) {
    return { kind: 'unreadable', reason: 'too little probability on what may be chosen', mass }
  }
  // Rounded log-probabilities may sum to a little more than 1.
  return { kind: 'read', distribution: probabilities.map((one) => one / mass), mass: Math.min(1, mass) }
}

function whyUnread(finish: Generation['finish']): string {
  return finish === 'length' ? 'the judge was cut off' : 'no single choice in what the judge wrote'
}

function tokenAt(tokens: readonly TokenChoice[], index: number): TokenChoice | undefined {
  let end = 0
  return tokens.find(({ token }) => {
    end += token.length
    return index < end
  })
}

/** Of all tokens at this place that are the label, with or without space around it. */
function probabilityOf({ token, logProbability, alternatives }: TokenChoice, label: string): number {
  const all = new Map(alternatives.map((one) => [one.token, one.logProbability]))
  all.set(token, logProbability)
  return [...all].reduce(
    (sum, [text, logarithm]) => (text.trim() === label ? sum + Math.exp(logarithm) : sum),
    0,
  )
}
