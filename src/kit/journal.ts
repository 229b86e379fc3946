// An append-only journal of finished work: what makes a killed run resumable. One JSON line per
// finished item, flushed before the next is reported; a line cut off by a kill is dropped on reading.
// Order in the journal is order of completion; final outputs are written from it in input order.
import {
  createReadStream,
  openSync,
  closeSync,
  fsyncSync,
  writeSync,
  truncateSync,
  existsSync,
} from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface Journal<T> {
  /** The result of an earlier run for this key, if it finished. */
  get(key: string): T | undefined
  has(key: string): boolean
  /** Records a finished item. A key that is there already keeps its first value. */
  add(key: string, value: T): void
  readonly size: number
  /** Flushes to disk and closes. */
  close(): void
}

/** Opens or creates a journal. Two processes must not write to one journal: runs own their folder. */
export async function openJournal<T>(path: string): Promise<Journal<T>> {
  await mkdir(dirname(path), { recursive: true })
  const entries = new Map<string, T>()
  if (existsSync(path)) {
    const intact = await readEntries(path, entries)
    truncateSync(path, intact)
  }
  const file = openSync(path, 'a')
  let unsynced = 0
  return {
    get: (key) => entries.get(key),
    has: (key) => entries.has(key),
    get size() {
      return entries.size
    },
    add: (key, value) => {
      if (entries.has(key)) return
      entries.set(key, value)
      writeSync(file, `${JSON.stringify({ key, value })}\n`)
      unsynced += 1
      if (unsynced >= 64) {
        fsyncSync(file)
        unsynced = 0
      }
    },
    close: () => {
      fsyncSync(file)
      closeSync(file)
    },
  }
}

/** Fills `entries`; returns the number of bytes up to the last whole line. */
async function readEntries<T>(path: string, entries: Map<string, T>): Promise<number> {
  let intact = 0
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(path)) {
    rest = Buffer.concat([rest, chunk as Buffer])
    let end = rest.indexOf(10)
    while (end >= 0) {
      const line = rest.subarray(0, end).toString('utf8')
      try {
        const entry = JSON.parse(line) as { key: string; value: T }
        if (!entries.has(entry.key)) entries.set(entry.key, entry.value)
      } catch {
        return intact
      }
      intact += end + 1
      rest = rest.subarray(end + 1)
      end = rest.indexOf(10)
    }
  }
  return intact
}
