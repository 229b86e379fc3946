// Prose in FHIR: DocumentReference, Composition and the text of DiagnosticReports → sections; a report's
// conclusion → an entry. Binary attachments (PDF, pictures) are left out.
import { at, objectsAt, textAt, type Json, type JsonObject } from '../json.ts'
import { clinicalName } from '../clinical-name.ts'
import { sectionRole } from '../section-role.ts'
import type { FactKind } from '../../records/statement.ts'
import type { Section } from '../../records/case.ts'
import { withoutAxes } from './loinc.ts'
import { conceptCode, conceptText, dateAt, resourceId, statusCode } from './resource.ts'
import type { DatedDraft, Resource } from './resource.ts'

const unusable = new Set(['entered-in-error', 'cancelled', 'registered', 'superseded'])

/** The sections of a resource that holds prose; [] for all others. */
export function readSections(resource: Resource): readonly Section[] {
  if (unusable.has(textAt(resource, 'status') ?? '')) return []
  if (resource.resourceType === 'DocumentReference')
    return attachments(
      resource,
      objectsAt(resource, 'content').map((content) => at(content, 'attachment')),
      'note',
    )
  if (resource.resourceType === 'DiagnosticReport')
    return attachments(
      resource,
      objectsAt(resource, 'presentedForm'),
      isImaging(resource) ? 'imaging' : 'investigations',
    )
  if (resource.resourceType === 'Composition')
    return compositionSections(resource, objectsAt(resource, 'section'))
  return []
}

function attachments(
  resource: Resource,
  list: readonly (Json | undefined)[],
  fallback: Section['role'],
): Section[] {
  const heading =
    conceptText(at(resource, resource.resourceType === 'DocumentReference' ? 'type' : 'code')) ??
    textAt(resource, 'description') ??
    ''
  const role = sectionRole(heading)
  return list.flatMap((attachment, index) => {
    const text = decodeAttachment(attachment)
    if (text === undefined) return []
    return [
      {
        id: `${resourceId(resource)}${index === 0 ? '' : `#${index}`}`,
        heading,
        role: role === 'other' ? fallback : role,
        text,
      },
    ]
  })
}

/** The text of an Attachment; undefined for other content types and broken data. */
function decodeAttachment(attachment: Json | undefined): string | undefined {
  const type = (textAt(attachment, 'contentType') ?? '').toLowerCase()
  const data = at(attachment, 'data')
  if (typeof data !== 'string' || !/^text\/|xhtml/.test(type)) return undefined
  const bytes = Buffer.from(data, 'base64')
  const latin = /charset=(?:iso-8859-1|windows-1252)/.test(type)
  const text = new TextDecoder(latin ? 'windows-1252' : 'utf-8').decode(bytes)
  const plain = (/html/.test(type) ? htmlText(text) : text).replace(/\r\n?/g, '\n').trim()
  // NUL and replacement characters: the data were not text of that encoding.
  return plain === '' || plain.includes('\u0000') || plain.includes('\uFFFD') ? undefined : plain
}

function compositionSections(resource: Resource, list: readonly JsonObject[], prefix = ''): Section[] {
  return list.flatMap((section, index) => {
    const id = `${prefix}${index}`
    const heading = textAt(section, 'title') ?? conceptText(at(section, 'code')) ?? ''
    const text = htmlText(textOf(at(section, 'text', 'div')))
    const own: Section[] =
      text === '' ? [] : [{ id: `${resourceId(resource)}#${id}`, heading, role: sectionRole(heading), text }]
    return [...own, ...compositionSections(resource, objectsAt(section, 'section'), `${id}.`)]
  })
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** The words of a narrative: blocks become lines, the five XML entities and numeric ones are resolved. */
function htmlText(html: string): string {
  const named: Readonly<Record<string, string>> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
  }
  return html
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h\d)\s*\/?>/gi, '\n')
    .replace(/<\/t[dh]>/gi, '\t')
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(\w+));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] as string) : whole
        const point = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal)
        return point > 31 && (point < 0xd800 || point > 0xdfff) && point <= 0x10ffff
          ? String.fromCodePoint(point)
          : ' '
      },
    )
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The conclusion of a report; its results stand as Observations and in the tables. */
export function readReport(resource: Resource): readonly DatedDraft[] {
  const conclusion = textAt(resource, 'conclusion') ?? conceptText(at(resource, 'conclusionCode', 0))
  const title = conceptText(at(resource, 'code'))
  if (unusable.has(textAt(resource, 'status') ?? '') || conclusion === undefined || title === undefined)
    return []
  return [
    {
      kind: isImaging(resource) ? 'imaging' : kindOf(resource),
      name: clinicalName(withoutAxes(title)),
      value: conclusion.replace(/\.$/, ''),
      resource: resourceId(resource),
      code: conceptCode(at(resource, 'code')),
      at: dateAt(resource, 'effectiveDateTime', 'effectivePeriod', 'issued'),
    },
  ]
}

/** HL7 v2 table 0074 of diagnostic services. */
const imaging = new Set([
  'RAD',
  'RX',
  'CT',
  'NMR',
  'MRI',
  'RUS',
  'VUS',
  'OUS',
  'CUS',
  'NMS',
  'XRC',
  'IMG',
  'LP29684-5',
])

function isImaging(resource: Resource): boolean {
  return objectsAt(resource, 'category').some((category) => imaging.has(statusCode(category) ?? ''))
}

function kindOf(resource: Resource): FactKind {
  const codes = objectsAt(resource, 'category').map((category) => statusCode(category) ?? '')
  return codes.includes('PHY') ? 'sign' : 'lab'
}
