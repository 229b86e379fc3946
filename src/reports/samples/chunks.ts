// Files of records that a page opened from disk can load on demand. A page at file:// may not fetch, but it may run
// a script beside it; so each file is a script that hands its records over: `behaviorbenchData("tasks/12", […])`.
// See docs/decisions/0010-sample-pages.md.
import { join } from 'node:path'
import { writeText } from '../../kit/jsonl.ts'

/** Bytes of a file of records; no page or file of it may weigh more than 300 KB. */
export const chunkBytes = 200_000

/** A script that hands a value over. What it holds is data whatever it says. */
export function dataScript(name: string, json: string): string {
  return `behaviorbenchData(${scriptSafe(JSON.stringify(name))},${scriptSafe(json)})\n`
}

/** JSON that is also JavaScript and stays inert inside HTML, should someone put it there. */
export function scriptSafe(json: string): string {
  return json.replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

export interface ChunkWriter {
  /** Where the record was put: file and place in it. */
  add(record: unknown): Promise<readonly [chunk: number, place: number]>
  /** Writes what is left. */
  close(): Promise<void>
}

/** Files FOLDER/NAME/0.js, 1.js … of at most `chunkBytes`, unless a single record is larger. */
export function openChunks(folder: string, name: string): ChunkWriter {
  let number = 0
  let chunk: string[] = []
  let bytes = 0
  const flush = async (): Promise<void> => {
    if (chunk.length === 0) return
    const own = `${name}/${number}`
    await writeText(join(folder, `${own}.js`), dataScript(own, `[${chunk.join(',\n')}]`))
    number += 1
    chunk = []
    bytes = 0
  }
  return {
    add: async (record) => {
      const text = scriptSafe(JSON.stringify(record))
      const size = Buffer.byteLength(text) + 2
      if (bytes + size > chunkBytes) await flush()
      chunk.push(text)
      bytes += size
      return [number, chunk.length - 1]
    },
    close: flush,
  }
}
