// The flags by which every command that asks a model says which one and how, and the model they make. Keys and
// proxies are read from the environment, here and nowhere else, and go into the model only.
import { readFileSync } from 'node:fs'
import { Option, type Command } from 'commander'
import { z } from 'zod'
import { messageOf, UsageError } from '../kit/errors.ts'
import { parseEndpoint } from '../models/endpoint.ts'
import { createMeter, metered, type Meter } from '../models/metered.ts'
import type { Model } from '../models/model.ts'
import { openaiCompatible } from '../models/openai-compatible.ts'
import { providerModel, providerNames, providers, type ProviderName } from '../models/providers.ts'
import { isSendable } from '../models/secret.ts'
import { steady } from '../models/steady.ts'
import type { Proxy } from '../models/transport.ts'
import type { Prices } from '../models/usage.ts'
import { amountOf, wholeNumber } from './terminal.ts'

export interface ModelFlags {
  readonly model: string
  readonly baseUrl?: string
  readonly provider?: ProviderName
  readonly keyVariable?: string
  readonly keyHeader?: string
  readonly apiVersion?: string
  readonly images?: boolean
  readonly logprobs?: boolean
  readonly timeout: number
  readonly rpm?: number
  readonly tpm?: number
  readonly budget?: number
  readonly priceIn?: number
  readonly priceOut?: number
  readonly priceCached?: number
  readonly prices?: string
  /** Of commands that have it: calls at a time, at most. */
  readonly concurrency?: number
}

/** Adds the flags; `what` says what the model is for, in the help. */
export function addModelFlags(command: Command, what: string): Command {
  return command
    .requiredOption('--model <name>', what)
    .option('--base-url <address>', 'an OpenAI-compatible endpoint, e.g. http://localhost:8000/v1')
    .addOption(new Option('--provider <name>', 'speak a provider’s own API instead').choices(providerNames))
    .option('--key-variable <name>', 'environment variable that holds the key (default: by the host)')
    .option('--key-header <name>', 'header that carries the key (default: authorization; Azure: api-key)')
    .option('--api-version <version>', 'Azure: the version of its API')
    .option('--images', 'send pictures too (only for models that see)')
    .option('--logprobs', 'ask for log-probabilities where they are of use (only for models that give them)')
    .option('--timeout <seconds>', 'for one call', wholeNumber('--timeout', 1), 120)
    .option('--rpm <number>', 'at most so many calls a minute', wholeNumber('--rpm', 1))
    .option('--tpm <number>', 'at most so many tokens a minute', wholeNumber('--tpm', 1))
    .option('--budget <amount>', 'stop before the calls cost more; needs prices', amountOf('--budget'))
    .option('--price-in <amount>', 'price of a million input tokens', amountOf('--price-in'))
    .option('--price-out <amount>', 'price of a million output tokens', amountOf('--price-out'))
    .option('--price-cached <amount>', 'of a million input tokens from the cache', amountOf('--price-cached'))
    .option(
      '--prices <file>',
      'JSON: {"MODEL": {"input": …, "output": …, "cachedInput": …}} a million tokens',
    )
}

/** A model with what its calls have used so far. */
export interface MeteredModel {
  readonly model: Model
  readonly meter: Meter
}

/** Throws a UsageError where the flags do not make a model. */
export function modelOf(flags: ModelFlags): Model {
  return meteredModelOf(flags).model
}

export function meteredModelOf(flags: ModelFlags): MeteredModel {
  const prices = pricesOf(flags)
  if (flags.budget !== undefined && prices === undefined) {
    throw new UsageError('--budget: say what tokens cost with --price-in and --price-out, or with --prices')
  }
  const meter = createMeter({
    ...(prices === undefined ? {} : { prices }),
    ...(flags.budget === undefined ? {} : { budget: flags.budget }),
  })
  const maximum = flags.concurrency ?? 32
  const model = steady(metered(reached(flags), meter), {
    retries: { attempts: 12, firstDelayMs: 500, maximumDelayMs: 60_000 },
    gate: {
      maximum,
      start: Math.min(maximum, 8),
      ...(flags.rpm === undefined ? {} : { callsPerMinute: flags.rpm }),
      ...(flags.tpm === undefined ? {} : { tokensPerMinute: flags.tpm }),
    },
    onRemark: (remark) => void process.stderr.write(`${remark}\n`),
  })
  return { model, meter }
}

