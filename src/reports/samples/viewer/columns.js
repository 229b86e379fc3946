// Columns: one character a task, written by ../columns.ts.

/**
 * @param {readonly string[]} segments
 * @param {number} segment Tasks of one segment.
 * @param {number} place
 */
function codeAt(segments, segment, place) {
  const text = segments[Math.floor(place / segment)] ?? ''
  const byte = text.charCodeAt(place % segment)
  // The backslash is left out.
  return byte < 92 ? byte - 61 : byte - 62
}

/**
 * What a run answered: undefined where it was not asked.
 * @param {Columns} columns
 * @param {number} run 0 for the run, 1 for the one beside it.
 * @param {number} place
 */
function answerAt({ about, answers }, run, place) {
  const segments = answers[run]
  const code = segments === undefined ? 0 : codeAt(segments, about.segment, place)
  if (code === 0) return undefined
  const each = about.letters.length + 1
  const letter = (code - 1) % each
  return {
    outcome: about.outcomes[Math.floor((code - 1) / each)] ?? '',
    letter: letter === 0 ? null : (about.letters[letter - 1] ?? null),
  }
}

/**
 * @param {Columns} columns
 * @param {number} place
 */
function taskLineAt({ about, type, behavior, gold }, place) {
  const goldCode = codeAt(gold, about.segment, place)
  const behaviorCode = codeAt(behavior, about.segment, place)
  return {
    type: about.types[codeAt(type, about.segment, place)] ?? '',
    gold: about.letters[goldCode % about.letters.length] ?? '',
    member: about.members[Math.floor(goldCode / about.letters.length)] ?? '',
    class: about.classes[Math.floor(behaviorCode / about.tokens.length)] ?? '',
    token: about.tokens[behaviorCode % about.tokens.length] ?? '',
  }
}

/**
 * The token that an answer names; '' for none.
 * @param {Columns} columns
 * @param {number} run
 * @param {number} place
 */
function saidTokenAt({ about, said }, run, place) {
  const segments = said[run]
  const code = segments === undefined ? 0 : codeAt(segments, about.segment, place)
  return about.tokens[(code % (about.tokens.length + 1)) - 1] ?? ''
}

/**
 * The columns that the page needs for these runs.
 * @param {About} about
 * @param {readonly string[]} keys
 * @returns {Promise<Columns>}
 */
async function loadColumns(about, keys) {
  const segments = Math.ceil(about.count / about.segment)
  /** @param {string} name @returns {Promise<string[]>} */
  const column = (name) =>
    Promise.all(Array.from({ length: segments }, (_, number) => load(`${name}/${number}`)))
  const [type, behavior, gold, answers, said] = await Promise.all([
    column('columns/type'),
    column('columns/behavior'),
    column('columns/gold'),
    Promise.all(keys.map((key) => column(`runs/${key}/answer`))),
    Promise.all(keys.map((key) => column(`runs/${key}/said`))),
  ])
  return { about, type, behavior, gold, answers, said }
}
