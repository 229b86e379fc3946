// The folder list is the architecture: a folder of src/ may import itself and the folders above it in this
// array, nothing else. Tests may import anything above too, and the folder test/ anywhere.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, dirname, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const house = [
  'kit',
  'taxonomy',
  'records',
  'metrics',
  'knowledge',
  'models',
  'sources',
  'grounding',
  'conversations',
  'simulation',
  'challenges',
  'tasks',
  'verification',
  'benchmark',
  'prompts',
  'evaluation',
  'training',
  'reports',
  'serving',
  'study',
  'cli',
] as const

const root = resolve(import.meta.dirname, '..')
const source = join(root, 'src')

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

const folderOf = (path: string): string => relative(source, path).split(sep)[0] as string

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  const pattern = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]|new URL\(\s*['"](\.{1,2}\/[^'"]+)['"]/g
  return [...text.matchAll(pattern)].map((match) => (match[1] ?? match[2]) as string)
}

/** Complaints about a file's imports; empty when it keeps the order. */
function misplacedImports(path: string, imports: readonly string[]): string[] {
  const from = folderOf(path)
  const rank = house.indexOf(from as (typeof house)[number])
  return imports.flatMap((specifier) => {
    const target = resolve(dirname(path), specifier)
    if (!target.startsWith(source + sep)) return []
    const to = folderOf(target)
    if (to === from) return []
    const allowed = house.indexOf(to as (typeof house)[number])
    return allowed >= 0 && allowed < rank ? [] : [`${relative(root, path)} imports ${specifier}`]
  })
}

describe('the house', () => {
  it('has no folder that the list does not name', () => {
    const folders = readdirSync(source, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
    expect(folders.filter((folder) => !(house as readonly string[]).includes(folder))).toEqual([])
  })

  it('imports only upwards in the list', () => {
    const files = filesBelow(source).filter((path) => !/\.test\.tsx?$/.test(path))
    expect(files.length).toBeGreaterThan(50)
    expect(files.flatMap((path) => misplacedImports(path, importsOf(path)))).toEqual([])
  })

  it('would notice a wrong import', () => {
    const path = join(source, 'tasks', 'example.ts')
    expect(misplacedImports(path, ['../cli/main.ts', '../kit/hash.ts'])).toEqual([
      'src/tasks/example.ts imports ../cli/main.ts',
    ])
  })

  it('reads the environment only at the edge', () => {
    const inside = filesBelow(source).filter(
      (path) => !['cli', 'serving', 'study'].includes(folderOf(path)) && !/\.test\.tsx?$/.test(path),
    )
    expect(inside.filter((path) => readFileSync(path, 'utf8').includes('process.env'))).toEqual([])
  })
})
