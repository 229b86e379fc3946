// What a model is to this project: an id, where it is reached, what it can do, and one call. One file per
// way to reach a model implements it; every member passes testModel() in model-contract.ts.

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
  readonly signal?: AbortSignal
}

export interface Generation {
  readonly text: string
  /** Why it ended: a natural end, the token limit, a content filter or refusal. */
  readonly finish: 'stop' | 'length' | 'refusal'
  readonly inputTokens?: number
  readonly outputTokens?: number
}

export interface Model {
  /** As the endpoint knows it. */
  readonly id: string
  /** Address without credentials, for records. */
  readonly endpoint: string
  readonly capabilities: { readonly images: boolean }
  /** One completion. Rejects with a ModelError. */
  generate(request: GenerateRequest): Promise<Generation>
}

/** A call that failed, and whether trying again can help. The message never holds a key or a prompt. */
export class ModelError extends Error {
  readonly retryable: boolean
  readonly status: number | undefined
  /** What the server asked to wait, in milliseconds. */
  readonly waitMs: number | undefined
  constructor(
    message: string,
    details: {
      readonly retryable: boolean
      readonly status?: number | undefined
      readonly waitMs?: number | undefined
    },
  ) {
    super(message)
    this.name = 'ModelError'
    this.retryable = details.retryable
    this.status = details.status
    this.waitMs = details.waitMs
  }
}
