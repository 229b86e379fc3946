// PriMock57's consultation checklists: what a clinician lists as said in a visit, as exported from
// spreadsheets. A list is a pair of columns, items and marks; a file may hold more than one list beside
// sentences of generated notes, which are not read. Nesting is written with leading asterisks.
import type { LabelOf } from '../records/label.ts'
import { readCsvCells } from './csv-rows.ts'

export type ChecklistLabel = LabelOf<'checklist'>

/** The items of one list; `rater` is left to the caller. */
export type ChecklistItem = Omit<ChecklistLabel, 'kind' | 'rater'>

/** Headings of British general practice notes; such a line without a mark starts a part of the list. */
const headings =
  /^(?:PC|HPC|PC\s*\/\s*HPC|PMH|DH|SH|FH|ICE|O\/E|OE|introduction|comments?|plan|imp(?:ression)?|(?:social|family|drug|sexual|general|previous medical|past medical) history|allergies|presenting complaint)$/i

const marks: Readonly<Record<string, ChecklistItem['importance']>> = {
  c: 'critical',
  nc: 'non_critical',
  i: 'irrelevant',
}

/** Whether a CSV text is a checklist: its first row begins with the word. */
export function isChecklist(text: string): boolean {
  return /^\W*CHECKLIST\s*,/.test(text.slice(0, 200))
}

/** The lists in a checklist file, in the order of their columns. */
export function readChecklists(text: string): ChecklistItem[][] {
  const [header = [], ...rows] = readCsvCells(text)
  const columns = header.flatMap((name, index) => (name.trim().toUpperCase() === 'CHECKLIST' ? [index] : []))
  return columns
    .map((column) => readList(rows.map((row) => [row[column] ?? '', row[column + 1] ?? ''])))
    .filter((list) => list.length > 0)
}

function readList(cells: readonly (readonly [string, string])[]): ChecklistItem[] {
  const items: ChecklistItem[] = []
  let heading: string[] = []
  let above: { depth: number; item: string }[] = []
  for (const [cell, mark] of cells) {
    const text = cell.replace(/\s+/g, ' ').trim()
    const depth = /^\**/.exec(text)?.[0].length ?? 0
    const item = text.slice(depth).trim()
    if (item === '') {
      // A blank line ends a group: what follows with asterisks belongs to no item above it.
      if (text === '') above = []
      continue
    }
    const importance = marks[mark.trim().toLowerCase()] ?? 'unmarked'
    if (depth === 0 && importance === 'unmarked' && isHeading(item)) {
      heading = [item]
      above = []
      continue
    }
    above = above.filter((other) => other.depth < depth)
    items.push({ item, path: [...heading, ...above.map((other) => other.item)], importance })
    above.push({ depth, item })
  }
  return items
}

function isHeading(text: string): boolean {
  return headings.test(text) || (/[A-Z]{2}/.test(text) && text === text.toUpperCase() && text.length > 3)
}
