// A file that is written line by line in the order of its inputs, and taken up again after a kill: a line
// cut off is dropped, and the number of whole lines says how many inputs are done. Unlike a journal it
// keeps nothing in memory.
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface OrderedLog {
  /** Lines that were already there when it was opened. */
  readonly finished: number
  append(line: string): void
  close(): void
}

export async function openOrderedLog(path: string): Promise<OrderedLog> {
  await mkdir(dirname(path), { recursive: true })
  const finished = existsSync(path) ? await dropPartialLine(path) : 0
  const file = openSync(path, 'a')
  return {
    finished,
    append: (line) => {
      writeSync(file, `${line}\n`)
    },
    close: () => {
      fsyncSync(file)
      closeSync(file)
    },
  }
}

async function dropPartialLine(path: string): Promise<number> {
  let lines = 0
  let position = 0
  let intact = 0
  for await (const chunk of createReadStream(path)) {
    const bytes = chunk as Buffer
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
      lines += 1
      intact = position + at + 1
    }
    position += bytes.length
  }
  truncateSync(path, intact)
  return lines
}
