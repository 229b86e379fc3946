// An append-only journal of finished work: what makes a killed run resumable. One JSON line per finished item,
// handed to the system before the next is reported, so that a killed process loses nothing; written through to
// the disk every second, so that a power cut loses little. A line cut off is dropped on reading. Order in the
// journal is order of completion; final outputs are made from it in input order. In memory there are only the
// keys and where their lines are.
import { closeSync, fdatasync, fsyncSync, mkdirSync, openSync, truncateSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { messageOf } from './errors.ts'
import { isReadableFile, openLineReader, scanLines, type LineReader } from './line-file.ts'
import { writeFailure } from './write-failure.ts'

export interface Journal<T> {
  /** The result of an earlier run for this key, if it finished. Read from disk. */
  get(key: string): T | undefined
  has(key: string): boolean
  /** Records a finished item. A key that is there already keeps its first value. */
  add(key: string, value: T): void
  /** Takes a key for unfinished again; what is added for it next counts from then on. */
  forget(key: string): void
  keys(): Iterable<string>
  readonly size: number
  /** Flushes to disk and closes. */
  close(): void
}

interface Place {
  readonly start: number
  readonly end: number
}

const flushMs = 1000

/** Opens or creates a journal. Two processes must not write to one journal: runs own their folder. */
export async function openJournal<T>(path: string): Promise<Journal<T>> {
  const places = new Map<string, Place>()
  let size = 0
  let file: number
  try {
    mkdirSync(dirname(path), { recursive: true })
    if (isReadableFile(path)) {
      size = await readPlaces(path, places)
      truncateSync(path, size)
    }
    file = openSync(path, 'a')
  } catch (error) {
    throw writeFailure(path, error)
  }
  let reader: LineReader | undefined
  let unflushed = false
  const timer = setInterval(() => {
    if (!unflushed) return
    unflushed = false
    // Whether it succeeded shows at the next write or at the end.
    fdatasync(file, () => {})
  }, flushMs)
  timer.unref()
  return {
    get: (key) => {
      const place = places.get(key)
      if (place === undefined) return undefined
      reader ??= openLineReader(path)
      return (JSON.parse(reader.read(place.start, place.end)) as { value: T }).value
    },
    has: (key) => places.has(key),
    forget: (key) => void places.delete(key),
    keys: () => places.keys(),
    get size() {
      return places.size
    },
    add: (key, value) => {
      if (places.has(key)) return
      const line = Buffer.from(`${JSON.stringify({ key, value })}\n`)
      try {
        writeWhole(file, line)
      } catch (error) {
        throw writeFailure(path, error)
      }
      places.set(key, { start: size, end: size + line.length - 1 })
      size += line.length
      unflushed = true
    },
    close: () => {
      clearInterval(timer)
      reader?.close()
      try {
        fsyncSync(file)
      } catch (error) {
        // Pipes and devices cannot be flushed; that is no fault of the run.
        if (!/EINVAL|ENOTSUP/.test(messageOf(error))) throw writeFailure(path, error)
      } finally {
        closeSync(file)
      }
    },
  }
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
}

/** Fills `places`; returns the number of bytes up to the last whole line that can be read. */
async function readPlaces(path: string, places: Map<string, Place>): Promise<number> {
  let broken: number | undefined
  const intact = await scanLines(
    path,
    (line, { start, end }) => {
      if (broken !== undefined) return
      const key = keyOf(line)
      if (key === undefined) broken = start
      // A later line stands for an item that was asked again.
      else places.set(key, { start, end })
    },
    'leave',
  )
  return broken ?? intact
}

/** The key of a line; undefined where the line is not one of ours. Only unusual keys need the line parsed. */
function keyOf(line: Buffer): string | undefined {
  if (line.at(-1) !== 125) return undefined
  const found = /^\{"key":"([^"\\]*)","value":/.exec(line.toString('utf8', 0, 300))
  if (found !== null) return Buffer.from(found[1] as string).toString()
  try {
    return (JSON.parse(line.toString('utf8')) as { key: string }).key
  } catch {
    return undefined
  }
}
