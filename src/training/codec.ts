// Text to token numbers, as far as training needs it: what a tokenizer and a chat template do together. The engine's
// tokenizer behind it is open-codec.ts.
import type { Message } from '../models/model.ts'

export interface Codec {
  /** The numbers of a text by itself; nothing is added in front or behind. */
  encode(text: string): readonly number[]
  decode(tokens: Iterable<number>): string
  /** A prompt, up to the place where the reply begins. */
  prompt(messages: readonly Message[]): readonly number[]
  /** The number of a token that was added under this text; undefined where it is no single token. */
  single(text: string): number | undefined
  /** What ends a reply. */
  readonly end: number
}
