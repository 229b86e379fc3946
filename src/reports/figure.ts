// What a figure of the report is: its number in the paper, its data as a table (which is also its text
// alternative and all that Markdown shows), and a drawing of that data. One file in figures/, one line in
// its index.
import type { Markup } from './markup.ts'
import type { ReportMaterial } from './material.ts'
import type { SectionId, TableContent } from './table.ts'

export interface ReportFigure {
  readonly id: string
  /** "Figure 8", or "" where the paper has none. */
  readonly paper: string
  readonly section: SectionId
  readonly title: string
  build(material: ReportMaterial): FigureContent
}

export interface FigureContent {
  /** The numbers drawn; its caption is the figure's. */
  readonly table: TableContent
  /** What a reader who cannot see it should know. */
  readonly description: string
  readonly svg: Markup
}
