// The list of the bundled case files and small readers for the tests beside it. Paths are relative to this folder.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parse } from 'csv-parse/sync'

export const root = import.meta.dirname

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.(md|xml|json|csv|png)$/.test(file))
  .sort()

/** Every file that holds a case or belongs to one, pictures apart. */
export const documents: readonly string[] = files.filter(
  (file) => !/^(README|LICENSE)\.md$/.test(file) && !file.endsWith('.png'),
)

export const images: readonly string[] = files.filter((file) => file.endsWith('.png'))

export function readText(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

export function readRows(file: string): Record<string, string>[] {
  return parse(readText(file), { columns: true })
}

/** Pictures that a document names, relative to the root of the cases. */
export function picturesOf(file: string): string[] {
  return [...readText(file).matchAll(/(?:\]\(|href="|"url": ")([^)"]+\.png)/g)].map((match) =>
    normalize(join(dirname(file), match[1] ?? '')).replaceAll('\\', '/'),
  )
}
