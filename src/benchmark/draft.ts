// The tasks of one prepared case: every type's drafts, assembled and verified. What fails a check is kept
// with its reason, never silently. Runs in a worker; pure.
import { readFileSync } from 'node:fs'
import type { PreparedCase } from './prepare.ts'
import type { Case } from '../records/case.ts'
import type { Task } from '../records/task.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { contextText, shownTurns } from '../conversations/view.ts'
import { messageOf } from '../kit/errors.ts'
import { groupBy } from '../kit/group.ts'
import { randomFor } from '../kit/random.ts'
import { enough, mostOfCase } from './enough.ts'
import { assembleTask } from '../tasks/assemble.ts'
import { taskTypes } from '../tasks/index.ts'
import { groupOf, neighboursFrom, type Neighbours, type NeighbourSnapshot } from '../tasks/neighbours.ts'
import type { Draft, TaskMaterial, TaskType } from '../tasks/task-type.ts'
import type { Finding } from '../verification/check.ts'
import { overlapScores } from '../verification/shortcuts/lexical-overlap.ts'
import { winners } from '../verification/shortcuts/solver.ts'
import { verifyTask } from '../verification/task.ts'

/** A draft that was not kept, and every check it failed. */
export interface RejectedDraft {
  readonly caseId: string
  readonly source: string
  readonly corpus: string
  readonly type: TaskTypeId
  readonly form: string
  /** Index of the corpus label it would have carried. */
  readonly label?: number
  readonly findings: readonly Finding[]
}

export interface DraftedLabel {
  readonly kind: Case['labels'][number]['kind']
  readonly present: boolean
}

/** Why a type has no task for a case. */
export interface EmptyCell {
  readonly type: TaskTypeId
  readonly reason: string
}

export interface DraftedCase {
  readonly caseId: string
  readonly group: string
  /** Of each label of the case: its kind, and whether something was found. */
  readonly labels: readonly DraftedLabel[]
  readonly source: string
  readonly corpus: string
  readonly tasks: readonly Task[]
  /**
   * The chance, by id, with which looking for the options' words in the context finds the key. Of courses only:
   * these give more tasks than are kept, while of a real document to read what it says is the task.
   */
  readonly overlaps: Readonly<Record<string, number>>
  readonly rejected: readonly RejectedDraft[]
  readonly empty: readonly EmptyCell[]
}

/** `most`: about how many tasks of each type are wanted of a simulated case, on average over cases. */
export function draftCase(
  prepared: PreparedCase,
  neighbours: Neighbours,
  { seed, most }: Pick<DraftSetup, 'seed' | 'most'>,
): DraftedCase {
  const { source, corpus } = prepared.case.provenance
  const tasks: Task[] = []
  const rejected: RejectedDraft[] = []
  const empty: EmptyCell[] = []
  const about = { caseId: prepared.case.id, source, corpus }
  const group = groupOf(prepared.case)
  const labels = prepared.case.labels.map(
    (label): DraftedLabel => ({
      kind: label.kind,
      present: 'present' in label ? label.present : true,
    }),
  )
  const reject = (
    type: TaskType,
    draft: Pick<Draft, 'form' | 'label'>,
    findings: readonly Finding[],
  ): void => {
    const label = draft.label === undefined ? {} : { label: draft.label }
    rejected.push({ ...about, type: type.id, form: draft.form, ...label, findings })
  }
  for (const type of taskTypes) {
    if (prepared.conversation === undefined) {
      empty.push({ type: type.id, reason: 'the case states nothing that could be told' })
      continue
    }
    const { conversation } = prepared
    // Courses give many more drafts than a case may keep; what is left over is not worth making and checking.
    const wished =
      conversation.origin === 'simulated'
        ? {
            most: mostOfCase(
              most[type.id] ?? enough,
              type.id,
              randomFor(seed, prepared.case.id, type.id, 'most'),
            ),
          }
        : {}
    if (wished.most === 0) {
      empty.push({ type: type.id, reason: 'not drafted: the wished size needs fewer' })
      continue
    }
    const material: TaskMaterial = { ...prepared, conversation, neighbours, seed, ...wished }
    try {
      const drafted = type.draft(material)
      if (drafted.empty !== undefined) empty.push({ type: type.id, reason: drafted.empty })
      let kept = 0
      for (const unit of unitsOf(drafted.drafts, material, type)) {
        if (kept >= (material.most ?? Number.POSITIVE_INFINITY)) break
        const verified: Task[] = []
        for (const draft of unit) {
          const position = randomFor(seed, prepared.case.id, type.id, draft.question, 'position').below(60)
          const task = assembleTask(draft, type.id, material, position)
          const { passed, findings } = verifyTask(task, material)
          if (findings.length === 0) verified.push({ ...task, checks: passed })
          else reject(type, draft, findings)
        }
        tasks.push(...verified)
        if (verified.length === unit.length) kept += unit.length
      }
    } catch (error) {
      // A fault of the author is one lost cell, seen in the rejected file, not a lost batch.
      reject(type, { form: '(all)' }, [{ check: 'author', what: messageOf(error) }])
    }
  }
  const overlaps = overlapsOf(tasks, prepared)
  return { ...about, group, labels, tasks, overlaps, rejected, empty }
}

/** The chance, by id, with which looking for the options' words in the context finds the key of a task. */
function overlapsOf(
  tasks: readonly Task[],
  { case: source, conversation }: PreparedCase,
): Record<string, number> {
  if (conversation?.origin !== 'simulated') return {}
  return Object.fromEntries(
    tasks.map((task) => {
      const context = contextText(source, shownTurns(conversation, task.view))
      const found = winners(task, overlapScores(task, context))
      return [task.id, found.includes(task.gold) ? 1 / found.length : 0]
    }),
  )
}

/**
 * What stands and falls together: the members of a triple; any other draft by itself. In a seeded order: planted ones
 * come in one, with the rules first that seldom find a place.
 */
function unitsOf(drafts: readonly Draft[], { case: source, seed }: TaskMaterial, type: TaskType): Draft[][] {
  const units = [
    ...groupBy(drafts, (draft) =>
      draft.challenge?.origin === 'planted' ? draft.challenge.triple : `${drafts.indexOf(draft)}`,
    ).values(),
  ]
  const isPlanted = drafts.every(({ challenge }) => challenge?.origin === 'planted')
  return isPlanted ? units : randomFor(seed, source.id, type.id, 'order').shuffle(units)
}

export interface DraftSetup {
  readonly seed: number
  /** Path of the neighbour index: a NeighbourSnapshot as JSON. */
  readonly neighbours: string
  readonly most: Readonly<Partial<Record<TaskTypeId, number>>>
}

/** The worker's handler: a prepared line in, a drafted line out. */
export default function createHandler(setup: string): (line: string) => string {
  const { seed, neighbours, most } = JSON.parse(setup) as DraftSetup
  const index = neighboursFrom(JSON.parse(readFileSync(neighbours, 'utf8')) as NeighbourSnapshot)
  return (line) => JSON.stringify(draftCase(JSON.parse(line) as PreparedCase, index, { seed, most }))
}
