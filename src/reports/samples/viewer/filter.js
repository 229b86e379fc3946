// Which tasks the list shows: loops over columns, so that 142,496 tasks take a few milliseconds. Words are found by
// search.js among what is left.

/**
 * Whether a run is right on a task; undefined where it was not asked.
 * @param {Columns} columns
 * @param {number} run
 * @param {number} place
 * @param {string} gold
 */
function isRight(columns, run, place, gold) {
  const answer = answerAt(columns, run, place)
  return answer === undefined ? undefined : answer.letter === gold
}

/**
 * Which of the four cells a task is in where two runs are side by side; '' where one of them was not asked.
 * @param {Columns} columns
 * @param {number} place
 * @param {string} gold
 */
function cellOf(columns, place, gold) {
  const first = isRight(columns, 0, place, gold)
  const second = isRight(columns, 1, place, gold)
  if (first === undefined || second === undefined) return ''
  if (first) return second ? 'both' : 'first'
  return second ? 'second' : 'neither'
}

/**
 * Places of the tasks that fit everything but the words.
 * @param {Columns} columns
 * @param {PageState} state
 * @returns {number[]}
 */
function matching(columns, state) {
  const { about } = columns
  const types = about.categories[state.type] ?? (state.type === '' ? about.types : [state.type])
  const wanted = new Set(types)
  const withRun = columns.answers.length > 0
  /** @type {number[]} */
  const places = []
  for (let place = 0; place < about.count; place += 1) {
    const task = taskLineAt(columns, place)
    if (!wanted.has(task.type)) continue
    if (state.class !== '' && task.class !== state.class) continue
    if (state.member !== '' && task.member !== (state.member === 'none' ? '' : state.member)) continue
    if (withRun && !answerFits(columns, state, place, task)) continue
    places.push(place)
  }
  return places
}

/**
 * @param {Columns} columns
 * @param {PageState} state
 * @param {number} place
 * @param {{ gold: string, token: string }} task
 */
function answerFits(columns, state, place, task) {
  const answer = answerAt(columns, 0, place)
  if (answer === undefined) return false
  if (state.result !== '' && (answer.letter === task.gold) !== (state.result === 'right')) return false
  if (state.outcome !== '' && answer.outcome !== state.outcome) return false
  if (state.said !== '') {
    const token = saidTokenAt(columns, 0, place)
    const said = token === '' ? 'none' : token === task.token ? 'same' : 'other'
    if (said !== state.said) return false
  }
  if (columns.answers.length < 2) return true
  const other = answerAt(columns, 1, place)
  if (other === undefined) return false
  if (state.change === '') return true
  if (state.change === 'different') return other.letter !== answer.letter
  return cellOf(columns, place, task.gold) === state.change
}

/**
 * How many tasks that both runs answered are in each cell.
 * @param {Columns} columns
 */
function cellCounts(columns) {
  /** @type {Record<string, number>} */
  const counts = { both: 0, first: 0, second: 0, neither: 0 }
  for (let place = 0; place < columns.about.count; place += 1) {
    const cell = cellOf(columns, place, taskLineAt(columns, place).gold)
    if (cell !== '') counts[cell] = (counts[cell] ?? 0) + 1
  }
  return counts
}
