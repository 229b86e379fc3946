// Whether a model failed a task, whether a task is Hard, and whether its key is doubtful. Paper: section 2: three
// models with three seeds each, "choosing instances where >2 models failed across multiple runs". Of three models
// more than two would be all of them; with "multiple" models in the sentence before, we read two or more.
import type { HardSettings } from '../../records/hard.ts'
import type { Letter } from '../../records/task.ts'
import type { Answer } from './answers.ts'

export type ModelVerdict = 'failed' | 'passed' | 'undecided'
export type TaskVerdict = 'hard' | 'passed' | 'undecided'

/** Of so many seeds, in how many the model must be wrong. */
export function wrongToFail(failedSeeds: HardSettings['failedSeeds'], seeds: number): number {
  if (failedSeeds === 'majority') return Math.floor(seeds / 2) + 1
  return failedSeeds === 'all' ? seeds : failedSeeds
}

/**
 * An answer that cannot be read is wrong. A call that failed is no answer: where such calls could tip the verdict
 * it is undecided.
 */
export function modelVerdict(answers: readonly Answer[], gold: Letter, toFail: number): ModelVerdict {
  const open = answers.filter((answer) => answer === 'call failed' || answer === 'not asked').length
  const right = answers.filter((answer) => answer === gold).length
  const wrong = answers.length - right - open
  if (wrong >= toFail) return 'failed'
  return wrong + open >= toFail ? 'undecided' : 'passed'
}

export function taskVerdict(verdicts: readonly ModelVerdict[], failingModels: number): TaskVerdict {
  const failed = verdicts.filter((verdict) => verdict === 'failed').length
  const open = verdicts.filter((verdict) => verdict === 'undecided').length
  if (failed >= failingModels) return 'hard'
  return failed + open >= failingModels ? 'undecided' : 'passed'
}

/**
 * The one wrong letter that every readable answer of every model names; undefined where they differ, or where a
 * model has no readable answer. So much agreement may be one error made by all, or a wrong key.
 */
export function agreedOn(byModel: readonly (readonly Answer[])[], gold: Letter): Letter | undefined {
  const readable = byModel.map((answers) =>
    answers.filter(
      (answer): answer is Letter =>
        answer !== 'unreadable' && answer !== 'call failed' && answer !== 'not asked',
    ),
  )
  if (readable.length < 2 || readable.some((answers) => answers.length === 0)) return undefined
  const named = new Set(readable.flat())
  const [letter] = named
  return named.size === 1 && letter !== gold ? letter : undefined
}
