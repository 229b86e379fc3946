// The page of tasks: reads the address, shows the list or one task, and writes the address when a filter is changed.

/** @type {ReturnType<typeof createSearch> & { name: string } | undefined} */
let currentSearch
/** Counts what was begun to be shown, so that what is late does not overwrite what is newer. */
let turn = 0
/** The task that was last read, so that the list can be gone on with where it was left. */
let lastTask = ''

const form = /** @type {HTMLFormElement} */ (document.getElementById('filters'))
const statusLine = /** @type {HTMLElement} */ (document.getElementById('status'))
const results = /** @type {HTMLElement} */ (document.getElementById('results'))

/** @param {string} text */
function say(text) {
  if (statusLine.textContent !== text) statusLine.textContent = text
}

/** @param {PageState} state */
function runsOf(state) {
  return [state.run, state.with].filter((key) => key !== '')
}

/** Shows what the address says. */
async function show() {
  const own = ++turn
  try {
    /** @type {About} */
    const about = await load('about')
    const state = readAddress(location.hash, about)
    fillForm(state)
    if (state.task !== '') await showTask(about, state, own)
    else await showList(about, state, own)
  } catch (error) {
    if (own === turn) say(error instanceof Error ? error.message : String(error))
  }
}

/**
 * The places to list, as far as they are known; a search reads on until the page is full.
 * @param {Columns} columns
 * @param {PageState} state
 * @param {number} enough
 * @param {number} own
 */
async function listed(columns, state, enough, own) {
  const places = matching(columns, state)
  const words = state.q.trim()
  if (words === '') return { places, done: true, read: places.length, of: places.length }
  const only = /^task_\w+$/.test(words) ? await placeOfTask(columns.about, words) : -1
  if (only >= 0) {
    const found = places.includes(only) ? [only] : []
    return { places: found, done: true, read: places.length, of: places.length }
  }
  const name = writeAddress({ ...state, page: '1', task: '' })
  if (currentSearch === undefined || currentSearch.name !== name) {
    currentSearch = Object.assign(createSearch(places, words, runsOf(state)), { name })
  }
  const search = currentSearch
  await search.find(enough, () => {
    if (own !== turn) return false
    say(
      `${counted(search.found.length)} found in ${counted(search.read)} of ${counted(places.length)} tasks …`,
    )
    return true
  })
  return { places: search.found, done: search.done, read: search.read, of: places.length }
}

/**
 * @param {About} about
 * @param {PageState} state
 * @param {number} own
 */
async function showList(about, state, own) {
  const columns = await loadColumns(about, runsOf(state))
  const page = Number(state.page)
  const { places, done, read, of } = await listed(columns, state, page * tasksOfPage + 1, own)
  if (own !== turn) return
  const from = (page - 1) * tasksOfPage
  const shown = places.slice(from, from + tasksOfPage)
  const items = await Promise.all(shown.map(async (place) => ({ place, task: await taskAt(place) })))
  if (own !== turn) return
  const total = done ? counted(places.length) : `at least ${counted(places.length)}`
  const range = shown.length === 0 ? '' : ` Shown: ${counted(from + 1)} to ${counted(from + shown.length)}.`
  const searched = done ? '' : ` ${counted(read)} of ${counted(of)} searched so far.`
  say(`${total} of ${counted(about.count)} tasks.${range}${searched}`)
  const beside = state.with === '' ? undefined : comparisonPart(columns, state)
  results.replaceChildren(
    ...(beside === undefined ? [] : [beside]),
    shown.length === 0
      ? element('p', { class: 'muted' }, 'No task fits. Take a filter away.')
      : taskList(columns, items, state),
    listPages(state, page, places.length > from + tasksOfPage || !done),
  )
  document.title = `Tasks · ${total}`
  const left = lastTask === '' ? null : document.getElementById(`to-${lastTask}`)
  lastTask = ''
  if (left !== null) left.focus()
  else if (page > 1) results.focus()
}

/**
 * @param {About} about
 * @param {PageState} state
 * @param {number} own
 */
async function showTask(about, state, own) {
  const place = await placeOfTask(about, state.task)
  if (own !== turn) return
  if (place < 0) {
    say(`No task ${state.task} is here.`)
    results.replaceChildren(
      element('p', {}, element('a', { href: writeAddress({ ...state, task: '' }) }, 'To the list')),
    )
    return
  }
  const task = await taskAt(place)
  const [file, at] = task.conversation
  const conversation = (await load(`conversations/${file}`))[at]
  const answers = await Promise.all(
    about.runs
      .filter(({ key }) => runsOf(state).includes(key))
      .toSorted((a) => (a.key === state.run ? -1 : 1))
      .map(async (run) => ({ run, replies: await repliesAt(run.key, place) })),
  )
  const columns = await loadColumns(about, runsOf(state))
  const { places, done } = await neighboursOf(columns, state, place)
  const index = places.indexOf(place)
  const [before, after] = await Promise.all([
    idAt(places[index - 1]),
    idAt(index < 0 ? undefined : places[index + 1]),
  ])
  if (own !== turn) return
  const words =
    index < 0
      ? 'not among the tasks of the list'
      : `${counted(index + 1)} of ${done ? '' : 'at least '}${counted(places.length)}`
  results.replaceChildren(taskView(task, conversation, answers, state, { before, after, words }))
  say('')
  document.title = `${task.heading} · ${task.id}`
  lastTask = task.id
  document.getElementById('task-heading')?.focus()
  window.scrollTo(0, results.offsetTop - 8)
}

/**
 * The list that a task is shown in; a search is not begun for it.
 * @param {Columns} columns
 * @param {PageState} state
 * @param {number} place
 */
async function neighboursOf(columns, state, place) {
  if (state.q.trim() === '') return { places: matching(columns, state), done: true }
  if (currentSearch?.name === writeAddress({ ...state, page: '1', task: '' })) {
    return { places: currentSearch.found, done: currentSearch.done }
  }
  return { places: [place], done: false }
}

/** @param {number | undefined} place */
async function idAt(place) {
  return place === undefined ? undefined : (await taskAt(place)).id
}

/** @param {PageState} state */
function fillForm(state) {
  for (const field of Array.from(form.elements)) {
    if (!(field instanceof HTMLSelectElement || field instanceof HTMLInputElement)) continue
    const name = /** @type {keyof PageState} */ (field.name)
    field.value = state[name] ?? ''
    if (field.name === 'change') field.disabled = state.with === ''
  }
}

async function readForm() {
  const state = readAddress(location.hash, await load('about'))
  const given = Object.fromEntries(new FormData(form))
  location.hash = writeAddress({ ...state, ...given, page: '1', task: '' })
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  void readForm()
})
form.addEventListener('change', (event) => {
  if (event.target instanceof HTMLSelectElement) void readForm()
})
window.addEventListener('hashchange', () => void show())
void show()
