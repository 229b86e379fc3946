// One task: what is asked, what is right and why, what the runs answered, and what the reader sees.

/**
 * @param {TaskRecord} task
 * @param {ConversationRecord} conversation
 * @param {readonly { run: RunAbout, replies: readonly ReplyRecord[] }[]} answers
 * @param {PageState} state
 * @param {{ before: string | undefined, after: string | undefined, words: string }} neighbours
 */
function taskView(task, conversation, answers, state, neighbours) {
  return element(
    'article',
    { class: 'task-view' },
    pageLinks(state, neighbours),
    element('h2', { tabindex: '-1', id: 'task-heading' }, task.heading),
    element(
      'p',
      { class: 'muted' },
      foreign('bdi', conversation.corpus),
      ` · behaviour score ${task.score.toFixed(2)}, ${task.class} · `,
      element('a', { href: writeAddress({ ...state, page: '1' }) }, 'link to this task'),
    ),
    element(
      'div',
      { class: 'sheet' },
      element(
        'div',
        {},
        questionSection(task, answers),
        answersPart(task, answers, state),
        whySection(task),
        factSection(task),
      ),
      element('div', {}, contextSection(task, conversation), sourceSection(task, conversation)),
    ),
    pageLinks(state, neighbours),
  )
}

/**
 * @param {PageState} state
 * @param {{ before: string | undefined, after: string | undefined, words: string }} neighbours
 */
function pageLinks(state, { before, after, words }) {
  /** @param {string | undefined} id @param {string} label */
  const link = (id, label) =>
    id === undefined
      ? element('span', { class: 'gone' }, label)
      : element('a', { href: writeAddress({ ...state, task: id }) }, label)
  return element(
    'nav',
    { class: 'pages', 'aria-label': 'Tasks of the list' },
    element('a', { href: writeAddress({ ...state, task: '' }) }, 'Back to the list'),
    link(before, 'Previous'),
    link(after, 'Next'),
    element('span', { class: 'muted' }, words),
  )
}

/**
 * @param {TaskRecord} task
 * @param {readonly { run: RunAbout, replies: readonly ReplyRecord[] }[]} answers
 */
function questionSection(task, answers) {
  return element(
    'section',
    {},
    element('h3', {}, 'Question'),
    foreign('p', task.question, 'question'),
    element(
      'ul',
      { class: 'options' },
      task.options.map(([letter, text]) => {
        const chosenBy = answers.filter(({ replies }) => replies[0]?.answer === letter)
        return element(
          'li',
          { class: letter === task.gold && 'gold' },
          element('b', {}, letter),
          ' ',
          foreign('span', text),
          letter === task.gold && element('span', { class: 'verdict' }, '✓ right'),
          chosenBy.map(({ run }) => element('span', { class: 'chosen' }, '← ', foreign('bdi', run.label))),
        )
      }),
    ),
  )
}

/**
 * @param {TaskRecord} task
 * @param {readonly { run: RunAbout, replies: readonly ReplyRecord[] }[]} answers
 * @param {PageState} state
 */
function answersPart(task, answers, state) {
  return element(
    'div',
    { class: 'answers' },
    answers.map(({ run, replies }) => answerSection(run, task, replies, state)),
  )
}

/** @param {TaskRecord} task */
function whySection(task) {
  return element(
    'section',
    {},
    element('h3', {}, 'Why'),
    foreign('p', task.rationale),
    element('h3', {}, 'Behaviour'),
    element(
      'p',
      {},
      `Score ${task.score.toFixed(2)}, ${task.class}, token `,
      element('code', {}, task.token),
      '. ',
      foreign('span', task.reason),
    ),
    task.challenge.length > 0 && [element('h3', {}, 'Challenge'), pairList(task.challenge)],
  )
}

/** @param {TaskRecord} task */
function factSection(task) {
  return element(
    'section',
    {},
    element('h3', {}, 'Facts and their evidence'),
    task.facts.length === 0
      ? element('p', { class: 'muted' }, 'The task rests on the turns alone.')
      : dataTable(
          'Facts and their evidence',
          ['Fact', 'Kind', 'Evidence, word for word', 'Where'],
          task.facts.map(([fact, kind, quote, place]) => [fact, kind, `“${quote}”`, place]),
        ),
    element(
      'p',
      { class: 'muted' },
      `Checks passed: ${task.checks.length === 0 ? 'none named' : task.checks.join(', ')}`,
    ),
  )
}

/**
 * @param {TaskRecord} task
 * @param {ConversationRecord} conversation
 */
function sourceSection(task, conversation) {
  const [licence, address, attribution] = conversation.licence
  return element(
    'section',
    {},
    element('h3', {}, 'Where it comes from'),
    pairList([
      ['Corpus', conversation.corpus],
      ['Case', conversation.title],
      ...(conversation.document === undefined
        ? []
        : [/** @type {Pair} */ (['Document', conversation.document])]),
      ['Conversation', conversation.origin],
      ...task.about,
    ]),
    element(
      'p',
      {},
      'Licence: ',
      address === ''
        ? foreign('bdi', licence)
        : element('a', { href: address, rel: 'noreferrer noopener' }, foreign('bdi', licence)),
      attribution !== '' && [' · ', foreign('span', attribution)],
    ),
  )
}
