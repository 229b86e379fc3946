// What must hold across the tables: ids are unique and resolve, ranges lie within what is plausible, doses of
// courses lie within the drug's own, no drug is given where it is contraindicated. Not whether it is good
// medicine: that is for the clinicians who review rows.
import type { Problem } from '../kit/errors.ts'
import type { Condition, Step } from './condition.ts'
import type { Drug } from './drug.ts'
import { leavesOf, type Predicate } from './predicate.ts'
import type { Placed, Tables } from './read-tables.ts'
import { referencesOf } from './references.ts'
import { tableNames } from './tables.ts'

type Report = (at: Pick<Placed<unknown>, 'file' | 'line'>, where: string, what: string) => void

export function inconsistencies(tables: Tables): Problem[] {
  const problems: Problem[] = []
  const report: Report = ({ file, line }, where, what) => {
    problems.push({ subject: file, place: `line ${line}, ${where}`, what })
  }
  checkIds(tables, report)
  checkReferences(tables, report)
  checkMeasures(tables, report)
  checkDrugs(tables, report)
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

function checkMeasures({ analytes, vitals }: Tables, report: Report): void {
  for (const placed of [...analytes, ...vitals]) {
    const { id, plausible, ranges, critical } = placed.row
    const inside = (value: number | undefined): boolean =>
      value === undefined || (value >= plausible.low && value <= plausible.high)
    for (const range of ranges) {
      const { low, high } = range
      if (low === undefined && high === undefined) report(placed, id, 'a reference range has no bound.')
      if (low !== undefined && high !== undefined && low >= high)
        report(placed, id, `the range ${low} to ${high} is empty.`)
      if (!inside(low) || !inside(high))
        report(placed, id, 'a reference range reaches outside what is plausible.')
      if (critical?.high !== undefined && high !== undefined && critical.high <= high)
        report(placed, id, `the critical limit ${critical.high} lies within the range.`)
      if (critical?.low !== undefined && low !== undefined && critical.low >= low)
        report(placed, id, `the critical limit ${critical.low} lies within the range.`)
    }
    const last = ranges.at(-1)
    if (last !== undefined && (last.sex !== undefined || last.age !== undefined) && !coversAdults(ranges))
      report(placed, id, 'no range holds for every adult.')
  }
}

function coversAdults(
  ranges: readonly {
    readonly sex?: string | undefined
    readonly age?: { readonly from: number; readonly below: number } | undefined
    readonly pregnant?: boolean | undefined
  }[],
): boolean {
  return (['female', 'male'] as const).every((sex) =>
    [18, 40, 65, 90].every((years) =>
      ranges.some(
        (range) =>
          range.pregnant === undefined &&
          (range.sex === undefined || range.sex === sex) &&
          (range.age === undefined || (years >= range.age.from && years < range.age.below)),
      ),
    ),
  )
}

function checkDrugs({ drugs, interactions, contraindications }: Tables, report: Report): void {
  for (const placed of drugs) {
    for (const dose of placed.row.doses) {
      const { low, high, most, most_per_day, per_kg } = dose
      if (low > high) report(placed, placed.row.id, `the dose ${low} to ${high} ${dose.unit} is empty.`)
      if (per_kg !== true && most !== undefined && high > most)
        report(placed, placed.row.id, `the dose ${high} ${dose.unit} exceeds the most, ${most}.`)
      if (per_kg !== true && most_per_day !== undefined && high > most_per_day)
        report(
          placed,
          placed.row.id,
          `one dose of ${high} ${dose.unit} exceeds the most in a day, ${most_per_day}.`,
        )
    }
  }
  const byId = new Map(drugs.map(({ row }) => [row.id, row]))
  for (const placed of contraindications) {
    const { drug, drug_class, safer, id } = placed.row
    if ((drug === undefined) === (drug_class === undefined))
      report(placed, id, 'name a drug or a class, one of the two.')
    for (const other of safer) {
      if (other === drug || isOf(byId.get(other), drug_class))
        report(placed, id, `the safer ${other} is ruled out itself.`)
    }
  }
  for (const placed of interactions) {
    const { second, safer, id } = placed.row
    for (const other of safer) {
      if (other === second.drug || isOf(byId.get(other), second.drug_class))
        report(placed, id, `the safer ${other} interacts itself.`)
    }
  }
}

function isOf(drug: Drug | undefined, drugClass: string | undefined): boolean {
  return drugClass !== undefined && drug?.classes.includes(drugClass) === true
}

function checkScores({ scores }: Tables, report: Report): void {
  for (const placed of scores) {
    const { id, items, bands } = placed.row
    const groups = new Map<string, number[]>()
    for (const item of items)
      groups.set(item.group ?? item.id, [...(groups.get(item.group ?? item.id) ?? []), item.points])
    const most = [...groups.values()].reduce((sum, points) => sum + Math.max(0, ...points), 0)
    const least = [...groups.values()].reduce((sum, points) => sum + Math.min(0, ...points), 0)
    const ordered = bands.toSorted((a, b) => a.from - b.from)
    if (ordered[0] !== undefined && ordered[0].from > least)
      report(placed, id, `no band holds for ${least} points.`)
    const last = ordered.at(-1)
    if (last !== undefined && last.to < most) report(placed, id, `no band holds for ${most} points.`)
    for (const [index, band] of ordered.entries()) {
      const next = ordered[index + 1]
      if (next !== undefined && next.from <= band.to)
        report(placed, id, `two bands hold for ${next.from} points.`)
    }
  }
}

function checkCondition(
  placed: Placed<Condition>,
  tables: Tables,
  drugs: ReadonlyMap<string, Drug>,
  report: Report,
): void {
  const { row } = placed
  const at = (where: string, what: string): void => report(placed, `${row.id}, ${where}`, what)
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
    checkDose(step, row, drugs, at)
    checkGiven(step, row, tables, drugs, at)
  }
  for (const key of resultsAskedFor(row)) {
    if (!keys.has(key)) at('result', `there is no result "${key}".`)
  }
}

