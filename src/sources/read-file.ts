// Reading one file safely: regular, within the size limit, not empty, and decoded without loss. What
// cannot be read is a Problem that says what to do; nothing here looks at what the content means.
import { isUtf8 } from 'node:buffer'
import { readFile, stat } from 'node:fs/promises'
import { sha256 } from '../kit/hash.ts'
import { messageOf, type Problem } from '../kit/errors.ts'
import type { BatchFile, SourceFile } from './source.ts'

/** Files above this many bytes are refused before they are read: 64 MB. */
export const defaultSizeLimit = 64 * 1024 * 1024

/** Whether `Batch.open` (or any reader here) gave a Problem instead of what was asked for. */
export function isProblem(value: object): value is Problem {
  return 'what' in value && 'subject' in value
}

/** The file with its bytes, hash and text; a Problem where it cannot be read. */
export async function readSourceFile(
  file: BatchFile,
  sizeLimit: number = defaultSizeLimit,
): Promise<SourceFile | Problem> {
  try {
    const { size } = await stat(file.path)
    if (size > sizeLimit) return tooLarge(file, size, sizeLimit)
    if (size === 0) return { subject: file.relative, what: 'the file is empty.' }
    return sourceFileOf(file, await readFile(file.path))
  } catch (error) {
    return unreadable(file.relative, error)
  }
}

/** A file from bytes that are already in memory; a Problem where they are empty or wrongly encoded. */
export function sourceFileOf(file: BatchFile, bytes: Uint8Array): SourceFile | Problem {
  if (bytes.length === 0) return { subject: file.relative, what: 'the file is empty.' }
  const decoded = decode(bytes)
  if (typeof decoded === 'object') return { subject: file.relative, ...decoded }
  return { ...file, bytes, sha256: sha256(bytes), text: decoded }
}

/** The Problem of a path that the file system refuses, in words. */
export function unreadable(subject: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT')
    return { subject, what: 'there is no such file or folder.', remedy: 'Check the path.' }
  if (code === 'EACCES' || code === 'EPERM')
    return { subject, what: 'no permission to read it.', remedy: 'Change its permissions or skip it.' }
  if (code === 'ELOOP') return { subject, what: 'the link points to itself.', remedy: 'Remove the link.' }
  return { subject, what: `it cannot be read (${code === '' ? messageOf(error) : code}).` }
}

function tooLarge(file: BatchFile, size: number, limit: number): Problem {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / (1024 * 1024))} MB`
  return {
    subject: file.relative,
    what: `the file has ${megabytes(size)}, more than the limit of ${megabytes(limit)}; it was not read.`,
    remedy: 'Split it into smaller files.',
  }
}

type Undecodable = Pick<Problem, 'place' | 'what' | 'remedy'>

/** The text; undefined for binary content; what is wrong where it is text in another encoding. */
function decode(bytes: Uint8Array): string | undefined | Undecodable {
  const [first = 0, second = 0] = bytes
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes, 'utf-16le')
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes, 'utf-16be')
  if (looksBinary(bytes)) return undefined
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes)
  const declared = declaredLatin(bytes)
  if (declared !== undefined) return new TextDecoder(declared).decode(bytes)
  const offset = firstInvalid(bytes)
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  return {
    place: `byte ${offset}`,
    what: `the text is not UTF-8 (byte 0x${byte}); it may be Latin-1 or Windows-1252.`,
    remedy: 'Save it as UTF-8.',
  }
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string | undefined | Undecodable {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\u0000') ? undefined : text
  } catch {
    return {
      what: `the text starts like ${encoding.toUpperCase()} but is broken.`,
      remedy: 'Save it as UTF-8.',
    }
  }
}

/** Control bytes other than white space do not occur in text, whatever its 8-bit encoding. */
function looksBinary(bytes: Uint8Array): boolean {
  if (bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44 && bytes[3] === 0x46) return true // %PDF
  if (bytes.includes(0)) return true
  return bytes.subarray(0, 65_536).some((byte) => byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 27)
}

/** XML may say that it is Latin-1; then reading it so loses nothing. */
function declaredLatin(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const encoding = /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/i.exec(start)?.[1]?.toLowerCase()
  return encoding === 'iso-8859-1' || encoding === 'windows-1252' ? 'windows-1252' : undefined
}

/** Offset of the first byte that is no UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let at = text.indexOf('\uFFFD')
  while (at !== -1) {
    const offset = Buffer.byteLength(text.slice(0, at))
    if (buffer.toString('hex', offset, offset + 3) !== 'efbfbd') return offset
    at = text.indexOf('\uFFFD', at + 1)
  }
  return 0
}
