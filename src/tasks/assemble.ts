// A draft into a task: options chosen, tidied and lettered, behaviour class and token set. Does not judge
// whether the draft is right. The gold's place, its length and its casing must tell nothing.
import { capital } from '../kit/capital.ts'
import { type Random, randomFor } from '../kit/random.ts'
import { createTask, letters, type Letter, type Task } from '../records/task.ts'
import { type BehaviorToken, classOfScore } from '../taxonomy/behavior.ts'
import { definitionOf, type TaskTypeId } from '../taxonomy/task-types.ts'
import { normalise } from './mentions.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

/**
 * The task of a draft, with 4 to 6 options and the gold at `position` modulo their number. `optionCount` is
 * the most options wanted (drawn per task where missing); fewer are used when the draft has fewer distractors.
 * Throws a RangeError for a draft with fewer than three distinct distractors or a balanced one without token.
 */
export function assembleTask(
  draft: Draft,
  type: TaskTypeId,
  material: TaskMaterial,
  position: number,
  optionCount?: number,
): Task {
  const random = randomFor(material.seed, material.case.id, type, draft.form, draft.question, draft.gold)
  const seen = new Set([normalise(draft.gold)])
  const candidates = draft.distractors.filter((text) => {
    const key = normalise(text)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  if (candidates.length < 3) throw new RangeError(`${type}, ${draft.form}: fewer than three distractors`)
  const wanted = Math.min(6, Math.max(4, optionCount ?? 4 + random.below(3)))
  const count = Math.min(wanted, candidates.length + 1)
  const distractors = random.shuffle(aroundLength(draft.gold, candidates, count - 1, random))
  const place = ((position % count) + count) % count
  const texts = [...distractors.slice(0, place), draft.gold, ...distractors.slice(place)]
  const options = tidied(texts, draft).map((text, index) => ({ letter: letters[index] as Letter, text }))

  return createTask({
    caseId: material.case.id,
    conversationId: material.conversation.id,
    type,
    form: draft.form,
    author: 'rules',
    view: draft.view,
    question: draft.question,
    options,
    gold: letters[place] as Letter,
    rationale: draft.rationale,
    probe: draft.probe,
    facts: [...new Set(draft.facts)],
    turns: [...new Set(draft.turns)].toSorted((a, b) => a - b),
    behavior: {
      score: draft.score,
      class: classOfScore(draft.score),
      token: tokenOf(draft, type),
      reason: draft.scoreReason,
    },
    complexity: draft.complexity,
    ...(draft.challenge === undefined ? {} : { challenge: draft.challenge }),
    ...(draft.label === undefined ? {} : { label: draft.label }),
    source: material.case.provenance.source,
    corpus: material.case.provenance.corpus,
    licence: material.case.licence,
    checks: [],
  })
}

/** The token a task of this type takes (section 3.2); where silence is right, it is the reactive one. */
export function tokenOf(draft: Pick<Draft, 'challenge' | 'token' | 'form'>, type: TaskTypeId): BehaviorToken {
  const policy = definitionOf(type).tokenPolicy
  if (policy === 'by_context') {
    if (draft.token === undefined) throw new RangeError(`${type}, ${draft.form}: the token goes by context`)
    return draft.token
  }
  if (policy === 'reactive') return '<reactive>'
  const member = draft.challenge?.member
  return member === 'near_miss' || member === 'handled' ? '<reactive>' : '<proactive>'
}

/**
 * Distractors for which the gold's rank by length is drawn at random: some shorter, some longer, each taken in
 * the order of plausibility, from no deeper in the list than twice as many as are needed.
 */
function aroundLength(
  gold: string,
  candidates: readonly string[],
  count: number,
  random: Random,
): readonly string[] {
  const near = candidates.slice(0, Math.max(2 * count, count + 2))
  const shorterWanted = random.below(count + 1)
  const shorter = near.filter((text) => text.length < gold.length)
  const equal = near.filter((text) => text.length === gold.length)
  const longer = near.filter((text) => text.length > gold.length)
  const picked = new Set([...shorter.slice(0, shorterWanted), ...longer.slice(0, count - shorterWanted)])
  for (const text of [...equal, ...near]) {
    if (picked.size >= count) break
    picked.add(text)
  }
  const chosen = candidates.filter((text) => picked.has(text))
  return withPeer(gold, withLength(gold, chosen, candidates), candidates)
}

/** A gold that would stand out by its length gets the longest candidate beside it. */
function withLength(
  gold: string,
  chosen: readonly string[],
  candidates: readonly string[],
): readonly string[] {
  const mean = chosen.reduce((sum, text) => sum + text.length, 0) / chosen.length
  if (gold.length <= 1.6 * mean) return chosen
  const longest = candidates.toSorted((a, b) => b.length - a.length).slice(0, Math.max(2, chosen.length - 1))
  return [...new Set([...longest, ...chosen])].slice(0, chosen.length)
}

/** A number stands in the gold alone, or in all but the gold, only where no candidate could prevent it. */
function withPeer(gold: string, chosen: readonly string[], candidates: readonly string[]): readonly string[] {
  const numbered = (text: string): boolean => /\d/.test(text)
  if (chosen.some((text) => numbered(text) === numbered(gold))) return chosen
  const peer = candidates.find((text) => numbered(text) === numbered(gold))
  return peer === undefined ? chosen : [peer, ...chosen.slice(0, -1)]
}

/** Same casing and final punctuation for all options. What is quoted word for word stays as it is. */
function tidied(texts: readonly string[], draft: Draft): readonly string[] {
  if (draft.probe.kind === 'masked_turn' || draft.probe.kind === 'keyed') return texts
  if (draft.probe.kind === 'sequence') return texts
  const spaced = texts.map((text) => capital(text.replace(/\s+/g, ' ').trim()))
  const sentences = spaced.some((text) => /[.!?]\s+[A-Z]/.test(text))
  const bare = spaced.map((text) => text.replace(/[.;,\s]+$/, ''))
  return sentences ? bare.map((text) => `${text}.`) : bare
}
