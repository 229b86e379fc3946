// Judges the replies of a run by criteria (G-Eval): a judging folder with judge.json, judgements.jsonl in the order
// of the predictions, and scores.json. The score of a reply is the mean over the rating tokens by their
// probability, or over samples; what could not be judged is a judgement with its reason. Paper: section 4.2.
import { join } from 'node:path'
import type { OpenBenchmark } from '../../benchmark/open-benchmark.ts'
import { openJournal } from '../../kit/journal.ts'
import { writeJson, writeJsonl } from '../../kit/jsonl.ts'
import type { Model } from '../../models/model.ts'
import { highestRating, type Judgement, type JudgeMethod, type JudgeScores } from '../../records/judgement.ts'
import type { JudgeCall } from './ask.ts'
import type { Criterion } from './criterion.ts'
import { claimJudging, judgingFiles } from './folder.ts'
import { judgingHeader, type HowToJudge } from './header.ts'
import { judgedText } from './judged-text.ts'
import { shownTo, type Reply, type RunToJudge } from './judged-run.ts'
import { ratingMessages } from './prompt.ts'
import { answers, type Question } from './questions.ts'
import { judgeScores } from './scores.ts'
import { callsOf, leastRead, tally } from './tally.ts'
import { readTemplate } from './template.ts'

export interface JudgePlan extends HowToJudge {
  /** Of the run, those to be judged. */
  readonly replies: readonly Reply[]
}

export interface JudgeControls {
  readonly concurrency: number
  readonly signal?: AbortSignal
  /** After each call, asked or known from before. */
  readonly onCall?: () => void
}

const ratings = Array.from({ length: highestRating }, (_, index) => String(index + 1))

/** Calls that judging takes. */
export function callsToJudge({ replies, criteria, method }: JudgePlan): number {
  const judgeable = replies.filter(({ task, prediction }) => 'text' in judgedText(task, prediction))
  return judgeable.length * criteria.length * callsOf(method)
}

/** The scores, or undefined when the signal stopped it before its end. */
export async function judgeRun(
  model: Model,
  benchmark: OpenBenchmark,
  judged: RunToJudge,
  plan: JudgePlan,
  folder: string,
  controls: JudgeControls,
): Promise<JudgeScores | undefined> {
  const template = readTemplate('rating')
  await claimJudging(folder, judgingHeader(model, { own: judged }, plan, template, plan.replies.length))
  const journal = await openJournal<JudgeCall>(join(folder, judgingFiles.journal))
  const found = new Map<string, Judgement>()
  try {
    const questions = questionsOf(benchmark, plan, template)
    for await (const { question, calls } of answers(model, questions, journal, { ...plan, ...controls })) {
      found.set(question.key, judgementOf(question, calls, plan.method))
    }
  } finally {
    journal.close()
  }
  const judgements: Judgement[] = []
  for (const reply of plan.replies) {
    for (const criterion of plan.criteria) {
      const judgement = found.get(keyOf(reply, criterion)) ?? unjudged(reply, criterion)
      if (judgement === undefined) return undefined
      judgements.push(judgement)
    }
  }
  const scores = judgeScores(benchmark, plan.criteria, judgements)
  await writeJsonl(join(folder, judgingFiles.judgements), judgements)
  await writeJson(join(folder, judgingFiles.scores), scores)
  return scores
}

interface RatingQuestion extends Question {
  readonly reply: Reply
  readonly criterion: Criterion
}

function keyOf({ task, prediction }: Reply, { id }: Criterion): string {
  return `${task.id} ${prediction.repeat} ${id}`
}

function* questionsOf(
  benchmark: OpenBenchmark,
  { replies, criteria, method }: JudgePlan,
  template: string,
): Generator<RatingQuestion> {
  for (const reply of replies) {
    const judgeable = judgedText(reply.task, reply.prediction)
    if ('nothing' in judgeable) continue
    const shown = shownTo(benchmark, reply)
    for (const criterion of criteria) {
      yield {
        key: keyOf(reply, criterion),
        reply,
        criterion,
        calls: callsOf(method),
        labels: ratings,
        names: [criterion.name],
        messages: () => ratingMessages(template, criterion, shown, judgeable.text),
      }
    }
  }
}

function judgementOf(
  { reply: { task, prediction }, criterion }: RatingQuestion,
  calls: readonly JudgeCall[],
  method: JudgeMethod,
): Judgement {
  const identity = { taskId: task.id, repeat: prediction.repeat, criterion: criterion.id }
  const { distribution, reason, ...counted } = tally(calls, leastRead(method))
  if (distribution === undefined) {
    return { ...identity, outcome: 'failed', reason: reason ?? '', rating: null, score: null, ...counted }
  }
  const expected = distribution.reduce((sum, probability, index) => sum + probability * (index + 1), 0)
  const rating = Math.max(1, Math.min(highestRating, expected))
  return {
    ...identity,
    outcome: 'judged',
    rating,
    score: (rating - 1) / (highestRating - 1),
    distribution,
    ...counted,
  }
}

/** Of a reply that there is nothing to judge in; undefined of another. */
function unjudged({ task, prediction }: Reply, criterion: Criterion): Judgement | undefined {
  const judgeable = judgedText(task, prediction)
  if (!('nothing' in judgeable)) return undefined
  return {
    taskId: task.id,
    repeat: prediction.repeat,
    criterion: criterion.id,
    outcome: 'nothing_to_judge',
    reason: judgeable.nothing,
    rating: null,
    score: null,
    parsed: 0,
    calls: 0,
    outputs: [],
  }
}
