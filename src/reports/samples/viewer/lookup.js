// Where a task's texts lie: which file holds the task at a place of the list, and at which place the task of an id is.

/**
 * The file that holds a place, where `starts` are the places that files begin with; -1 before the first.
 * @param {readonly number[]} starts
 * @param {number} place
 */
function fileOf(starts, place) {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low - 1
}

/**
 * Which file of ids an id stands in; the same as shardOf() in ../ids.ts.
 * @param {string} id
 * @param {number} shards
 */
function shardOf(id, shards) {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash % shards
}

/**
 * The place of a task in the list; -1 where it is not there.
 * @param {About} about
 * @param {string} id
 * @returns {Promise<number>}
 */
async function placeOfTask(about, id) {
  /** @type {[string, number][]} */
  const shard = await load(`ids/${shardOf(id, about.shards)}`)
  return shard.find(([own]) => own === id)?.[1] ?? -1
}

/**
 * @param {number} place
 * @returns {Promise<TaskRecord>}
 */
async function taskAt(place) {
  const starts = await load('tasks/starts')
  const file = fileOf(starts, place)
  const records = await load(`tasks/${file}`)
  return records[place - starts[file]]
}

/**
 * What a run answered to the task at a place, one for each repeat; none where it was not asked.
 * @param {string} key
 * @param {number} place
 * @returns {Promise<readonly ReplyRecord[]>}
 */
async function repliesAt(key, place) {
  const starts = await load(`runs/${key}/replies/starts`)
  const file = fileOf(starts, place)
  if (file < 0) return []
  /** @type {[number, ReplyRecord[]][]} */
  const records = await load(`runs/${key}/replies/${file}`)
  return records.find(([own]) => own === place)?.[1] ?? []
}
