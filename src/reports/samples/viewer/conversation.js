// What the reader of a task sees of a conversation: its edits are applied, turns are numbered anew, and nothing
// outside its view is shown. The same as src/conversations/view.ts, which a test holds it to.

/**
 * @param {ConversationRecord} conversation
 * @param {TaskRecord['view']} view
 * @returns {SeenTurn[]}
 */
function seenTurns(conversation, view) {
  const names = new Map(conversation.participants)
  /** @type {SeenTurn[]} */
  const turns = []
  /** @param {string} speaker @param {string} text @param {readonly Pair[]} attachments @param {boolean} edited */
  const push = (speaker, text, attachments, edited) => {
    const number = turns.length + 1
    turns.push({ number, edited, masked: false, name: names.get(speaker) ?? speaker, text, attachments })
  }
  /** @param {number} turn */
  const insertAfter = (turn) => {
    for (const edit of view.edits) {
      if (edit.kind !== 'insert' || edit.turn !== turn) continue
      const attachments = (edit.attachments ?? []).map(({ kind, id }) => /** @type {Pair} */ ([kind, id]))
      push(edit.speaker ?? '', edit.text ?? '', attachments, true)
    }
  }
  insertAfter(0)
  conversation.turns.forEach((turn, index) => {
    const change = view.edits.find((edit) => edit.kind !== 'insert' && edit.turn === index + 1)
    if (change?.kind !== 'remove') {
      push(
        turn.speaker,
        change === undefined ? turn.text : (change.text ?? ''),
        turn.attachments,
        change !== undefined,
      )
    }
    insertAfter(index + 1)
  })
  return turns
    .slice(view.from - 1, view.to)
    .map((turn) => (view.masked.includes(turn.number) ? { ...turn, masked: true } : turn))
}