/** The model itself, one try a call. */
function reached(flags: ModelFlags): Model {
  const { provider, baseUrl, model, logprobs } = flags
  const proxy = proxyOf(process.env)
  const shared = {
    model,
    images: flags.images === true,
    timeoutMs: flags.timeout * 1000,
    ...(proxy === undefined ? {} : { proxy }),
  }
  try {
    if (provider !== undefined) {
      if (logprobs === true) throw new UsageError(`--logprobs: --provider ${provider} gives none`)
      const variable = flags.keyVariable ?? providers[provider].keyVariable
      const apiKey = keyIn(variable)
      if (apiKey === undefined) throw new UsageError(`--provider ${provider}: put its key into ${variable}`)
      return providerModel({ ...shared, provider, apiKey, ...(baseUrl === undefined ? {} : { baseUrl }) })
    }
    if (baseUrl === undefined) {
      throw new UsageError(
        `--model ${model}: say where it is with --base-url, e.g. http://localhost:8000/v1, or with --provider`,
      )
    }
    const { url } = parseEndpoint(baseUrl)
    const apiKey = flags.keyVariable === undefined ? hostKey(url.hostname) : namedKey(flags.keyVariable)
    return openaiCompatible({
      ...shared,
      baseUrl,
      logProbabilities: logprobs === true,
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(flags.keyHeader === undefined ? {} : { keyHeader: flags.keyHeader }),
      ...(flags.apiVersion === undefined ? {} : { apiVersion: flags.apiVersion }),
    })
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`--base-url: ${messageOf(error)}`)
  }
}

/** Which variable holds the key of a host. A key is never sent to a host that it was not made for. */
const keysOfHosts: readonly (readonly [host: RegExp, variable: string])[] = [
  [/(^|\.)openai\.com$/, 'OPENAI_API_KEY'],
  [/\.azure\.(com|us|cn)$/, 'AZURE_OPENAI_API_KEY'],
  [/(^|\.)openrouter\.ai$/, 'OPENROUTER_API_KEY'],
  [/(^|\.)anthropic\.com$/, 'ANTHROPIC_API_KEY'],
  [/(^|\.)googleapis\.com$/, 'GEMINI_API_KEY'],
]

function hostKey(host: string): string | undefined {
  const variable = keysOfHosts.find(([pattern]) => pattern.test(host))?.[1]
  return variable === undefined ? undefined : keyIn(variable)
}

function namedKey(variable: string): string {
  const key = keyIn(variable)
  if (key === undefined)
    throw new UsageError(`--key-variable ${variable}: there is no such variable, or it is empty`)
  return key
}

function keyIn(variable: string): string | undefined {
  const key = process.env[variable]?.trim()
  if (key === undefined || key === '') return undefined
  if (!isSendable(key))
    throw new UsageError(`${variable}: what it holds cannot be a key (spaces or special letters)`)
  return key
}

/** As other programs read it, in either case. */
export function proxyOf(environment: NodeJS.ProcessEnv): Proxy | undefined {
  const read = (name: string): string | undefined => {
    const value = environment[name.toLowerCase()] ?? environment[name]
    return value === undefined || value === '' ? undefined : value
  }
  const http = read('HTTP_PROXY')
  const https = read('HTTPS_PROXY') ?? http
  const noProxy = read('NO_PROXY')
  if (http === undefined && https === undefined) return undefined
  for (const address of [http, https]) {
    if (address === undefined || /^https?:\/\//.test(address)) continue
    throw new UsageError('HTTP_PROXY, HTTPS_PROXY: write the proxy as http://HOST:PORT')
  }
  return {
    ...(http === undefined ? {} : { http }),
    ...(https === undefined ? {} : { https }),
    ...(noProxy === undefined ? {} : { noProxy }),
  }
}

const amount = z.number().nonnegative()
const pricesSchema = z.record(
  z.string(),
  z.object({ input: amount, output: amount, cachedInput: amount.optional() }),
)

function pricesOf({ model, priceIn, priceOut, priceCached, prices }: ModelFlags): Prices | undefined {
  if (prices !== undefined) {
    const found = readPrices(prices)[model]
    if (found === undefined) throw new UsageError(`--prices ${prices}: has no price of "${model}"`)
    const { input, output, cachedInput } = found
    return { input, output, ...(cachedInput === undefined ? {} : { cachedInput }) }
  }
  if (priceIn === undefined && priceOut === undefined && priceCached === undefined) return undefined
  if (priceIn === undefined || priceOut === undefined) {
    throw new UsageError('--price-in and --price-out belong together')
  }
  return {
    input: priceIn,
    output: priceOut,
    ...(priceCached === undefined ? {} : { cachedInput: priceCached }),
  }
}

function readPrices(path: string): z.infer<typeof pricesSchema> {
  try {
    return pricesSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const what =
      error instanceof z.ZodError ? `field ${error.issues[0]?.path.join('.')} does not fit` : messageOf(error)
    throw new UsageError(`--prices ${path}: ${what}`)
  }
}
