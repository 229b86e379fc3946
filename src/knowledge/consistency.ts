// What must hold across the tables: ids are unique and resolve here; what must hold within a row, and between a course
// and the rows that it names, in the files of the single checks. Not whether it is good medicine: that is for the
// clinicians who review rows.
import type { Problem } from '../kit/errors.ts'
import { checkCondition } from './condition-faults.ts'
import { checkDrugs } from './drug-faults.ts'
import { checkMeasures } from './measure-faults.ts'
import type { Placed, Tables } from './read-tables.ts'
import { referencesOf } from './references.ts'
import { checkRenal } from './renal-faults.ts'
import type { Report } from './report.ts'
import { checkScores } from './score-faults.ts'
import { tableNames } from './tables.ts'

export function inconsistencies(tables: Tables): Problem[] {
  const problems: Problem[] = []
  const report: Report = ({ file, line }, where, what) => {
    problems.push({ subject: file, place: `line ${line}, ${where}`, what })
  }
  checkIds(tables, report)
  checkReferences(tables, report)
  checkMeasures(tables, report)
  checkDrugs(tables, report)
  checkRenal(tables, report)
  checkScores(tables, report)
  const drugs = new Map(tables.drugs.map(({ row }) => [row.id, row]))
  for (const placed of tables.conditions) checkCondition(placed, tables, drugs, report)
  return problems
}

function checkIds(tables: Tables, report: Report): void {
  for (const table of tableNames) {
    const seen = new Map<string, string>()
    for (const placed of tables[table] as readonly Placed<{ readonly id: string }>[]) {
      const { id } = placed.row
      const first = seen.get(id)
      if (first !== undefined) report(placed, id, `the id already stands in ${first}.`)
      seen.set(id, placed.file)
    }
  }
}

function checkReferences(tables: Tables, report: Report): void {
  const ids = Object.fromEntries(
    tableNames.map((table) => [
      table,
      new Set((tables[table] as readonly Placed<{ readonly id: string }>[]).map(({ row }) => row.id)),
    ]),
  )
  for (const { to, id, field, from } of referencesOf(tables)) {
    if (!ids[to]?.has(id)) report(from, `${from.row}, ${field}`, `there is no "${id}" in ${to}.`)
  }
}
