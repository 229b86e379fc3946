// What a table of the report is: a name, a section, and a function from the material to rows of cells. A
// new one is a file in tables/ and a line in its index. How it looks is page/table.ts and markdown.ts.
import type { ReportMaterial } from './material.ts'
import { printed, type Quantity } from './quantity.ts'

/** Parts of the page, in its order. */
export const sectionIds = ['dataset', 'coverage', 'shortcuts', 'results', 'speaking'] as const
export type SectionId = (typeof sectionIds)[number]

export interface ReportTable {
  readonly id: string
  readonly section: SectionId
  readonly title: string
  build(material: ReportMaterial): TableContent
}

export interface Column {
  readonly label: string
  /** Columns side by side with the same group stand under one heading. */
  readonly group?: string
  readonly align: 'text' | 'number'
}

/** Pieces of text and numbers of one cell. */
export interface Cell {
  readonly parts: readonly (string | Quantity)[]
  /** Loud: what fails, or the best. Quiet: what is missing or waived. */
  readonly tone?: 'loud' | 'quiet'
}

export interface Row {
  readonly cells: readonly (Cell | Quantity | string)[]
  /** "head" opens a group of rows, "total" sums rows up. */
  readonly kind?: 'head' | 'total'
}

export interface TableContent {
  /** How to read it, in a sentence or two. */
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly notes?: readonly string[]
  /** Said in place of a table without rows. */
  readonly empty: string
}

export function partsOf(cell: Cell | Quantity | string): readonly (string | Quantity)[] {
  if (typeof cell === 'string') return [cell]
  return 'parts' in cell ? cell.parts : [cell]
}

export function toneOf(cell: Cell | Quantity | string): Cell['tone'] {
  return typeof cell === 'object' && 'parts' in cell ? cell.tone : undefined
}

export function textOf(cell: Cell | Quantity | string): string {
  return partsOf(cell)
    .map((part) => (typeof part === 'string' ? part : printed(part)))
    .join('')
}

/** "fact_retrieval" → "Fact retrieval": identifiers as they are shown. */
export function spoken(identifier: string): string {
  const words = lowered(identifier)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** "fact_retrieval" → "fact retrieval", for the middle of a sentence. */
export function lowered(identifier: string): string {
  return identifier.replaceAll(/[_-]/g, ' ').replace(/^ddx\b/, 'DDx')
}
