// A view of a conversation: what the reader of one task sees. Edits are applied in the conversation's own
// numbering, then turns are renumbered 1, 2, 3 … so that an inserted or removed turn leaves no gap that
// would give it away. A told or recorded conversation itself is never changed.
import { rememberedOf } from '../kit/remember.ts'
import type { Attachment, Conversation } from '../records/conversation.ts'
import { speakerName } from '../records/conversation.ts'
import type { Case, Image, Table } from '../records/case.ts'
import type { Edit, View } from '../records/task.ts'

export interface ShownTurn {
  /** Number in the view. */
  readonly number: number
  /** Number in the conversation; undefined for an inserted turn. */
  readonly origin: number | undefined
  /** True where an edit wrote this text. */
  readonly edited: boolean
  readonly masked: boolean
  /** Key of the participant. */
  readonly speaker: string
  /** Name as printed. */
  readonly name: string
  readonly text: string
  readonly attachments: readonly Attachment[]
  /** Facts of the original turn that an edit has not replaced. */
  readonly facts: readonly string[]
}

/** The text a masked turn is shown as. */
export const maskedText = '[this turn was not recorded]'

/** The whole conversation after the edits, renumbered. Throws a RangeError for an edit of a turn that is not there. */
export function editedTurns(conversation: Conversation, edits: readonly Edit[]): readonly ShownTurn[] {
  return edits.length === 0 ? plainTurns(conversation) : turnsAfter(conversation, edits)
}

/** The turns without any edit; views share them as far as they are the same. */
const plainTurns = rememberedOf((conversation: Conversation): readonly ShownTurn[] =>
  conversation.turns.map(({ number, speaker, text, attachments, facts }, index) => ({
    number: index + 1,
    origin: number,
    edited: false,
    masked: false,
    speaker,
    name: speakerName(conversation, speaker),
    text,
    attachments,
    facts,
  })),
)

function turnsAfter(conversation: Conversation, edits: readonly Edit[]): ShownTurn[] {
  const plain = plainTurns(conversation)
  const count = conversation.turns.length
  for (const edit of edits) {
    const least = edit.kind === 'insert' ? 0 : 1
    if (edit.turn < least || edit.turn > count) {
      throw new RangeError(`conversation ${conversation.id} has no turn ${edit.turn} to ${edit.kind}`)
    }
  }
  const result: ShownTurn[] = []
  const push = (turn: Omit<ShownTurn, 'number' | 'masked'>): void => {
    // Field by field: a spread costs ten times as much here, and this runs for every turn of every prompt.
    result.push({
      number: result.length + 1,
      origin: turn.origin,
      edited: turn.edited,
      masked: false,
      speaker: turn.speaker,
      name: turn.name,
      text: turn.text,
      attachments: turn.attachments,
      facts: turn.facts,
    })
  }
  const insertAfter = (turn: number): void => {
    for (const edit of edits) {
      if (edit.kind !== 'insert' || edit.turn !== turn) continue
      push({
        origin: undefined,
        edited: true,
        speaker: edit.speaker,
        name: speakerName(conversation, edit.speaker),
        text: edit.text,
        attachments: edit.attachments ?? [],
        facts: [],
      })
    }
  }
  insertAfter(0)
  for (const [index, turn] of conversation.turns.entries()) {
    const change = edits.find((edit) => edit.kind !== 'insert' && edit.turn === turn.number)
    if (change === undefined && result.length === index) result.push(plain[index] as ShownTurn)
    else if (change?.kind !== 'remove') {
      const replaced = change?.kind === 'replace'
      push({
        origin: turn.number,
        edited: replaced,
        speaker: turn.speaker,
        name: speakerName(conversation, turn.speaker),
        text: replaced ? change.text : turn.text,
        attachments: turn.attachments,
        facts: replaced ? [] : turn.facts,
      })
    }
    insertAfter(turn.number)
  }
  return result
}

/** The turns a task shows. Throws a RangeError when the view reaches outside the edited conversation. */
export function shownTurns(conversation: Conversation, view: View): ShownTurn[] {
  const turns = editedTurns(conversation, view.edits)
  if (view.from > view.to || view.to > turns.length) {
    throw new RangeError(
      `view ${view.from}–${view.to} of conversation ${conversation.id}, which has ${turns.length} turns`,
    )
  }
  return turns
    .slice(view.from - 1, view.to)
    .map((turn) => (view.masked.includes(turn.number) ? { ...turn, masked: true } : turn))
}

/** The number in the view of a turn of the conversation; undefined when it was removed. */
export function shownNumber(turns: readonly ShownTurn[], origin: number): number | undefined {
  return turns.find((turn) => turn.origin === origin)?.number
}

/** The context as text: one paragraph a turn, tables written out, images named by their captions. */
export function contextText(source: Pick<Case, 'tables' | 'images'>, turns: readonly ShownTurn[]): string {
  return turns.map((turn) => turnText(source, turn)).join('\n')
}

function turnText(source: Pick<Case, 'tables' | 'images'>, turn: ShownTurn): string {
  if (turn.masked) return `Turn ${turn.number}: ${maskedText}`
  const lines = [`Turn ${turn.number} (${turn.name}): ${turn.text}`]
  for (const attachment of turn.attachments) {
    if (attachment.kind === 'table') {
      const table = source.tables.find((candidate) => candidate.id === attachment.id)
      if (table !== undefined) lines.push(tableText(table))
    } else {
      const image = source.images.find((candidate) => candidate.id === attachment.id)
      if (image !== undefined) lines.push(imageText(image))
    }
  }
  return lines.join('\n')
}

/** A table as Markdown-like lines. */
export function tableText(table: Table): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const caption = table.caption === '' ? '[Table]' : `[Table: ${table.caption}]`
  return [caption, row(table.columns), ...table.rows.map(row)].join('\n')
}

function imageText(image: Image): string {
  return image.caption === '' ? '[Image]' : `[Image: ${image.caption}]`
}
