// For tests of sources: what one source gives for files or folders, without the importer around it.
import type { Case } from '../records/case.ts'
import type { Problem } from '../kit/errors.ts'
import { openBatch } from './batch.ts'
import { isProblem } from './read-file.ts'
import type { Source } from './source.ts'

/** All cases of the files that the source sniffs as its own, and what it skipped or could not read. */
export async function importFolder(
  source: Source,
  paths: readonly string[],
): Promise<{ readonly cases: readonly Case[]; readonly problems: readonly Problem[] }> {
  const batch = await openBatch(paths)
  const cases: Case[] = []
  const problems: Problem[] = []
  for (const entry of batch.files) {
    const file = await batch.look(entry)
    if (isProblem(file) || source.sniff(file) !== 'yes') continue
    for await (const result of source.read(file, batch)) {
      if (result.kind === 'case') cases.push(result.case)
      else problems.push(result.problem)
    }
  }
  return { cases, problems }
}
