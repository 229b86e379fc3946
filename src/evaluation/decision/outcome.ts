// What rules come to on the same answers: missed alerts, false alerts, their cost, and the difference of each rule
// from the first, all from one set of draws of whole groups of cases.
import { groupBy } from '../../kit/group.ts'
import { randomFor } from '../../kit/random.ts'
import { clusterIntervals, totalOf, type Cluster, type Interval } from '../../metrics/bootstrap.ts'
import type { Costs } from '../../metrics/cost-threshold.ts'
import type { DecisionOutcome, MethodOutcome } from '../../records/decision.ts'
import { bootstrapDraws, intervalLevel } from '../sums.ts'
import type { ModeAnswer } from './answers.ts'

/** An answer with what each rule says of it, in the order of the rules. */
export interface Judged extends Pick<ModeAnswer, 'positive' | 'cluster'> {
  readonly alerts: readonly boolean[]
}

export interface RuleOutcome {
  readonly outcome: DecisionOutcome
  readonly difference: MethodOutcome['difference']
}

/** Sums that all rules share, and those that each has. */
const shared = { proactive: 0, reactive: 1, casesToMiss: 2 } as const
const own = { missed: 0, wrong: 1, missedShare: 2 } as const
const [sharedSums, ownSums] = [3, 3]

const measures = ['missedAlerts', 'falseAlerts', 'cost', 'accuracy', 'missedByCase'] as const
type Values = Readonly<Record<(typeof measures)[number], number | null>>

/** One for each rule; `reference` is the place of the rule that the others are held against. */
export function outcomesOf(answers: readonly Judged[], costs: Costs, reference: number): RuleOutcome[] {
  const rules = answers[0]?.alerts.length ?? 0
  const places = sharedSums + rules * ownSums
  const clusters = [...groupBy(answers, ({ cluster }) => cluster)].map(
    ([name, members]): Cluster => ({ name, adds: addsOf(members, rules) }),
  )
  const statistics = (sums: Float64Array): (number | null)[] => {
    const all = Array.from({ length: rules }, (_, rule) => valuesIn(sums, rule, costs))
    const against = all[reference] as Values
    return all.flatMap((values) =>
      measures.flatMap((measure) => [values[measure], less(values[measure], against[measure])]),
    )
  }
  const total = totalOf(clusters, places)
  const values = statistics(total)
  const intervals = clusterIntervals(clusters, statistics, {
    random: randomFor('decisions'),
    places,
    draws: bootstrapDraws,
    level: intervalLevel,
  })
  return Array.from({ length: rules }, (_, rule) => {
    const read = (measure: (typeof measures)[number], difference: 0 | 1): Measured => {
      const place = 2 * (rule * measures.length + measures.indexOf(measure)) + difference
      return { value: values[place] ?? null, interval: intervals[place] ?? null }
    }
    const from = sharedSums + rule * ownSums
    return {
      outcome: {
        missedAlerts: {
          count: total[from + own.missed] as number,
          of: total[shared.proactive] as number,
          ...read('missedAlerts', 0),
        },
        falseAlerts: {
          count: total[from + own.wrong] as number,
          of: total[shared.reactive] as number,
          ...read('falseAlerts', 0),
        },
        missedByCase: read('missedByCase', 0),
        cost: read('cost', 0),
        accuracy: read('accuracy', 0),
      },
      difference: {
        missedAlerts: read('missedAlerts', 1),
        falseAlerts: read('falseAlerts', 1),
        cost: read('cost', 1),
        accuracy: read('accuracy', 1),
      },
    }
  })
}

interface Measured {
  readonly value: number | null
  readonly interval: Interval | null
}

function addsOf(members: readonly Judged[], rules: number): ReadonlyMap<number, number> {
  const adds = new Map<number, number>()
  const proactive = members.filter(({ positive }) => positive)
  adds.set(shared.proactive, proactive.length)
  adds.set(shared.reactive, members.length - proactive.length)
  adds.set(shared.casesToMiss, proactive.length === 0 ? 0 : 1)
  for (let rule = 0; rule < rules; rule++) {
    const from = sharedSums + rule * ownSums
    const missed = proactive.filter(({ alerts }) => alerts[rule] !== true).length
    const wrong = members.filter(({ positive, alerts }) => !positive && alerts[rule] === true).length
    adds.set(from + own.missed, missed)
    adds.set(from + own.wrong, wrong)
    adds.set(from + own.missedShare, proactive.length === 0 ? 0 : missed / proactive.length)
  }
  return adds
}

function valuesIn(sums: Float64Array, rule: number, { missedAlert, falseAlert }: Costs): Values {
  const from = sharedSums + rule * ownSums
  const proactive = sums[shared.proactive] as number
  const reactive = sums[shared.reactive] as number
  const missed = sums[from + own.missed] as number
  const wrong = sums[from + own.wrong] as number
  const all = proactive + reactive
  return {
    missedAlerts: share(missed, proactive),
    falseAlerts: share(wrong, reactive),
    cost: share(100 * (missedAlert * missed + falseAlert * wrong), all),
    accuracy: share(all - missed - wrong, all),
    missedByCase: share(sums[from + own.missedShare] as number, sums[shared.casesToMiss] as number),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function less(first: number | null, second: number | null): number | null {
  return first === null || second === null ? null : first - second
}
