// Records on disk: one JSON object a line. Readers stream; writers go through a temporary file, so
// that a reader never sees half a file.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import type { ZodType } from 'zod'
import { Failure, messageOf } from './errors.ts'

/**
 * The records of a JSONL file, parsed by `schema` where one is given. Throws a Failure that names file,
 * line and field at the first line that does not fit.
 */
export async function* readJsonl<T>(path: string, schema?: ZodType<T>): AsyncGenerator<T> {
  for await (const { line, number } of numberedLines(path)) yield parseLine(path, number, line, schema)
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

function parseLine<T>(path: string, number: number, line: string, schema: ZodType<T> | undefined): T {
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
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.part`
  const output = createWriteStream(temporary, 'utf8')
  return {
    write: async (line) => {
      if (!output.write(`${line}\n`)) await once(output, 'drain')
    },
    close: async () => {
      output.end()
      await once(output, 'finish')
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
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.part`
  await writeFile(temporary, content)
  await rename(temporary, path)
}

/** Pretty JSON with a final newline. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeText(path, `${JSON.stringify(value, null, 2)}\n`)
}
