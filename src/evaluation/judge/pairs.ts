// Two runs against each other: a judge says which of two replies to one task has more of a criterion. Each pair is
// asked in both orders, so that a liking for the first place cannot pass for a liking for a run, and is reported.
import { join } from 'node:path'
import type { OpenBenchmark } from '../../benchmark/open-benchmark.ts'
import { openJournal } from '../../kit/journal.ts'
import { writeJson, writeJsonl } from '../../kit/jsonl.ts'
import { meanOf } from '../../metrics/repeats.ts'
import type { Model } from '../../models/model.ts'
import type { JudgeMethod, PairJudgement, PairScores, UnjudgedReason } from '../../records/judgement.ts'
import type { JudgeCall } from './ask.ts'
import type { Criterion } from './criterion.ts'
import { claimJudging, judgingFiles } from './folder.ts'
import { judgingHeader, type HowToJudge } from './header.ts'
import type { JudgeControls } from './judge.ts'
import { judgedText } from './judged-text.ts'
import { shownTo, type Reply, type RunToJudge } from './judged-run.ts'
import { meanWithInterval } from './means.ts'
import { comparisonMessages } from './prompt.ts'
import { answers, type Question } from './questions.ts'
import { aboutTasks, countsOf, totalsOf } from './scores.ts'
import { callsOf, leastRead, tally, tokensOf, type Tally } from './tally.ts'
import { readTemplate } from './template.ts'

export interface PairPlan extends HowToJudge {
  readonly pairs: readonly Pair[]
}

/** Replies of both runs to one task in one repeat, shown with the same options in the same order. */
export interface Pair {
  readonly own: Reply
  readonly other: Reply
}

/** "No difference", reply 1, reply 2. */
const choices = ['0', '1', '2']
const orders = ['own first', 'other first'] as const

/** Pairs of the replies that both runs gave to what was shown alike, and how many were shown otherwise. */
export function pairsOf(
  own: RunToJudge,
  other: RunToJudge,
): { pairs: readonly Pair[]; shownOtherwise: number } {
  const keyOf = ({ task, prediction }: Reply): string => `${task.id} ${prediction.repeat}`
  const orderOf = ({ prediction }: Reply): string | undefined => prediction.shown?.order.join('')
  const others = new Map(other.replies.map((reply) => [keyOf(reply), reply]))
  const all = own.replies.flatMap((reply): Pair[] => {
    const found = others.get(keyOf(reply))
    return found === undefined ? [] : [{ own: reply, other: found }]
  })
  const pairs = all.filter((pair) => orderOf(pair.own) === orderOf(pair.other))
  return { pairs, shownOtherwise: all.length - pairs.length }
}

/** Calls for one order: samples are shared between both. */
function callsInOrder(method: JudgeMethod): number {
  return Math.ceil(callsOf(method) / (method.kind === 'samples' ? orders.length : 1))
}

export function callsToCompare({ pairs, criteria, method }: PairPlan): number {
  const judgeable = pairs.filter((pair) => 'texts' in textsOf(pair))
  return judgeable.length * criteria.length * orders.length * callsInOrder(method)
}

/** The scores, or undefined when the signal stopped it before its end. */
export async function comparePairs(
  model: Model,
  benchmark: OpenBenchmark,
  runs: { readonly own: RunToJudge; readonly other: RunToJudge },
  plan: PairPlan,
  folder: string,
  controls: JudgeControls,
): Promise<PairScores | undefined> {
  const template = readTemplate('comparison')
  await claimJudging(folder, judgingHeader(model, runs, plan, template, plan.pairs.length))
  const journal = await openJournal<JudgeCall>(join(folder, judgingFiles.journal))
  const found = new Map<string, Tally>()
  const least = Math.ceil(leastRead(plan.method) / orders.length)
  try {
    const questions = questionsOf(benchmark, plan, template)
    for await (const { question, calls } of answers(model, questions, journal, { ...plan, ...controls })) {
      found.set(question.key, tally(calls, least))
    }
  } finally {
    journal.close()
  }
  const judgements: PairJudgement[] = []
  for (const pair of plan.pairs) {
    for (const criterion of plan.criteria) {
      const tallies = orders.map((order) => found.get(keyOf(pair, criterion, order)))
      const judgement = judgementOf(pair, criterion, tallies)
      if (judgement === undefined) return undefined
      judgements.push(judgement)
    }
  }
  const scores = pairScores(benchmark, plan.criteria, judgements)
  await writeJsonl(join(folder, judgingFiles.pairs), judgements)
  await writeJson(join(folder, judgingFiles.scores), scores)
  return scores
}

