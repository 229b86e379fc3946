// Words in the tasks that the filters leave. Texts lie in files that are read one after the other, so the search stops
// when it has enough for the page, and goes on when more is wanted.

/**
 * A search that can be continued.
 * @param {readonly number[]} places
 * @param {string} words
 * @param {readonly string[]} runs Keys of the runs whose replies are searched too.
 */
function createSearch(places, words, runs) {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  /** @type {number[]} */
  const found = []
  let read = 0
  return {
    found,
    get read() {
      return read
    },
    get done() {
      return read >= places.length
    },
    /**
     * Reads on until so many are found; `onProgress` returns false to stop.
     * @param {number} enough
     * @param {() => boolean} onProgress
     */
    async find(enough, onProgress) {
      let last = performance.now()
      while (found.length < enough && read < places.length) {
        if (read % stride === 0) readAhead(places, read, runs)
        const place = places[read] ?? 0
        const text = await textOf(place, runs)
        if (wanted.every((word) => text.includes(word))) found.push(place)
        read += 1
        if (performance.now() - last > 100) {
          last = performance.now()
          if (!onProgress()) return
        }
      }
      onProgress()
    },
  }
}

/** Tasks between two looks ahead. */
const stride = 50

/**
 * Has the files loaded that come next, so that the search does not wait for each.
 * @param {readonly number[]} places
 * @param {number} read
 * @param {readonly string[]} runs
 */
function readAhead(places, read, runs) {
  for (let ahead = 2 * stride; ahead <= 12 * stride; ahead += 2 * stride) {
    const place = places[read + ahead]
    // What cannot be read is said when its turn comes.
    if (place !== undefined) textOf(place, runs).catch(() => undefined)
  }
}

/**
 * Everything of a task that is searched, in small letters.
 * @param {number} place
 * @param {readonly string[]} runs
 */
async function textOf(place, runs) {
  const task = await taskAt(place)
  const parts = [task.id, task.question, task.rationale, ...task.options.map(([, text]) => text)]
  for (const key of runs) {
    for (const { output } of await repliesAt(key, place)) parts.push(output)
  }
  return parts.join('\n').toLowerCase()
}
