// What a run answered to a task: how it was read, what it wrote, what it cost.

/**
 * @param {RunAbout} run
 * @param {TaskRecord} task
 * @param {readonly ReplyRecord[]} replies
 * @param {PageState} state
 */
function answerSection(run, task, replies, state) {
  const parts =
    replies.length === 0
      ? [element('p', { class: 'muted' }, 'This run was not asked this task.')]
      : replies.map((reply, repeat) => replyPart(task, reply, replies.length > 1 ? repeat : undefined, state))
  return element(
    'section',
    {},
    element('h3', {}, 'Answer of ', foreign('bdi', run.label)),
    parts,
    element('details', {}, element('summary', {}, 'How it was asked'), pairList(run.about), promptPart(run)),
  )
}

/**
 * The words of the prompt around the task.
 * @param {RunAbout} run
 */
function promptPart({ prompt }) {
  if (prompt.messages.length === 0) return element('p', { class: 'muted' }, prompt.note)
  return element(
    'div',
    {},
    element('p', { class: 'muted' }, 'The words around what stands here in braces:'),
    prompt.messages.map(([role, text]) =>
      element(
        'div',
        {
          class: 'reply',
          tabindex: '0',
          role: 'region',
          'aria-label': `Message of the ${role}`,
          dir: 'auto',
        },
        element('b', {}, `${role}: `),
        foreign('span', text),
      ),
    ),
  )
}

/**
 * @param {TaskRecord} task
 * @param {ReplyRecord} reply
 * @param {number | undefined} repeat
 * @param {PageState} state
 */
function replyPart(task, reply, repeat, state) {
  const right = reply.answer === task.gold
  const verdict = reply.answer === null ? 'no answer' : `${reply.answer}, ${right ? 'right' : 'wrong'}`
  /** @type {[string, string][]} */
  const rows = [['Outcome', reply.outcome]]
  if (reply.token !== undefined) {
    rows.push(['Token', `${reply.token} (the task’s: ${task.token})`])
  }
  if (reply.class !== undefined) rows.push(['Class named', `${reply.class} (the task’s: ${task.class})`])
  if (reply.shown !== undefined) {
    rows.push(['Order shown', `${reply.shown.order}; as written: ${reply.shown.answer ?? 'none'}`])
  }
  if (reply.failure !== undefined) rows.push(['Why it failed', reply.failure])
  rows.push(...reply.rest.map(([name, value]) => /** @type {[string, string]} */ ([name, value])))
  const shots = reply.shots ?? []
  return element(
    'div',
    {},
    element(
      'p',
      {},
      repeat !== undefined && `Repeat ${repeat + 1}: `,
      element(
        'span',
        { class: `mark ${reply.answer === null ? 'none' : right ? 'right' : 'wrong'}` },
        `${right ? '✓' : '✗'} ${verdict}`,
      ),
    ),
    reply.output === ''
      ? element('p', { class: 'muted' }, 'It wrote nothing.')
      : element(
          'div',
          { class: 'reply', tabindex: '0', role: 'region', 'aria-label': 'What it wrote', dir: 'auto' },
          foreign('span', reply.output),
        ),
    pairList(rows),
    shots.length > 0 &&
      element(
        'p',
        {},
        'Examples shown: ',
        shots.flatMap((id, index) => [
          index > 0 && ', ',
          element('a', { href: writeAddress({ ...state, task: id }) }, id),
        ]),
      ),
  )
}
