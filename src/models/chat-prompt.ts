// Messages as the tokens that an embedded model is asked with: its own chat template, up to where its reply begins. One
// place, so that a model is trained on the very prompt that it is evaluated and served with. A model that can think
// aloud before it answers is asked not to: its first token is to be the behaviour's.
import type { TextTokenizer } from '@behaviorbench/engine/checkpoints/tokenizer.ts'
import type { Message } from './model.ts'

export function chatPrompt(tokenizer: Pick<TextTokenizer, 'chat'>, messages: readonly Message[]): Int32Array {
  const plain = messages.map(({ role, content }) => ({ role, content }))
  const variables = { enable_thinking: false }
  return tokenizer.chat(plain, { generationPrompt: true, variables }).tokens
}
