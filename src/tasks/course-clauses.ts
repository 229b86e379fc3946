// The clauses of a condition's file that argue about diagnoses: which row a clause of a course comes from, what the
// row rests on, and which rows of the file never held in the course. Clauses with {side} are told with one.
import type { Condition } from '../knowledge/condition.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { leavesOf, type Predicate, type SimplePredicate } from '../knowledge/predicate.ts'
import { isOfClass } from '../knowledge/state.ts'
import { sided } from '../simulation/course.ts'
import type { CourseFact } from './course-facts.ts'

/** A clause with what must hold for it to be said; without `when` it is said of every patient. */
export interface Row {
  readonly says: string
  readonly when?: Predicate | undefined
}

/** Tables of the facts that weigh the diagnoses which were dropped: for them and against them. */
export type ArgumentTable = 'considered' | 'argued'

export function isArgument(fact: CourseFact): fact is CourseFact & { readonly table: ArgumentTable } {
  return ['considered', 'argued'].includes(fact.table)
}

/** The rows of one table, of all look-alikes or of one. */
export function rowsOf(
  { rests_on, differential }: Condition,
  table: ArgumentTable | 'grounds',
  name?: string,
): readonly Row[] {
  if (table === 'grounds') return rests_on
  return differential
    .filter((item) => name === undefined || item.name === name)
    .flatMap((item): readonly Row[] =>
      table === 'argued'
        ? item.against
        : item.for.map((reason) => (typeof reason === 'string' ? { says: reason } : reason)),
    )
}

/** The row that a fact of the course retells, whichever side it was told with. */
export function rowTold(
  { fact, table }: CourseFact & { readonly table: ArgumentTable },
  condition: Condition,
): Row | undefined {
  return rowsOf(condition, table, fact.name).find(({ says }) =>
    ['left', 'right'].some((side) => sided(says, side) === fact.reason),
  )
}

/** What a row, or a step with a `when`, rests on: "findings:fever", "results:target-sign". */
export function evidenceOf({ when }: Pick<Row, 'when'>): string[] {
  return when === undefined ? [] : leavesOf(when).flatMap(observed)
}

/** Tables whose rows can be evidence, by the word of the predicate. */
const tables: Readonly<Record<string, string>> = {
  finding: 'findings',
  lab: 'analytes',
  vital: 'vitals',
  result: 'results',
  drug: 'drugs',
  drug_class: 'drug-classes',
  comorbidity: 'comorbidities',
  done: 'actions',
}

function observed(leaf: SimplePredicate): string[] {
  return Object.entries(leaf).flatMap(([word, value]) =>
    tables[word] === undefined ? [] : [`${tables[word]}:${String(value)}`],
  )
}

/** Whether what the row says was surely never so, at no time of the course. */
export function neverHeld({ when }: Row, facts: readonly CourseFact[], from: Knowledge): boolean {
  return when !== undefined && !mayHaveHeld(when, facts, from)
}

interface Bounds {
  readonly above?: number | undefined
  readonly below?: number | undefined
}

/** Errs towards yes. */
function mayHaveHeld(predicate: Predicate, facts: readonly CourseFact[], from: Knowledge): boolean {
  if ('all' in predicate) return predicate.all.every((part) => mayHaveHeld(part, facts, from))
  if ('any' in predicate) return predicate.any.some((part) => mayHaveHeld(part, facts, from))
  const told = (table: string, key: string): boolean =>
    facts.some((item) => item.table === table && item.key === key && !item.fact.negated)
  const measured = (table: string, key: string, { above = -Infinity, below = Infinity }: Bounds): boolean =>
    facts.some(({ fact, ...item }) => {
      if (item.table !== table || item.key !== key || typeof fact.value !== 'number') return false
      return fact.value > above && fact.value < below
    })
  if ('finding' in predicate) return told('findings', predicate.finding)
  if ('result' in predicate) return told('results', predicate.result)
  if ('drug' in predicate) return told('drugs', predicate.drug)
  if ('comorbidity' in predicate) return told('comorbidities', predicate.comorbidity)
  if ('done' in predicate) return told('actions', predicate.done)
  if ('condition' in predicate) return told('conditions', predicate.condition)
  if ('lab' in predicate) return measured('analytes', predicate.lab, predicate)
  if ('vital' in predicate) return measured('vitals', predicate.vital, predicate)
  if ('drug_class' in predicate)
    return facts.some(({ table, key }) => table === 'drugs' && isOfClass(key, predicate.drug_class, from))
  return true
}
