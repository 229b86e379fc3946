// The shortcut audit: how far each trivial solver gets on each type, held against chance, with an interval
// that resamples whole groups of cases. In three parts, so that a large benchmark never lies in memory as a
// whole: what solvers answer that only read, what those answer that learn (type by type), and the judgement.
//
// The rule: a solver *fails* a type when its accuracy lies more than 10 points above chance and this is no
// luck of the draw: the margin less z standard errors (by the bootstrap over groups) is above what any fixed answer
// gets, where z is Bonferroni's for all cells of the table. A fixed answer finds one member of three in a planted
// triple by its form, and does so without any spread, so that a single lucky triple among few would look certain.
// The 95 % interval is printed beside it. Fewer than 5 groups: no verdict.
import { groupBy } from '../../kit/group.ts'
import { randomFor, type Random } from '../../kit/random.ts'
import type { Task } from '../../records/task.ts'
import { taskTypeIds, type TaskTypeId } from '../../taxonomy/task-types.ts'
import { solvers } from './index.ts'
import { crossValidatedAnswers, type Foldable } from './cross-validation.ts'
import type { Solver } from './solver.ts'

export interface AuditCell {
  readonly type: TaskTypeId
  readonly solver: string
  readonly tasks: number
  /** Groups of cases. */
  readonly groups: number
  readonly accuracy: number
  /** Mean of 1 / number of options. */
  readonly chance: number
  /** Accuracy less chance, with its 95 % interval. */
  readonly margin: number
  readonly low: number
  readonly high: number
  readonly verdict: 'passes' | 'fails' | 'waived' | 'too few'
}

export interface Audit {
  readonly cells: readonly AuditCell[]
  /** Cells that fail and are not waived. */
  readonly failures: readonly AuditCell[]
}

export interface AuditRun {
  /** Adds a task. `group` is what resampling and folds keep together: the case's group, or its id. */
  add(task: Task, context: string, group: string): void
  finish(): Audit
}

export interface AuditSettings {
  readonly seed: number
  /** "type/solver"; "type" for all its solvers; "any/solver" for a solver on all types. */
  readonly waived?: readonly string[]
  readonly draws?: number
  readonly solvers?: readonly Solver[]
}

export const tolerance = 0.1
const fewestGroups = 5

/** What resampling needs of a task: how many options it has, and which solvers answered it rightly. */
export interface Answered {
  readonly id: string
  readonly type: TaskTypeId
  /** What resampling keeps together: the case's group, or its id. */
  readonly group: string
  readonly options: number
  /** True of a member of a planted triple: one of its three keys is right whatever is answered always. */
  readonly planted: boolean
  /** Bit i is set when solver i of the list was right. */
  readonly right: number
}

/** The bits of the solvers that learn nothing. */
export function answersByReading(
  task: Task,
  context: string,
  { seed, solvers: chosen = solvers }: Pick<AuditSettings, 'seed' | 'solvers'>,
): number {
  let right = 0
  for (const [index, solver] of chosen.entries()) {
    if (solver.solve === undefined) continue
    const read = solver.reads === 'context' ? context : ''
    if (solver.solve(task, read, randomFor(seed, solver.name, task.id)) === task.gold) right |= 1 << index
  }
  return right
}

/** The bits, by id, of the solvers that learn from other tasks. All items are of one type. */
export function answersByLearning(
  items: readonly Foldable[],
  { seed, solvers: chosen = solvers }: Pick<AuditSettings, 'seed' | 'solvers'>,
): ReadonlyMap<string, number> {
  // Order of arrival must not matter: folds and fits go by id.
  const sorted = items.toSorted(byId)
  const right = new Map<string, number>()
  for (const [index, solver] of chosen.entries()) {
    if (solver.fit === undefined) continue
    const answers = crossValidatedAnswers(solver, sorted, seed)
    for (const { id, gold } of sorted) {
      if (answers.get(id) === gold) right.set(id, (right.get(id) ?? 0) | (1 << index))
    }
  }
  return right
}

export function judgeAnswers(
  answered: readonly Answered[],
  { seed, waived = [], draws = 1000, solvers: chosen = solvers }: AuditSettings,
): Audit {
  const byType = groupBy(answered.toSorted(byId), ({ type }) => type)
  const cells = taskTypeIds.flatMap((type) => {
    const ofType = byType.get(type) ?? []
    return ofType.length === 0 ? [] : cellsOf(type, ofType, chosen, draws, randomFor(seed, 'audit', type))
  })
  const z = normalQuantile(1 - 0.05 / Math.max(1, cells.length))
  const judged = cells.map(
    ({ error, form, ...cell }): AuditCell => ({
      ...cell,
      verdict: verdictOf(cell, { least: form + z * error }, waived),
    }),
  )
  return { cells: judged, failures: judged.filter((cell) => cell.verdict === 'fails') }
}