function keyOf({ own }: Pair, { id }: Criterion, order: (typeof orders)[number]): string {
  return `${own.task.id} ${own.prediction.repeat} ${id} ${order}`
}

function textsOf({ own, other }: Pair): { texts: readonly [string, string] } | { nothing: UnjudgedReason } {
  const first = judgedText(own.task, own.prediction)
  if ('nothing' in first) return first
  const second = judgedText(other.task, other.prediction)
  return 'nothing' in second ? second : { texts: [first.text, second.text] }
}

function* questionsOf(
  benchmark: OpenBenchmark,
  { pairs, criteria, method }: PairPlan,
  template: string,
): Generator<Question> {
  for (const pair of pairs) {
    const judgeable = textsOf(pair)
    if ('nothing' in judgeable) continue
    const shown = shownTo(benchmark, pair.own)
    const [own, other] = judgeable.texts
    for (const criterion of criteria) {
      for (const order of orders) {
        const replies = order === 'own first' ? ([own, other] as const) : ([other, own] as const)
        yield {
          key: keyOf(pair, criterion, order),
          labels: choices,
          names: [criterion.name, 'reply'],
          calls: callsInOrder(method),
          messages: () => comparisonMessages(template, criterion, shown, replies),
        }
      }
    }
  }
}

/** How much reply 1 is preferred, "no difference" counted half. */
function forFirst(distribution: readonly number[]): number {
  const [neither = 0, first = 0] = distribution
  return Math.max(0, Math.min(1, first + neither / 2))
}

/** Undefined where it was not asked whole. */
function judgementOf(
  pair: Pair,
  criterion: Criterion,
  tallies: readonly (Tally | undefined)[],
): PairJudgement | undefined {
  const identity = {
    taskId: pair.own.task.id,
    repeat: pair.own.prediction.repeat,
    criterion: criterion.id,
  }
  const nothing = { preference: null, firstPreference: null, consistent: null }
  const judgeable = textsOf(pair)
  if ('nothing' in judgeable) {
    return { ...identity, outcome: 'nothing_to_judge', reason: judgeable.nothing, ...nothing, orders: [] }
  }
  const [ownFirst, otherFirst] = tallies
  if (ownFirst === undefined || otherFirst === undefined) return undefined
  const asked = {
    orders: [ownFirst, otherFirst].map(({ distribution, mass, parsed, calls, outputs }) => ({
      parsed,
      calls,
      outputs,
      ...(distribution === undefined ? {} : { distribution }),
      ...(mass === undefined ? {} : { mass }),
    })),
    ...tokensOf([ownFirst, otherFirst]),
  }
  if (ownFirst.distribution === undefined || otherFirst.distribution === undefined) {
    const reason = ownFirst.reason ?? otherFirst.reason ?? ''
    return { ...identity, outcome: 'failed', reason, ...nothing, ...asked }
  }
  const [first, second] = [forFirst(ownFirst.distribution), forFirst(otherFirst.distribution)]
  return {
    ...identity,
    outcome: 'judged',
    preference: (first + (1 - second)) / 2,
    firstPreference: (first + second) / 2,
    consistent: Math.sign(first - 0.5) === Math.sign(0.5 - second),
    ...asked,
  }
}

export function pairScores(
  benchmark: Pick<OpenBenchmark, 'tasks'>,
  criteria: readonly { readonly id: string }[],
  judgements: readonly PairJudgement[],
): PairScores {
  const about = aboutTasks(benchmark)
  const byCriterion = criteria.map(({ id }) => {
    const own = judgements.filter(({ criterion }) => criterion === id)
    const mean = (name: 'preference' | 'firstPreference') =>
      meanWithInterval(
        own.flatMap(({ taskId, [name]: value }) =>
          value === null ? [] : [{ value, group: about.get(taskId)?.group ?? taskId }],
        ),
        'pairs',
      )
    const consistent = own.map((one) => one.consistent).filter((value) => value !== null)
    const scores = {
      ...countsOf(own),
      preference: mean('preference'),
      firstPreference: mean('firstPreference'),
      consistency: meanOf(consistent.map(Number)),
    }
    return [id, scores] as const
  })
  const calls = judgements.map((one) => ({
    ...one,
    calls: one.orders.reduce((sum, order) => sum + order.calls, 0),
  }))
  return { byCriterion: Object.fromEntries(byCriterion), ...totalsOf(calls) }
}
