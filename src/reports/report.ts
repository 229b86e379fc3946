// The report of a benchmark and of runs on it: one HTML page, the same as Markdown, every number with its origin as
// JSON, tables and figures as files for a paper, and pages to read each task and answer. Same files in, same bytes
// out. Paper: appendix C, Tables 2–4 and 6–9, Figure 5.
import { join } from 'node:path'
import { writeJson, writeText } from '../kit/jsonl.ts'
import { readContent } from './content.ts'
import { writeExports } from './exports/write.ts'
import { jsonReport } from './json.ts'
import { markdownReport } from './markdown.ts'
import { readMaterial } from './material.ts'
import { htmlPage } from './page/page.ts'
import { writeSamples, type SampleControls } from './samples/write.ts'

export interface ReportFiles {
  readonly html: string
  readonly markdown: string
  readonly json: string
  /** The page of single tasks. */
  readonly samples: string
  /** Folders of the tables (LaTeX, CSV) and of the figures (SVG, PNG, CSV). */
  readonly tables: string
  readonly figures: string
}

/**
 * Writes the report into `output` and returns where its parts are; beside them comparisons.json, seeds.json and what
 * judges said, which the numbers over several runs are read from. Undefined when the signal stopped it, which leaves no
 * page of single tasks. Throws a Failure when a file is missing or damaged, or when a run was made on another benchmark.
 */
export async function writeReport(
  benchmarkFolder: string,
  runFolders: readonly string[],
  output: string,
  controls?: Omit<SampleControls, 'signal'>,
): Promise<ReportFiles>
export async function writeReport(
  benchmarkFolder: string,
  runFolders: readonly string[],
  output: string,
  controls: SampleControls & { readonly signal: AbortSignal },
): Promise<ReportFiles | undefined>
export async function writeReport(
  benchmarkFolder: string,
  runFolders: readonly string[],
  output: string,
  controls: SampleControls = {},
): Promise<ReportFiles | undefined> {
  const material = await readMaterial(benchmarkFolder, runFolders, output)
  try {
    const content = await readContent(material)
    const paths = {
      html: join(output, 'report.html'),
      markdown: join(output, 'report.md'),
      json: join(output, 'report.json'),
    }
    await writeJson(join(output, material.comparisonsFile.file), material.comparisons)
    await writeJson(join(output, material.seedsFile.file), material.seedFamilies)
    await writeJson(join(output, material.judged.computedFile.file), material.judged.computed)
    await writeText(paths.html, htmlPage(content))
    await writeText(paths.markdown, markdownReport(content))
    await writeJson(paths.json, jsonReport(content, material))
    const folders = await writeExports(content, output)
    const samples = await writeSamples(material, output, controls)
    return samples === undefined ? undefined : { ...paths, samples, ...folders }
  } finally {
    material.close()
  }
}
