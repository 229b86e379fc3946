// One hash over all files of the knowledge base: whoever works from it records which one it was.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../kit/hash.ts'
import { dataFolder } from './knowledge.ts'
import { tableNames } from './tables.ts'

export function dataHash(folder = dataFolder): string {
  const files = tableNames.flatMap((table) =>
    readdirSync(join(folder, table))
      .filter((name) => name.endsWith('.yaml'))
      .toSorted()
      .map((name) => [`${table}/${name}`, sha256(readFileSync(join(folder, table, name), 'utf8'))]),
  )
  return sha256(JSON.stringify(files))
}
