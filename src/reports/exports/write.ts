// The tables and figures of a report as files for a paper or a spreadsheet: tables/ID.tex and ID.csv, and
// figures/ID.svg, ID.png and ID.csv. A table without rows has no file.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeText } from '../../kit/jsonl.ts'
import type { ReportContent } from '../content.ts'
import { csvTable } from './csv.ts'
import { pngOf, standaloneSvg } from './drawing.ts'
import { latexDocument, latexTable } from './latex.ts'

export async function writeExports(
  { tables, figures }: ReportContent,
  output: string,
): Promise<{ readonly tables: string; readonly figures: string }> {
  const folders = { tables: join(output, 'tables'), figures: join(output, 'figures') }
  const written: string[] = []
  for (const { table, content } of tables) {
    const path = (ending: string): string => join(folders.tables, `${table.id}.${ending}`)
    if (content.rows.length === 0) {
      // What an earlier report of this folder left.
      for (const ending of ['tex', 'csv']) await rm(path(ending), { force: true })
      continue
    }
    written.push(table.id)
    await writeText(path('tex'), latexTable(table.id, table.title, content))
    await writeText(path('csv'), csvTable(content))
  }
  await writeText(join(folders.tables, 'tables.tex'), latexDocument(written))
  for (const { figure, content } of figures) {
    const path = (ending: string): string => join(folders.figures, `${figure.id}.${ending}`)
    const svg = standaloneSvg(content.svg)
    await writeText(path('svg'), svg)
    await writeText(path('png'), pngOf(svg))
    await writeText(path('csv'), csvTable(content.table))
  }
  return folders
}
