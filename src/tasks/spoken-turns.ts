// What a turn of a conversation does: whether it asks, whether it is more than small talk, which of its words
// tell it from another. Speech recognition often leaves out the question marks, so that wording has to tell.
import { cast } from '../conversations/speakers.ts'
import type { Conversation, Turn } from '../records/conversation.ts'
import { contentStems, normalise, stem } from './mentions.ts'

/** Words that stand in any talk: two turns that share them need not speak of the same matter. */
const idle = new Set(
  contentStems(
    `some something anything everything somebody much way talk talking tell told look looking seem seems sound
    sounds kind sort actually probably maybe around back come coming went put ever still even because cause mean
    guess hear heard help helping work working happen happened start started since pretty able keep long lot
    bit part exactly absolutely definitely basically question questions reason wondering ask asked mention
    mentioned noticed notice whole else though too gonna wanna gotta please sorry currently yet already enough
    make makes made sometimes always never often again down off out up many here there come show showed reveal
    revealed include included including perform performed dont didnt doesnt wont cant wasnt isnt arent havent hasnt
    thats its ive hes shes youre theyre were weve doing last night morning but are`,
  ),
)

/** Stems of the words that tell one matter from another. */
export function tellingStems(text: string): Set<string> {
  return new Set(contentStems(text).filter((part) => !idle.has(part)))
}

/** The words of a text that have one of these stems, as written, each once. */
export function wordsWithStems(text: string, stems: ReadonlySet<string>): string[] {
  const words = normalise(text)
    .split(/[ /]/)
    .filter((word) => contentStems(word).some((part) => stems.has(part)))
  return [...new Map(words.map((word) => [stem(word), word])).values()]
}

const wording =
  /\b(?:do|did|does|have|has|are|is|were|was|can|could|would|will) (?:you|your|he|she|it|they|there|that|this|we|any)\b|\b(?:how|what|when|where|which|why|who)(?:'s| is| are| was| were| do| did| does| about| long| many| much| often| bad| far| have| kind)\b/i

/** Tells for a conversation whether a text asks something: by its mark, or by wording where marks are not written. */
export function askingIn(conversation: Pick<Conversation, 'turns'>): (text: string) => boolean {
  const marked = conversation.turns.filter((turn) => turn.text.includes('?')).length
  const written = marked >= conversation.turns.length / 20
  return (text) => text.includes('?') || (!written && wording.test(text))
}

/** An answer that fits any question for a yes or a no. */
export function opensWithYesOrNo(text: string): boolean {
  return /^\W*(?:(?:um+|uh+|well|oh+|so|okay|ok|hm+)\W+)*(?:yes|yeah|yep|yup|no|nope|nah|not really|correct|right|sure)\b/i.test(
    text,
  )
}

const openQuestion =
  /\b(?:any(?:thing|one|body)?|something|what|who) else\b|\bany (?:other|questions?|concerns?)\b|\btell me\b.{0,20}\bmore\b|\bwhat happened\b|\b(?:do|does) (?:that|this|it) (?:sound|make sense)\b/i

/** A question that nearly any answer fits. */
export function isOpenQuestion(text: string): boolean {
  return openQuestion.test(text)
}

const smallTalk =
  /\b(?:hi|hello|hey|good (?:morning|afternoon|evening)|how are you|nice to (?:meet|see)|good to see|my name|your name|date of birth|address|email|hear me|thank you|thanks|bye|see you|have a (?:good|great|nice)|take care|dragon|fan|favorite|lovely|vacation|ride|riding|bikes?|tournament|playoffs?|private place|confidential|recorded)\b/i

/** Greetings, names, leisure and the line's quality: no clinician needs them inferred. */
export function isSmallTalk(text: string): boolean {
  return smallTalk.test(text)
}

const listeners: ReadonlySet<string> = new Set([cast.chair.id, cast.listener.id])

/** The questions of those who listen to a told case: they carry nothing of it. */
export function isPrompt(conversation: Pick<Conversation, 'origin'>, turn: Pick<Turn, 'speaker'>): boolean {
  return conversation.origin === 'told' && listeners.has(turn.speaker)
}
