// The report of a benchmark and of runs on it: one HTML page, the same as Markdown, and every number with
// its origin as JSON. Same files in, same bytes out. Paper: appendix C, Tables 2 and 4–9.
import { join } from 'node:path'
import { writeJson, writeText } from '../kit/jsonl.ts'
import { readContent } from './content.ts'
import { jsonReport } from './json.ts'
import { markdownReport } from './markdown.ts'
import { readMaterial } from './material.ts'
import { htmlPage } from './page/page.ts'

/**
 * Writes report.html, report.md and report.json into `output` and returns their paths; beside them
 * comparisons.json and seeds.json, which numbers over several runs are read from. Throws a Failure
 * when a file is missing or damaged, or when a run was made on another benchmark.
 */
export async function writeReport(
  benchmarkFolder: string,
  runFolders: readonly string[],
  output: string,
): Promise<{ html: string; markdown: string; json: string }> {
  const material = await readMaterial(benchmarkFolder, runFolders, output)
  const content = await readContent(material)
  const paths = {
    html: join(output, 'report.html'),
    markdown: join(output, 'report.md'),
    json: join(output, 'report.json'),
  }
  await writeJson(join(output, material.comparisonsFile.file), material.comparisons)
  await writeJson(join(output, material.seedsFile.file), material.seedFamilies)
  await writeText(paths.html, htmlPage(content))
  await writeText(paths.markdown, markdownReport(content))
  await writeJson(paths.json, jsonReport(content, material))
  return paths
}
