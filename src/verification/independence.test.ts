// The judges are worth what they share with the authors: nothing but rows, records and the view of a conversation.
// Follows the imports of this folder, tests aside, through all files that they reach.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

const sources = resolve(import.meta.dirname, '..')

/** What code outside verification/ may be reached: no code that writes tasks, plants faults or makes courses. */
const shared = [
  /^(?:records|taxonomy|kit)\//,
  /^conversations\/view\.ts$/,
  // The rows and their schemas. Not due.ts, hazards.ts, state.ts, ranges.ts: these are how authors read them.
  /^knowledge\/(?:care|code|comorbidity|condition|drug|finding|knowledge|measure|predicate|read-tables|row|tables)\.ts$/,
]

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, to]) =>
    resolve(dirname(path), to as string),
  )
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
}

it('reaches nothing of the authors', () => {
  const open = filesBelow(join(sources, 'verification'))
  const reached = new Set(open)
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const next of importsOf(path)) {
      if (reached.has(next)) continue
      reached.add(next)
      open.push(next)
    }
  }
  const outside = [...reached]
    .map((path) => relative(sources, path))
    .filter((path) => !path.startsWith('verification/'))
  expect(outside).toContain('knowledge/knowledge.ts')
  expect(outside.filter((path) => !shared.some((pattern) => pattern.test(path)))).toEqual([])
})
