// Reads single records of a JSONL file by id, so that cases and conversations need not all be in memory: it
// keeps where each line stands, and the record read last, since tasks of one case follow one another.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { ZodType } from 'zod'
import { Failure } from '../../kit/errors.ts'

export interface RecordIndex<T> {
  readonly ids: Iterable<string>
  /** undefined where there is none. */
  get(id: string): Promise<T | undefined>
  close(): Promise<void>
}

interface Place {
  readonly start: number
  readonly length: number
}

export async function openRecordIndex<T>(path: string, schema: ZodType<T>): Promise<RecordIndex<T>> {
  const places = await placesOf(path)
  const file = await open(path)
  let last: { readonly id: string; readonly record: T } | undefined
  return {
    ids: places.keys(),
    get: async (id) => {
      if (last?.id === id) return last.record
      const place = places.get(id)
      if (place === undefined) return undefined
      const { buffer } = await file.read(Buffer.alloc(place.length), 0, place.length, place.start)
      const parsed = schema.safeParse(JSON.parse(buffer.toString('utf8')))
      if (!parsed.success) {
        const [issue] = parsed.error.issues
        throw new Failure({
          subject: path,
          place: `${id}, field ${issue?.path.join('.') ?? ''}`,
          what: issue?.message ?? 'does not fit',
        })
      }
      last = { id, record: parsed.data }
      return parsed.data
    },
    close: () => file.close(),
  }
}

async function placesOf(path: string): Promise<Map<string, Place>> {
  const places = new Map<string, Place>()
  let parts: Buffer[] = []
  let start = 0
  let number = 0
  const endLine = (): void => {
    const line = Buffer.concat(parts)
    number += 1
    parts = []
    if (line.length > 0) places.set(idOf(path, number, line), { start, length: line.length })
    start += line.length + 1
  }
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, end))
      endLine()
      from = end + 1
    }
    if (from < chunk.length) parts.push(chunk.subarray(from))
  }
  if (parts.length > 0) endLine()
  return places
}

function idOf(path: string, number: number, line: Buffer): string {
  // Records begin with their id; only one written by another hand is parsed for it.
  const beginning = /^\{"id":"([^"\\]+)"/.exec(line.subarray(0, 200).toString('utf8'))?.[1]
  if (beginning !== undefined) return beginning
  try {
    const { id } = JSON.parse(line.toString('utf8')) as { readonly id?: unknown }
    if (typeof id === 'string') return id
  } catch {
    // Said below.
  }
  throw new Failure({ subject: path, place: `line ${number}`, what: 'is no record with an id.' })
}
