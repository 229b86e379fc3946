// A table of the report as HTML, in a box of its own that scrolls sideways where it is too wide.
import { html, type Markup } from '../markup.ts'
import { partsOf, textOf, toneOf, type Column, type Row, type TableContent } from '../table.ts'

/** `title` names it for readers who cannot see where it stands; `id` is unique on the page. */
export function htmlTable(content: TableContent, title: string): Markup {
  if (content.rows.length === 0) return html`<p class="muted">${content.empty}</p>`
  const { columns, rows, notes = [] } = content
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><caption>${title}</caption><thead>${groupRow(columns)}<tr>${columns.map(
    ({ label, align }) => html`<th scope="col"${align === 'number' && html` class="n"`}>${label}</th>`,
  )}</tr></thead><tbody>${rows.map((row) => htmlRow(row, columns))}</tbody></table></div>${
    notes.length > 0 && html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`
  }`
}

function groupRow(columns: readonly Column[]): Markup | false {
  if (columns.every(({ group }) => group === undefined)) return false
  const spans: { group: string; span: number }[] = []
  for (const { group = '' } of columns) {
    const last = spans.at(-1)
    if (last !== undefined && last.group === group) last.span += 1
    else spans.push({ group, span: 1 })
  }
  return html`<tr>${spans.map(({ group, span }) =>
    group === ''
      ? html`<td colspan="${span}"></td>`
      : html`<th scope="colgroup" class="group" colspan="${span}">${group}</th>`,
  )}</tr>`
}

function htmlRow({ cells, kind }: Row, columns: readonly Column[]): Markup {
  const [first = '', ...rest] = cells
  if (kind === 'head') {
    return html`<tr class="head"><th scope="rowgroup">${textOf(first)}</th><td colspan="${columns.length - 1}"></td></tr>`
  }
  const others = rest.map((cell, index) => {
    const text = textOf(cell)
    const classes = [
      columns[index + 1]?.align === 'number' ? 'n' : text.length > 60 ? 'long' : '',
      toneOf(cell) === undefined ? '' : `${toneOf(cell)}cell`,
    ]
    // Numbers are ours; a piece of text may be anything, so its direction stays its own.
    const content = partsOf(cell).every((part) => typeof part !== 'string') ? text : html`<bdi>${text}</bdi>`
    return html`<td class="${classes.filter((name) => name !== '').join(' ')}">${content}</td>`
  })
  return html`<tr${kind === 'total' && html` class="total"`}><th scope="row"><bdi>${textOf(first)}</bdi></th>${others}</tr>`
}
