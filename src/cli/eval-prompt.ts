// The prompt that the flags of `eval` ask for; what cannot go together is refused before anything is asked.
import type { OpenBenchmark, TaskEntry } from '../benchmark/open-benchmark.ts'
import { messageOf, UsageError } from '../kit/errors.ts'
import { createPrompt, type Prompt } from '../prompts/prompt.ts'
import { paperRecipe } from '../prompts/regimes/behavior-token.ts'
import { regimes, type RegimeName, type RegimeNeeds } from '../prompts/regimes.ts'
import { createShotPool, type ShotOrigin } from '../prompts/shots.ts'
import { paperRecipes, parseRecipe } from '../taxonomy/recipes.ts'

export interface PromptFlags {
  readonly regime?: RegimeName
  readonly recipe?: string
  readonly shots?: number
  readonly shotsFrom?: ShotOrigin
  readonly permute?: number
  readonly seed: number
}

/** Which flags only one regime understands. */
const flagsOfRegimes = { shots: 'few-shot', shotsFrom: 'few-shot', recipe: 'behavior-token' } as const
const written = {
  regime: '--regime',
  recipe: '--recipe',
  shots: '--shots',
  shotsFrom: '--shots-from',
  permute: '--permute',
} as const

/** For solvers, which read no prompt. */
export function refusePrompt(model: string, flags: PromptFlags): void {
  for (const [name, flag] of Object.entries(written)) {
    if (flags[name as keyof typeof written] === undefined) continue
    throw new UsageError(`${flag} with --model ${model}: a solver reads no prompt`)
  }
}

/** Throws a Failure when a task of the plan has too few examples. */
export function promptOf(benchmark: OpenBenchmark, tasks: readonly TaskEntry[], flags: PromptFlags): Prompt {
  const name = flags.regime ?? 'zero-shot'
  for (const [flag, regime] of Object.entries(flagsOfRegimes)) {
    if (flags[flag as keyof typeof flagsOfRegimes] === undefined || regime === name) continue
    throw new UsageError(
      `${written[flag as keyof typeof flagsOfRegimes]} belongs to --regime ${regime}, not to ${name}`,
    )
  }
  const recipe = flags.recipe ?? paperRecipe
  checkRecipe(recipe)
  const needs: RegimeNeeds = { recipe, fewShot: () => examplesOf(benchmark, tasks, flags) }
  return createPrompt(regimes[name](needs), flags.permute)
}

function checkRecipe(recipe: string): void {
  if (recipe === paperRecipe) return
  try {
    parseRecipe(recipe)
  } catch (error) {
    const known = [paperRecipe, ...paperRecipes].join(', ')
    throw new UsageError(`--recipe: ${messageOf(error)} (for example ${known})`)
  }
}

/** Throws a Failure when a task of the plan has too few. */
export function examplesOf(
  benchmark: OpenBenchmark,
  tasks: readonly TaskEntry[],
  flags: PromptFlags,
): ReturnType<RegimeNeeds['fewShot']> {
  const training = benchmark.tasks.filter(({ split }) => split === 'train')
  const groups = new Map(benchmark.tasks.map(({ caseId, group }) => [caseId, group]))
  const groupOf = (caseId: string): string => groups.get(caseId) ?? caseId
  const settings = { count: flags.shots ?? 3, from: flags.shotsFrom ?? 'same-type', seed: flags.seed }
  const entries = createShotPool(training, groupOf, settings)
  // Too few examples must show before the first call, not in the midst of a run.
  for (const task of tasks) entries.shotsFor(task)
  const pool = {
    ...entries,
    shotsFor: (task: Parameters<typeof entries.shotsFor>[0]) =>
      entries.shotsFor(task).map(({ id }) => benchmark.task(id)),
  }
  return { pool, contextOf: (task) => benchmark.contextOf(task), permute: flags.permute }
}
