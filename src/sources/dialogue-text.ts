// A dialogue written as text, one utterance a line under speaker tags: "[doctor] …" or "Doctor: …". Lines
// without a tag go on with what the speaker before them said.
import type { Participant, Turn } from '../records/conversation.ts'
import { countSentences } from './spoken-sentences.ts'
import { tidySpeech } from './speech.ts'
import { bracketedParticipant, participantOf } from './speakers.ts'

export interface RecordedTurns {
  readonly participants: readonly Participant[]
  readonly turns: readonly Turn[]
  /** For each sentence of the transcript in order, the number of the turn it belongs to. */
  readonly turnOfSentence: readonly number[]
}

/** One thing said by one speaker. */
export interface Utterance {
  readonly speaker: Participant
  readonly text: string
  /** How many sentences it has for those who refer to sentences by number. */
  readonly sentences: number
}

/** The turns of a tagged dialogue. Empty turns are left out; `turns` is empty where no line has a tag. */
export function readDialogue(text: string): RecordedTurns {
  const lines = text
    .split(/\r\n|[\n\r]/)
    .flatMap((line) => (readTag(line) === undefined ? [line] : line.split(tagWithinLine)))
    .filter((line) => !emptySpeaker.test(line))
    .map((line) => ({ line, tagged: readTag(line) }))
  const spoken: Utterance[][] = []
  let speaker: Participant | undefined = lines.some(({ tagged }) => tagged !== undefined)
    ? firstSpeaker(lines.map(({ tagged }) => tagged?.speaker))
    : undefined
  for (const { line, tagged } of lines) {
    if (tagged !== undefined) {
      speaker = tagged.speaker
      spoken.push([tagged])
    } else if (speaker !== undefined && line.trim() !== '') {
      const last = spoken.at(-1)
      const more = utterance(speaker, line)
      if (last === undefined) spoken.push([more])
      else last.push(more)
    }
  }
  return turnsOf(spoken)
}

/**
 * Turns from groups of utterances; each group has one speaker and becomes one turn, or none where it is
 * empty. Sentences are counted utterance by utterance, before they are joined.
 */
export function turnsOf(groups: readonly (readonly Utterance[])[]): RecordedTurns {
  const participants = new Map<string, Participant>()
  const turns: Turn[] = []
  const turnOfSentence: number[] = []
  for (const group of groups) {
    const speaker = group[0]?.speaker
    const text = tidySpeech(group.map((said) => said.text).join(' '))
    if (speaker === undefined || text === '') continue
    participants.set(speaker.id, participants.get(speaker.id) ?? speaker)
    const number = turns.length + 1
    turns.push({ number, speaker: speaker.id, text, attachments: [], facts: [] })
    for (const { sentences } of group) {
      for (let count = sentences; count > 0; count -= 1) turnOfSentence.push(number)
    }
  }
  return { participants: [...participants.values()], turns, turnOfSentence }
}

/** Between two utterances that share a line: "No. Doctor: Any fever?" */
const tagWithinLine = /(?<=[.?!]) +(?=(?:Doctor|Patient|Guest_\w+): ?[A-Z])/
/** A tag by number with nothing said after it. */
const emptySpeaker = /^\s*(?:Sp|Speaker) ?\d+:?\s*$/i

function readTag(line: string): Utterance | undefined {
  const bracketed = /^\s*\[([A-Za-z][\w -]{0,30})\](.*)$/.exec(line)
  if (bracketed !== null) {
    return utterance(bracketedParticipant(bracketed[1] ?? ''), bracketed[2] ?? '')
  }
  // A full stop after a tag with an underscore is a slip for a colon; after a plain word it may be prose.
  const named = /^\s*(?:([A-Za-z][\w -]{0,30}?)\s*:|([A-Za-z]+_\w+)\.)(.*)$/.exec(line)
  const speaker = named === null ? undefined : participantOf(named[1] ?? named[2] ?? '')
  return speaker === undefined ? undefined : utterance(speaker, named?.[3] ?? '')
}

/** MEDIQA-OE numbered the sentences of doctor and patient only: those of companions do not count. */
function utterance(speaker: Participant, text: string): Utterance {
  return { speaker, text, sentences: speaker.role === 'family' ? 0 : countSentences(text) }
}

/** Who speaks before the first tag: the one who does not speak first after it, else a doctor. */
function firstSpeaker(tags: readonly (Participant | undefined)[]): Participant {
  const present = tags.filter((tag) => tag !== undefined)
  const doctor: Participant = { id: 'doctor', role: 'physician', name: 'Doctor' }
  return present[0]?.role === 'physician' ? (present.find((tag) => tag.role === 'patient') ?? doctor) : doctor
}
