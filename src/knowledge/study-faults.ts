// Faults of studies: one that is done must show something (a result, or values of its panel) in its phase or a later
// one, and a result must belong to a study that was ordered before it or with it. Studies that are only arranged, and
// tests without a panel (cultures, questionnaires), may stay without.
import type { Action } from './care.ts'
import { allSteps, type Condition } from './condition.ts'
import type { Tables } from './read-tables.ts'
import type { ReportInRow } from './report.ts'

export function checkStudies(row: Condition, { actions, analytes }: Tables, at: ReportInRow): void {
  const actionOf = new Map(actions.map(({ row: action }) => [action.id, action]))
  const panelOf = new Map(analytes.map(({ row: analyte }) => [analyte.id, analyte.panel]))
  const indexOf = new Map(row.phases.map(({ id }, index) => [id, index]))
  const phase = (id: string): number => indexOf.get(id) ?? 0
  const steps = row.steps.flatMap(allSteps)
  for (const step of steps) {
    const action = actionOf.get(step.action ?? '')
    if (action === undefined || !isStudy(action)) continue
    const isShown =
      row.results.some(({ study, phase: seen }) => study === action.id && phase(seen) >= phase(step.phase)) ||
      row.phases
        .slice(phase(step.phase))
        .some(({ labs }) =>
          Object.keys(labs).some((id) => action.panel !== undefined && panelOf.get(id) === action.panel),
        )
    if (!isShown) at(`steps.${action.id}`, `nothing in ${step.phase} or later says what it showed.`)
  }
  for (const { key, study, phase: seen, says, misread } of row.results) {
    const own = actionOf.get(study)?.name.toLowerCase() ?? ''
    // It is said after its name: "The tryptase shows a tryptase of …".
    if (
      [...says, ...misread].some((text) =>
        text
          .toLowerCase()
          .replace(/^(?:an?|the) /, '')
          .startsWith(own),
      )
    )
      at(`results.${key}`, `a reading begins with the name of its study, ${own}.`)
    const isOrdered = steps.some((step) => step.action === study && phase(step.phase) <= phase(seen))
    if (!isOrdered) at(`results.${key}`, `its study ${study} is no step of ${seen} or earlier.`)
  }
}

function isStudy({ kind, panel, name, done }: Action): boolean {
  if (/\barranged\b/.test(done)) return false
  return kind === 'imaging' || panel !== undefined || /\bECG\b/.test(name)
}
