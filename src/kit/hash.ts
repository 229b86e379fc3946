// Content hashes: the ids of records. Not a cryptographic signature of anything.
import { createHash, hash as hashOf } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** A JSON text that is the same for equal values: keys sorted, `undefined` left out. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const record = value as Readonly<Record<string, unknown>>
  let text = ''
  for (const key of Object.keys(record).sort()) {
    const item = record[key]
    if (item !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(item)}`
  }
  return `{${text}}`
}

/** The full SHA-256 of text or bytes, in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return hashOf('sha256', content, 'hex')
}

/** `prefix_` and the first 16 hexadecimal digits (64 bits) of the hash of the value's canonical JSON. */
export function contentId(prefix: string, value: unknown): string {
  return `${prefix}_${sha256(canonicalJson(value)).slice(0, 16)}`
}

/** The record with its `id` computed from everything else in it. */
export function withContentId<T extends object>(prefix: string, record: T): T & { readonly id: string } {
  return { id: contentId(prefix, record), ...record }
}

/** The full SHA-256 of a file, read in pieces. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
