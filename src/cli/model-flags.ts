// The flags by which every command that asks a model says which one and how, and the model they make.
import type { Command } from 'commander'
import { UsageError } from '../kit/errors.ts'
import type { Model } from '../models/model.ts'
import { openaiCompatible } from '../models/openai-compatible.ts'
import { wholeNumber } from './terminal.ts'

export interface ModelFlags {
  readonly model: string
  readonly baseUrl?: string
  readonly keyVariable: string
  readonly images?: boolean
  readonly timeout: number
}

/** Adds the flags; `what` says what the model is for, in the help. */
export function addModelFlags(command: Command, what: string): Command {
  return command
    .requiredOption('--model <name>', what)
    .option('--base-url <address>', 'an OpenAI-compatible endpoint, e.g. http://localhost:8000/v1')
    .option('--key-variable <name>', 'environment variable that holds the key', 'OPENAI_API_KEY')
    .option('--images', 'send pictures too (only for models that see)')
    .option('--timeout <seconds>', 'for one call', wholeNumber('--timeout', 1), 120)
}

/** Throws a UsageError where the flags do not make a model. */
export function modelOf(flags: ModelFlags): Model {
  if (flags.baseUrl === undefined) {
    throw new UsageError(
      `--model ${flags.model}: say where it is with --base-url, e.g. http://localhost:8000/v1`,
    )
  }
  const apiKey = process.env[flags.keyVariable]
  return openaiCompatible({
    baseUrl: flags.baseUrl,
    model: flags.model,
    ...(apiKey === undefined || apiKey === '' ? {} : { apiKey }),
    images: flags.images === true,
    timeoutMs: flags.timeout * 1000,
    retryPolicy: { attempts: 6, firstDelayMs: 1000, maximumDelayMs: 60_000 },
  })
}
