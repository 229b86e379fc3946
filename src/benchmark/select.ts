// Which verified tasks enter the benchmark. Reasons to leave one out: it asks the same as another; the token
// policy leaves silent members out; its case already has enough of its type, so that long or repetitive cases
// do not make up the benchmark; a classifier guesses it without the case (guessable.ts), or the options' words
// find it in the context, and too many of its type are so; its challenge triple lost a member, so that one kind
// of answer would be right more often than the others; for notes that a corpus labelled one by one, there are
// already enough in which nothing is to be raised: always saying nothing would be a shortcut; or the benchmark
// has the size and the shares that were wished (quota.ts).
import { groupBy } from '../kit/group.ts'
import { sha256 } from '../kit/hash.ts'
import type { Challenge } from '../records/task.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { withWholeTriples } from '../verification/triples.ts'
import { enough } from './enough.ts'
import { fewestToFilter, marginOf } from './luck.ts'
import { fillQuota, type Unit } from './quota.ts'
import type { Shares } from './shares.ts'

/** What selection needs to know of a verified task: no texts, so that those of a large build fit in memory. */
export interface Candidate {
  readonly id: string
  readonly type: TaskTypeId
  readonly caseId: string
  /** Equal for tasks that ask the same of the same words. */
  readonly fingerprint: string
  /** Number of options. */
  readonly options: number
  readonly class: string
  readonly complexity: string
  readonly challenge?: Pick<Challenge, 'origin' | 'member' | 'triple'>
  /** The chance with which looking for the options' words in the context finds its key. */
  readonly overlaps: number
  /** True where it carries a label of the corpus: such tasks are kept before others. */
  readonly labelled: boolean
}

export interface SelectionSettings {
  readonly seed: number
  readonly tokenPolicy: 'contextual' | 'paper'
  /** Wished number of tasks; undefined: as many as there are, or as the wished shares allow. */
  readonly size?: number
  readonly shares?: Shares
  /** Ids, of these, of tasks that can be guessed without their cases. */
  readonly guessable: (tasks: readonly Pick<Candidate, 'id' | 'type'>[]) => Promise<readonly string[]>
}

/** Reasons by id of those left out; the others are kept. */
export type LeftOut = ReadonlyMap<string, string>

/** Share of silent labelled tasks above the even share of one option, which a type may have. */
const tolerance = 0.05

export async function selectTasks(
  candidates: readonly Candidate[],
  { seed, tokenPolicy, size, shares, guessable }: SelectionSettings,
): Promise<LeftOut> {
  const leftOut = new Map<string, string>()
  const kept = (): Candidate[] => candidates.filter(({ id }) => !leftOut.has(id))
  leaveOutRepeated(candidates, leftOut)
  for (const { id } of withWholeTriples(kept()).dropped)
    leftOut.set(id, 'another member of its triple failed a check')
  for (const [, members] of groupBy(kept(), ({ caseId, type }) => `${caseId} ${type}`)) {
    for (const id of beyondEnough(members, seed)) leftOut.set(id, 'the case has enough tasks of this type')
  }
  leaveOutSilence(kept(), leftOut, seed)
  if (tokenPolicy === 'paper') {
    for (const { id, challenge } of kept())
      if (challenge !== undefined && challenge.member !== 'injected')
        leftOut.set(id, 'token policy "paper" leaves silent members out')
  }
  for (const [, members] of groupBy(kept(), ({ type }) => type))
    for (const id of beyondOverlap(members, seed)) leftOut.set(id, 'its words alone find the answer')
  // Last of all filters: what is left out after it would change what can be guessed.
  const blind = kept().filter(({ challenge }) => challenge?.origin !== 'planted')
  for (const id of await guessable(blind)) leftOut.set(id, 'can be guessed without the case')
  if (size !== undefined || shares !== undefined) {
    const rest = kept()
    const chosen = fillQuota(unitsOf(rest), { shares: shares ?? {}, size }, seed)
    for (const { id } of rest) if (!chosen.has(id)) leftOut.set(id, 'the wished size and shares are met')
  }
  return leftOut
}

