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
  /** The same as the JSON text that was written. */
  getText(key: string): string | undefined
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

/** Where the line of a key stands: two numbers of `bounds` from this place on. */
interface Places {
  readonly of: Map<string, number>
  readonly bounds: number[]
}

const flushMs = 1000

/**
 * Opens or creates a journal; to `read`, the file is left as it is. Two processes must not write to one journal:
 * runs own their folder.
 */
export async function openJournal<T>(path: string, use: 'write' | 'read' = 'write'): Promise<Journal<T>> {
  const places: Places = { of: new Map(), bounds: [] }
  let size = 0
  let file: number
  try {
    if (use === 'write') mkdirSync(dirname(path), { recursive: true })
    if (isReadableFile(path)) {
      size = await readPlaces(path, places)
      if (use === 'write') truncateSync(path, size)
    }
    file = openSync(path, use === 'write' ? 'a' : 'r')
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
  const getText = (key: string): string | undefined => {
    const place = places.of.get(key)
    if (place === undefined) return undefined
    reader ??= openLineReader(path)
    return valueText(reader.read(places.bounds[place] as number, places.bounds[place + 1] as number), key)
  }
  return {
    get: (key) => {
      const text = getText(key)
      return text === undefined ? undefined : (JSON.parse(text) as T)
    },
    getText,
    has: (key) => places.of.has(key),
    forget: (key) => void places.of.delete(key),
    keys: () => places.of.keys(),
    get size() {
      return places.of.size
    },
    add: (key, value) => {
      if (places.of.has(key)) return
      const line = Buffer.from(`${lineHead(key)}${JSON.stringify(value)}}\n`)
      try {
        writeWhole(file, line)
      } catch (error) {
        throw writeFailure(path, error)
      }
      put(places, key, size, size + line.length - 1)
      size += line.length
      unflushed = true
    },
    close: () => {
      clearInterval(timer)
      reader?.close()
      try {
        if (use === 'write') fsyncSync(file)
      } catch (error) {
        // Pipes and devices cannot be flushed; that is no fault of the run.
        if (!/EINVAL|ENOTSUP/.test(messageOf(error))) throw writeFailure(path, error)
      } finally {
        closeSync(file)
      }
    },
  }
}

function put(places: Places, key: string, start: number, end: number): void {
  // A copy, since a key that was put together from parts keeps them alive.
  places.of.set(Buffer.from(key).toString(), places.bounds.length)
  places.bounds.push(start, end)
}

/** A line is `{"key":KEY,"value":VALUE}`, as `add` writes it. */
function valueText(line: string, key: string): string {
  const head = lineHead(key)
  return line.startsWith(head)
    ? line.slice(head.length, -1)
    : JSON.stringify((JSON.parse(line) as { value: unknown }).value)
}

const lineHead = (key: string): string => `{"key":${JSON.stringify(key)},"value":`

function writeWhole(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
}

/** Fills `places`; returns the number of bytes up to the last whole line that can be read. */
async function readPlaces(path: string, places: Places): Promise<number> {
  let broken: number | undefined
  const intact = await scanLines(
    path,
    (line, { start, end }) => {
      if (broken !== undefined) return
      const key = keyOf(line)
      if (key === undefined) broken = start
      // A later line stands for an item that was asked again.
      else put(places, key, start, end)
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
