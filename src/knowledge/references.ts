// Every id that a row of one table names in another, with the field it stands in: what must resolve.
import type { Placed, Tables } from './read-tables.ts'
import type { TableName } from './tables.ts'
import { leavesOf, type Predicate, type SimplePredicate } from './predicate.ts'
import type { Step } from './condition.ts'

export interface Reference {
  readonly to: TableName
  readonly id: string
  readonly field: string
  readonly from: Pick<Placed<unknown>, 'file' | 'line'> & { readonly row: string }
}

type Link = Omit<Reference, 'from'>

/** The references of all rows. `result` predicates are not among them: they name keys of the case's own condition. */
export function referencesOf(tables: Tables): Reference[] {
  const found: Reference[] = []
  const collect = <K extends TableName>(
    table: K,
    linksOf: (row: Tables[K][number]['row']) => readonly Link[],
  ): void => {
    for (const { row, file, line } of tables[table] as readonly Placed<Tables[K][number]['row']>[]) {
      const { id, source } = row as { readonly id: string; readonly source?: readonly string[] }
      const cited = (source ?? []).map((work): Link => ({ to: 'sources', id: work, field: 'source' }))
      for (const link of [...cited, ...linksOf(row)]) found.push({ ...link, from: { file, line, row: id } })
    }
  }
  for (const plain of ['sources', 'analytes', 'vitals', 'findings'] as const) collect(plain, () => [])
  collect('allergy-groups', ({ met_in = [] }) => links('comorbidities', 'met_in', ...met_in))
  collect('drug-classes', ({ within }) => links('drug-classes', 'within', within))
  collect('drugs', ({ classes, allergy_groups = [] }) => [
    ...links('drug-classes', 'classes', ...classes),
    ...links('allergy-groups', 'allergy_groups', ...allergy_groups),
  ])
  collect('cross-reactivity', ({ allergy, drug, drug_class }) => [
    ...links('allergy-groups', 'allergy', allergy),
    ...agent({ drug, drug_class }, ''),
  ])
  collect('interactions', ({ first, second, safer }) => [
    ...agent(first, 'first.'),
    ...agent(second, 'second.'),
    ...links('drugs', 'safer', ...safer),
  ])
  collect('contraindications', ({ drug, drug_class, when, safer }) => [
    ...agent({ drug, drug_class }, ''),
    ...predicateLinks(when, 'when'),
    ...links('drugs', 'safer', ...safer),
  ])
  collect('actions', ({ drug }) => links('drugs', 'drug', drug))
  collect('standards', ({ when, action, unless = [] }) => [
    ...predicateLinks(when, 'when'),
    ...links('actions', 'action', action),
    ...unless.flatMap(({ state }) => predicateLinks(state, 'unless')),
  ])
  collect('scores', ({ when, items }) => [
    ...predicateLinks(when, 'when'),
    ...items.flatMap((item) => predicateLinks(item.when, `items.${item.id}`)),
  ])
  collect('comorbidities', ({ takes, labs = {} }) => [
    ...links('drugs', 'takes', ...takes.map(({ drug }) => drug)),
    ...takes.flatMap(({ unless }) => (unless === undefined ? [] : predicateLinks(unless, 'takes.unless'))),
    ...links('analytes', 'labs', ...Object.keys(labs)),
  ])
  collect('conditions', (row) => [
    ...(row.who.background ?? []).flatMap(({ comorbidity }) =>
      links('comorbidities', 'who.background', comorbidity),
    ),
    ...(row.who.takes ?? []).flatMap(({ drug }) => links('drugs', 'who.takes', drug)),
    ...(row.who.never ?? []).flatMap((predicate) => predicateLinks(predicate, 'who.never')),
    ...links('findings', 'shows', ...row.shows.map(({ finding }) => finding)),
    ...links('findings', 'lacks', ...row.lacks),
    ...row.phases.flatMap((phase) => [
      ...links('vitals', `phases.${phase.id}.vitals`, ...Object.keys(phase.vitals)),
      ...links('analytes', `phases.${phase.id}.labs`, ...Object.keys(phase.labs)),
      ...links('findings', `phases.${phase.id}.gone`, ...(phase.gone ?? [])),
    ]),
    ...links('actions', 'results', ...row.results.map(({ study }) => study)),
    ...(row.debated ?? []).flatMap((step) =>
      'drug' in step ? links('drugs', 'debated', step.drug) : links('actions', 'debated', step.action),
    ),
    ...row.differential.flatMap(({ condition, against, for: reasons }) => [
      ...links('conditions', 'differential', condition),
      ...against.flatMap(({ when }) => predicateLinks(when, 'differential.against')),
      ...reasons.flatMap((reason) =>
        typeof reason === 'string' ? [] : predicateLinks(reason.when, 'differential.for'),
      ),
    ]),
    ...row.rests_on.flatMap(({ when }) => predicateLinks(when, 'rests_on')),
    ...row.steps.flatMap((step) => stepLinks(step)),
  ])
  return found
}

function links(to: TableName, field: string, ...ids: readonly (string | undefined)[]): Link[] {
  return ids.flatMap((id) => (id === undefined ? [] : [{ to, id, field }]))
}

function agent(
  { drug, drug_class }: { readonly drug?: string | undefined; readonly drug_class?: string | undefined },
  prefix: string,
): Link[] {
  return [
    ...links('drugs', `${prefix}drug`, drug),
    ...links('drug-classes', `${prefix}drug_class`, drug_class),
  ]
}

function stepLinks(step: Step): Link[] {
  return [
    ...links('actions', 'steps.action', step.action),
    ...links('drugs', 'steps.drug', step.drug),
    ...(typeof step.because === 'string' ? [] : step.because).flatMap(({ when }) =>
      when === undefined ? [] : predicateLinks(when, 'steps.because'),
    ),
    ...(step.stops === undefined ? [] : predicateLinks(step.stops, 'steps.stops')),
    ...(step.when === undefined ? [] : predicateLinks(step.when, 'steps.when')),
    ...(step.unless === undefined ? [] : predicateLinks(step.unless, 'steps.unless')),
    ...(step.instead === undefined ? [] : stepLinks(step.instead)),
  ]
}

export function predicateLinks(predicate: Predicate, field: string): Link[] {
  return leavesOf(predicate).flatMap((leaf) => leafLinks(leaf, field))
}

function leafLinks(predicate: SimplePredicate, field: string): Link[] {
  if ('condition' in predicate) return links('conditions', field, predicate.condition)
  if ('comorbidity' in predicate) return links('comorbidities', field, predicate.comorbidity)
  if ('drug' in predicate) return links('drugs', field, predicate.drug)
  if ('drug_class' in predicate) return links('drug-classes', field, predicate.drug_class)
  if ('allergy' in predicate) return links('allergy-groups', field, predicate.allergy)
  if ('finding' in predicate) return links('findings', field, predicate.finding)
  if ('lab' in predicate) return links('analytes', field, predicate.lab)
  if ('vital' in predicate) return links('vitals', field, predicate.vital)
  if ('done' in predicate) return links('actions', field, predicate.done)
  return []
}
