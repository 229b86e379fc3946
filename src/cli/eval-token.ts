// The flags of `eval` for replies that begin with a behaviour token which is not the model's to choose.
import { Option, type Command } from 'commander'
import type { TaskEntry } from '../benchmark/open-benchmark.ts'
import { decidedToken, forcedToken, type ForcedToken } from '../evaluation/forced-token.ts'
import { UsageError } from '../kit/errors.ts'
import type { Model } from '../models/model.ts'
import type { Regime } from '../prompts/prompt.ts'
import { forcedTokens, type Forced } from '../records/run.ts'

export interface TokenFlags {
  readonly forceToken?: Forced['token']
  readonly decision?: string
  readonly method?: string
}

export function addTokenFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--force-token <which>',
        'begin every reply with a behaviour token: always the same, the task’s own, or as decided',
      ).choices(forcedTokens),
    )
    .option('--decision <run>', '--force-token decided: the run folder that `decide` was called on')
    .option('--method <name>', '--force-token decided: which of its methods, e.g. bound')
}

/** For what reads no prompt, or has prompts of its own. */
export function refuseTokens(what: string, flags: TokenFlags): void {
  if (flags.forceToken !== undefined) throw new UsageError(`--force-token with ${what}: it begins no reply`)
}

export async function forcedOf(
  flags: TokenFlags,
  regime: Regime,
  tasks: readonly TaskEntry[],
): Promise<ForcedToken | undefined> {
  const { forceToken, decision, method } = flags
  if (forceToken !== 'decided') {
    for (const name of ['decision', 'method'] as const) {
      if (flags[name] !== undefined) throw new UsageError(`--${name} belongs to --force-token decided`)
    }
    return forceToken === undefined ? undefined : forcedToken(forceToken, regime)
  }
  if (decision === undefined || method === undefined) {
    throw new UsageError('--force-token decided: say by what, with --decision RUN and --method NAME')
  }
  return decidedToken(decision, method, tasks, regime)
}

export function checkPrefill({ id, capabilities }: Pick<Model, 'id' | 'capabilities'>): void {
  if (capabilities.prefill === true) return
  throw new UsageError(`--force-token: ${id}, as it is reached here, cannot go on from a given beginning`)
}
