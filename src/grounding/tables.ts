// Laboratory tables: one analyte a row, its values across (one column, or one for each date), with a unit
// and a reference range where the table has them. Any other table (patients by row, literature reviews,
// trial arms) yields nothing.
import type { Case, Table } from '../records/case.ts'
import { type Fact, createFact } from '../records/fact.ts'
import { comparatorOf, rangeOf } from './laboratory.ts'
import { unitFits } from './laboratory-lexicon.ts'
import { findMentions } from './lexicon.ts'
import { numberSource, toNumber, unitSource } from './measures.ts'
import { clinicalLexicon } from './passage.ts'
import { timesOf } from './times.ts'
import { wordsOf } from './words.ts'

const otherSubjects =
  /\b(?:patients?|cases?|studies|study|authors?|controls?|group|reference \(|n ?=|p[ -]?value|mean|median|father|mother|sister|brother|sibling|donor|arm)\b/i
const rangeHeader = /\b(?:reference|normal|ref\.?|range|limits?|interval)\b/i
const unitHeader = /^\s*units?\b/i
const valuePattern = new RegExp(
  `^\\s*(?<comparator>[<>≤≥~])?\\s?(?<value>${numberSource})(?!\\s?[-–/]\\s?\\d)\\s?(?<unit>${unitSource})?\\s?(?<flag>\\(?[HL]\\)?|↑|↓|\\*)?\\s*(?:\\(.*\\))?\\s*$`,
  'iu',
)
const boundsPattern = new RegExp(
  `(?<low>${numberSource})\\s?(?:-|–|—|~|to)\\s?(?<high>${numberSource})|(?<bound>[<>≤≥])\\s?(?<limit>${numberSource})`,
  'iu',
)
const unitPattern = new RegExp(`[(,\\[]\\s?(${unitSource})\\s?[)\\]]?\\s*$|\\s(${unitSource})\\s*$`, 'iu')

interface Plan {
  readonly name: number
  readonly unit: number
  readonly range: number
  readonly values: readonly number[]
}

export function tableFacts(source: Case): Fact[] {
  return source.tables.flatMap((table) => {
    const plan = planOf(table)
    return plan === undefined ? [] : factsOf(source.id, table, plan)
  })
}

/** Which column is what; undefined when the table is not one of laboratory values. */
function planOf(table: Table): Plan | undefined {
  const { columns, rows } = table
  if (rows.length < 2 || columns.some((column) => otherSubjects.test(column) && !rangeHeader.test(column)))
    return undefined
  if (
    /\b(?:literature|reported cases|previous(?:ly)? (?:reported|published)|review of)\b/i.test(table.caption)
  )
    return undefined
  const named = (column: number): number =>
    rows.filter((row) => analyteIn(row[column] ?? '') !== undefined).length
  const name = named(0) >= 2 ? 0 : named(1) >= 2 ? 1 : -1
  if (name < 0 || named(name) < Math.max(2, rows.length * 0.3)) return undefined
  const others = columns.map((_, i) => i).filter((i) => i !== name)
  const unit = others.find((i) => unitHeader.test(columns[i] as string)) ?? -1
  const range = others.find((i) => rangeHeader.test(columns[i] as string)) ?? -1
  const values = others.filter((i) => i !== unit && i !== range && i > name && holdsValues(rows, i))
  return values.length === 0 ? undefined : { name, unit, range, values }
}

function holdsValues(rows: Table['rows'], column: number): boolean {
  const filled = rows.filter((row) => (row[column] ?? '').trim() !== '')
  return (
    filled.length > 0 &&
    filled.filter((row) => valuePattern.test(row[column] as string)).length >= filled.length * 0.4
  )
}

function factsOf(caseId: string, table: Table, plan: Plan): Fact[] {
  return table.rows.flatMap((row, r) => {
    // a row of another length has merged cells: its columns cannot be told
    if (row.length !== table.columns.length) return []
    const label = row[plan.name] ?? ''
    const name = analyteIn(label)
    if (name === undefined) return []
    const rowUnit = plan.unit >= 0 ? (row[plan.unit] ?? '').trim() : unitIn(label)
    const bounds = plan.range >= 0 ? (row[plan.range] ?? '') : (/\(.*\d.*\)/.exec(label)?.[0] ?? '')
    const range = boundsPattern.exec(bounds)
    return plan.values.flatMap((column) => {
      const cell = row[column] ?? ''
      const match = valuePattern.exec(cell)
      if (match?.groups === undefined) return []
      const { comparator, value = '', flag } = match.groups
      const unit = match.groups['unit'] ?? (rowUnit === '' ? undefined : rowUnit)
      if (unit !== undefined && plan.unit < 0 && !unitFits(name, unit)) return []
      const header = (table.columns[column] ?? '').trim()
      const time = timeOfHeader(header)
      const interpretation =
        flag === undefined ? undefined : /[H↑]/.test(flag) ? 'high' : /[L↓]/.test(flag) ? 'low' : undefined
      return [
        createFact({
          caseId,
          kind: 'lab',
          name,
          value: toNumber(value),
          ...(unit === undefined ? {} : { unit }),
          ...(comparator === undefined ? {} : { comparator: comparatorOf(comparator) }),
          ...(range?.groups === undefined ? {} : { range: rangeOf(range[0], range.groups) }),
          ...(interpretation === undefined ? {} : { interpretation }),
          negated: false,
          experiencer: 'patient',
          certainty: 'certain',
          ...(time === undefined ? {} : { time }),
          evidence: { kind: 'cell', table: table.id, row: r, column, quote: cell },
        }),
      ]
    })
  })
}

/** A header that names a time ("6 Weeks", "On admission", "Day 3", a date); "Value" and "Result" do not. */
function timeOfHeader(header: string): Fact['time'] {
  if (
    header === '' ||
    /^(?:values?|results?|patient'?s? (?:values?|results?)|levels?|findings?|data|measured)$/i.test(header)
  )
    return undefined
  const span = timesOf(header, 0, header.length)[0]
  if (span !== undefined) return { ...span.time, text: header }
  return /\b(?:day|week|month|year|hour|admission|discharge|baseline|before|after|pre|post|initial|follow|visit|trimester|h|d|POD|HD)s?\b|\d{1,2}[/.-]\d{1,2}/i.test(
    header,
  )
    ? { text: header }
    : undefined
}

/** The analyte a row label names at its beginning, e.g. "Hemoglobin (g/dL)". */
function analyteIn(label: string): string | undefined {
  if (label.length > 80) return undefined
  const mentions = findMentions(clinicalLexicon, label, wordsOf(label))
  const first = mentions.find((mention) => mention.term.category === 'analyte')
  if (
    first === undefined ||
    !/^\s*(?:serum|plasma|blood|total|absolute)?\s*$/i.test(label.slice(0, first.start))
  )
    return undefined
  // "albumin/globulin ratio", "eosinophil cationic protein": another test
  return /^\s*(?:level|count|concentration|\(|\[|,|$|%|routine|[×x]?10|mg|g\/|m?mol|µ|u|I?U\/|#|abs)/i.test(
    label.slice(first.end),
  )
    ? first.term.name
    : undefined
}

function unitIn(label: string): string {
  const match = unitPattern.exec(
    label.replace(/\((?=[^)]*(?:normal|range|\d\s?[-–]\s?\d))[^)]*\)/i, '').trim(),
  )
  return (match?.[1] ?? match?.[2] ?? '').trim()
}
