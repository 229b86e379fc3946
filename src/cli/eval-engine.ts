// The flags of `eval` for an embedded model: --model engine:FOLDER, with an adapter, by generating or by likelihoods.
import { dirname } from 'node:path'
import { Option, type Command } from 'commander'
import type { Answerer } from '../evaluation/answerer.ts'
import type { ForcedToken } from '../evaluation/forced-token.ts'
import { openHiddenStates, type HiddenStates } from '../evaluation/hidden-states.ts'
import { likelihoodAnswerer } from '../evaluation/likelihood-answerer.ts'
import { messageOf, UsageError } from '../kit/errors.ts'
import { openEmbedded, type Embedded } from '../models/open-embedded.ts'
import { markingNames, type MarkingName } from '../prompts/markings.ts'
import type { Prompt } from '../prompts/prompt.ts'
import type { ModelFlags } from './model-flags.ts'
import type { RecordingFlags } from './recording-flags.ts'

export interface EngineFlags {
  readonly adapter?: string
  readonly precision?: 'float32' | 'bfloat16' | 'int8'
  readonly likelihood?: boolean
  readonly mark?: MarkingName
  readonly states?: boolean
}

const written = {
  adapter: '--adapter',
  precision: '--precision',
  likelihood: '--likelihood',
  mark: '--mark',
  states: '--states',
} as const satisfies Record<keyof EngineFlags, string>

export function addEngineFlags(command: Command): Command {
  return command
    .option('--adapter <folder>', '--model engine:FOLDER: an adapter that belongs to it')
    .addOption(
      new Option(
        '--precision <name>',
        '--model engine:FOLDER: how weights are kept (default: float32)',
      ).choices(['float32', 'bfloat16', 'int8']),
    )
    .option('--likelihood', '--model engine:FOLDER: choose token and option by likelihood, generate nothing')
    .addOption(
      new Option(
        '--mark <form>',
        '--likelihood: how replies open (default: with the tokens that the tokenizer has, else with none)',
      ).choices(markingNames),
    )
    .option('--states', '--likelihood: keep what a linear probe reads, for `decide`')
}

/** The folder behind "engine:"; undefined for other models. */
export function engineFolder(model: string): string | undefined {
  return /^engine:(.+)$/.exec(model)?.[1]
}

export function refuseEngine(model: string, flags: EngineFlags): void {
  for (const [name, flag] of Object.entries(written)) {
    if (flags[name as keyof EngineFlags] === undefined) continue
    throw new UsageError(`${flag} with --model ${model}: it belongs to --model engine:FOLDER`)
  }
}

export async function openEngineOf(
  folder: string,
  flags: EngineFlags & ModelFlags & RecordingFlags,
): Promise<Embedded> {
  for (const name of ['baseUrl', 'provider', 'replay'] as const) {
    if (flags[name] === undefined) continue
    throw new UsageError(
      `--${name === 'baseUrl' ? 'base-url' : name} with --model ${flags.model}: it is asked here`,
    )
  }
  for (const name of ['mark', 'states'] as const) {
    if (flags[name] !== undefined && flags.likelihood !== true)
      throw new UsageError(`--${name} belongs to --likelihood`)
  }
  return openEmbedded({
    folder,
    ...(flags.adapter === undefined ? {} : { adapter: flags.adapter }),
    ...(flags.precision === undefined ? {} : { precision: flags.precision }),
  })
}

export interface LikelihoodAsker {
  readonly answerer: Answerer
  /** Where calls would be kept: states lie beside. */
  readonly keepIn: (file: string) => void
  readonly close: () => void
}

export function likelihoodAsker(
  embedded: Embedded,
  prompt: Prompt,
  flags: EngineFlags,
  forced: ForcedToken | undefined,
): LikelihoodAsker {
  let folder = '.'
  let opened: Promise<HiddenStates> | undefined
  // Opened with the first task: by then the run's folder is known to be this run's.
  const states = (): Promise<HiddenStates> => (opened ??= openHiddenStates(folder))
  try {
    return {
      answerer: likelihoodAnswerer(embedded, prompt, {
        ...(flags.mark === undefined ? {} : { mark: flags.mark }),
        ...(forced === undefined ? {} : { forced }),
        ...(flags.states === true ? { states } : {}),
      }),
      keepIn: (file) => {
        folder = dirname(file)
      },
      close: () => {
        void opened?.then((found) => found.close())
        void embedded.close()
      },
    }
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`--likelihood: ${messageOf(error)}`)
    throw error
  }
}
