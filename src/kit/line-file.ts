// A file of lines that is read at any place without being held in memory: one pass finds where its lines are,
// later reads fetch single ones. Reads are synchronous: a line of a file in the system's cache costs
// microseconds, less than handing the work to another thread would.
import { closeSync, createReadStream, existsSync, openSync, readSync, statSync } from 'node:fs'
import { Failure, messageOf } from './errors.ts'

/** Where a line stands in its file, in bytes; `end` is before its line break. */
export interface LinePlace {
  readonly start: number
  readonly end: number
  /** From 1. */
  readonly number: number
}

/**
 * Calls `visit` with the bytes of each line. Returns the number of bytes up to the end of the last whole line;
 * one without a line break is not whole, and is visited only where `unended` says so.
 */
export async function scanLines(
  path: string,
  visit: (line: Buffer, place: LinePlace) => void,
  unended: 'visit' | 'leave' = 'visit',
): Promise<number> {
  let number = 0
  let intact = 0
  // Pieces of a line that began in an earlier chunk.
  let pieces: Buffer[] = []
  let pending = 0
  const input = createReadStream(path, { highWaterMark: 1 << 20 })
  try {
    for await (const read of input) {
      const chunk = read as Buffer
      let from = 0
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        const tail = chunk.subarray(from, at)
        const line = pending === 0 ? tail : Buffer.concat([...pieces, tail])
        number += 1
        visit(line, { start: intact, end: intact + line.length, number })
        intact += line.length + 1
        pieces = []
        pending = 0
        from = at + 1
      }
      if (from < chunk.length) {
        pieces.push(chunk.subarray(from))
        pending += chunk.length - from
      }
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure({ subject: path, what: messageOf(error) }, { cause: error })
  } finally {
    input.destroy()
  }
  if (pending > 0 && unended === 'visit') {
    visit(Buffer.concat(pieces), { start: intact, end: intact + pending, number: number + 1 })
  }
  return intact
}

/** Ordinary files only: a pipe or a device has no lines to come back to. */
export function isReadableFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}

export interface LineReader {
  read(start: number, end: number): string
  close(): void
}

export function openLineReader(path: string): LineReader {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw new Failure({ subject: path, what: messageOf(error) }, { cause: error })
  }
  let buffer = Buffer.allocUnsafe(1 << 16)
  return {
    read: (start, end) => {
      const length = end - start
      if (length > buffer.length) buffer = Buffer.allocUnsafe(2 * length)
      let filled = 0
      while (filled < length) {
        const count = readSync(file, buffer, filled, length - filled, start + filled)
        if (count === 0) {
          throw new Failure({
            subject: path,
            what: 'became shorter while it was read.',
            remedy: 'Run it again when nothing else writes to the folder.',
          })
        }
        filled += count
      }
      return buffer.toString('utf8', 0, length)
    },
    close: () => closeSync(file),
  }
}
