// From verdicts to the subset: what is Hard, what comes along, what is taken out because it may be wrong, what the
// balance leaves. Pure: the same answers, checks and decisions give the same subset, in any order of the runs.
import { bump } from '../../kit/group.ts'
import type { Hard, HardSettings, MinedRow } from '../../records/hard.ts'
import type { Letter } from '../../records/task.ts'
import { answerAt, type Asking } from './answers.ts'
import { largestBalanced } from './balance.ts'
import type { Decision } from './decisions.ts'
import type { Rechecked } from './recheck.ts'
import type { TaskLine } from './task-line.ts'
import { hardUnits, type HardUnit } from './units.ts'
import { agreedOn, modelVerdict, taskVerdict, type ModelVerdict, type TaskVerdict } from './verdict.ts'

/** A model and its askings of all tasks. */
export interface MiningModel {
  readonly model: string
  readonly askings: readonly Asking[]
  readonly wrongToFail: number
}

export interface Verdicts {
  /** By task, in the order of the lines; undefined where not every run asked it. */
  readonly tasks: readonly (TaskVerdict | undefined)[]
  /** By model and task, in the order of the models. */
  readonly models: readonly (readonly (ModelVerdict | undefined)[])[]
}

export function judgeTasks(
  lines: readonly TaskLine[],
  models: readonly MiningModel[],
  failingModels: number,
): Verdicts {
  const askings = models.flatMap((model) => model.askings)
  const asked = lines.map((_, index) => askings.every((asking) => answerAt(asking, index) !== 'not asked'))
  const byModel = models.map((model) =>
    lines.map(({ gold }, index) =>
      asked[index] === true
        ? modelVerdict(
            model.askings.map((asking) => answerAt(asking, index)),
            gold,
            model.wrongToFail,
          )
        : undefined,
    ),
  )
  return {
    models: byModel,
    tasks: lines.map((_, index) =>
      asked[index] === true
        ? taskVerdict(
            byModel.map((verdicts) => verdicts[index] as ModelVerdict),
            failingModels,
          )
        : undefined,
    ),
  }
}

/** The units to be checked again: with a Hard task in them. */
export function minedUnits(
  lines: readonly TaskLine[],
  verdicts: Verdicts,
  triples: HardSettings['triples'],
): HardUnit[] {
  const hard = new Set(lines.filter((_, index) => verdicts.tasks[index] === 'hard').map(({ id }) => id))
  return hardUnits(lines, (id) => hard.has(id), triples)
}

/** Wrong letters that everyone gave, by task. */
export function agreements(
  lines: readonly TaskLine[],
  models: readonly MiningModel[],
): ReadonlyMap<string, Letter> {
  const found = new Map<string, Letter>()
  for (const [index, { id, gold }] of lines.entries()) {
    const letter = agreedOn(
      models.map(({ askings }) => askings.map((asking) => answerAt(asking, index))),
      gold,
    )
    if (letter !== undefined) found.set(id, letter)
  }
  return found
}

export interface Doubts {
  readonly rechecked: ReadonlyMap<string, Rechecked>
  readonly agreed: ReadonlyMap<string, Letter>
  readonly decisions: ReadonlyMap<string, Decision>
}

export interface Chosen {
  readonly kept: ReadonlySet<string>
  /** Why a task of a mined unit is not in the subset. */
  readonly leftOut: ReadonlyMap<string, string>
  readonly balance: Hard['balance']
  /** Doubtful tasks of mined units that nobody has decided, in the order of the units. */
  readonly undecidedDoubts: readonly string[]
}

export const reasons = {
  refuted: 'second check',
  dropped: 'physicians dropped it',
  held: 'doubtful: all models and seeds gave one other answer, and no physician has decided',
  withTriple: 'another member of its triple is left out',
  balance: 'the balance is met',
} as const

