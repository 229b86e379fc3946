// Imports a batch into a cases file and copies the pictures it names into a folder images/ beside it, under
// their hashes. Shared by `import` and `quickstart`.
import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import type { Problem } from '../kit/errors.ts'
import { writeJsonl } from '../kit/jsonl.ts'
import type { Case, Image } from '../records/case.ts'
import type { ImportedCase } from '../records/imported.ts'
import { ground } from '../grounding/ground.ts'
import { importBatch } from '../sources/import.ts'
import type { ImportSummary } from '../sources/summary.ts'

export interface ImportCasesOptions {
  readonly source: string
  readonly sizeLimit?: number
  readonly signal?: AbortSignal
  readonly onFile?: (file: string) => void
  readonly onProblem?: (kind: 'skipped' | 'failed', problem: Problem) => void
}

/** The summary, or undefined when the signal stopped it: then nothing was written. */
export async function importCases(
  paths: readonly string[],
  output: string,
  options: ImportCasesOptions,
): Promise<{ readonly summary: ImportSummary } | undefined> {
  let summary: ImportSummary | undefined
  async function* lines(): AsyncGenerator<ImportedCase> {
    const results = importBatch(paths, {
      source: options.source,
      countFacts: (source, conversation) => ground(source, conversation).length,
      ...(options.sizeLimit === undefined ? {} : { sizeLimit: options.sizeLimit }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onProgress: ({ file }) => options.onFile?.(file),
    })
    for (;;) {
      const next = await results.next()
      if (next.done === true) {
        summary = next.value
        // An interrupted import leaves no half of a file behind.
        if (options.signal?.aborted) throw new Stopped()
        return
      }
      const { imported } = next.value
      if (imported.kind !== 'case') {
        options.onProblem?.(imported.kind, imported.problem)
        continue
      }
      const { conversation } = imported
      const kept = await keepImages(imported.case, dirname(output))
      yield { case: kept, ...(conversation === undefined ? {} : { conversation }) }
    }
  }
  try {
    await writeJsonl(output, lines())
  } catch (error) {
    if (error instanceof Stopped) return undefined
    throw error
  }
  return { summary: summary as ImportSummary }
}

class Stopped extends Error {}

async function keepImages(source: Case, folder: string): Promise<Case> {
  const images: Image[] = []
  for (const image of source.images) {
    const { file, ...rest } = image
    if (file === undefined || image.sha256 === undefined) {
      images.push(rest)
      continue
    }
    const kept = join('images', `${image.sha256.slice(0, 32)}${extname(file).toLowerCase()}`)
    if (!existsSync(join(folder, kept))) {
      await mkdir(join(folder, 'images'), { recursive: true })
      await copyFile(file, join(folder, kept))
    }
    images.push({ ...rest, file: kept.replaceAll('\\', '/') })
  }
  return { ...source, images }
}
