// Records on disk: one JSON object a line. Readers stream; writers go through a temporary file, so
// that a reader never sees half a file.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import type { ZodType } from 'zod'
import { Failure, messageOf } from './errors.ts'
import { writeFailure } from './write-failure.ts'

/**
 * The records of a JSONL file, parsed by `schema` where one is given. Throws a Failure that names file,
 * line and field at the first line that does not fit.
 */
export async function* readJsonl<T>(path: string, schema?: ZodType<T>): AsyncGenerator<T> {
  for await (const { line, number } of numberedLines(path)) yield parseRecord(path, number, line, schema)
}

/** The lines of a JSONL file as they stand there, unparsed; empty ones are left out. */
export async function* readLines(path: string): AsyncGenerator<string> {
  for await (const { line } of numberedLines(path)) yield line
}

async function* numberedLines(path: string): AsyncGenerator<{ line: string; number: number }> {
  const input = createReadStream(path, 'utf8')
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  let number = 0
  try {
    for await (const line of lines) {
      number += 1
      if (line.trim() !== '') yield { line, number }
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure({ subject: path, what: messageOf(error) }, { cause: error })
  } finally {
    lines.close()
    input.destroy()
  }
}

/** The record of one line; throws a Failure that names file, line and field where it does not fit. */
export function parseRecord<T>(path: string, number: number, line: string, schema?: ZodType<T>): T {
  const place = `line ${number}`
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new Failure({ subject: path, place, what: 'is not valid JSON.', remedy: 'Was the file cut off?' })
  }
  if (schema === undefined) return value as T
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.path.join('.') || '(record)'
  throw new Failure({
    subject: path,
    place: `${place}, field ${field}`,
    what: issue?.message ?? 'does not fit',
  })
}

/** A file of lines that appears whole, when it is closed, or not at all. */
export interface LineWriter {
  /** Resolves when the next line may come. */
  write(line: string): Promise<void>
  /** Gives the file its name. */
  close(): Promise<void>
  /** Removes what was written. */
  discard(): Promise<void>
}

export async function openLineWriter(path: string): Promise<LineWriter> {
  await makeParent(path)
  const temporary = `${path}.${process.pid}.part`
  const output = createWriteStream(temporary, 'utf8')
  // An error may come while nobody waits; it is told at the next step.
  let failure: Failure | undefined
  output.on('error', (error) => {
    failure ??= writeFailure(path, error)
  })
  const settled = async (event: 'drain' | 'finish'): Promise<void> => {
    if (failure === undefined) await once(output, event).catch(() => undefined)
    if (failure !== undefined) throw failure
  }
  return {
    write: async (line) => {
      if (failure !== undefined) throw failure
      if (!output.write(`${line}\n`)) await settled('drain')
    },
    close: async () => {
      output.end()
      await settled('finish')
      await rename(temporary, path)
    },
    discard: async () => {
      // The file may still be being opened; only after its close is it sure that removing it is the last word.
      await new Promise<void>((resolve) => {
        if (output.closed) resolve()
        else output.once('close', () => resolve())
        output.destroy()
      })
      await rm(temporary, { force: true })
    },
  }
}

/** Writes records as they come and returns how many; the file appears whole or not at all. */
export async function writeJsonl(
  path: string,
  records: AsyncIterable<unknown> | Iterable<unknown>,
): Promise<number> {
  const output = await openLineWriter(path)
  let count = 0
  try {
    for await (const record of records) {
      count += 1
      await output.write(JSON.stringify(record))
    }
    await output.close()
    return count
  } catch (error) {
    await output.discard()
    throw error
  }
}

/** Writes a whole text file through a temporary one; parents are made. */
export async function writeText(path: string, content: string | Uint8Array): Promise<void> {
  await makeParent(path)
  const temporary = `${path}.${process.pid}.part`
  try {
    await writeFile(temporary, content)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw writeFailure(path, error)
  }
}

async function makeParent(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
  } catch (error) {
    throw writeFailure(path, error)
  }
}

/** Pretty JSON with a final newline. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeText(path, `${JSON.stringify(value, null, 2)}\n`)
}
