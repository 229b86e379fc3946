// Faults within the file of one condition: phases that overlap, values outside what is plausible, reasons that stand
// twice, names of phases and results that do not resolve. Orders, phases and studies have files of their own.
import { allSteps, type Condition, type Step } from './condition.ts'
import type { Drug } from './drug.ts'
import { checkDose, checkGiven } from './order-faults.ts'
import { checkPhases } from './phase-faults.ts'
import { leavesOf, type Predicate } from './predicate.ts'
import type { Placed, Tables } from './read-tables.ts'
import type { Report, ReportInRow } from './report.ts'
import { checkStudies } from './study-faults.ts'

export function checkCondition(
  placed: Placed<Condition>,
  tables: Tables,
  drugs: ReadonlyMap<string, Drug>,
  report: Report,
): void {
  const { row } = placed
  const at: ReportInRow = (where, what) => report(placed, `${row.id}, ${where}`, what)
  if (placed.file !== `conditions/${row.id}.yaml`) at('id', 'the file has another name.')
  const phases = new Set(row.phases.map(({ id }) => id))
  const keys = new Set(row.results.map(({ key }) => key))
  const needPhase = (where: string, id: string | undefined): void => {
    if (id !== undefined && !phases.has(id)) at(where, `there is no phase "${id}".`)
  }
  if (row.phases[0]?.hours.some((hours) => hours !== 0)) at('phases', 'the first phase is not at hour 0.')
  for (const [index, phase] of row.phases.entries()) {
    const before = row.phases[index - 1]
    if (before !== undefined && before.hours[1] >= phase.hours[0])
      at(`phases.${phase.id}`, 'it can begin before the one above ends.')
  }
  for (const { finding, phase } of row.shows) {
    needPhase(`shows.${finding}`, phase)
    if (row.lacks.includes(finding)) at(`lacks.${finding}`, 'the finding is shown and lacking.')
  }
  for (const result of row.results) {
    needPhase(`results.${result.key}`, result.phase)
    if (result.says.some((text) => result.misread.includes(text)))
      at(`results.${result.key}`, 'a misreading is a reading.')
  }
  checkValues(row, tables, at)
  const actions = new Map(tables.actions.map(({ row: action }) => [action.id, action]))
  const reasons = new Set<string>()
  for (const step of row.steps.flatMap(allSteps)) {
    const what = step.action ?? step.drug ?? 'a step'
    if ((step.action === undefined) === (step.drug === undefined))
      at(`steps.${what}`, 'name an action or a drug, one of the two.')
    needPhase(`steps.${what}`, step.phase)
    for (const reason of reasonsOf(step)) {
      if (reasons.has(reason)) at(`steps.${what}`, 'its reason stands at another step too.')
      reasons.add(reason)
    }
    checkDose(step, row, actions, drugs, at)
    checkGiven(step, row, tables, drugs, at)
  }
  checkPhases(row, tables, at)
  checkStudies(row, tables, at)
  for (const key of resultsAskedFor(row)) {
    if (!keys.has(key)) at('result', `there is no result "${key}".`)
  }
}

function reasonsOf({ because }: Step): string[] {
  return typeof because === 'string' ? [because] : because.map(({ says }) => says)
}

function checkValues(row: Condition, { analytes, vitals }: Tables, at: ReportInRow): void {
  const measures = new Map([...analytes, ...vitals].map(({ row: measure }) => [measure.id, measure]))
  for (const phase of row.phases) {
    for (const [id, value] of [...Object.entries(phase.vitals), ...Object.entries(phase.labs)]) {
      const measure = measures.get(id)
      if (measure === undefined || value === 'normal') continue
      const [low, high] = value
      if (low > high) at(`phases.${phase.id}.${id}`, `the range ${low} to ${high} is empty.`)
      if (low < measure.plausible.low || high > measure.plausible.high)
        at(`phases.${phase.id}.${id}`, `${low} to ${high} ${measure.unit} reaches outside what is plausible.`)
    }
  }
}

function resultsAskedFor(row: Condition): Set<string> {
  const keys = new Set<string>()
  const visit = (predicate: Predicate): void => {
    for (const leaf of leavesOf(predicate)) if ('result' in leaf) keys.add(leaf.result)
  }
  for (const { when } of row.rests_on) visit(when)
  for (const { against, for: reasons } of row.differential) {
    for (const { when } of against) visit(when)
    for (const reason of reasons) if (typeof reason !== 'string') visit(reason.when)
  }
  for (const step of row.steps.flatMap(allSteps)) {
    if (step.when !== undefined) visit(step.when)
    if (step.unless !== undefined) visit(step.unless)
    if (typeof step.because !== 'string') {
      for (const { when } of step.because) if (when !== undefined) visit(when)
    }
  }
  return keys
}
