// A JSONL file whose records are fetched by their id, one at a time: one pass finds where each line ends, and a few
// records are kept, since tasks of one case follow each other.
import type { ZodType } from 'zod'
import { parseRecord } from '../kit/jsonl.ts'
import { openLineReader, scanLines, type LinePlace } from '../kit/line-file.ts'

/** Records of each file that are kept. */
const keptRecords = 16

export interface RecordFile<T> {
  /** Undefined where no line has this id. */
  get(id: string): T | undefined
  close(): void
}

/** Finds the lines of a file by the id that `idOfLine` reads from each; records are parsed when they are asked for. */
export async function openRecordFile<T>(
  path: string,
  schema: ZodType<T>,
  idOfLine: (line: Buffer, place: LinePlace) => string,
): Promise<RecordFile<T>> {
  return openRecords(path, schema, await findRecords(path, idOfLine))
}

interface RecordPlaces {
  /** Number of the line of each id, from 1. */
  readonly numbers: ReadonlyMap<string, number>
  /** Where each line ends. */
  readonly ends: Float64Array
}

async function findRecords(
  path: string,
  idOfLine: (line: Buffer, place: LinePlace) => string,
): Promise<RecordPlaces> {
  const numbers = new Map<string, number>()
  const ends: number[] = []
  await scanLines(path, (line, place) => {
    ends.push(place.end)
    if (!isBlank(line)) numbers.set(idOfLine(line, place), place.number)
  })
  return { numbers, ends: Float64Array.from(ends) }
}

function openRecords<T>(path: string, schema: ZodType<T>, { numbers, ends }: RecordPlaces): RecordFile<T> {
  const reader = openLineReader(path)
  const kept = new Map<string, T>()
  return {
    get: (id) => {
      const known = kept.get(id)
      if (known !== undefined) return known
      const number = numbers.get(id)
      if (number === undefined) return undefined
      const start = number === 1 ? 0 : (ends[number - 2] as number) + 1
      const record = parseRecord(path, number, reader.read(start, ends[number - 1] as number), schema)
      if (kept.size >= keptRecords) kept.delete(kept.keys().next().value as string)
      kept.set(id, record)
      return record
    },
    close: () => reader.close(),
  }
}

/** Ends lines may have on other systems are no records. */
export const isBlank = (line: Buffer): boolean => line.length === 0 || (line.length === 1 && line[0] === 13)

/** A text that does not keep the longer one alive which it was cut from. */
export const ownCopy = (text: string): string => Buffer.from(text).toString()

/** Of records that begin with their id; only one written by another hand is parsed for it. */
export function idOf(line: Buffer, path: string, place: LinePlace): string {
  const found = /^\{"id":"([^"\\]+)"/.exec(line.toString('utf8', 0, 200))
  if (found !== null) return ownCopy(found[1] as string)
  return parseRecord<{ id: string }>(path, place.number, line.toString('utf8')).id
}
