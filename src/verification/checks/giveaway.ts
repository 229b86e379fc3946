// The form of a task does not tell its answer: not the question's words, not an option's length, numbers,
// hedges, punctuation or article.
import { goldOption, type Task } from '../../records/task.ts'
import type { Check } from '../check.ts'
import { stanceOf } from '../claim.ts'
import { quantities } from '../quantity.ts'
import { containsPhrase, contentWords, withoutTurnNumbers, words } from '../words.ts'

export const giveaway: Check = {
  name: 'giveaway',
  title: 'neither question nor form of the options tells the answer',
  run: ({ task }) => [...echoes(task), ...forms(task), ...wording(task)],
}

/** "Nothing to raise" and the like: it is offered in every task of its kind, whether right or wrong. */
const isSilent = (text: string): boolean => stanceOf(text) === 'silent'

function echoes(task: Task): string[] {
  const problems: string[] = []
  const gold = goldOption(task)
  const others = task.options.filter((option) => option !== gold)
  const listed = task.probe.kind === 'sequence'
  const inQuestion = containsPhrase(task.question, gold.text)
  if (!listed && inQuestion && !others.some((option) => containsPhrase(task.question, option.text))) {
    problems.push('the question contains the gold option')
  }
  const asked = new Set(contentWords(task.question))
  const echo = (text: string): number =>
    new Set(contentWords(text).filter((word) => asked.has(word) && word.length > 2)).size
  if (!listed && echo(gold.text) >= 2 && others.every((option) => echo(option.text) === 0)) {
    problems.push('gold alone repeats words of the question')
  }
  return problems
}

function forms(task: Task): string[] {
  const problems: string[] = []
  const gold = goldOption(task)
  const others = task.options.filter((option) => option !== gold)
  const contentful = others.filter((option) => !isSilent(option.text))
  const peers = contentful.length >= 2 ? contentful : others
  const mean = peers.reduce((sum, option) => sum + option.text.length, 0) / peers.length
  if (gold.text.length > 1.8 * mean && gold.text.length - mean > 12) {
    problems.push('gold is much longer than the others')
  }
  // What is quoted word for word from the corpus has its own form; rejecting it by gold alone would only bias.
  if (task.probe.kind === 'masked_turn' || task.probe.kind === 'keyed') return problems
  const alone = (has: (text: string) => boolean): boolean =>
    has(gold.text) && !others.some((option) => has(option.text))
  const missing = (has: (text: string) => boolean): boolean =>
    !has(gold.text) && peers.every((option) => has(option.text)) && !isSilent(gold.text)
  const numbered = (text: string): boolean => quantities(withoutTurnNumbers(text)).length > 0
  if (alone(numbered)) problems.push('gold alone has a number')
  if (missing(numbered)) problems.push('gold alone has no number')
  // Lower case only: "May" is a month. What is quoted from the case is not the author's wording.
  const own = (text: string): string => text.replace(/[“"][^”"]*[”"]/g, '')
  const hedges = (text: string): boolean =>
    /\b(?:may|might|could|possibly|probably|likely|usually|often|sometimes)\b/.test(own(text))
  const absolute = (text: string): boolean => /\b(?:always|never|only|every)\b/i.test(own(text))
  if (alone(hedges)) problems.push('gold alone hedges')
  if (missing(absolute)) problems.push('gold alone is not absolute')
  const ends = new Set(task.options.map((option) => /[.!?]$/.test(option.text.trim())))
  if (ends.size > 1) problems.push('some options end a sentence and some do not')
  const opening = (text: string): 'upper' | 'lower' | undefined => {
    const first = text.match(/^[\p{L}]+/u)?.[0]
    if (first === undefined || (first.length > 1 && /\p{Lu}/u.test(first.slice(1)))) return undefined
    return /^\p{Lu}/u.test(first) ? 'upper' : 'lower'
  }
  const goldOpening = opening(gold.text)
  if (
    goldOpening !== undefined &&
    others.every((option) => opening(option.text) !== undefined && opening(option.text) !== goldOpening)
  ) {
    problems.push('gold alone opens with another letter case')
  }
  return problems
}

function wording(task: Task): string[] {
  const problems: string[] = []
  for (const option of task.options) {
    const quoted = task.probe.kind === 'masked_turn'
    if (
      !quoted &&
      /\b(?:all|none|both|neither|any) of (?:the )?(?:above|these|those|them)\b|\b(?:both|options?) [A-F] (?:and|or) [A-F]\b/i.test(
        option.text,
      )
    ) {
      problems.push(`option ${option.letter} refers to other options`)
    }
    if (!quoted && /\b(the|a|an|of|is|in|to) \1\b/i.test(option.text)) {
      problems.push(`option ${option.letter} repeats a word`)
    }
    if (/\b(?:undefined|null|NaN)\b|\[object/.test(option.text))
      problems.push(`option ${option.letter} holds a program's word`)
    if (!quoted && /\s{2,}|^\s|\s$/.test(option.text)) {
      problems.push(`option ${option.letter} has stray spaces`)
    }
  }
  if (/\b(?:undefined|null|NaN)\b|\[object|\{\w+\}/.test(task.question))
    problems.push("the question holds a program's word")
  const article = task.question.match(/\b(an?)\s*(?:…|_{2,}|\.{3}|:)?\s*$/i)?.[1]?.toLowerCase()
  if (article !== undefined) {
    const wanted = (text: string): string => (/^[aeiou]/i.test(words(text)[0] ?? '') ? 'an' : 'a')
    const fits = task.options.map((option) => wanted(option.text) === article)
    if (fits.includes(false)) problems.push('the article before the blank fits only some options')
  }
  return problems
}
