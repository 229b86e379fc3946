// integrity_missing_turn_inference: say what a missing turn held, from what stands around it. Balanced. A real
// turn is masked; wrong options are real turns of the same speaker from outside the window that is shown, so
// that no option can be ruled out by finding it elsewhere. Paper: section 2, balanced task 2.
import { type Random, randomFor } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import { speakerName, type Turn } from '../records/conversation.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { courseMissingTurns } from './course-missing-turns.ts'
import { outsideRange } from './limits.ts'
import { chooseDrafts } from './material.ts'
import { normalise } from './mentions.ts'
import {
  askingIn,
  isOpenQuestion,
  isPrompt,
  isSmallTalk,
  opensWithYesOrNo,
  tellingStems,
  wordsWithStems,
} from './spoken-turns.ts'
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'
import { listed } from './wording.ts'

type Form = 'missing_answer' | 'missing_question' | 'missing_report'
type Stems = ReadonlySet<string>

export const integrityMissingTurnInference: TaskType = {
  id: 'integrity_missing_turn_inference',
  forms: ['missing_answer', 'missing_question', 'missing_report', 'missing_question_of_course'],
  draft: (material) => {
    if (material.conversation.turns.length < 10)
      return { drafts: [], empty: 'conversation of fewer than ten turns' }
    const random = randomFor(material.seed, material.case.id, 'integrity_missing_turn_inference')
    if (material.conversation.origin === 'simulated') {
      const chosen = chooseDrafts(courseMissingTurns(material, random), random)
      return chosen.length > 0
        ? { drafts: chosen }
        : { drafts: [], empty: 'no question with an answer of its own' }
    }
    const talk = readTalk(material)
    const firmest = talk.turns
      .flatMap((turn) => gapAt(talk, turn) ?? [])
      .toSorted((a, b) => bondOf(b) - bondOf(a) || a.turn.number - b.turn.number)
      .slice(0, 60)
    const drafts = firmest.flatMap((gap) => draftOf(material, talk, gap, random))
    const chosen = chooseDrafts(drafts, random, { missing_answer: 4, missing_question: 3, missing_report: 4 })
    return chosen.length > 0
      ? { drafts: chosen }
      : { drafts: [], empty: 'no turn that its neighbours give away, with three others like it' }
  },
}

/** Turns shown on either side of the missing one. */
const reach = 5

/** A conversation with what the choice of a turn looks at, computed once. */
interface Talk {
  readonly told: boolean
  readonly turns: readonly Turn[]
  readonly stemsOf: (turn: Turn) => Stems
  readonly asks: (turn: Turn) => boolean
  readonly isPrompt: (turn: Turn) => boolean
  /** Whether a turn holds enough of its own to be missed. */
  readonly isInformative: (turn: Turn) => boolean
}

/** A turn that could be missing, with those around it that carry something and the words it shares with them. */
interface Gap {
  readonly turn: Turn
  readonly form: Form
  readonly before: Turn
  readonly after: Turn
  readonly sharedBefore: Stems
  readonly sharedAfter: Stems
}

function readTalk({ conversation, facts }: TaskMaterial): Talk {
  const stems = conversation.turns.map((turn) => tellingStems(turn.text))
  const asks = askingIn(conversation)
  const inProse = new Set(facts.filter((fact) => fact.evidence.kind === 'span').map((fact) => fact.id))
  const told = conversation.origin === 'told'
  const stemsOf = (turn: Turn): Stems => stems[turn.number - 1] as Stems
  return {
    told,
    turns: conversation.turns,
    stemsOf,
    asks: (turn) => asks(turn.text),
    isPrompt: (turn) => isPrompt(conversation, turn),
    isInformative: (turn) =>
      isClear(turn) &&
      stemsOf(turn).size >= 3 &&
      // The entries of a record are read out by date or in no order at all: nothing else tells which one is
      // missing. And a passage without a fact is a lecture, which could stand anywhere.
      (!told || turn.facts.some((id) => inProse.has(id))),
  }
}

