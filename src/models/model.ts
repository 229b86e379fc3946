// What a model is to this project: an id, where it is reached, what it can do, and one call. One file per
// way to reach a model implements it; every member passes testModel() in model-contract.ts. Whatever paces,
// counts or remembers calls is itself a model around a model.

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
  /** Pictures that go with a user message, as data: URLs. Only for models that take images. */
  readonly images?: readonly string[]
}

export interface GenerateRequest {
  readonly messages: readonly Message[]
  readonly maxOutputTokens: number
  readonly temperature: number
  readonly seed: number
  /** Probability mass that is sampled from; the endpoint's own default where absent. */
  readonly topP?: number
  readonly stop?: readonly string[]
  /** Asks for each token's log-probability and for so many alternatives at its place, where the model gives them. */
  readonly alternatives?: number
  /** Asks for JSON of this JSON Schema, where the model can be held to one. */
  readonly jsonSchema?: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> }
  /** The beginning of the reply, which the model goes on from; the text that comes back is what follows it. */
  readonly prefill?: string
  /** Which of several samples of the same request this is: part of what a call is remembered by, never sent. */
  readonly repeat?: number
  readonly signal?: AbortSignal
}

export interface Generation {
  readonly text: string
  /** Why it ended: a natural end, the token limit, a content filter or refusal. */
  readonly finish: 'stop' | 'length' | 'refusal'
  readonly inputTokens?: number
  /** With a reasoning model's hidden tokens: they are paid for. */
  readonly outputTokens?: number
  readonly reasoningTokens?: number
  /** Of the input tokens, those the endpoint had in its cache. */
  readonly cachedInputTokens?: number
  /** The tokens of the text in order, where they were asked for and the endpoint gave them. */
  readonly tokens?: readonly TokenChoice[]
  /** What the endpoint says answered, where that is not the model's id. */
  readonly servedBy?: string
  /** Parameters that this model refuses, so that they were left out: "temperature", "seed". */
  readonly notSent?: readonly string[]
}

/** A token with its natural log-probability, and the likeliest tokens at its place (itself among them). */
export interface TokenChoice {
  readonly token: string
  readonly logProbability: number
  readonly alternatives: readonly { readonly token: string; readonly logProbability: number }[]
}

export interface Capabilities {
  /** Takes pictures. */
  readonly images: boolean
  /** Gives log-probabilities of tokens when asked. */
  readonly logProbabilities: boolean
  /** Can be held to a JSON Schema. */
  readonly jsonSchema: boolean
  /** Can go on from a given beginning of its reply. */
  readonly prefill?: boolean
}

export interface Model {
  /** As the endpoint knows it. */
  readonly id: string
  /** Address without credentials, for records. */
  readonly endpoint: string
  readonly capabilities: Capabilities
  /** Whether it can read these and reply at some length; absent where only trying tells. */
  reads?(messages: readonly Message[], maxOutputTokens: number): boolean
  /** One completion. Rejects with a ModelError. */
  generate(request: GenerateRequest): Promise<Generation>
  /** The same, with its text piece by piece as it comes; absent where the model cannot. */
  stream?(request: GenerateRequest, onText: (piece: string) => void): Promise<Generation>
}

/** A call that failed, and whether trying again can help. The message never holds a key or a prompt. */
export class ModelError extends Error {
  readonly retryable: boolean
  readonly status: number | undefined
  /** What the server asked to wait, in milliseconds. */
  readonly waitMs: number | undefined
  /** True where no call of this run can succeed: no access, no such model, the budget is spent. */
  readonly pointless: boolean
  /** True where not even a connection came about. */
  readonly unreachable: boolean
  constructor(
    message: string,
    details: {
      readonly retryable: boolean
      readonly status?: number | undefined
      readonly waitMs?: number | undefined
      readonly pointless?: boolean
      readonly unreachable?: boolean
    },
  ) {
    super(message)
    this.name = 'ModelError'
    this.retryable = details.retryable
    this.status = details.status
    this.waitMs = details.waitMs
    this.pointless = details.pointless ?? false
    this.unreachable = details.unreachable ?? false
  }
}
