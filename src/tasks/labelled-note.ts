// Notes in which the corpus's annotators marked one wrong sentence, or none (MEDEC): the corrections offered
// are the annotators' and alterations of sentences that are right. Paper: section 2, explicit_error_correction.
import { randomFor, type Random } from '../kit/random.ts'
import { contentId, sha256 } from '../kit/hash.ts'
import type { LabelOf } from '../records/label.ts'
import { challengeScore } from './challenge-score.ts'
import { lastTurn, neighbourFacts } from './material.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

export const noteForms = ['sign_note', 'proofread_note', 'second_reader'] as const

const questions: Readonly<Record<(typeof noteForms)[number], string>> = {
  sign_note: 'This account of the patient is ready to be signed off. What do you answer?',
  proofread_note: 'You are asked to release this account of the patient. Which reply is right?',
  second_reader: 'You read the account of this patient as a second pair of eyes. How do you reply?',
}

/** Short, as most of the wrong sentences are: else the shortest option would be the right one too often. */
const silences = [
  'Nothing to correct: all of it can stand.',
  'Nothing needs to be changed.',
  'No correction is needed anywhere.',
  'No objection: all statements hold.',
]

/**
 * Of the notes without an error only these are asked about: with the shares of the corpus (about five with an
 * error to four without) every fourth answer is then that nothing needs to be changed, as chance has it.
 */
const keptWithoutError = 0.42

/** The draft of one label; undefined where the note offers too few sentences to alter, or is left out. */
export function noteDraft(material: TaskMaterial, label: LabelOf<'error'>, index: number): Draft | undefined {
  const random = randomFor(material.seed, material.case.id, 'labelled_note', index)
  if (!label.present && share(material.case.id) >= keptWithoutError) return undefined
  const wrong = label.present ? label.sentence?.trim() : undefined
  const right = label.present ? label.correction?.trim() : undefined
  if (label.present && (wrong === undefined || right === undefined || wrong === right)) return undefined
  const shown = material.conversation.turns
  const sentences = shown
    .flatMap((turn) =>
      turn.text.split(/(?<=[.!?])\s+(?=[A-Z])/).map((text) => ({ text: text.trim(), turn: turn.number })),
    )
    .filter(({ text }) => text !== wrong && text.length >= 25 && text.length <= 260 && text.endsWith('.'))
  const altered = random.shuffle(sentences).flatMap((sentence) => {
    const changed = alteration(sentence.text, material, random)
    return changed === undefined ? [] : [{ ...sentence, changed }]
  })
  const needed = label.present ? 2 : 3
  if (altered.length < needed) return undefined
  const chosen = likeGold(altered, wrong, needed)
  const mistaken = chosen.map(({ text, changed }) => correctionText(text, changed))
  const silence = random.pick(silences)
  const turn =
    wrong === undefined ? undefined : shown.find((candidate) => candidate.text.includes(wrong))?.number
  if (label.present && turn === undefined) return undefined
  const member = label.present ? 'injected' : 'near_miss'
  const planted = wrong ?? chosen[0]?.text ?? ''
  const form = random.pick(noteForms)
  return {
    form,
    view: { edits: [], from: 1, to: lastTurn(material.conversation), masked: [] },
    question: questions[form],
    gold: wrong === undefined || right === undefined ? silence : correctionText(wrong, right),
    distractors: label.present ? [...mistaken, silence] : mistaken,
    rationale: label.present
      ? `The corpus’s annotators marked the sentence in turn ${turn} as wrong (${label.errorType ?? 'error'}) and give this correction.`
      : 'The corpus’s annotators checked the note and found no error; by their label nothing needs to be changed.',
    probe: { kind: 'concern' },
    facts: [],
    turns: [turn ?? (chosen[0]?.turn as number)],
    ...challengeScore(member, { severity: 3, implicitness: 2, turns: [] }),
    complexity: 'advanced',
    challenge: {
      kind: 'error',
      rule: label.errorType ?? 'checked_note',
      origin: 'labelled',
      member,
      triple: contentId('triple', [material.case.id, 'labelled_note', index]),
      planted,
      truth: right ?? planted,
    },
    label: index,
  }
}

/**
 * The sentences to offer beside the wrong one: the nearest in length, and one at least that agrees with it in
 * holding a number or none, so that neither tells it.
 */
