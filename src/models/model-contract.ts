// What every model must do, whatever it is reached by. Used by the test of each member.
import { expect, it } from 'vitest'
import type { GenerateRequest, Model } from './model.ts'
import { ModelError } from './model.ts'

const request: GenerateRequest = {
  messages: [{ role: 'user', content: 'Reply with the letter B.' }],
  maxOutputTokens: 16,
  temperature: 0,
  seed: 1,
}

/** `working` answers; `failing` cannot be reached or refuses. `key` is its secret, if it has one. */
export function testModel(members: {
  readonly working: () => Model
  readonly failing: () => Model
  readonly key?: string
}): void {
  it('answers with text and a reason for its end', async () => {
    const generation = await members.working().generate(request)
    expect(generation.text).not.toBe('')
    expect(['stop', 'length', 'refusal']).toContain(generation.finish)
  })

  it('names where it is without credentials', () => {
    const { id, endpoint } = members.working()
    expect(id).not.toBe('')
    expect(endpoint).not.toMatch(/[?@]/)
    if (members.key !== undefined) expect(JSON.stringify({ id, endpoint })).not.toContain(members.key)
  })

  it('rejects with a ModelError that says whether to try again, and holds no key and no prompt', async () => {
    const error: unknown = await members
      .failing()
      .generate(request)
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ModelError)
    const { message, stack, retryable } = error as ModelError
    expect(typeof retryable).toBe('boolean')
    const everything = `${message} ${stack ?? ''}`
    if (members.key !== undefined) expect(everything).not.toContain(members.key)
    expect(everything).not.toContain('Reply with the letter')
  })

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort()
    await expect(members.working().generate({ ...request, signal })).rejects.toThrow()
  })
}