function leaveOutRepeated(candidates: readonly Candidate[], leftOut: Map<string, string>): void {
  const fingerprints = new Set<string>()
  for (const { id, fingerprint } of candidates) {
    if (fingerprints.has(fingerprint)) leftOut.set(id, 'asks the same as another task of this case')
    fingerprints.add(fingerprint)
  }
}

function leaveOutSilence(kept: readonly Candidate[], leftOut: Map<string, string>, seed: number): void {
  const labelled = kept.filter(({ challenge }) => challenge?.origin === 'labelled')
  for (const [, members] of groupBy(labelled, (candidate) => candidate.type)) {
    const even = members.reduce((sum, member) => sum + 1 / member.options, 0) / members.length
    const share = even + tolerance
    // "Nothing to raise" and "it has been raised already" are two answers: neither may be right too often.
    for (const [member, silent] of groupBy(members, ({ challenge }) => challenge?.member ?? 'injected')) {
      const others = members.length - silent.length
      if (member === 'injected' || others === 0) continue
      const most = Math.floor((others * share) / (1 - share))
      const ranked = silent.toSorted((x, y) => (rank(seed, x.id) < rank(seed, y.id) ? -1 : 1))
      for (const { id } of ranked.slice(most)) {
        leftOut.set(id, 'balance: enough tasks of this type in which nothing needs to be raised')
      }
    }
  }
}

/** Points above chance by which overlapping words may tell the key; the audit refuses 10. */
const mostOverlap = 0.06

/**
 * Ids of tasks of one type to leave out, so that looking for the options' words in the context answers the rest
 * hardly better than chance. Whole units, in a seeded order, of those it answers more often than it may.
 */
function beyondOverlap(members: readonly Candidate[], seed: number): string[] {
  if (members.length < fewestToFilter) return []
  const most = marginOf(members, mostOverlap)
  const excessOf = (tasks: readonly Candidate[]): number =>
    tasks.reduce((sum, { overlaps, options }) => sum + overlaps - 1 / options - most, 0)
  let excess = excessOf(members)
  const units = unitsOf(members)
    .map((unit) => ({ ...unit, excess: excessOf(unit.members), rank: rank(seed, `overlap ${unit.key}`) }))
    .filter(
      (unit) =>
        unit.excess > 0 && !isChanceByForm(unit.members) && !unit.members.some(({ labelled }) => labelled),
    )
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
  return units.flatMap((unit) => {
    if (excess <= 0) return []
    excess -= unit.excess
    return unit.members.map(({ id }) => id)
  })
}

/**
 * True of a planted triple of which overlapping words find one key or fewer: any fixed answer finds one of the three,
 * so such a triple tells no more than its form does, and a type made of them would lose all of its tasks.
 */
function isChanceByForm(members: readonly Candidate[]): boolean {
  const found = members.reduce((sum, { overlaps }) => sum + overlaps, 0)
  return members.every(({ challenge }) => challenge?.origin === 'planted') && found <= 1 + 1e-9
}

/** What stands and falls together: the members of a planted triple of one type; any other task by itself. */
function unitsOf(candidates: readonly Candidate[]): Unit<Candidate>[] {
  return [
    ...groupBy(candidates, ({ id, type, challenge }) =>
      challenge?.origin === 'planted' ? `${type} ${challenge.triple}` : id,
    ),
  ].map(([key, members]) => ({ key, members }))
}

/** Ids of those to leave out of one case's tasks of one type: triples stay whole, labelled tasks come first. */
function beyondEnough(members: readonly Candidate[], seed: number): string[] {
  if (members.length <= enough) return []
  const units = unitsOf(members)
    .map(({ key, members: tasks }) => ({
      tasks,
      labelled: tasks.some((task) => task.labelled),
      rank: rank(seed, key),
    }))
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
