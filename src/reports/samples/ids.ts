// Ids of tasks in files by a hash of the id, so that a link to a task loads one small file to find it. The same
// function stands in viewer/lookup.js.

/** About a thousand ids a file. */
export function shardsFor(count: number): number {
  return Math.max(1, Math.ceil(count / 1000))
}

/** FNV-1a of the id's UTF-16 units. */
export function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash % shards
}
