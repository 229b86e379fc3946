// Whether a turn tells that a finding is no longer there: "Gone: confusion and drowsiness." Who says afterwards that
// it is there, or counts points for it, is neither surely right nor surely wrong. Not about what was denied before.
import { remembered } from '../kit/remember.ts'
import type { Conversation } from '../records/conversation.ts'

const passing = /\b(?:gone|settled|no longer|any ?more)\b/i

interface Passing {
  readonly turn: number
  readonly sentence: string
}

/** Rules ask for one conversation at many turns. */
const known = new WeakMap<Conversation, readonly Passing[]>()

function passingsIn(conversation: Conversation): readonly Passing[] {
  const found =
    known.get(conversation) ??
    conversation.turns
      .filter(({ text }) => passing.test(text))
      .flatMap(({ number, text }) =>
        text
          .split(/[.?!;\n](?=\s|$)/)
          .filter((sentence) => passing.test(sentence))
          .map((sentence) => ({ turn: number, sentence: sentence.trim() })),
      )
  known.set(conversation, found)
  return found
}

/** Whether a turn up to `until` tells it. The name is one of a list: "fever" is not "fever at night". */
export function hasPassed(
  name: string,
  conversation: Conversation,
  until = Number.POSITIVE_INFINITY,
): boolean {
  return passingsIn(conversation).some(({ turn, sentence }) => turn <= until && isListed(name, sentence))
}

function isListed(name: string, sentence: string): boolean {
  // Most sentences do not name it, and finding that out needs no pattern.
  if (!sentence.toLowerCase().includes(name.toLowerCase())) return false
  return itemNamed(name).test(sentence)
}

const itemNamed = remembered((name): RegExp => {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(String.raw`(?:^|: |, |\band |\b(?:see|more|have|has|no) )${escaped}(?=$|,| and\b)`, 'i')
})
