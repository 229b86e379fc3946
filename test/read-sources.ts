// For the tests of sources: what a source makes of one file of a folder, or of all files under some paths.
import { openBatch } from '../src/sources/batch.ts'
import { isProblem } from '../src/sources/read-file.ts'
import type { Imported, Source } from '../src/sources/source.ts'

/** The results for one file; everything in its folder makes the batch. */
export async function readFixture(source: Source, folder: string, name: string): Promise<Imported[]> {
  const results = await readPaths(source, [folder], (found) => found === name)
  if (results === undefined) throw new Error(`no fixture ${name} that ${source.name} reads`)
  return results
}

/** The results for all files under the paths that the source says are its own. */
export async function readFolders(source: Source, paths: readonly string[]): Promise<Imported[]> {
  return (await readPaths(source, paths, () => true)) ?? []
}

async function readPaths(
  source: Source,
  paths: readonly string[],
  wanted: (name: string) => boolean,
): Promise<Imported[] | undefined> {
  const batch = await openBatch(paths)
  let results: Imported[] | undefined
  for (const entry of batch.files.filter((file) => wanted(file.name))) {
    const file = await batch.look(entry)
    if (isProblem(file) || source.sniff(file) !== 'yes') continue
    results ??= []
    for await (const result of source.read(file, batch)) results.push(result)
  }
  return results
}
