// A run and its validation run → decision.json and decisions.jsonl in the run's folder.
import { join } from 'node:path'
import type { OpenBenchmark } from '../../benchmark/open-benchmark.ts'
import { Failure } from '../../kit/errors.ts'
import { canonicalJson } from '../../kit/hash.ts'
import { writeJson, writeJsonl } from '../../kit/jsonl.ts'
import type { Decision } from '../../records/decision.ts'
import type { Run } from '../../records/run.ts'
import { readMember, type Member } from '../ensemble-runs.ts'
import { readHiddenStates } from '../hidden-states.ts'
import { isScored, modeAnswers, type ModeAnswer } from './answers.ts'
import { decide, type DecisionSettings } from './decide.ts'

export const decisionFiles = { summary: 'decision.json', answers: 'decisions.jsonl' } as const

/** Throws a Failure where the two are no runs of one model on different cases, or have too few probabilities. */
export async function decideRun(
  benchmark: OpenBenchmark,
  folder: string,
  validationFolder: string,
  settings: DecisionSettings,
): Promise<Decision> {
  const test = await readMember(folder)
  const validation = await readMember(validationFolder)
  checkRuns(benchmark, test, validation)
  const answers = modeAnswers(benchmark, test.predictions)
  const fitted = modeAnswers(benchmark, validation.predictions)
  checkAnswers(test, answers, validation, fitted)
  const states = new Map([...(await readHiddenStates(folder)), ...(await readHiddenStates(validationFolder))])
  const { decisions, decided } = decide(fitted, answers, settings, ({ taskId }) => states.get(taskId))
  const decision: Decision = {
    format: 'behaviorbench-decision/1',
    benchmarkId: benchmark.header.id,
    model: test.run.model,
    promptHash: test.run.promptHash,
    predictions: { validation: validation.hash, test: test.hash },
    ...decisions,
  }
  await writeJsonl(join(folder, decisionFiles.answers), decided)
  await writeJson(join(folder, decisionFiles.summary), decision)
  return decision
}

/** What a rule that is carried from one run to the other rests on. */
const alike = ['model', 'endpoint', 'parameters', 'promptHash'] as const satisfies readonly (keyof Run)[]

function checkRuns(benchmark: OpenBenchmark, test: Member, validation: Member): void {
  for (const { folder, run } of [test, validation]) {
    if (run.benchmarkId === benchmark.header.id) continue
    throw new Failure({
      subject: folder,
      what: `is a run on benchmark ${run.benchmarkId}, but ${benchmark.folder} is ${benchmark.header.id}.`,
      remedy: 'Name the benchmark that both runs are on.',
    })
  }
  const different = alike.filter((key) => canonicalJson(test.run[key]) !== canonicalJson(validation.run[key]))
  if (different.length > 0) {
    throw new Failure({
      subject: validation.folder,
      what: `was asked otherwise than ${test.folder}: ${different.join(', ')} differ.`,
      remedy: 'Evaluate the validation split with the same flags.',
    })
  }
}

function checkAnswers(
  test: Member,
  answers: readonly ModeAnswer[],
  validation: Member,
  fitted: readonly ModeAnswer[],
): void {
  const seen = new Set(fitted.map(({ cluster }) => cluster))
  const shared = new Set(answers.filter(({ cluster }) => seen.has(cluster)).map(({ cluster }) => cluster))
  if (shared.size > 0) {
    throw new Failure({
      subject: validation.folder,
      what: `has ${shared.size} cases or groups that ${test.folder} has too; nothing fitted on them can be judged there.`,
      remedy: 'Fit on a run with --split validation, and judge on one with --split test.',
    })
  }
  const scored = fitted.filter(isScored)
  const proactive = scored.filter(({ positive }) => positive).length
  if (proactive > 0 && proactive < scored.length) return
  throw new Failure({
    subject: validation.folder,
    what: `has ${proactive} proactive and ${scored.length - proactive} reactive tasks with a probability of the token; both are needed.`,
    remedy: 'Ask for the token with --regime behavior-token --logprobs, or evaluate with --likelihood.',
  })
}
