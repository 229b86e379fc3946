// Where the real corpora are, for tests and benchmarks that try things on them. They lie outside the
// repository (their licences differ from ours); without them those tests skip and the project is complete.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The folder of a corpus, e.g. `sharedData('aci_bench')`; undefined where it is absent. */
export function sharedData(corpus = ''): string | undefined {
  const root = process.env['BEHAVIORBENCH_DATA'] ?? resolve(import.meta.dirname, '../../shared/data')
  const path = resolve(root, corpus)
  return existsSync(path) ? path : undefined
}