function reasonsOf({ because }: Step): string[] {
  return typeof because === 'string' ? [because] : because.map(({ says }) => says)
}

function allSteps(step: Step): Step[] {
  return step.instead === undefined ? [step] : [step, ...allSteps(step.instead)]
}

function checkValues(
  row: Condition,
  { analytes, vitals }: Tables,
  at: (where: string, what: string) => void,
): void {
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

/** The dose of a step lies in one of the drug's own ranges for its route, unit and the patient's age. */
function checkDose(
  step: Step,
  row: Condition,
  drugs: ReadonlyMap<string, Drug>,
  at: (where: string, what: string) => void,
): void {
  if (step.drug === undefined) return
  const drug = drugs.get(step.drug)
  const { dose } = step
  if (dose === undefined) {
    at(`steps.${step.drug}`, 'the drug has no dose.')
    return
  }
  const [youngest, oldest] = row.who.age
  const fits = drug?.doses.some(
    (known) =>
      known.route === dose.route &&
      known.unit === dose.unit &&
      (known.per_kg ?? false) === (dose.per_kg ?? false) &&
      (known.who === 'any' || (known.who === 'adult' ? oldest >= 12 : youngest < 18)) &&
      dose.amount >= known.low &&
      dose.amount <= known.high,
  )
  if (drug !== undefined && fits !== true)
    at(
      `steps.${step.drug}`,
      `${dose.amount} ${dose.unit} ${dose.route} lies in none of the drug's dose ranges.`,
    )
}

/** No drug of the course is contraindicated by the illness, by pregnancy or by the age that the file itself sets. */
function checkGiven(
  step: Step,
  row: Condition,
  { contraindications }: Tables,
  drugs: ReadonlyMap<string, Drug>,
  at: (where: string, what: string) => void,
): void {
  const drug = step.drug === undefined ? undefined : drugs.get(step.drug)
  if (drug === undefined) return
  if (row.who.pregnant === true && drug.pregnancy === 'avoid')
    at(`steps.${drug.id}`, 'it is to be avoided in pregnancy.')
  for (const { row: rule } of contraindications) {
    if (rule.drug !== drug.id && !isOf(drug, rule.drug_class)) continue
    if (alwaysHolds(rule.when, row)) at(`steps.${drug.id}`, `it is contraindicated by ${rule.id}.`)
  }
}

/** Whether a predicate holds of every patient of the condition by what its file sets. */
function alwaysHolds(predicate: Predicate, row: Condition): boolean {
  if ('all' in predicate) return predicate.all.every((part) => alwaysHolds(part, row))
  if ('any' in predicate) return predicate.any.some((part) => alwaysHolds(part, row))
  if ('condition' in predicate) return predicate.condition === row.id
  if ('pregnant' in predicate) return predicate.pregnant === (row.who.pregnant === true)
  if ('age' in predicate) {
    const { from = 0, below = Number.POSITIVE_INFINITY } = predicate.age
    return row.who.age[0] >= from && row.who.age[1] < below
  }
  if ('sex' in predicate) return predicate.sex === 'female' ? row.who.female === 1 : row.who.female === 0
  return false
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