function isClear(turn: Turn): boolean {
  const words = turn.text.trim().split(/\s+/).length
  const fillers = turn.text.match(/\b(?:um+|uh+|erm?|hmm?|ohh?)\b|-\s/gi)?.length ?? 0
  return (
    words >= 7 &&
    words <= 60 &&
    fillers <= words / 8 &&
    turn.attachments.length === 0 &&
    !/\[[^\]]*\]/.test(turn.text) &&
    !isSmallTalk(turn.text)
  )
}

function gapAt(talk: Talk, turn: Turn): Gap | undefined {
  const near = (other: Turn): boolean => Math.abs(other.number - turn.number) <= 2 && !talk.isPrompt(other)
  const before = talk.turns.slice(0, turn.number - 1).findLast(near)
  const after = talk.turns.slice(turn.number).find(near)
  if (before === undefined || after === undefined || talk.isPrompt(turn) || !talk.isInformative(turn))
    return undefined
  const own = talk.stemsOf(turn)
  const gap: Gap = {
    turn,
    form: talk.asks(turn) ? 'missing_question' : talk.asks(before) ? 'missing_answer' : 'missing_report',
    before,
    after,
    sharedBefore: both(own, talk.stemsOf(before)),
    sharedAfter: both(own, talk.stemsOf(after)),
  }
  return isFirm(talk, gap) ? gap : undefined
}

/** Whether the turns around a gap settle what stood in it. */
function isFirm(talk: Talk, gap: Gap): boolean {
  const [before, after] = [gap.sharedBefore.size, gap.sharedAfter.size]
  if (bondOf(gap) < (talk.told ? 4 : 2)) return false
  switch (gap.form) {
    // A bare "yes" answers any question: the answer has to take a word of it up.
    case 'missing_question':
      return after >= 1
    case 'missing_answer':
      return before >= 1 || after >= 2
    case 'missing_report':
      return before >= 1 && after >= 1
  }
}

/** The telling words that a turn shares with those around it. */
function sharedIn(gap: Gap): Stems {
  return new Set([...gap.sharedBefore, ...gap.sharedAfter])
}

function bondOf(gap: Gap): number {
  return sharedIn(gap).size
}

function both(a: Stems, b: Stems): Stems {
  return new Set([...a].filter((item) => b.has(item)))
}

/** Other turns of the same speaker that surely do not belong into the gap, the likeliest-looking first. */
function candidatesFor(talk: Talk, gap: Gap, from: number, to: number): readonly Turn[] {
  const window = talk.turns.slice(from - 1, to).filter((other) => other !== gap.turn)
  const shown = new Set(window.map((other) => normalise(other.text)))
  const fitOf = (turn: Turn): number => share(talk.stemsOf(turn), window.map(talk.stemsOf))
  const candidates = talk.turns
    .filter(
      (other) =>
        (other.number < from || other.number > to) &&
        other.speaker === gap.turn.speaker &&
        talk.isInformative(other) &&
        talk.asks(other) === talk.asks(gap.turn) &&
        !shown.has(normalise(other.text)) &&
        isOfLength(other.text, gap.turn.text) &&
        isForeign(talk, gap, other),
    )
    // Those whose words stand most in the window come first: counting words alone then does not find the gold.
    .map((turn) => ({ turn, fit: fitOf(turn) }))
    .toSorted((a, b) => b.fit - a.fit || a.turn.number - b.turn.number)
  return (candidates[0]?.fit ?? 0) < fitOf(gap.turn) ? [] : candidates.map(({ turn }) => turn)
}

function isOfLength(text: string, model: string): boolean {
  return text.length >= 0.5 * model.length && text.length <= 2 * model.length
}

/** Whether a turn could not be defended in the gap: it does not take up what the decisive neighbour says. */
function isForeign(talk: Talk, gap: Gap, other: Turn): boolean {
  const stems = talk.stemsOf(other)
  const own = talk.stemsOf(gap.turn)
  const before = both(stems, talk.stemsOf(gap.before)).size
  const after = both(stems, talk.stemsOf(gap.after)).size
  if (both(stems, own).size > own.size / 2 || before + after >= bondOf(gap)) return false
  switch (gap.form) {
    case 'missing_question':
      return after === 0 && !isOpenQuestion(other.text)
    case 'missing_answer':
      // Where the question is open, what follows decides.
      return before === 0 && (gap.sharedBefore.size > 0 || after === 0) && !opensWithYesOrNo(other.text)
    case 'missing_report':
      return before < gap.sharedBefore.size && after < gap.sharedAfter.size
  }
}

