// What the reader of a task sees: the turns of its conversation with their tables and pictures.

/**
 * @param {TaskRecord} task
 * @param {ConversationRecord} conversation
 */
function contextSection(task, conversation) {
  const turns = seenTurns(conversation, task.view)
  const count = turns.length === 1 ? '1 turn' : `${turns.length} turns`
  return element(
    'section',
    {},
    element(
      'h3',
      {},
      `What the reader sees: ${count}; the whole conversation has ${conversation.turns.length}`,
    ),
    element(
      'ol',
      { class: 'turns' },
      turns.map((turn) => turnItem(turn, task.cited.includes(turn.number), conversation)),
    ),
  )
}

/**
 * @param {SeenTurn} turn
 * @param {boolean} cited
 * @param {ConversationRecord} conversation
 */
function turnItem(turn, cited, conversation) {
  return element(
    'li',
    { class: cited && 'cited' },
    element(
      'span',
      { class: 'who' },
      `${turn.number} · `,
      turn.masked ? 'Not recorded' : foreign('bdi', turn.name),
    ),
    cited && element('span', { class: 'tag' }, 'the answer rests on it'),
    turn.edited && element('span', { class: 'tag' }, 'written for the challenge'),
    turn.masked ? element('div', {}, '[this turn was not recorded]') : foreign('div', turn.text),
    turn.masked ? [] : turn.attachments.map(([kind, id]) => attachment(kind, id, conversation)),
  )
}

/**
 * @param {string} kind
 * @param {string} id
 * @param {ConversationRecord} conversation
 */
function attachment(kind, id, conversation) {
  if (kind === 'table') {
    const table = conversation.tables.find((candidate) => candidate.id === id)
    if (table === undefined) return element('p', { class: 'muted' }, '[Table, too large to be shown here]')
    return element(
      'div',
      {},
      table.caption !== '' && foreign('p', table.caption, 'muted'),
      dataTable(table.caption === '' ? 'Table' : table.caption, table.columns, table.rows),
      table.left > 0 && element('p', { class: 'muted' }, `and ${counted(table.left)} more rows`),
    )
  }
  const image = conversation.images.find((candidate) => candidate.id === id)
  const caption = image === undefined || image.caption === '' ? 'Image without a caption' : image.caption
  if (image?.file === undefined) {
    return element('p', { class: 'muted' }, '[Image, not shown here: ', foreign('span', caption), ']')
  }
  return element(
    'div',
    {},
    element('img', { src: image.file, alt: caption, loading: 'lazy' }),
    foreign('p', caption, 'muted'),
  )
}