function likeGold<T extends { readonly text: string }>(
  sentences: readonly T[],
  wrong: string | undefined,
  count: number,
): readonly T[] {
  if (wrong === undefined) return sentences.slice(0, count)
  const distance = ({ text }: T): number => Math.abs(text.length - wrong.length)
  const near = sentences.toSorted((a, b) => distance(a) - distance(b))
  const agrees = ({ text }: T): boolean => hasNumber.test(text) === hasNumber.test(wrong)
  const first = near.find(agrees)
  const rest = near.filter((sentence) => sentence !== first)
  return first === undefined ? rest.slice(0, count) : [first, ...rest.slice(0, count - 1)]
}

const hasNumber = /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/i

function correctionText(wrong: string, right: string): string {
  return `Change “${wrong}” to “${right}”`
}

function share(id: string): number {
  return Number.parseInt(sha256(`silent ${id}`).slice(0, 8), 16) / 0x1_0000_0000
}

const swaps: readonly (readonly [RegExp, string])[] = [
  [/\bincreased\b/, 'decreased'],
  [/\bdecreased\b/, 'increased'],
  [/\belevated\b/, 'reduced'],
  [/\bpositive\b/, 'negative'],
  [/\bnegative\b/, 'positive'],
  [
    /\bright(?= (?:side|arm|leg|eye|ear|foot|hand|knee|hip|lower|upper|lung|breast|shoulder|kidney|lobe|flank|testicle))/,
    'left',
  ],
  [
    /\bleft(?= (?:side|arm|leg|eye|ear|foot|hand|knee|hip|lower|upper|lung|breast|shoulder|kidney|lobe|flank|testicle))/,
    'right',
  ],
  [/\bupper\b/, 'lower'],
  [/\blower\b/, 'upper'],
  [/\bbilateral\b/, 'unilateral'],
  [/\bacute\b/, 'chronic'],
  [/\bmild\b/, 'severe'],
  [/\bsevere\b/, 'mild'],
  [/\bproximal\b/, 'distal'],
  [/\bmother\b/, 'father'],
  [/\bfather\b/, 'mother'],
  [/\bdenies\b/, 'reports'],
  [/\breports\b/, 'denies'],
  [/\bworse\b/, 'better'],
  [/\bshows no\b/, 'shows'],
  [/\bno history of\b/, 'a history of'],
  [/\bnormal\b(?! (?:limits|range|saline))/, 'abnormal'],
  [/\birregular\b/, 'regular'],
  [/\bregular\b/, 'irregular'],
  [/\bwithout\b/, 'with'],
  [/\bimproved\b/, 'worsened'],
  [/\bincreases\b/, 'decreases'],
  [/\bnontender\b/, 'tender'],
  [/\bweeks\b(?!['’])/, 'months'],
  [/\bhours\b/, 'days'],
]

const namesDisease =
  /\b(?:diagnos\w+ (?:of|with|is)|history of|suspected(?: of)?|consistent with|suggest\w* of|treated for) (?:an? )?$/i

/**
 * A right sentence with one thing changed: a term of the note for one of another case, an opposite, a number.
 * Terms first, because that is what most real errors are about.
 */
function alteration(text: string, material: TaskMaterial, random: Random): string | undefined {
  const terms = material.facts.filter(({ kind, name }) => {
    const at = text.toLowerCase().indexOf(name.toLowerCase())
    if (name.length < 5 || at < 0) return false
    // A disease fits into another's place only where the sentence names it as a disease.
    return kind === 'medication' || (kind === 'diagnosis' && namesDisease.test(text.slice(0, at)))
  })
  for (const term of terms) {
    const other = neighbourFacts(material, term.kind, 6, random).find(
      ({ name }) =>
        name.length <= 40 &&
        /^[\p{L} -]+$/u.test(name) &&
        !material.conversation.turns.some((turn) => turn.text.toLowerCase().includes(name.toLowerCase())),
    )
    if (other === undefined) continue
    const at = text.toLowerCase().indexOf(term.name.toLowerCase())
    const name = at === 0 ? other.name.charAt(0).toUpperCase() + other.name.slice(1) : other.name
    return `${text.slice(0, at)}${name}${text.slice(at + term.name.length)}`
  }
  for (const [word, opposite] of random.shuffle(swaps)) {
    if (word.test(text)) return text.replace(word, opposite)
  }
  const number = /\b\d{2,3}(?=\/min|-year-old| years\b| days\b| hours\b| mg\b)/.exec(text)
  if (number === null) return undefined
  const value = Number(number[0])
  const changed = value + Math.max(3, Math.round(value * 0.3))
  return `${text.slice(0, number.index)}${changed}${text.slice(number.index + number[0].length)}`
}
