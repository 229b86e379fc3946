// Whom an illness of the knowledge base can strike, and which of its steps and questions such a person can meet: by
// age, sex and pregnancy alone. Wrong options that nobody of this age and sex could have would give themselves away.
import { allSteps, type Condition, type Step } from '../knowledge/condition.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Predicate } from '../knowledge/predicate.ts'

export interface Person {
  /** Years. */
  readonly age: number
  readonly sex: 'female' | 'male'
  readonly pregnant: boolean
}

/** Whether the condition is drawn for such a person. */
export function strikes({ who, specialty }: Condition, { age, sex, pregnant }: Person): boolean {
  const [from, to] = who.age
  const share = sex === 'female' ? who.female : 1 - who.female
  // Ages are told in whole years, and in months below two.
  const fits = age >= from - 0.1 && age < to + 1 && share > 0
  return fits && (pregnant || (who.pregnant !== true && specialty !== 'obstetrics'))
}

/** Conditions that can strike such a person. */
export function strikingConditions(person: Person, from: Knowledge): readonly Condition[] {
  return [...from.conditions.values()].filter((condition) => strikes(condition, person))
}

/** False where the age, the sex or the pregnancy that the predicate asks for rules the person out. */
export function mayApplyTo(person: Person, predicate: Predicate): boolean {
  return decided(predicate, person) !== false
}

/** Three values: what is not about age, sex or pregnancy is unknown. */
function decided(predicate: Predicate, person: Person): boolean | undefined {
  if ('all' in predicate) return conjunction(predicate.all.map((part) => decided(part, person)))
  if ('any' in predicate)
    return opposite(conjunction(predicate.any.map((part) => opposite(decided(part, person)))))
  if ('not' in predicate) return opposite(decided(predicate.not, person))
  if ('sex' in predicate) return predicate.sex === person.sex
  if ('pregnant' in predicate) return predicate.pregnant === person.pregnant
  if (!('age' in predicate)) return undefined
  const { from = 0, below = Number.POSITIVE_INFINITY } = predicate.age
  return person.age >= from && person.age < below
}

function conjunction(parts: readonly (boolean | undefined)[]): boolean | undefined {
  return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true
}

function opposite(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value
}

/** All steps that such a person may be given in the condition. */
export function stepsFor({ steps }: Condition, person: Person): Step[] {
  return steps.flatMap(allSteps).filter(({ when }) => when === undefined || mayApplyTo(person, when))
}

/** Women of these ages have periods, and can be with child. */
const fertile = { from: 12, to: 50 } as const

/** Whether questions and tests about periods and a possible pregnancy are for this person. */
export function mayBePregnant({ age, sex }: Person): boolean {
  return sex === 'female' && age >= fertile.from && age <= fertile.to
}
