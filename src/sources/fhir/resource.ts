// A FHIR resource and the elements that every reader needs: coded concepts, dates, references. Nothing
// here knows a particular resource type.
import { at, isObject, objectsAt, textAt, type Json, type JsonObject } from '../json.ts'
import { clinicalName } from '../clinical-name.ts'
import { defined, type EntryDraft } from '../entry.ts'
import { withoutAxes } from './loinc.ts'
import type { Code } from '../../records/statement.ts'

export interface Resource extends JsonObject {
  readonly resourceType: string
}

export function isResource(value: Json | undefined): value is Resource {
  return isObject(value) && typeof value['resourceType'] === 'string'
}

/** What a reader may ask of the rest of the record. */
export interface Context {
  /** The resource a Reference element points to: in the bundle, by urn:uuid, or contained in `from`. */
  readonly resolve: (reference: Json | undefined, from: Resource) => Resource | undefined
  readonly sex: string | undefined
}

/** A draft with the date or date-time as the resource prints it. */
export type DatedDraft = EntryDraft & { readonly at?: string | undefined }
export type Reader = (resource: Resource, context: Context) => readonly DatedDraft[]

/** "Observation/1234"; the type alone where the resource has no id. */
export function resourceId(resource: Resource): string {
  const id = textAt(resource, 'id')
  return id === undefined ? resource.resourceType : `${resource.resourceType}/${id}`
}

/** What a CodeableConcept is called: its text, or the first display, or the first code. */
export function conceptText(concept: Json | undefined): string | undefined {
  const codings = objectsAt(concept, 'coding')
  const display = codings.map((coding) => textAt(coding, 'display')).find((text) => text !== undefined)
  return textAt(concept, 'text') ?? display ?? textAt(codings[0], 'code')
}

/** The concept's name in a sentence: "viral sinusitis". */
export function conceptName(concept: Json | undefined): string | undefined {
  const text = conceptText(concept)
  // Orders are often named by a LOINC term with its axes: "Potassium [Moles/volume] in Serum or Plasma".
  return text === undefined ? undefined : clinicalName(/\[[A-Z#]/.test(text) ? withoutAxes(text) : text)
}

/** Terminologies in the order in which a code is preferred. */
const preferred = [
  'http://loinc.org',
  'http://snomed.info/sct',
  'http://www.nlm.nih.gov/research/umls/rxnorm',
]

/** The concept's code, with its display untouched. */
export function conceptCode(concept: Json | undefined): Code | undefined {
  const codings = objectsAt(concept, 'coding')
  const known = preferred.map((system) => codings.find((coding) => at(coding, 'system') === system))
  const coding = known.find((found) => found !== undefined) ?? codings[0]
  const code = textAt(coding, 'code')
  if (coding === undefined || code === undefined) return undefined
  return defined<Code>({
    system: textAt(coding, 'system') ?? 'unknown',
    code,
    display: textAt(coding, 'display'),
  })
}

/** The first code of the concept: "resolved" of a clinicalStatus. */
export function statusCode(concept: Json | undefined): string | undefined {
  return textAt(concept, 'coding', 0, 'code') ?? textAt(concept, 'text')?.toLowerCase()
}

/** The first of the elements that holds an ISO date or date-time; the start of a Period. */
export function dateAt(resource: JsonObject, ...elements: readonly string[]): string | undefined {
  for (const element of elements) {
    const text = textAt(resource, element) ?? textAt(resource, element, 'start')
    if (text !== undefined && isIsoDate(text)) return text
  }
  return undefined
}

/** A year, month, day or date-time that exists. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T\d{2}:\d{2}.*)?)?)?$/.test(text))
    return false
  return text.length < 10 || !Number.isNaN(Date.parse(text.slice(0, 10)))
}

/** Names of the reasons given (reasonCode, reasonReference), joined; undefined where none is given. */
export function reasonOf(resource: Resource, context: Context): string | undefined {
  const coded = objectsAt(resource, 'reasonCode').map(conceptName)
  const referred = objectsAt(resource, 'reasonReference').map((reference) => {
    const display = textAt(reference, 'display')
    return conceptName(at(context.resolve(reference, resource), 'code')) ?? (display && clinicalName(display))
  })
  const reasons = [...new Set([...coded, ...referred].filter((reason) => reason !== undefined))]
  return reasons.length === 0 ? undefined : reasons.join(' and ')
}