export function chooseSubset(
  units: readonly HardUnit[],
  isHard: (id: string) => boolean,
  { rechecked, agreed, decisions }: Doubts,
  settings: HardSettings,
): Chosen {
  const leftOut = new Map<string, string>()
  const undecidedDoubts: string[] = []
  const eligible = units.filter(({ members }) => {
    for (const { id } of members) {
      const decision = decisions.get(id)
      const check = rechecked.get(id)?.findings[0]
      const doubtful = isHard(id) && agreed.has(id)
      if (doubtful && decision === undefined && check === undefined) undecidedDoubts.push(id)
      if (check !== undefined) leftOut.set(id, `${reasons.refuted}, ${check.check}: ${check.what}`)
      else if (decision === 'drop') leftOut.set(id, reasons.dropped)
      else if (doubtful && decision === undefined && settings.doubtful === 'hold')
        leftOut.set(id, reasons.held)
    }
    const whole = members.every(({ id }) => !leftOut.has(id))
    if (!whole) for (const { id } of members) if (!leftOut.has(id)) leftOut.set(id, reasons.withTriple)
    return whole
  })
  const { kept, rows } = largestBalanced(eligible, settings)
  const ids = new Set(kept.flatMap(({ members }) => members.map(({ id }) => id)))
  for (const { members } of eligible)
    for (const { id } of members) if (!ids.has(id)) leftOut.set(id, reasons.balance)
  return { kept: ids, leftOut, balance: rows, undecidedDoubts }
}

/** The lines of mined.jsonl, in the order of the tasks. */
export function* minedRows(
  lines: readonly TaskLine[],
  models: readonly MiningModel[],
  verdicts: Verdicts,
  { rechecked, agreed, decisions }: Doubts,
  { kept, leftOut }: Chosen,
): Generator<MinedRow> {
  for (const [index, { id, caseId, type }] of lines.entries()) {
    const verdict = verdicts.tasks[index]
    const companion = verdict !== 'hard' && (kept.has(id) || leftOut.has(id))
    if (verdict !== 'hard' && verdict !== 'undecided' && !companion) continue
    const withVerdict = (wished: ModelVerdict): string[] =>
      models.filter((_, model) => verdicts.models[model]?.[index] === wished).map(({ model }) => model)
    const agreement = agreed.get(id)
    const judges = rechecked.get(id)?.judges
    const decision = decisions.get(id)
    const reason =
      leftOut.get(id) ?? (verdict === 'undecided' && !companion ? 'failed calls leave it open' : undefined)
    yield {
      taskId: id,
      caseId,
      type,
      verdict: verdict ?? 'not asked',
      failed: withVerdict('failed'),
      undecided: withVerdict('undecided'),
      companion,
      ...(agreement === undefined ? {} : { agreedOn: agreement }),
      ...(judges === undefined ? {} : { judges }),
      ...(decision === undefined ? {} : { decision }),
      ...(reason === undefined ? {} : { leftOut: reason }),
    }
  }
}

export function countsOf(
  verdicts: Verdicts,
  askedBySome: number,
  units: readonly HardUnit[],
  isHard: (id: string) => boolean,
  { agreed, decisions }: Doubts,
  { kept, leftOut }: Chosen,
): Hard['counts'] {
  const verdictCounts = new Map<TaskVerdict | undefined, number>()
  for (const verdict of verdicts.tasks) bump(verdictCounts, verdict)
  const mined = units.flatMap(({ members }) => members)
  const reasonsGiven = [...leftOut.values()]
  const withReason = (reason: string): number => reasonsGiven.filter((one) => one.startsWith(reason)).length
  const doubtful = mined.filter(({ id }) => isHard(id) && agreed.has(id))
  return {
    asked: verdicts.tasks.length - (verdictCounts.get(undefined) ?? 0),
    askedBySome,
    hard: verdictCounts.get('hard') ?? 0,
    passed: verdictCounts.get('passed') ?? 0,
    undecided: verdictCounts.get('undecided') ?? 0,
    companions: mined.filter(({ id }) => !isHard(id)).length,
    refuted: withReason(reasons.refuted),
    dropped: withReason(reasons.dropped),
    doubtful: doubtful.length,
    confirmed: doubtful.filter(({ id }) => decisions.get(id) === 'keep').length,
    held: withReason(reasons.held),
    leftWithTriple: withReason(reasons.withTriple),
    leftForBalance: withReason(reasons.balance),
    kept: kept.size,
    keptCompanions: mined.filter(({ id }) => kept.has(id) && !isHard(id)).length,
  }
}
