// What is shown stands in the address behind the #, so that a link shows the same to someone else.

/** @type {readonly (keyof PageState)[]} */
const stateNames = [
  'run',
  'with',
  'type',
  'result',
  'change',
  'outcome',
  'class',
  'said',
  'member',
  'q',
  'page',
  'task',
]

/**
 * What an address says; what does not exist here is left out.
 * @param {string} hash
 * @param {About} about
 * @returns {PageState}
 */
function readAddress(hash, about) {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  const keys = about.runs.map(({ key }) => key)
  /** @param {string} name @param {readonly string[]} known */
  const oneOf = (name, known) => {
    const value = given.get(name) ?? ''
    return known.includes(value) ? value : ''
  }
  const run = oneOf('run', keys) || (keys[0] ?? '')
  const beside = oneOf('with', keys)
  const page = Number(given.get('page') ?? '1')
  return {
    run,
    with: beside === run ? '' : beside,
    type: oneOf('type', [...about.types, ...Object.keys(about.categories)]),
    result: oneOf('result', ['right', 'wrong']),
    change: beside === run ? '' : oneOf('change', ['both', 'first', 'second', 'neither', 'different']),
    outcome: oneOf('outcome', about.outcomes),
    class: oneOf('class', about.classes),
    said: oneOf('said', ['same', 'other', 'none']),
    member: oneOf('member', ['none', ...about.members.filter((name) => name !== '')]),
    q: (given.get('q') ?? '').slice(0, 200),
    page: String(Number.isSafeInteger(page) && page > 0 ? page : 1),
    task: (given.get('task') ?? '').slice(0, 200),
  }
}

/**
 * The address of a state; what is as it is by itself is left out.
 * @param {PageState} state
 */
function writeAddress(state) {
  const parts = new URLSearchParams()
  for (const name of stateNames) {
    const value = state[name]
    if (value !== '' && !(name === 'page' && value === '1')) parts.set(name, value)
  }
  return `#${parts}`
}
