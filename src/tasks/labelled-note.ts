// Notes in which the corpus's annotators marked one wrong sentence, or none (MEDEC). All options but silence
// change the same sentence: to what the annotators wrote, and to corrections of other notes of the same area of
// medicine put in the same way. A note without an error is asked about with the wrong version that its twin holds, so that the same pair
// of sentences is right in one note and wrong in the other. Paper: section 2, explicit_error_correction.
import { contentId } from '../kit/hash.ts'
import { randomFor, type Random } from '../kit/random.ts'
import type { LabelOf } from '../records/label.ts'
import { challengeScore } from './challenge-score.ts'
import { lastTurn } from './material.ts'
import { groupOf, topicWords } from './neighbours.ts'
import { frameOf, otherCorrections, type Wanted } from './replacements.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

export const noteForms = ['sign_note', 'proofread_note', 'second_reader', 'before_release'] as const

const questions: Readonly<Record<(typeof noteForms)[number], string>> = {
  sign_note: 'This account of the patient is ready to be signed off. What do you answer?',
  proofread_note: 'You are asked to release this account of the patient. Which reply is right?',
  second_reader: 'You read the account of this patient as a second pair of eyes. How do you reply?',
  before_release: 'The account goes to the next clinic unless you object. What do you say?',
}

// None repeats a word of the questions: that alone would tell it from the changes.
const silences: readonly ((sentence: string) => string)[] = [
  () => 'Nothing to correct: all of it can stand as it is written',
  (sentence) => `Nothing needs to be changed: “${sentence}” is right here as it stands`,
  (sentence) => `No correction is needed: “${sentence}” agrees with everything else that is said`,
  () => 'No objection: every statement holds, and none has to be put in another way',
]
const verbs = ['Change', 'Correct', 'Amend'] as const

/** A sentence of the note with another version of it: the correction, or what the twin has in its place. */
interface Pair {
  readonly sentence: string
  readonly other: string
  readonly errorType: string | undefined
}

/** The draft of one label; undefined where the note offers no sentence with enough other versions. */
export function noteDraft(material: TaskMaterial, label: LabelOf<'error'>, index: number): Draft | undefined {
  const random = randomFor(material.seed, material.case.id, 'labelled_note', index)
  const pair = label.present
    ? labelledPair(label)
    : (twinPair(material, random) ?? loosePair(material, random))
  if (pair === undefined || pair.sentence === pair.other) return undefined
  const { sentence, other } = pair
  const turn = material.conversation.turns.find((candidate) => candidate.text.includes(sentence))?.number
  const others = otherCorrections(
    wantedOf(material, pair),
    material.neighbours.errors({ notGroup: groupOf(material.case) }),
    random,
  )
  if (turn === undefined || others === undefined) return undefined
  const verb = random.pick(verbs)
  const changeTo = (version: string): string => `${verb} “${quoted(sentence)}” to “${quoted(version)}”`
  const silence = random.pick(silences)(quoted(sentence))
  const changes = [other, ...others].map(changeTo)
  const form = random.pick(noteForms)
  const member = label.present ? 'injected' : 'near_miss'
  return {
    form,
    view: { edits: [], from: 1, to: lastTurn(material.conversation), masked: [] },
    question: questions[form],
    gold: label.present ? changeTo(other) : silence,
    distractors: label.present ? [...changes.slice(1), silence] : changes,
    rationale: label.present
      ? `The corpus’s annotators marked the sentence in turn ${turn} as wrong (${label.errorType ?? 'error'}) and give this correction.`
      : 'The corpus’s annotators checked the note and found no error; by their label nothing needs to be changed.',
    probe: { kind: 'concern' },
    facts: [],
    turns: [turn],
    ...challengeScore(member, { severity: 3, implicitness: 2, turns: [] }),
    complexity: 'advanced',
    challenge: {
      kind: 'error',
      rule: label.errorType ?? 'checked_note',
      origin: 'labelled',
      member,
      // Notes on one vignette, with its error and without, are each other's twins.
      triple: contentId('triple', ['labelled_note', groupOf(material.case)]),
      planted: sentence,
      truth: label.present ? other : sentence,
    },
    label: index,
  }
}

function labelledPair({ sentence, correction, errorType }: LabelOf<'error'>): Pair | undefined {
  const [wrong, right] = [sentence?.trim(), correction?.trim()]
  return wrong === undefined || right === undefined || right === ''
    ? undefined
    : { ...withoutCommonStart(wrong, right), errorType }
}

/** What the note has right and its twin, of the same vignette, has wrong. */
function twinPair(material: TaskMaterial, random: Random): Pair | undefined {
  const twins = material.neighbours.errors({ group: groupOf(material.case) })
  const pairs = twins.flatMap(({ label }) => {
    const pair = labelledPair(label)
    return pair === undefined
      ? []
      : [{ sentence: pair.other, other: pair.sentence, errorType: pair.errorType }]
  })
  return pairs.length === 0 ? undefined : random.pick(pairs)
}

/** Without a twin: one of the note's own sentences of a form that corrections have, and what could replace it. */
function loosePair(material: TaskMaterial, random: Random): Pair | undefined {
  const sentences = material.conversation.turns
    .flatMap(({ text }) => text.split(/(?<=[.!?])\s+(?=[A-Z])/))
    .map((text) => text.trim())
    .filter((text) => text.length <= 110 && text.endsWith('.') && frameOf(text) !== undefined)
  const errors = material.neighbours.errors({ notGroup: groupOf(material.case) })
  for (const sentence of random.shuffle(sentences)) {
    const errorType =
      { disease: 'diagnosis', organism: 'causalOrganism' }[frameOf(sentence)?.slot ?? ''] ?? 'management'
    // The sentence stands in for its correction, which is not known: what replaces it is made like itself.
    const pair = { sentence, other: sentence, errorType }
    const [other] = otherCorrections(wantedOf(material, pair), errors, random) ?? []
    if (other !== undefined) return { ...pair, other }
  }
  return undefined
}

function wantedOf(material: TaskMaterial, { sentence, other, errorType }: Pair): Wanted {
  return {
    sentence,
    correction: other,
    errorType,
    note: material.conversation.turns.map((turn) => turn.text).join('\n'),
    about: topicWords(material.case),
    sex: material.case.strata.sex,
  }
}

/** Both versions without the sentences before the one that differs, and without a stray mark at their start. */
function withoutCommonStart(
  wrong: string,
  right: string,
): { readonly sentence: string; readonly other: string } {
  let start = 0
  for (const { index, 0: gap } of wrong.matchAll(/(?<=[\p{L}\d)][.!?]["”’]?)\s+(?=[A-Z])|^\W+(?=[A-Z])/gu)) {
    const end = index + gap.length
    if (wrong.slice(0, end) === right.slice(0, end)) start = end
  }
  return { sentence: wrong.slice(start), other: right.slice(start) }
}

/** Quotation marks within a quotation are single ones. */
function quoted(sentence: string): string {
  return sentence.replace(/["“]([^"“”]*)["”]/g, '‘$1’')
}
