// The words of a turn for a rationale: as the turn has them, never as the record labels them.
import type { Conversation } from '../records/conversation.ts'

/** “the words”, as they stand in the turn, after a colon; a full stop alone where they do not stand there. */
export function inItsWords({ turns }: Conversation, turn: number, words: string): string {
  const text = turns[turn - 1]?.text ?? ''
  const at = text.toLowerCase().indexOf(words.toLowerCase())
  return at < 0 || words === '' ? '.' : `: “${text.slice(at, at + words.length)}”.`
}
