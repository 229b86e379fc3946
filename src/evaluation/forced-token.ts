// Replies that begin with a behaviour token of somebody else's choosing: always the same, the task's own, or what a
// rule decided (decision/). Against a run in which the model chooses, it shows what the token does to the answer,
// and what routing by a separate classifier would give. Paper: section 3.3, "consistent with the generated or given
// behavior token".
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, UsageError } from '../kit/errors.ts'
import { hashFile } from '../kit/hash.ts'
import { readJsonl } from '../kit/jsonl.ts'
import { decidedSchema } from '../records/decision.ts'
import type { Forced } from '../records/run.ts'
import type { Task } from '../records/task.ts'
import type { Regime } from '../prompts/prompt.ts'
import { paperRecipe } from '../prompts/regimes/behavior-token.ts'
import type { BehaviorToken } from '../taxonomy/behavior.ts'
import { decisionFiles } from './decision/run-decision.ts'

export interface ForcedToken {
  readonly record: Forced
  /** How the reply to this task begins, and the token in it. */
  beginningOf(task: Pick<Task, 'id' | 'behavior'>): { readonly text: string; readonly token: BehaviorToken }
}

/** Throws a UsageError where the regime does not ask for the token first. */
export function forcedToken(token: Exclude<Forced['token'], 'decided'>, regime: Regime): ForcedToken {
  const write = writerOf(regime)
  return {
    record: { token },
    beginningOf: ({ behavior }) => {
      const chosen = token === 'gold' ? behavior.token : token === 'proactive' ? '<proactive>' : '<reactive>'
      return { text: write(chosen), token: chosen }
    },
  }
}

/** What `decide` wrote into the folder of a run; throws a Failure where it lacks the method or one of the tasks. */
export async function decidedToken(
  folder: string,
  method: string,
  tasks: readonly Pick<Task, 'id'>[],
  regime: Regime,
): Promise<ForcedToken> {
  const write = writerOf(regime)
  const path = join(folder, decisionFiles.answers)
  if (!existsSync(path)) {
    throw new Failure({
      subject: folder,
      what: `holds no decisions (no ${decisionFiles.answers}).`,
      remedy: 'Make them with `behaviorbench decide`.',
    })
  }
  const tokens = new Map<string, BehaviorToken>()
  for await (const { taskId, repeat, tokens: own } of readJsonl(path, decidedSchema)) {
    const token = own[method]
    if (token === undefined) {
      throw new UsageError(`--method ${method}: ${path} has ${Object.keys(own).join(', ')}`)
    }
    // Further repeats of a task are decided as its first.
    if (repeat === 0) tokens.set(taskId, token)
  }
  const missing = tasks.filter(({ id }) => !tokens.has(id)).length
  if (missing > 0) {
    throw new Failure({
      subject: path,
      what: `decides nothing for ${missing} of the ${tasks.length} tasks.`,
      remedy: 'Take the --split and --limit of the run that it was made from.',
    })
  }
  const decisions = await hashFile(path)
  return {
    record: { token: 'decided', method, decisions },
    beginningOf: ({ id }) => {
      const token = tokens.get(id) as BehaviorToken
      return { text: write(token), token }
    },
  }
}

/** A model of the paper's recipe begins with the bare token, a prompted one with the line that it was asked for. */
function writerOf({ name, recipe }: Regime): (token: BehaviorToken) => string {
  if (recipe?.segments[0] !== 'BT') {
    throw new UsageError(
      `--force-token: ${recipe === undefined ? `--regime ${name}` : `--recipe ${recipe.name}`} does not begin with the behaviour token; take --regime behavior-token and a recipe that does, such as BT-OP`,
    )
  }
  return recipe.name === paperRecipe ? (token) => token : (token) => `Behavior: ${token}`
}
