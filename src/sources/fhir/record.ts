// The record of one patient: every resource that says something of the patient, in the order of time.
// Administrative resources (claims, organisations, practitioners) are not read.
import { createEntry, timeOf, lineOf } from '../entry.ts'
import type { Entry } from '../../records/statement.ts'
import type { Section, Strata, Table } from '../../records/case.ts'
import type { PatientGroup, ResourceSet } from './bundle.ts'
import { readAllergy, readCondition, readFamilyHistory } from './condition.ts'
import { readReport, readSections } from './document.ts'
import {
  readEncounter,
  readImagingStudy,
  readImmunization,
  readProcedure,
  readServiceRequest,
} from './event.ts'
import { readMedication } from './medication.ts'
import { impossible, readObservation } from './observation.ts'
import { panelTables } from './panels.ts'
import { readCarePlan, readGoal } from './plan.ts'
import { readPatient, readStrata } from './patient.ts'
import { scrubNames } from './scrub.ts'
import { dateAt, isIsoDate, type Context, type DatedDraft, type Reader, type Resource } from './resource.ts'

export interface PatientRecord {
  readonly strata: Strata
  readonly sections: readonly Section[]
  readonly entries: readonly Entry[]
  readonly tables: readonly Table[]
  /** Calendar dates of the first and last dated entry. */
  readonly first: string | undefined
  readonly last: string | undefined
  /** What was left out because it cannot be, by code, without repeats. */
  readonly impossible: readonly string[]
}

/** By resource type, in the order in which entries of one moment stand. */
const readers: Readonly<Record<string, Reader>> = {
  Encounter: readEncounter,
  Condition: readCondition,
  FamilyMemberHistory: readFamilyHistory,
  AllergyIntolerance: readAllergy,
  Observation: readObservation,
  DiagnosticReport: readReport,
  ImagingStudy: readImagingStudy,
  Procedure: readProcedure,
  MedicationStatement: readMedication,
  MedicationAdministration: readMedication,
  MedicationRequest: readMedication,
  Immunization: readImmunization,
  ServiceRequest: readServiceRequest,
  CarePlan: readCarePlan,
  Goal: readGoal,
}
const rank = Object.keys(readers)

/** Reads a patient's resources; `more` are drafts that do not stand in them (draft orders). */
export function readRecord(
  group: PatientGroup,
  set: ResourceSet,
  more: readonly DatedDraft[] = [],
): PatientRecord {
  const strata = readStrata(group.patient, group.resources, lastSeen(group.resources, more))
  const context: Context = { resolve: set.resolve, sex: strata.sex }
  const read = group.resources
    .filter(({ resourceType }) => Object.hasOwn(readers, resourceType))
    .toSorted((a, b) => rank.indexOf(a.resourceType) - rank.indexOf(b.resourceType))
    .flatMap((resource) => readers[resource.resourceType]?.(resource, context) ?? [])
  const sound = read.filter((draft) => impossible(draft) === undefined)
  const about = group.patient === undefined ? [] : readPatient(group.patient, strata)
  const ordered = inOrder(withoutRepeats([...about, ...sound, ...more]))
  const clocks = clockedDates(ordered)
  const zero = ordered.map(({ at }) => at?.slice(0, 10)).filter((date) => date?.length === 10)[0]
  const dated = ordered.map((draft) => dateDraft(draft, zero, clocks))
  const entries = uniqueResources(dated.map(({ at: _, ...draft }) => createEntry(draft)))
  const sections = group.resources
    .flatMap(readSections)
    .map((section) => ({ ...section, text: scrubNames(section.text, group.patient) }))
  const dates = entries.map(({ time }) => time?.date?.slice(0, 10)).filter((date) => date !== undefined)
  return {
    strata,
    sections: uniqueIds(sections),
    entries,
    tables: panelTables(entries),
    first: dates.toSorted()[0],
    last: dates.toSorted().at(-1),
    impossible: [...new Set(read.map(impossible).filter((reason) => reason !== undefined))],
  }
}

