// Tables of JATS articles (the XHTML table model): heading rows, spans, notes below the table.
import type { Table } from '../records/case.ts'
import { layOut, type Cell } from './grid.ts'
import { proseOf } from './jats-prose.ts'
import { childOf, childrenOf, findAll, type XmlElement } from './xml.ts'

/** The table of a <table-wrap>; undefined where it is only a picture of one. */
export function jatsTable(wrap: XmlElement, id: string): Table | undefined {
  const table = findAll(wrap, 'table')[0]
  if (table === undefined) return undefined
  const head = findAll(table, 'thead').flatMap((part) => childrenOf(part, 'tr'))
  const bodies = childrenOf(table, 'tbody', 'tfoot').flatMap((part) => childrenOf(part, 'tr'))
  const laidOut = layOut(head.map(cellsOf), [...childrenOf(table, 'tr'), ...bodies].map(cellsOf))
  if (laidOut.rows.length === 0) return undefined
  return { id, caption: captionOf(wrap), ...laidOut }
}

function cellsOf(row: XmlElement): Cell[] {
  return childrenOf(row, 'td', 'th').map((cell) => ({
    text: proseOf(cell),
    columns: Number(cell.attributes['colspan'] ?? 1),
    rows: Number(cell.attributes['rowspan'] ?? 1),
    heading: cell.name === 'th',
  }))
}

/** "Table 1. Laboratory values." with the notes below the table, which hold units and abbreviations. */
function captionOf(wrap: XmlElement): string {
  const notes = childrenOf(wrap, 'table-wrap-foot').flatMap((foot) => [
    ...childrenOf(foot, 'p').map(proseOf),
    ...findAll(foot, 'fn').map(noteOf),
  ])
  return [labelledCaption(wrap), ...notes].filter((text) => text !== '').join(' ')
}

function noteOf(note: XmlElement): string {
  const label = proseOf(childOf(note, 'label'))
  return `${label} ${childrenOf(note, 'p').map(proseOf).join(' ')}`.trim()
}

/** Label, title and text of a figure's or table's caption as one line: "Figure 2. Chest CT. (A) …". */
export function labelledCaption(element: XmlElement): string {
  const caption = childOf(element, 'caption')
  const title = proseOf(childOf(caption, 'title'))
  const texts = caption === undefined ? [] : childrenOf(caption, 'p').map(proseOf)
  return [proseOf(childOf(element, 'label')), title, ...texts]
    .filter((text) => text !== '')
    .map((text) => (/[.!?:;,]$/.test(text) ? text : `${text}.`))
    .join(' ')
}
