// The structured truth of a course as entries of the case: complete, coded by the tables of the knowledge base
// ("analytes:potassium"), each with the one line that says it. Everything else in the case retells these.
import { codeSystem } from '../knowledge/code.ts'
import { amountWords } from '../knowledge/drug.ts'
import { capital } from '../kit/capital.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { rowOf } from '../knowledge/knowledge.ts'
import { rangeFor, sideOf } from '../knowledge/ranges.ts'
import type { Entry, Statement, Time } from '../records/statement.ts'
import type { Course, Moment, Taken } from './course.ts'

/** Code system of entries that name a row of the knowledge base. */

type Draft = Partial<Statement> &
  Pick<Statement, 'kind' | 'name'> & { readonly resource: string; readonly text: string }

export function entriesOf(course: Course, from: Knowledge): Entry[] {
  return [
    ...personEntries(course, from),
    ...findingEntries(course, from),
    ...course.moments.flatMap((moment, index) => measureEntries(course, moment, index, from)),
    ...resultEntries(course, from),
    ...course.steps.map((step) => stepEntry(course, step, from)),
    ...assessmentEntries(course),
  ]
}

function entry({ resource, text, ...statement }: Draft): Entry {
  return { negated: false, experiencer: 'patient', certainty: 'certain', ...statement, resource, text }
}

function coded(
  table: string,
  id: string,
): { readonly code: { readonly system: string; readonly code: string } } {
  return { code: { system: codeSystem, code: `${table}:${id}` } }
}

/** When a phase is, on the case's clock. */
export function timeOf({ name, hour }: Pick<Moment, 'name' | 'hour'>): Time {
  return { text: name, day: Math.round((hour / 24) * 1000) / 1000 }
}

export function ageText(age: number): string {
  if (age >= 2) return `${Math.floor(age)} years`
  const months = Math.round(age * 12)
  if (months >= 2) return `${months} months`
  const weeks = Math.max(1, Math.round(age * 52))
  return weeks === 1 ? '1 week' : `${weeks} weeks`
}

export function medicationText(
  drug: string,
  dose: {
    readonly amount: number
    readonly unit: string
    readonly route: string
    readonly frequency: string
  },
): string {
  return `${drug} ${amountWords(dose.amount, dose.unit)} ${dose.route} ${dose.frequency}`
}

function personEntries({ person }: Course, from: Knowledge): Entry[] {
  return [
    entry({
      kind: 'demographic',
      name: 'age',
      value: ageText(person.age),
      ...coded('state', 'age'),
      resource: 'person/age',
      text: `Age ${ageText(person.age)}`,
    }),
    entry({
      kind: 'demographic',
      name: 'sex',
      value: person.sex,
      resource: 'person/sex',
      text: `Sex ${person.sex}`,
    }),
    entry({
      kind: 'vital',
      name: 'weight',
      value: person.weight,
      unit: 'kg',
      ...coded('vitals', 'weight'),
      resource: 'person/weight',
      text: `Weight ${person.weight} kg`,
    }),
    ...(person.pregnant
      ? [
          entry({
            kind: 'history',
            name: 'pregnancy',
            status: 'active',
            ...coded('state', 'pregnant'),
            resource: 'person/pregnancy',
            text: 'Pregnant',
          }),
        ]
      : []),
    ...person.comorbidities.map((id) => {
      const { name } = rowOf(from, 'comorbidities', id)
      return entry({
        kind: 'history',
        name,
        status: 'active',
        ...coded('comorbidities', id),
        resource: `comorbidities/${id}`,
        text: `History of ${name}`,
      })
    }),
    ...person.medications.map((medication) => {
      const { name } = rowOf(from, 'drugs', medication.drug)
      const reason =
        medication.for === undefined ? {} : { reason: rowOf(from, 'comorbidities', medication.for).name }
      return entry({
        kind: 'medication',
        name,
        dose: amountWords(medication.amount, medication.unit),
        route: medication.route,
        frequency: medication.frequency,
        status: 'active',
        ...reason,
        ...coded('drugs', medication.drug),
        resource: `medications/${medication.drug}`,
        text: `Takes ${medicationText(name, medication)}`,
      })
    }),
    ...person.allergies.map(({ group, reaction }) => {
      const { name } = rowOf(from, 'allergy-groups', group)
      return entry({
        kind: 'allergy',
        name,
        value: reaction,
        ...coded('allergy-groups', group),
        resource: `allergies/${group}`,
        text: `Allergy to ${name} (${reaction})`,
      })
    }),
  ]
}

function findingEntries({ shows, lacks, moments }: Course, from: Knowledge): Entry[] {
  const arrival = moments[0] as Moment
  return [
    ...shows.map(({ finding, phase, detail }) => {
      const { name, kind } = rowOf(from, 'findings', finding)
      const moment = moments[phase] as Moment
      return entry({
        kind,
        name,
        ...(detail === undefined ? {} : { value: detail }),
        time: timeOf(moment),
        ...coded('findings', finding),
        resource: `findings/${finding}`,
        text: detail === undefined ? capital(name) : `${capital(name)} ${detail}`,
      })
    }),
    ...lacks.map((finding) => {
      const { name, kind } = rowOf(from, 'findings', finding)
      return entry({
        kind,
        name,
        negated: true,
        time: timeOf(arrival),
        ...coded('findings', finding),
        resource: `findings/${finding}`,
        text: `No ${name}`,
      })
    }),
  ]
}