/** The date at which the strata hold: the last encounter or observation, or else the last dated anything. */
function lastSeen(resources: readonly Resource[], more: readonly DatedDraft[]): string | undefined {
  const seen = resources.filter(
    ({ resourceType }) => resourceType === 'Encounter' || resourceType === 'Observation',
  )
  const dates = (list: readonly Resource[]): string[] =>
    list
      .map((resource) =>
        dateAt(
          resource,
          'effectiveDateTime',
          'effectivePeriod',
          'period',
          'authoredOn',
          'recordedDate',
          'created',
        ),
      )
      .filter((date) => date !== undefined)
  const ordered = more.map(({ at }) => at).filter((date) => date !== undefined)
  const preferred = [...dates(seen), ...ordered]
  return (preferred.length > 0 ? preferred : dates(resources))
    .map((date) => date.slice(0, 10))
    .toSorted()
    .at(-1)
}

/** Undated background first, then by time; undated plans last. Drafts of one moment keep their order. */
function inOrder(drafts: readonly DatedDraft[]): DatedDraft[] {
  const key = (draft: DatedDraft): string => {
    if (draft.kind === 'demographic') return '0'
    if (draft.at === undefined) return draft.kind === 'decision' || draft.kind === 'outcome' ? '3' : '1'
    // A diagnosis of which only the day is known stands behind the findings of that day.
    const late = draft.at.length === 10 && (draft.kind === 'diagnosis' || draft.kind === 'outcome')
    return `2${draft.at.slice(0, 19)}${late ? 'T99' : ''}`
  }
  return drafts.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** The same line on the same day, entered twice, is one. */
function withoutRepeats(drafts: readonly DatedDraft[]): DatedDraft[] {
  const seen = new Set<string>()
  return drafts.filter((draft) => {
    const key = `${draft.kind}|${draft.at?.slice(0, 16)}|${lineOf(draft)}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Dates on which something was taken at several times: there every line tells its time of day. */
function clockedDates(drafts: readonly DatedDraft[]): ReadonlySet<string> {
  const moments = new Map<string, Set<string>>()
  for (const { kind, name, at } of drafts) {
    if (at === undefined || at.length < 16) continue
    const key = `${at.slice(0, 10)}|${kind}|${name}`
    moments.set(key, (moments.get(key) ?? new Set()).add(at.slice(0, 16)))
  }
  return new Set([...moments].filter(([, times]) => times.size > 1).map(([key]) => key.slice(0, 10)))
}

/** The draft with its Time: the date as printed, and days since the first dated entry (fractions with a clock). */
function dateDraft(draft: DatedDraft, zero: string | undefined, clocks: ReadonlySet<string>): DatedDraft {
  if (draft.at === undefined || !isIsoDate(draft.at)) return draft
  const date = draft.at.slice(0, 10)
  const clock = clocks.has(date) && draft.at.length >= 16 ? draft.at.slice(11, 16) : undefined
  const whole =
    zero === undefined || date.length < 10 ? undefined : (Date.parse(date) - Date.parse(zero)) / 86_400_000
  const [hours = 0, minutes = 0] = (clock ?? '00:00').split(':').map(Number)
  const day =
    whole === undefined ? undefined : Math.round((whole + (hours * 60 + minutes) / 1440) * 10_000) / 10_000
  return {
    ...draft,
    time: timeOf(
      clock === undefined ? date : `${date} ${clock}`,
      clock === undefined ? date : `${date}T${clock}`,
      day,
    ),
  }
}

/** Resources without id, or with a repeated one, are numbered. */
function uniqueResources(entries: readonly Entry[]): Entry[] {
  const seen = new Map<string, number>()
  return entries.map((entry) => {
    const count = (seen.get(entry.resource) ?? 0) + 1
    seen.set(entry.resource, count)
    return count === 1 ? entry : { ...entry, resource: `${entry.resource}~${count}` }
  })
}

function uniqueIds(sections: readonly Section[]): Section[] {
  const seen = new Map<string, number>()
  return sections.map((section) => {
    const count = (seen.get(section.id) ?? 0) + 1
    seen.set(section.id, count)
    return count === 1 ? section : { ...section, id: `${section.id}~${count}` }
  })
}
