// FHIR R4: bundles of any type, single resources and NDJSON → one case per patient, entries in order of
// time. Not a validator: what it does not understand it leaves out. HL7 FHIR R4 (v4.0.1).
import { createCase } from '../records/case.ts'
import { textAt, type Json } from './json.ts'
import { parseJson } from './json-fault.ts'
import { personWords } from './age.ts'
import { groupByPatient, unpack, type PatientGroup } from './fhir/bundle.ts'
import { readRecord, type PatientRecord } from './fhir/record.ts'
import { isResource } from './fhir/resource.ts'
import type { Batch, Imported, Source, SourceFile } from './source.ts'

/** Types of which a file of its own can be a case. Knowledge artefacts (PlanDefinition, ValueSet) are not. */
const clinical =
  /^(?:Bundle|Patient|Encounter|Condition|Observation|DiagnosticReport|Procedure|MedicationRequest|MedicationStatement|MedicationAdministration|AllergyIntolerance|Immunization|CarePlan|DocumentReference|Composition|FamilyMemberHistory|ServiceRequest|ImagingStudy)$/

export const fhir: Source = {
  name: 'fhir',
  title: 'FHIR R4 bundles, resources and NDJSON (one case per patient)',
  sniff(file) {
    if (file.text === undefined || !file.text.includes('"resourceType"')) return 'no'
    // The type stands early in every FHIR file; reading it so also finds files that were cut off.
    const parsed = parseJson(file.text)
    const type = 'value' in parsed ? textAt(parsed.value as Json, 'resourceType') : declaredType(file.text)
    return type !== undefined && clinical.test(type) ? 'yes' : 'no'
  },
  read: readFhir,
}

function declaredType(text: string): string | undefined {
  if (!/^\s*\{/.test(text)) return undefined
  return /"resourceType"\s*:\s*"(\w+)"/.exec(text.slice(0, 2000))?.[1]
}

async function* readFhir(file: SourceFile, batch: Batch): AsyncGenerator<Imported> {
  const documents: Json[] = []
  for (const { place, parsed } of documentsIn(file.text ?? '')) {
    if ('value' in parsed) documents.push(parsed.value as Json)
    else {
      const where = place === undefined ? `line ${parsed.line}, column ${parsed.column}` : place
      yield {
        kind: 'failed',
        problem: {
          subject: file.relative,
          place: where,
          what: parsed.what,
          remedy: 'Export the file again.',
        },
      }
    }
  }
  const set = groupByPatient(documents.flatMap((document) => unpack(document)))
  let cases = 0
  for (const group of set.groups) {
    const record = readRecord(group, set)
    if (record.impossible.length > 0)
      yield {
        kind: 'skipped',
        problem: {
          subject: file.relative,
          place: group.reference,
          what: `results that no patient can have were left out: ${record.impossible.join(', ')}.`,
        },
      }
    // A patient of whom nothing but age and sex is known, or resources of nobody, are no case.
    if (!tells(record)) continue
    cases += 1
    yield { kind: 'case', case: await caseOf(record, group, file, batch) }
  }
  if (cases === 0 && set.groups.length > 0)
    yield {
      kind: 'failed',
      problem: {
        subject: file.relative,
        what: 'no resource in it says anything clinical of a patient.',
        remedy: 'It needs resources such as Condition, Observation or MedicationRequest.',
      },
    }
  else if (set.groups.length === 0 && documents.some((document) => isResource(document)))
    yield {
      kind: 'failed',
      problem: {
        subject: file.relative,
        what: 'the bundle holds no resources.',
        remedy: 'Check that its entries have a "resource".',
      },
    }
}

/** The JSON document, or one of each line where the first line is one by itself. */
function documentsIn(text: string): readonly { place?: string; parsed: ReturnType<typeof parseJson> }[] {
  const whole = parseJson(text)
  const lines = text.split('\n')
  if ('value' in whole || lines.length < 2 || !('value' in parseJson(lines[0] ?? '')))
    return [{ parsed: whole }]
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [{ place: `line ${index + 1}`, parsed: parseJson(line) }],
  )
}

/** Whether the record says more than who the patient is. */
function tells(record: PatientRecord): boolean {
  return record.sections.length > 0 || record.entries.some(({ kind }) => kind !== 'demographic')
}

async function caseOf(record: PatientRecord, group: PatientGroup, file: SourceFile, batch: Batch) {
  const years =
    record.first === undefined ? '' : `, ${span(record.first.slice(0, 4), record.last?.slice(0, 4))}`
  return createCase({
    title: `Health record of a ${personWords(record.strata.age, record.strata.sex)}${years}`,
    provenance: {
      source: 'fhir',
      corpus: batch.corpusOf(file),
      file: file.name,
      part: group.reference,
      sha256: file.sha256,
    },
    licence: await batch.licenceOf(file),
    strata: record.strata,
    sections: record.sections,
    entries: record.entries,
    tables: record.tables,
    images: [],
    labels: [],
    ...(group.reference === '' ? {} : { group: group.reference }),
  })
}

function span(first: string, last: string | undefined): string {
  return last === undefined || last === first ? first : `${first} to ${last}`
}
