// Requests that cannot be answered, told before anything is computed.
import type { Answering } from './answering.ts'

export function checkPrompt(answering: Answering, prompt: Int32Array, request: number): void {
  if (prompt.length === 0)
    throw new Error(`prompt ${request} has no token; a model answers behind at least one`)
  checkTokens(answering, prompt, `prompt ${request}`)
  checkLength(answering, prompt.length, `prompt ${request}`)
}

export function checkLength({ weights }: Answering, length: number, what: string): void {
  const { positions } = weights.config
  if (length > positions)
    throw new Error(`${what} is ${length} tokens long, and the model knows ${positions} positions`)
}

export function checkTokens({ weights }: Answering, tokens: ArrayLike<number>, what: string): void {
  const { vocabulary } = weights.config
  for (let place = 0; place < tokens.length; place++) {
    const token = tokens[place] as number
    if (!(Number.isInteger(token) && token >= 0 && token < vocabulary))
      throw new Error(`${what} has token ${token}, which is none of the model's ${vocabulary}`)
  }
}