export function isPlanted({ challenge }: Pick<Task, 'challenge'>): boolean {
  return challenge?.origin === 'planted'
}

/** All at once, for what fits into memory. */
export function startAudit(settings: AuditSettings): AuditRun {
  const kept: Answered[] = []
  const asked: Foldable[] = []
  return {
    add: (task, context, group) => {
      const { id, type, question, options, gold } = task
      asked.push({ id, type, question, options, gold, group })
      kept.push({
        id,
        type,
        group,
        options: options.length,
        planted: isPlanted(task),
        right: answersByReading(task, context, settings),
      })
    },
    finish: () => {
      const learned = new Map(
        [...groupBy(asked, ({ type }) => type).values()].flatMap((items) => [
          ...answersByLearning(items, settings),
        ]),
      )
      return judgeAnswers(
        kept.map((item) => ({ ...item, right: item.right | (learned.get(item.id) ?? 0) })),
        settings,
      )
    },
  }
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

type Measured = Omit<AuditCell, 'verdict'> & {
  /** Standard error of the margin. */
  readonly error: number
  /** Margin of a fixed answer that is among the keys of every planted triple; 0 where nothing is planted. */
  readonly form: number
}

function cellsOf(
  type: TaskTypeId,
  items: readonly Answered[],
  chosen: readonly Solver[],
  draws: number,
  random: Random,
): Measured[] {
  const groups = [...new Set(items.map((item) => item.group))].toSorted()
  const indexOf = new Map(groups.map((group, index) => [group, index]))
  const sizes = new Float64Array(groups.length)
  const gains = chosen.map(() => new Float64Array(groups.length))
  let chance = 0
  let form = 0
  for (const item of items) {
    const group = indexOf.get(item.group) as number
    const guess = 1 / item.options
    chance += guess / items.length
    if (item.planted) form += Math.max(0, 1 / 3 - guess) / items.length
    sizes[group] = (sizes[group] as number) + 1
    for (const [index, gain] of gains.entries()) {
      gain[group] = (gain[group] as number) + ((item.right >> index) & 1) - guess
    }
  }
  const margins = resample(sizes, gains, draws, random)
  return chosen.map((solver, index) => {
    const accuracy = items.filter((item) => ((item.right >> index) & 1) === 1).length / items.length
    const drawn = (margins[index] as Float64Array).toSorted()
    const mean = drawn.reduce((sum, value) => sum + value, 0) / draws
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, draws - 1)
    return {
      type,
      solver: solver.name,
      tasks: items.length,
      groups: groups.length,
      accuracy,
      chance,
      margin: accuracy - chance,
      low: drawn[Math.floor(0.025 * draws)] as number,
      high: drawn[Math.min(draws - 1, Math.floor(0.975 * draws))] as number,
      error: Math.sqrt(variance),
      form,
    }
  })
}

/** Margins of each solver in draws of as many groups, with replacement. */
function resample(
  sizes: Float64Array,
  gains: readonly Float64Array[],
  draws: number,
  random: Random,
): Float64Array[] {
  const results = gains.map(() => new Float64Array(draws))
  const times = new Uint32Array(sizes.length)
  for (let draw = 0; draw < draws; draw++) {
    times.fill(0)
    for (let i = 0; i < sizes.length; i++) {
      const group = random.below(sizes.length)
      times[group] = (times[group] as number) + 1
    }
    let total = 0
    for (let group = 0; group < sizes.length; group++)
      total += (times[group] as number) * (sizes[group] as number)
    for (const [index, gain] of gains.entries()) {
      let sum = 0
      for (let group = 0; group < sizes.length; group++)
        sum += (times[group] as number) * (gain[group] as number)
      ;(results[index] as Float64Array)[draw] = sum / total
    }
  }
  return results
}

/** `least`: the margin up to which it may be form and luck. */
function verdictOf(
  cell: Omit<AuditCell, 'verdict'>,
  { least }: { readonly least: number },
  waived: readonly string[],
): AuditCell['verdict'] {
  if (cell.groups < fewestGroups) return 'too few'
  if (cell.margin <= Math.max(tolerance, least)) return 'passes'
  const names = [cell.type, `${cell.type}/${cell.solver}`, `any/${cell.solver}`]
  return names.some((name) => waived.includes(name)) ? 'waived' : 'fails'
}

/** The standard normal quantile, by bisection on the complementary error function's series. */
export function normalQuantile(probability: number): number {
  let low = -10
  let high = 10
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (normalCumulative(middle) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The standard normal distribution function (Abramowitz and Stegun 26.2.17, error below 7.5e-8). */
function normalCumulative(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const tail =
    (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
    (t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))))
  return x >= 0 ? 1 - tail : tail
}
