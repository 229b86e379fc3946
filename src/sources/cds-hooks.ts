// CDS Hooks requests with prefetch → one case per request: what the chart holds and what is being ordered.
// Expected responses become card labels ("cards": [] is a label too: silence is expected); plan definitions
// give the name of the rule. HL7 CDS Hooks 2.0 (cds-hooks.hl7.org/2.0).
import { createCase, type Case } from '../records/case.ts'
import { defined } from './entry.ts'
import { personWords } from './age.ts'
import { groupByPatient, unpack } from './fhir/bundle.ts'
import { readRecord, type PatientRecord } from './fhir/record.ts'
import { isResource, type DatedDraft, type Resource } from './fhir/resource.ts'
import { readMedication } from './fhir/medication.ts'
import { readServiceRequest } from './fhir/event.ts'
import { at, isObject, objectsAt, textAt, type Json } from './json.ts'
import { parseJson } from './json-fault.ts'
import { findResponse, readCards } from './cds-hooks/response.ts'
import { findRule } from './cds-hooks/rule.ts'
import type { Batch, Imported, Source, SourceFile } from './source.ts'

export const cdsHooks: Source = {
  name: 'cds-hooks',
  title: 'CDS Hooks requests with prefetch, with the expected cards beside them',
  sniff(file) {
    if (file.text === undefined || !/^\s*\{/.test(file.text)) return 'no'
    if (!/"(?:hook|cards|PlanDefinition)"/.test(file.text)) return 'no'
    const parsed = parseJson(file.text)
    if (!('value' in parsed))
      return /"hook(?:Instance)?"\s*:\s*"/.test(file.text.slice(0, 2000)) ? 'yes' : 'no'
    const document = parsed.value as Json
    if (textAt(document, 'hook') !== undefined && isObject(at(document, 'context'))) return 'yes'
    const response = Array.isArray(at(document, 'cards'))
    return response || textAt(document, 'resourceType') === 'PlanDefinition' ? 'companion' : 'no'
  },
  read: readRequest,
}

async function* readRequest(file: SourceFile, batch: Batch): AsyncGenerator<Imported> {
  const parsed = parseJson(file.text ?? '')
  if (!('value' in parsed)) {
    const place = `line ${parsed.line}, column ${parsed.column}`
    yield {
      kind: 'failed',
      problem: { subject: file.relative, place, what: parsed.what, remedy: 'Export the request again.' },
    }
    return
  }
  const request = parsed.value as Json
  const hook = textAt(request, 'hook') ?? 'unknown'
  const record = readChart(request)
  if (record.entries.length === 0 && record.sections.length === 0) {
    yield {
      kind: 'failed',
      problem: {
        subject: file.relative,
        what: 'the request holds neither prefetched resources nor draft orders.',
        remedy: 'Record it with its prefetch.',
      },
    }
    return
  }
  const rule = await findRule(file, hook, batch)
  const response = await findResponse(file, batch)
  if (response.problem !== undefined) yield { kind: 'skipped', problem: response.problem }
  const labels =
    response.cards === undefined ? [] : readCards(response.cards, rule?.title ?? ruleFromPath(file), hook)
  yield {
    kind: 'case',
    case: await caseOf(
      file,
      batch,
      hook,
      record,
      labels,
      rule?.id ?? textAt(request, 'context', 'patientId'),
    ),
  }
}

/** Prefetched resources and draft orders as one record of the patient in the context. */
function readChart(request: Json): PatientRecord {
  const prefetched = at(request, 'prefetch')
  const located = (isObject(prefetched) ? Object.values(prefetched) : []).flatMap((item) =>
    unpack(isResource(item) ? item : (at(item, 'resource') ?? at(item, 'response', 'resource'))),
  )
  const set = groupByPatient(located)
  const context = textAt(request, 'context', 'patientId')?.replace(/^Patient\//, '')
  // The request is about one patient; resources with a careless subject reference are the patient's as well.
  const group =
    set.groups.find(({ patient }) => textAt(patient, 'id') === context) ??
    set.groups.find(({ patient }) => patient !== undefined)
  const stray = set.groups
    .filter(({ patient }) => patient === undefined)
    .flatMap(({ resources }) => resources)
  const whole = {
    reference: group?.reference ?? '',
    patient: group?.patient,
    resources: [...(group?.resources ?? []), ...stray],
  }
  return readRecord(whole, set, draftOrders(request, set.resolve))
}

/** The orders in the context that are not signed yet, whatever status they are given. */
function draftOrders(
  request: Json,
  resolve: (reference: Json | undefined, from: Resource) => Resource | undefined,
): DatedDraft[] {
  const context = at(request, 'context')
  const drafts = [
    ...unpack(at(context, 'draftOrders')),
    ...objectsAt(context, 'orders').flatMap((order) => unpack(order)),
    ...unpack(at(context, 'medications')),
  ]
  return drafts.flatMap(({ resource }) => {
    const read = resource.resourceType.startsWith('Medication')
      ? readMedication(resource, { resolve, sex: undefined })
      : readServiceRequest(resource, { resolve, sex: undefined })
    return read.map((draft) => ({
      ...draft,
      status: 'ordered' as const,
      line: draft.kind === 'medication' ? `new order: ${draft.line}` : draft.line,
      details: draft.details?.filter((detail) => detail !== 'active' && detail !== 'completed'),
      resource: `context/${draft.resource}`,
    }))
  })
}

const hookTitles: Readonly<Record<string, string>> = {
  'patient-view': 'Opening the chart',
  'order-select': 'Selecting an order',
  'order-sign': 'Signing an order',
  'encounter-start': 'Starting an encounter',
  'encounter-discharge': 'Discharging',
  'appointment-book': 'Booking an appointment',
  'medication-prescribe': 'Prescribing',
}

async function caseOf(
  file: SourceFile,
  batch: Batch,
  hook: string,
  record: PatientRecord,
  labels: Case['labels'],
  group: string | undefined,
): Promise<Case> {
  return createCase(
    defined<Omit<Case, 'id'>>({
      title: `${hookTitles[hook] ?? hook} of a ${personWords(record.strata.age, record.strata.sex)}`.replace(
        ' order of a',
        ' order for a',
      ),
      provenance: {
        source: 'cds-hooks',
        corpus: batch.corpusOf(file),
        file: file.name,
        part: '',
        sha256: file.sha256,
      },
      licence: await batch.licenceOf(file),
      strata: record.strata,
      sections: record.sections,
      entries: record.entries,
      tables: record.tables,
      images: [],
      labels,
      // Requests that test one rule are variants of one vignette: a split must not part them.
      group,
    }),
  )
}

/** Without a plan definition the folder names the rule; a bare file is named by its hook. */
function ruleFromPath(file: SourceFile): string {
  return file.relative.split('/').at(-2) ?? file.name.replace(/\.json$/i, '')
}
