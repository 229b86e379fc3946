// Which verified tasks enter the benchmark. Reasons to leave one out: it asks the same as another; its case
// already has enough of its type, so that long or repetitive cases do not make up the benchmark; a
// classifier guesses it without the case (guessable.ts); its
// challenge triple lost a member, so that one kind of answer would be right more often than the others;
// or, for notes that a corpus labelled one by one, there are already enough in which nothing is to be
// raised: always saying nothing would be a shortcut.
import { groupBy } from '../kit/group.ts'
import { sha256 } from '../kit/hash.ts'
import type { Challenge } from '../records/task.ts'
import type { Foldable } from '../verification/shortcuts/cross-validation.ts'
import { withWholeTriples } from '../verification/triples.ts'
import { enough } from './enough.ts'
import { guessableTasks } from './guessable.ts'

/** What selection needs to know of a verified task. */
export interface Candidate extends Foldable {
  /** Question, options and what is shown: equal for tasks that ask the same of the same words. */
  readonly fingerprint: string
  readonly caseId: string
  readonly challenge?: Challenge
  /** True where it carries a label of the corpus: such tasks are kept before others. */
  readonly labelled: boolean
}

export interface Selection {
  readonly kept: ReadonlySet<string>
  /** Reasons by id of those left out. */
  readonly leftOut: ReadonlyMap<string, string>
}

/** Share of silent labelled tasks above the even share of one option, which a type may have. */
const tolerance = 0.05

export function selectTasks(candidates: readonly Candidate[], seed: number): Selection {
  const leftOut = new Map<string, string>()
  const fingerprints = new Set<string>()
  for (const { id, fingerprint } of candidates) {
    if (fingerprints.has(fingerprint)) leftOut.set(id, 'asks the same as another task of this case')
    fingerprints.add(fingerprint)
  }
  const distinct = candidates.filter((candidate) => !leftOut.has(candidate.id))
  const { kept: whole, dropped } = withWholeTriples(distinct)
  for (const { id } of dropped) leftOut.set(id, 'another member of its triple failed a check')
  for (const [, members] of groupBy(whole, ({ caseId, type }) => `${caseId} ${type}`)) {
    for (const id of beyondEnough(members, seed)) leftOut.set(id, 'the case has enough tasks of this type')
  }
  const rest = whole.filter((candidate) => !leftOut.has(candidate.id))
  const labelled = rest.filter(({ challenge }) => challenge?.origin === 'labelled')
  for (const [, members] of groupBy(labelled, (candidate) => candidate.type)) {
    const even = members.reduce((sum, member) => sum + 1 / member.options.length, 0) / members.length
    const share = even + tolerance
    // "Nothing to raise" and "it has been raised already" are two answers: neither may be right too often.
    for (const [member, silent] of groupBy(members, ({ challenge }) => challenge?.member ?? 'injected')) {
      const others = members.length - silent.length
      if (member === 'injected' || others === 0) continue
      const most = Math.floor((others * share) / (1 - share))
      const ranked = silent.toSorted((a, b) => (rank(seed, a.id) < rank(seed, b.id) ? -1 : 1))
      for (const { id } of ranked.slice(most)) {
        leftOut.set(id, 'balance: enough tasks of this type in which nothing needs to be raised')
      }
    }
  }
  const guessable = guessableTasks(
    rest.filter(({ id, challenge }) => !leftOut.has(id) && challenge?.origin !== 'planted'),
    seed,
  )
  for (const id of guessable) leftOut.set(id, 'can be guessed without the case')
  const kept = new Set(rest.filter(({ id }) => !leftOut.has(id)).map(({ id }) => id))
  return { kept, leftOut }
}

/** Ids of those to leave out of one case's tasks of one type: triples stay whole, labelled tasks come first. */
function beyondEnough(members: readonly Candidate[], seed: number): string[] {
  if (members.length <= enough) return []
  const units = [
    ...groupBy(members, ({ id, challenge }) => (challenge?.origin === 'planted' ? challenge.triple : id)),
  ]
    .map(([key, tasks]) => ({ tasks, labelled: tasks.some((task) => task.labelled), rank: rank(seed, key) }))
    .toSorted((a, b) => Number(b.labelled) - Number(a.labelled) || (a.rank < b.rank ? -1 : 1))
  let count = 0
  return units.flatMap(({ tasks, labelled }) => {
    if (!labelled && count + tasks.length > enough) return tasks.map(({ id }) => id)
    count += tasks.length
    return []
  })
}

function rank(seed: number, id: string): string {
  return sha256(`${seed}\n${id}`)
}
