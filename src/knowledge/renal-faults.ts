// Faults of the renal rows of drugs: a reduction that a course or an illness needs and that is not said in numbers,
// a frequency that nobody can count, a dose of what must not be given.
import { allSteps } from './condition.ts'
import { dosesPerDay } from './frequency.ts'
import type { Tables } from './read-tables.ts'
import type { Report } from './report.ts'

export function checkRenal(tables: Tables, report: Report): void {
  const given = drugsGiven(tables)
  for (const placed of tables.drugs) {
    const { id, renal = [] } = placed.row
    for (const { egfr_below, advice, to } of renal) {
      const at = (what: string): void => report(placed, `${id}, renal below ${egfr_below}`, what)
      if (advice === 'avoid' && to !== undefined) at('what is to be avoided has no dose.')
      if (advice === 'reduce' && to === undefined && given.has(id))
        at('the drug is given in courses: say in `to` how the dose is reduced.')
      if (to?.frequency !== undefined && dosesPerDay(to.frequency) === undefined)
        at(`"${to.frequency}" has no count.`)
    }
  }
}

/** Drugs that a step, an action, a long-standing illness or a story can give. */
function drugsGiven({ actions, comorbidities, conditions }: Tables): ReadonlySet<string> {
  const drugOf = new Map(actions.map(({ row }) => [row.id, row.drug]))
  return new Set(
    [
      ...comorbidities.flatMap(({ row }) => row.takes.map(({ drug }) => drug)),
      ...conditions.flatMap(({ row }) => [
        ...(row.who.takes ?? []).map(({ drug }) => drug),
        ...row.steps.flatMap(allSteps).map(({ action, drug }) => drug ?? drugOf.get(action ?? '')),
      ]),
    ].flatMap((drug) => drug ?? []),
  )
}
