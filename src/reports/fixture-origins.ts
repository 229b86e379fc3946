// Walks the origin of a number back to the files, without the code that wrote it: for tests.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Origin } from './quantity.ts'

/** The number that the files say. `folder` is the report's; `root` the repository's. */
export async function walk(origin: Origin, folder: string, root: string): Promise<number | null> {
  const all = (of: readonly Origin[]): Promise<(number | null)[]> =>
    Promise.all(of.map((one) => walk(one, folder, root)))
  if (origin.kind === 'field') return numberAt(contentOf(resolve(folder, origin.file)), origin.field)
  if (origin.kind === 'paper') {
    const module: unknown = await import(pathToFileURL(resolve(root, origin.file)).href)
    return numberAt(module, origin.field)
  }
  if (origin.kind === 'lines') {
    const lines = contentOf(resolve(folder, origin.file)) as unknown[]
    const matches = (line: unknown): boolean =>
      Object.entries(origin.where).every(([field, value]) => (at(line, field) ?? null) === value)
    return lines.filter(matches).length
  }
  if (origin.kind === 'positive') {
    const members = Object.values(at(contentOf(resolve(folder, origin.file)), origin.field) as object)
    return members.filter((member) => (at(member, origin.of) as number) > 0).length
  }
  if (origin.kind === 'sum')
    return (await all(origin.of)).reduce<number>((sum, value) => sum + (value ?? 0), 0)
  if (origin.kind === 'share') {
    const [part, whole] = await all([origin.part, origin.whole])
    return typeof part !== 'number' || !whole ? null : part / whole
  }
  const values = await all(origin.of)
  const weights = origin.weights === undefined ? values.map(() => 1) : await all(origin.weights)
  const pairs = values
    .map((value, index) => [value, weights[index] ?? 0] as const)
    .filter((pair): pair is readonly [number, number] => pair[0] !== null)
  const weight = pairs.reduce((sum, [, one]) => sum + one, 0)
  return weight === 0 ? null : pairs.reduce((sum, [value, one]) => sum + value * one, 0) / weight
}

const read = new Map<string, unknown>()

function contentOf(path: string): unknown {
  const known = read.get(path)
  if (known !== undefined) return known
  const text = readFileSync(path, 'utf8')
  const content: unknown = path.endsWith('.jsonl')
    ? text
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line))
    : JSON.parse(text)
  read.set(path, content)
  return content
}

function numberAt(content: unknown, field: string): number | null {
  const value = at(content, field)
  if (value === null || typeof value === 'number') return value
  throw new Error(`${field} is no number`)
}

function at(content: unknown, field: string): unknown {
  return field
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], content)
}
