// The providers whose own API is spoken, through the AI SDK's packages: a name, where its key lies, and how its
// model is made. A package is loaded at the first call. Another provider of the specification is one entry here.
import { aiSdkModel, type LanguageModel } from './ai-sdk.ts'
import { parseBase } from './endpoint.ts'
import type { GenerateRequest, Model } from './model.ts'
import { fetchThrough, type Proxy } from './transport.ts'

interface Provider {
  readonly keyVariable: string
  readonly address: string
  readonly load: (settings: {
    readonly model: string
    readonly apiKey: string
    readonly baseURL: string
    readonly fetch: typeof globalThis.fetch
  }) => Promise<LanguageModel>
}

export const providers = {
  anthropic: {
    keyVariable: 'ANTHROPIC_API_KEY',
    address: 'https://api.anthropic.com/v1',
    load: async ({ model, ...settings }) => {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic(settings)(model)
    },
  },
  google: {
    keyVariable: 'GEMINI_API_KEY',
    address: 'https://generativelanguage.googleapis.com/v1beta',
    load: async ({ model, ...settings }) => {
      const { createGoogleGenerativeAI } = await import('@ai-sdk/google')
      return createGoogleGenerativeAI(settings)(model)
    },
  },
} as const satisfies Readonly<Record<string, Provider>>

export type ProviderName = keyof typeof providers
export const providerNames = Object.keys(providers) as ProviderName[]

export interface ProviderSettings {
  readonly provider: ProviderName
  readonly model: string
  readonly apiKey: string
  /** In place of the provider's own address. */
  readonly baseUrl?: string
  readonly images: boolean
  readonly timeoutMs: number
  readonly proxy?: Proxy
}

export function providerModel(settings: ProviderSettings): Model {
  const { provider, model, apiKey, images, timeoutMs, proxy } = settings
  const { address, load }: Provider = providers[provider]
  const base = parseBase(settings.baseUrl ?? address)
  const endpoint = `${base.origin}${base.pathname.replace(/\/+$/, '')}`
  let loading: Promise<Model> | undefined
  const loaded = (): Promise<Model> =>
    (loading ??= load({ model, apiKey, baseURL: endpoint, fetch: fetchThrough(timeoutMs, proxy) }).then(
      (language) => aiSdkModel(language, { endpoint, images, timeoutMs, apiKey }),
    ))
  return {
    id: model,
    endpoint,
    capabilities: { images, logProbabilities: false, jsonSchema: true },
    generate: async (request: GenerateRequest) => (await loaded()).generate(request),
  }
}
