// The list of tasks: fifty a page, each with its question and how it was answered.

const tasksOfPage = 50

/**
 * @param {Columns} columns
 * @param {readonly { place: number, task: TaskRecord }[]} items
 * @param {PageState} state
 */
function taskList(columns, items, state) {
  return element(
    'ol',
    { class: 'tasks' },
    items.map(({ place, task }) =>
      element(
        'li',
        {},
        element(
          'a',
          { href: writeAddress({ ...state, task: task.id }), id: `to-${task.id}` },
          element('span', { class: 'what' }, `${task.heading} · score ${task.score.toFixed(2)}`),
          foreign('span', task.question, 'asked'),
          columns.answers.length > 0 && element('span', { class: 'marks' }, marksOf(columns, place)),
        ),
      ),
    ),
  )
}

/**
 * How each shown run answered, in a word that does without colour.
 * @param {Columns} columns
 * @param {number} place
 */
function marksOf(columns, place) {
  const { gold } = taskLineAt(columns, place)
  return columns.answers.map((_, run) => {
    const answer = answerAt(columns, run, place)
    if (answer === undefined) return element('span', { class: 'mark none' }, 'not asked')
    if (answer.letter === null) return element('span', { class: 'mark wrong' }, `✗ ${answer.outcome}`)
    const right = answer.letter === gold
    return element(
      'span',
      { class: `mark ${right ? 'right' : 'wrong'}` },
      right ? `✓ ${answer.letter}` : `✗ ${answer.letter}, not ${gold}`,
    )
  })
}

/**
 * @param {PageState} state
 * @param {number} page
 * @param {boolean} more
 */
function listPages(state, page, more) {
  /** @param {number} to @param {string} label @param {boolean} there */
  const link = (to, label, there) =>
    there
      ? element('a', { href: writeAddress({ ...state, page: String(to) }) }, label)
      : element('span', { class: 'gone' }, label)
  return element(
    'nav',
    { class: 'pages', 'aria-label': 'Pages of the list' },
    link(page - 1, 'Previous 50', page > 1),
    link(page + 1, 'Next 50', more),
  )
}

/**
 * Two runs side by side: how many tasks both, one or none has right, and what the tests say.
 * @param {Columns} columns
 * @param {PageState} state
 */
function comparisonPart(columns, state) {
  const { about } = columns
  const first = about.runs.find(({ key }) => key === state.run)
  const second = about.runs.find(({ key }) => key === state.with)
  if (first === undefined || second === undefined) return undefined
  const counts = cellCounts(columns)
  /** @type {[string, string][]} */
  const cells = [
    ['both', 'both right'],
    ['first', `only ${first.label}`],
    ['second', `only ${second.label}`],
    ['neither', 'both wrong'],
  ]
  const known = about.comparisons.find((one) => one.first === state.run && one.second === state.with)
  const turned = about.comparisons.find((one) => one.first === state.with && one.second === state.run)
  const lines = (known ?? turned)?.lines ?? [
    'No test of this pair was made: name one of the two first to the report.',
  ]
  const order = known ?? turned
  const names = order === undefined || order === known ? [first, second] : [second, first]
  return element(
    'section',
    { 'aria-label': 'The two runs side by side' },
    element(
      'ul',
      { class: 'cells' },
      cells.map(([name, words]) =>
        element(
          'li',
          {},
          element(
            'a',
            { href: writeAddress({ ...state, change: name, page: '1', task: '' }) },
            element('b', {}, counted(counts[name] ?? 0)),
            foreign('bdi', words),
          ),
        ),
      ),
    ),
    element(
      'div',
      { class: 'sentences' },
      order !== undefined &&
        element(
          'p',
          {},
          foreign('bdi', names[0]?.label ?? ''),
          ' (the first) less ',
          foreign('bdi', names[1]?.label ?? ''),
          ' (the second):',
        ),
      lines.map((line) => element('p', {}, line)),
    ),
  )
}