function draftOf(
  material: TaskMaterial,
  talk: Talk,
  gap: Gap,
  random: Random,
): { readonly key: string; readonly draft: Draft }[] {
  const { turn, before, after, form } = gap
  const from = Math.max(1, turn.number - reach)
  const to = Math.min(talk.turns.length, turn.number + reach)
  const candidates = candidatesFor(talk, gap, from, to)
  if (candidates.length < 3) return []
  const critical = material.facts.some((fact) => turn.facts.includes(fact.id) && mustBePointedOut(fact))
  const neighbours = [before.number, after.number]
  const effort = { facts: 2, turns: neighbours }
  const words = wordsWithStems(turn.text, sharedIn(gap))
  return [
    {
      key: String(turn.number),
      draft: {
        form,
        view: { edits: [], from, to, masked: [turn.number] },
        question: random
          .pick(questions[form])
          .replaceAll('%t', String(turn.number))
          .replaceAll('%n', spokenOf(speakerName(material.conversation, turn.speaker)))
          .replaceAll('%b', String(before.number))
          .replaceAll('%a', String(after.number)),
        gold: turn.text,
        distractors: candidates.slice(0, 5).map((other) => other.text),
        rationale: `Turns ${before.number} and ${after.number} speak of the same matter: its words ${listed(words.map((word) => `“${word}”`))} stand in them, and no other option has as many of theirs.`,
        probe: { kind: 'masked_turn', turn: turn.number },
        facts: [],
        turns: neighbours,
        ...behaviorScore('integrity_missing_turn_inference', effort),
        token: critical ? '<proactive>' : '<reactive>',
        complexity: complexityOf(effort),
      },
    },
  ]
}

/** A speaker within a sentence: "the patient", "the second doctor", but "Doctor A". */
function spokenOf(name: string): string {
  const role =
    /^(Doctor|Patient|Nurse|Pharmacist|Radiologist|Laboratory|Clinician|Companion|Family member)(?: (1|2))?$/.exec(
      name,
    )
  if (role === null) return name
  const place = role[2] === undefined ? '' : role[2] === '1' ? 'first ' : 'second '
  return `the ${place}${(role[1] as string).toLowerCase()}`
}

/** New information that a colleague would have to be told: a result outside its range, a critical one. */
function mustBePointedOut(fact: Fact): boolean {
  return (
    fact.experiencer === 'patient' && (fact.interpretation === 'critical' || outsideRange(fact) !== undefined)
  )
}

const questions: Readonly<Record<Form, readonly string[]>> = {
  missing_answer: [
    'Turn %t was not recorded. What did %n most likely answer between turns %b and %a?',
    'What %n said at turn %t is missing. Which statement fits what stands before and after it?',
    'From turn %b and turn %a, which of these was said at turn %t?',
  ],
  missing_question: [
    'Turn %t was not recorded. What did %n most likely ask there, given what follows?',
    'What must %n have asked at turn %t for turn %a to make sense?',
    'Which of these fits between turn %b and turn %a as what %n asked at turn %t?',
  ],
  missing_report: [
    'Turn %t was not recorded. What did %n most likely report there?',
    'Which of these statements by %n links turn %b to turn %a?',
    'What %n said at turn %t is missing. Which statement fits its place in the conversation?',
  ],
}

/** Which part of the words stands in the window, rare ones counting more: what a solver without sense would use. */
function share(words: Stems, window: readonly Stems[]): number {
  let found = 0
  let all = 0
  for (const word of words) {
    const lines = window.filter((line) => line.has(word)).length
    const weight = Math.log(1 + window.length / (1 + lines))
    all += weight
    if (lines > 0) found += weight
  }
  return all === 0 ? 0 : found / all
}
