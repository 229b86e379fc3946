// integrity_missing_turn_inference: say what a missing turn held, from what stands around it. Balanced. A real
// turn is masked; wrong options are real turns of the same speaker from outside the window that is shown, so
// that no option can be ruled out by finding it elsewhere. Paper: section 2, balanced task 2.
import { type Random, randomFor } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import type { Turn } from '../records/conversation.ts'
import { speakerName } from '../records/conversation.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { chooseDrafts } from './material.ts'
import { contentStems, normalise } from './mentions.ts'
import { outsideRange } from './limits.ts'
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'

export const integrityMissingTurnInference: TaskType = {
  id: 'integrity_missing_turn_inference',
  forms: ['missing_answer', 'missing_question', 'missing_report'],
  draft: (material) => {
    const { turns } = material.conversation
    if (turns.length < 10) return { drafts: [], empty: 'conversation of fewer than ten turns' }
    const random = randomFor(material.seed, material.case.id, 'integrity_missing_turn_inference')
    const stems = turns.map((turn) => new Set(contentStems(turn.text)))
    const bonds = turns.map((turn) => bondOf(turn.number, stems))
    const firmest = turns
      .filter((turn) => (bonds[turn.number - 1] as number) >= 2)
      .toSorted(
        (a, b) => (bonds[b.number - 1] as number) - (bonds[a.number - 1] as number) || a.number - b.number,
      )
      .slice(0, 60)
    const drafts = firmest.flatMap((turn) => draftOf(material, turn, stems, random))
    const chosen = chooseDrafts(drafts, random, { missing_answer: 4, missing_question: 3, missing_report: 4 })
    return chosen.length > 0
      ? { drafts: chosen }
      : { drafts: [], empty: 'no turn that its neighbours give away, with three others like it' }
  },
}

/** Turns shown on either side of the missing one. */
const reach = 6

function informative(turn: Turn, stems: ReadonlySet<string>): boolean {
  const words = turn.text.trim().split(/\s+/).length
  const fillers = turn.text.match(/\b(?:um+|uh+|erm?|hmm?|ohh?)\b|-\s/gi)?.length ?? 0
  const clear = !/\[[^\]]*\]|\bdragon\b/i.test(turn.text) && fillers <= words / 8
  return words >= 6 && words <= 60 && stems.size >= 3 && turn.attachments.length === 0 && clear
}

/** How many content words a turn shares with the turns right before and after it. */
function bondOf(number: number, stems: readonly ReadonlySet<string>[]): number {
  return shared(stems[number - 1] as ReadonlySet<string>, union(stems[number - 2], stems[number]))
}

function draftOf(
  material: TaskMaterial,
  turn: Turn,
  stems: readonly ReadonlySet<string>[],
  random: Random,
): { readonly key: string; readonly draft: Draft }[] {
  const { turns } = material.conversation
  const own = stems[turn.number - 1] as ReadonlySet<string>
  const before = turns[turn.number - 2]
  const after = turns[turn.number]
  if (before === undefined || after === undefined || !informative(turn, own)) return []
  const near = union(stems[turn.number - 2], stems[turn.number])
  const bond = bondOf(turn.number, stems)

  const from = Math.max(1, turn.number - reach)
  const to = Math.min(turns.length, turn.number + reach)
  const window = stems.slice(from - 1, to).filter((_, index) => from + index !== turn.number)
  const shown = turns.slice(from - 1, to).map((other) => normalise(other.text))
  const candidates = turns
    .filter((other) => other.number < from || other.number > to)
    .filter(
      (other) =>
        other.speaker === turn.speaker && informative(other, stems[other.number - 1] as ReadonlySet<string>),
    )
    .filter((other) => other.text.includes('?') === turn.text.includes('?'))
    .map((other) => ({ other, set: stems[other.number - 1] as ReadonlySet<string> }))
    .filter(
      ({ other, set }) =>
        shared(set, near) < bond &&
        shared(set, own) <= own.size / 2 &&
        !shown.includes(normalise(other.text)),
    )
    .filter(
      ({ other }) => other.text.length >= 0.5 * turn.text.length && other.text.length <= 2 * turn.text.length,
    )
    // Those whose words stand most in the window come first: counting words alone then does not find the gold.
    .map((candidate) => ({ ...candidate, fit: share(candidate.set, window) }))
    .toSorted((a, b) => b.fit - a.fit || a.other.number - b.other.number)
  if (candidates.length < 3) return []
  const best = candidates[0]?.fit ?? 0
  if (best < share(own, window)) return []

  const name = speakerName(material.conversation, turn.speaker)
  const asks = turn.text.includes('?')
  const form = asks ? 'missing_question' : before.text.includes('?') ? 'missing_answer' : 'missing_report'
  const facts = material.facts.filter((fact) => turn.facts.includes(fact.id))
  const critical = facts.some(mustBePointedOut)
  const neighbours = [before.number, after.number]
  const effort = { facts: 2, turns: neighbours }
  return [
    {
      key: String(turn.number),
      draft: {
        form,
        view: { edits: [], from, to, masked: [turn.number] },
        question: random
          .pick(questions[form])
          .replaceAll('%t', String(turn.number))
          .replaceAll('%n', name)
          .replaceAll('%b', String(before.number))
          .replaceAll('%a', String(after.number)),
        gold: turn.text,
        distractors: candidates.slice(0, 8).map(({ other }) => other.text),
        rationale: `Turns ${before.number} and ${after.number} speak of the same matter: ${[...own].filter((part) => near.has(part)).length} of the content words of this turn stand in them, more than of any other option.`,
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

/** New information that a colleague would have to be told: a result outside its range, a critical one. */
function mustBePointedOut(fact: Fact): boolean {
  return (
    fact.experiencer === 'patient' && (fact.interpretation === 'critical' || outsideRange(fact) !== undefined)
  )
}

const questions = {
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
} as const

/** Which part of the words stands in the window, rare ones counting more: what a solver without sense would use. */
function share(words: ReadonlySet<string>, window: readonly ReadonlySet<string>[]): number {
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

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0
  for (const part of a) if (b.has(part)) count++
  return count
}

function union(...sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...(set ?? [])]))
}
