// A table of the report as CSV (RFC 4180), for a spreadsheet or a script: one header line, groups of rows in a
// column of their own, numbers unrounded in the scale they are printed in (per cent as 72.13, not 0.7213), an
// interval in two columns of its own. Texts that a spreadsheet would take for a formula begin with an apostrophe.
import { partsOf, textOf, type Cell, type TableContent } from '../table.ts'
import type { Quantity } from '../quantity.ts'

type AnyCell = Cell | Quantity | string

export function csvTable({ columns, rows }: TableContent): string {
  const grouped = rows.some(({ kind }) => kind === 'head')
  const withInterval = columns.map((_, index) =>
    rows.some(({ cells }) => intervalOf(cells[index] ?? '') !== undefined),
  )
  const head = columns.flatMap(({ label, group }, index) => {
    const name = group === undefined ? label : `${group}: ${label}`
    return withInterval[index] === true ? [name, `${name}, low`, `${name}, high`] : [name]
  })
  const lines = [[...(grouped ? ['Group'] : []), ...head].map(textField).join(',')]
  let group = ''
  for (const { cells, kind } of rows) {
    if (kind === 'head') {
      group = textOf(cells[0] ?? '')
      continue
    }
    const fields = columns.flatMap((_, index): string[] => {
      const cell = cells[index] ?? ''
      const interval = intervalOf(cell)
      if (interval !== undefined) return interval.map(numberField)
      return withInterval[index] === true ? [fieldOf(cell), '', ''] : [fieldOf(cell)]
    })
    lines.push([...(grouped ? [textField(group)] : []), ...fields].join(','))
  }
  return `${lines.join('\r\n')}\r\n`
}

/** Value, low and high of a number with its interval. */
function intervalOf(cell: AnyCell): readonly Quantity[] | undefined {
  const parts = partsOf(cell)
  const numbers = parts.filter((part) => typeof part !== 'string')
  return numbers.length === 3 && parts[1] === ' (' && parts[3] === ' to ' && parts[5] === ')'
    ? numbers
    : undefined
}

function fieldOf(cell: AnyCell): string {
  const parts = partsOf(cell)
  const [first] = parts
  if (parts.length === 1 && first !== undefined && typeof first !== 'string') return numberField(first)
  const text = textOf(cell)
  // "There is nothing" is an empty field.
  return text === '–' ? '' : textField(text)
}

function numberField({ value, unit }: Quantity): string {
  if (value === null) return ''
  const hundredfold = unit === 'share' || unit === 'hundredths' || unit === 'points'
  return String(Number((hundredfold ? 100 * value : value).toPrecision(12)))
}

function textField(text: string): string {
  const plain = text.replace(/[^\P{Cc}\n\r\t]|\p{Cs}/gu, '\uFFFD')
  const harmless = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