function measureEntries({ person }: Course, moment: Moment, index: number, from: Knowledge): Entry[] {
  const time = timeOf(moment)
  const of = (table: 'analytes' | 'vitals', values: ReadonlyMap<string, number>): Entry[] =>
    [...values].map(([id, value]) => {
      const { name, unit, decimals, ranges, critical } = rowOf(from, table, id)
      const range = rangeFor(ranges, person)
      const side = range === undefined ? undefined : sideOf(value, range)
      const isCritical =
        (critical?.low !== undefined && value <= critical.low) ||
        (critical?.high !== undefined && value >= critical.high)
      return entry({
        kind: table === 'analytes' ? 'lab' : 'vital',
        name,
        value,
        ...(unit === '' ? {} : { unit }),
        time,
        ...coded(table, id),
        ...(table === 'vitals' || range === undefined
          ? {}
          : {
              range: {
                ...(range.low === undefined ? {} : { low: range.low }),
                ...(range.high === undefined ? {} : { high: range.high }),
              },
            }),
        ...(side === undefined ? {} : { interpretation: isCritical ? ('critical' as const) : side }),
        resource: `${index}/${table}/${id}`,
        text: `${capital(name)} ${withUnit(value.toFixed(decimals), unit)}`,
      })
    })
  return [...of('vitals', moment.vitals), ...of('analytes', moment.labs)]
}

export function withUnit(value: string, unit: string): string {
  if (unit === '') return value
  // "14.5 10^9/L" would read as two numbers: a power of ten has its sign, as everywhere else.
  const printed = unit.replace(/^10\^(\d+)/, (_, power: string) => `×10${raised(power)}`)
  return printed === '%' ? `${value}%` : `${value} ${printed}`
}

function raised(digits: string): string {
  return digits.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] as string)
}

function resultEntries({ results, moments }: Course, from: Knowledge): Entry[] {
  return results.map(({ key, study, phase, says }) => {
    const { name, kind } = rowOf(from, 'actions', study)
    return entry({
      kind: kind === 'imaging' ? 'imaging' : 'lab',
      name,
      value: says,
      status: 'completed',
      time: timeOf(moments[phase] as Moment),
      ...coded('results', key),
      resource: `results/${key}`,
      text: `${capital(name)}: ${says}`,
    })
  })
}

function stepEntry({ moments }: Course, step: Taken, from: Knowledge): Entry {
  const time = timeOf(moments[step.phase] as Moment)
  if (step.drug !== undefined && step.dose !== undefined) {
    const { name } = rowOf(from, 'drugs', step.drug)
    return entry({
      kind: 'medication',
      name,
      dose: amountWords(step.dose.amount, step.dose.unit),
      route: step.dose.route,
      frequency: step.dose.frequency,
      status: 'ordered',
      reason: step.because,
      time,
      ...coded('drugs', step.drug),
      resource: `steps/${step.id}`,
      text: capital(medicationText(name, step.dose)),
    })
  }
  const action = step.action as string
  const { name, kind } = rowOf(from, 'actions', action)
  const kindOf = { imaging: 'imaging', test: 'lab', procedure: 'procedure', treatment: 'procedure' } as const
  return entry({
    kind: kind in kindOf ? kindOf[kind as keyof typeof kindOf] : 'decision',
    name,
    status: 'ordered',
    reason: step.because,
    time,
    ...coded('actions', action),
    resource: `steps/${step.id}`,
    text: capital(name),
  })
}

function assessmentEntries({ condition, rivals, restsOn, arguedAt, moments, outcome }: Course): Entry[] {
  const argued = timeOf(moments[arguedAt] as Moment)
  const diagnosis = { kind: 'diagnosis', name: condition.name, status: 'active', time: argued } as const
  return [
    entry({
      ...diagnosis,
      ...coded('conditions', condition.id),
      resource: 'diagnosis/working',
      text: `Diagnosis: ${condition.name}`,
    }),
    ...restsOn.map((ground, index) =>
      entry({
        ...diagnosis,
        reason: ground,
        ...coded('grounds', String(index)),
        resource: `diagnosis/ground-${index}`,
        text: `${capital(condition.name)} rests on ${ground}`,
      }),
    ),
    ...rivals.flatMap((rival, index) => [
      entry({
        kind: 'diagnosis',
        name: rival.name,
        certainty: 'possible',
        reason: rival.for,
        time: argued,
        ...coded('considered', String(index)),
        resource: `diagnosis/rival-${index}`,
        text: `Considered: ${rival.name}, because ${rival.for}`,
      }),
      ...rival.against.map((clause, at) =>
        entry({
          kind: 'diagnosis',
          name: rival.name,
          negated: true,
          reason: clause,
          time: argued,
          ...coded('argued', `${index}-${at}`),
          resource: `diagnosis/against-${index}-${at}`,
          text: `Against ${rival.name}: ${clause}`,
        }),
      ),
    ]),
    entry({
      kind: 'outcome',
      name: 'outcome',
      value: outcome,
      time: timeOf(moments.at(-1) as Moment),
      resource: 'outcome',
      text: `Outcome: ${outcome}`,
    }),
  ]
}
