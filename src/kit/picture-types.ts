// The kinds of picture that browsers and models show, by the ending of a file's name.
import { extname } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
}

/** Undefined for what is no such picture. */
export function pictureType(path: string): string | undefined {
  return types[extname(path).toLowerCase()]
}
