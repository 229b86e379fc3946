// A file of lines that is read at any place without being held in memory: one pass finds where its lines are,
// later reads fetch single ones. Reads are synchronous: a line of a file in the system's cache costs
// microseconds, less than handing the work to another thread would.
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { Failure, messageOf } from './errors.ts'

/** Where a line stands in its file, in bytes; `end` is before its line break. */
export interface LinePlace {
  readonly start: number
  readonly end: number
  /** From 1. */
  readonly number: number
}

/**
 * Calls `visit` with the bytes of each line, which are only lent: the next line overwrites them. Returns the number
 * of bytes up to the end of the last whole line; one without a line break is not whole, and is visited only where
 * `unended` says so.
 */
export async function scanLines(
  path: string,
  visit: (line: Buffer, place: LinePlace) => void,
  unended: 'visit' | 'leave' = 'visit',
): Promise<number> {
  const file = openToRead(path)
  try {
    let buffer = Buffer.allocUnsafe(1 << 18)
    let number = 0
    /** Bytes of the file before the buffer, and bytes in it. */
    let before = 0
    let filled = 0
    let pause = pauseBytes
    for (;;) {
      const count = readSync(file, buffer, filled, buffer.length - filled, before + filled)
      const end = filled + count
      let from = 0
      for (let at = buffer.indexOf(10, filled); at >= 0 && at < end; at = buffer.indexOf(10, from)) {
        number += 1
        visit(buffer.subarray(from, at), { start: before + from, end: before + at, number })
        from = at + 1
      }
      if (count === 0) {
        if (end > from && unended === 'visit') {
          visit(buffer.subarray(from, end), { start: before + from, end: before + end, number: number + 1 })
        }
        return before + from
      }
      buffer.copyWithin(0, from, end)
      before += from
      filled = end - from
      if (filled === buffer.length) buffer = Buffer.concat([buffer], 2 * buffer.length)
      pause -= count
      if (pause < 0) {
        pause = pauseBytes
        // So that Ctrl-C is heard.
        await new Promise((resume) => setImmediate(resume))
      }
    }
  } finally {
    closeSync(file)
  }
}

const pauseBytes = 16 << 20

function openToRead(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    throw new Failure({ subject: path, what: messageOf(error) }, { cause: error })
  }
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
  const file = openToRead(path)
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
