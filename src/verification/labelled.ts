// Faults that the corpus's own annotators or rules labelled (a wrong sentence with its correction, an expected
// card): whether one stands, and which option is right, is the label's to say and is read from it alone.
import type { Answer } from './oracles/oracle.ts'
import { stateProblems } from './challenge-row.ts'
import { stanceOf } from './claim.ts'
import type { Material } from './material.ts'
import type { Situation } from './situation.ts'
import { contentWords, plain } from './words.ts'

/** The state by the label; undefined where the task rests on no error or card label. */
export function labelledSituation(material: Material): Situation | undefined {
  const label = labelOf(material)
  const { challenge } = material.task
  if (label === undefined || challenge === undefined) return undefined
  const problems: string[] = []
  if (
    label.kind === 'error' &&
    label.present &&
    !plain(material.visibleText).includes(plain(label.sentence ?? ''))
  ) {
    problems.push('the sentence that the label calls wrong is not shown')
  }
  const state = !label.present ? 'clean' : isGiven(material) ? 'settled' : 'stands'
  problems.push(...stateProblems(state, challenge, 'by the label the fault'))
  return { state, problems }
}

/** Whether an option is right by the label; undefined where the task rests on no error or card label. */
export function labelledJudge(material: Material): ((option: string) => Answer) | undefined {
  const label = labelOf(material)
  if (label === undefined) return undefined
  const state = labelledSituation(material)?.state
  return (option) => {
    const stance = stanceOf(option)
    if (stance === 'silent') return state === 'clean' ? 'right' : 'wrong'
    if (!label.present) return 'wrong'
    if (label.kind === 'card') {
      const names = plain(option).includes(plain(label.summary ?? '\n'))
      return names && stance === (state === 'settled' ? 'settled' : 'concern') ? 'right' : 'wrong'
    }
    const [wrong, right] = [...option.matchAll(/“([^”]+)”(?=\s*(?:to\b|$|\.$))/g)].map((match) =>
      unquoted(match[1] as string),
    )
    if (wrong === undefined || right === undefined) return 'undecidable'
    const rest = restOf(unquoted(label.sentence ?? ''), wrong)
    if (rest === undefined) return unquoted(material.visibleText).includes(wrong) ? 'wrong' : 'undecidable'
    const correction = unquoted(label.correction ?? '')
    if (correction === `${rest}${right}`) return 'right'
    return isAnother(right, correction, wrong) ? 'wrong' : 'undecidable'
  }
}

/** Without any quotation marks: those within a quotation are written otherwise. */
function unquoted(text: string): string {
  return plain(text.replace(/["“”'‘’]/g, ''))
}

/** The sentences before the quoted end of the labelled one; undefined where something else is quoted. */
function restOf(labelled: string, words: string): string | undefined {
  return labelled.endsWith(words) ? labelled.slice(0, labelled.length - words.length) : undefined
}

/**
 * Whether a replacement is surely not the annotators': it puts in words that they did not, and leaves out
 * words that they put in. The annotators' correction is the key, as in an item with a single best answer.
 */
function isAnother(replacement: string, correction: string, sentence: string): boolean {
  const kept = new Set(contentWords(sentence))
  const [own, theirs] = [replacement, correction].map(
    (text) => new Set(contentWords(text).filter((word) => !kept.has(word))),
  ) as [Set<string>, Set<string>]
  return [...own].some((word) => !theirs.has(word)) && [...theirs].some((word) => !own.has(word))
}

type ErrorOrCard = Extract<Material['case']['labels'][number], { kind: 'error' | 'card' }>

function labelOf(material: Material): ErrorOrCard | undefined {
  const { challenge, label: index } = material.task
  const label = index === undefined ? undefined : material.case.labels[index]
  if (challenge?.origin !== 'labelled' || label === undefined) return undefined
  return label.kind === 'error' || label.kind === 'card' ? label : undefined
}

/** Whether an inserted turn already says the card's advice. */
function isGiven(material: Material): boolean {
  const label = labelOf(material)
  if (label?.kind !== 'card' || label.summary === undefined) return false
  const advice = plain(label.summary)
  return material.visible.some((turn) => turn.edited && plain(turn.text).includes(advice))
}
