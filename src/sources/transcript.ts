// A transcript in text: lines like "**Doctor A:** …" or "Patient: …" as the turns of a recorded
// conversation. Tables and images between turns belong to the turn before them.
import type { Attachment, Participant, Turn } from '../records/conversation.ts'
import { plainInline, type Block } from './markdown.ts'
import { participantOf } from './speakers.ts'

export interface Transcript {
  readonly participants: readonly Participant[]
  readonly turns: readonly Turn[]
}

interface Spoken {
  readonly speaker: string
  readonly text: string
}

/** A speaker in bold may have any name; one in plain letters must be a person that transcripts know. */
function spokenLine(line: string): Spoken | undefined {
  const bold = /^\s*(?:\*\*|__)\s*([^*_:]{1,40}?)\s*(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*:)\s*(.*)$/.exec(line)
  if (bold !== null) return { speaker: plainInline(bold[1] ?? ''), text: bold[2] ?? '' }
  const plain = /^\s*\[?(\p{Lu}[\p{L}\d .'’_-]{0,39}?)\]?\s*:\s+(.*)$/u.exec(line)
  const name = plain?.[1]
  if (name === undefined || participantOf(name) === undefined) return undefined
  return { speaker: name, text: plain?.[2] ?? '' }
}

/** Whether the blocks are a transcript: most lines that are not headings, tables or images are spoken, by two or more. */
export function isTranscript(blocks: readonly Block[]): boolean {
  const lines = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.lines : []))
  const spoken = lines.map(spokenLine).filter((line) => line !== undefined)
  const speakers = new Set(spoken.map(({ speaker }) => speaker))
  const known = [...speakers].some((name) => participantOf(name) !== undefined)
  // Wrapped lines of long turns are not spoken lines, so paragraphs count, too.
  const paragraphs = blocks.filter((block) => block.kind === 'paragraph')
  const opened = paragraphs.filter(({ lines: [first = ''] }) => spokenLine(first) !== undefined)
  const most = spoken.length * 2 > lines.length || opened.length * 4 > paragraphs.length * 3
  return speakers.size >= 2 && known && spoken.length >= 3 && most
}

/**
 * The turns of the blocks.
 * @param attach gives the id under which a table or image block stands in the case.
 */
export function readTranscript(
  blocks: readonly Block[],
  attach: (block: Block) => Attachment | undefined,
): Transcript {
  const participants = new Map<string, Participant>()
  const turns: { speaker: string; parts: string[]; attachments: Attachment[] }[] = []
  const early: Attachment[] = []
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      let fresh = true
      for (const line of block.lines) {
        const spoken = spokenLine(line)
        if (spoken !== undefined) {
          const participant = participantFor(spoken.speaker)
          participants.set(participant.id, participants.get(participant.id) ?? participant)
          turns.push({ speaker: participant.id, parts: [plainInline(spoken.text)], attachments: [] })
        } else {
          const turn = turns.at(-1)
          const last = turn?.parts.at(-1) ?? ''
          if (turn !== undefined && fresh) turn.parts.push(plainInline(line))
          else if (turn !== undefined)
            turn.parts[turn.parts.length - 1] = `${last} ${plainInline(line)}`.trim()
        }
        fresh = false
      }
    } else {
      const attachment = attach(block)
      if (attachment !== undefined) (turns.at(-1)?.attachments ?? early).push(attachment)
    }
  }
  const kept = turns
    .map((turn) => ({ ...turn, text: turn.parts.filter((part) => part !== '').join('\n\n') }))
    .filter(({ text }) => text !== '')
  const used = new Set(kept.map(({ speaker }) => speaker))
  return {
    participants: [...participants.values()].filter(({ id }) => used.has(id)),
    turns: kept.map(({ speaker, text, attachments }, index) => ({
      number: index + 1,
      speaker,
      text,
      attachments: index === 0 ? [...early, ...attachments] : attachments,
      facts: [],
    })),
  }
}

/** Specialties and relations that a name may hold: "Emergency physician", "Mrs Hall (wife)". */
const roleWords: readonly (readonly [Participant['role'], RegExp])[] = [
  ['radiologist', /radiolog/i],
  ['pharmacist', /pharmac/i],
  ['laboratory', /laborator|\blab\b|microbiolog|patholog/i],
  ['nurse', /\bnurse|midwife|\brn\b/i],
  [
    'family',
    /mother|father|wife|husband|partner|daughter|\bson\b|parent|sister|brother|family|caregiver|aunt|uncle|grand/i,
  ],
  ['patient', /patient/i],
  [
    'physician',
    /doctor|\bdr\b|physician|surgeon|surgical|\w+ologist|\w+iatrist|\w+ician|consultant|registrar|resident|intern\b|attending|\bgp\b|anaesthetist|intensivist|obstetric/i,
  ],
]

/** Under the name as printed: two nurses called differently are two people. */
function participantFor(name: string): Participant {
  const role =
    participantOf(name)?.role ?? roleWords.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other'
  const id = name
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, '_')
    .replace(/^_|_$/g, '')
  return { id: id === '' ? 'speaker' : id, role, name }
}
