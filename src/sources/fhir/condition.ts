// Condition, AllergyIntolerance and FamilyMemberHistory → diagnoses, histories, allergies. The end of a
// condition is an entry of its own, at its own time: a line never tells what was not yet known.
import { at, numberAt, objectsAt, textAt } from '../json.ts'
import { clinicalName } from '../clinical-name.ts'
import type { Statement } from '../../records/statement.ts'
import { conceptCode, conceptName, conceptText, dateAt, resourceId, statusCode } from './resource.ts'
import type { DatedDraft, Resource } from './resource.ts'

const active = new Set(['active', 'recurrence', 'relapse'])
const possible = new Set(['unconfirmed', 'provisional', 'differential'])

/** The condition at its onset, and its resolution where that is dated. */
export function readCondition(resource: Resource): readonly DatedDraft[] {
  const verification = statusCode(at(resource, 'verificationStatus'))
  const called = conceptName(at(resource, 'code'))
  if (verification === 'entered-in-error' || called === undefined) return []
  const name = bedsideName(called)
  const past = /^(?:history of|h\/o|status post|past history of)\s+/i.exec(name)
  const onset = dateAt(resource, 'onsetDateTime', 'onsetPeriod', 'recordedDate')
  const end = dateAt(resource, 'abatementDateTime') ?? periodEnd(resource)
  const described = {
    kind: past === null ? ('diagnosis' as const) : ('history' as const),
    code: conceptCode(at(resource, 'code')),
  }
  const negated = verification === 'refuted'
  const found: DatedDraft = {
    ...described,
    name: past === null ? name : name.slice(past[0].length),
    line: past === null ? undefined : `${negated ? 'no ' : ''}${name}`,
    resource: resourceId(resource),
    negated,
    certainty: possible.has(verification ?? '') ? 'possible' : 'certain',
    status: negated || past !== null ? undefined : statusOf(resource, end),
    at: onset,
    details: [severity(resource), ...(onset === undefined ? [undatedOnset(resource)] : [])],
  }
  if (end === undefined || negated || past !== null) return [found]
  const resolved: DatedDraft = {
    kind: 'outcome',
    name,
    line: `${name} ${/pregnancy/.test(name) ? 'ended' : 'resolved'}`,
    status: 'resolved',
    resource: `${resourceId(resource)}#abatement`,
    code: described.code,
    at: end,
  }
  return [found, resolved]
}

/** Displays of SNOMED CT that nobody says. */
function bedsideName(name: string): string {
  const obesity = /^body mass index (\d+)\+ - (.+)$/i.exec(name)
  return obesity === null ? name : `${obesity[2]} (body mass index ${obesity[1]} or more)`
}

/** "resolved" only where no date says when: then the entry of the end says it. */
function statusOf(resource: Resource, end: string | undefined): Statement['status'] {
  const clinical = statusCode(at(resource, 'clinicalStatus'))
  if (active.has(clinical ?? '')) return 'active'
  return clinical === undefined || end !== undefined ? undefined : 'resolved'
}

function periodEnd(resource: Resource): string | undefined {
  return dateAt({ end: at(resource, 'abatementPeriod', 'end') }, 'end')
}

function severity(resource: Resource): string | undefined {
  return conceptName(at(resource, 'severity'))
}

function undatedOnset(resource: Resource): string | undefined {
  const age = numberAt(resource, 'onsetAge', 'value')
  if (age !== undefined) return `onset at age ${age} ${textAt(resource, 'onsetAge', 'unit') ?? 'years'}`
  const text = textAt(resource, 'onsetString')
  return text === undefined ? undefined : `onset ${text}`
}

/** SNOMED CT situations that say there is none: no known allergy, drug, food, environmental allergy. */
const none: Readonly<Record<string, string>> = {
  '716186003': 'allergy',
  '409137002': 'drug allergy',
  '429625007': 'food allergy',
  '428607008': 'environmental allergy',
}

/** An allergy; "no known allergy" is a negated one, which is not the same as no record. */
export function readAllergy(resource: Resource): readonly DatedDraft[] {
  const verification = statusCode(at(resource, 'verificationStatus'))
  const text = conceptText(at(resource, 'code'))
  if (verification === 'entered-in-error' || text === undefined) return []
  const code = conceptCode(at(resource, 'code'))
  const base = {
    kind: 'allergy' as const,
    resource: resourceId(resource),
    code,
    at: dateAt(resource, 'onsetDateTime', 'recordedDate', 'lastOccurrence'),
  }
  const absent =
    (code !== undefined && Object.hasOwn(none, code.code) ? none[code.code] : undefined) ??
    /\bno known ([a-z ]*?allerg)(?:y|ies)\b/i.exec(text)?.[1]?.concat('y')
  if (absent !== undefined) {
    const name = absent.toLowerCase()
    return [{ ...base, name, negated: true, line: `no known ${name}` }]
  }
  const name = clinicalName(text)
    .replace(/^allergy to\s+/i, '')
    .replace(/\s+allergy$/i, '')
  const refuted = verification === 'refuted'
  const intolerance = textAt(resource, 'type') === 'intolerance' ? 'intolerance of' : 'allergy to'
  const clinical = statusCode(at(resource, 'clinicalStatus'))
  const unsure = possible.has(verification ?? '')
  const reactions = manifestations(resource)
  return [
    {
      ...base,
      name,
      value: reactions,
      negated: refuted,
      certainty: unsure ? 'possible' : 'certain',
      status: clinical === 'active' ? 'active' : clinical === undefined ? undefined : 'resolved',
      line: `${refuted ? 'no ' : ''}${unsure ? 'possible ' : ''}${intolerance} ${name}${reactions === undefined ? '' : `: ${reactions}`}`,
      details: [
        criticality(resource),
        clinical === undefined || clinical === 'active' ? clinical : 'resolved',
      ],
    },
  ]
}

function manifestations(resource: Resource): string | undefined {
  const names = objectsAt(resource, 'reaction').flatMap((reaction) =>
    objectsAt(reaction, 'manifestation').map((manifestation) => conceptName(manifestation)),
  )
  const known = [...new Set(names.filter((name) => name !== undefined))]
  return known.length === 0 ? undefined : known.join(', ')
}

function criticality(resource: Resource): string | undefined {
  const level = textAt(resource, 'criticality')
  return level === 'low' || level === 'high' ? `${level} criticality` : undefined
}

/** Conditions of relatives, each an entry about the family. */
export function readFamilyHistory(resource: Resource): readonly DatedDraft[] {
  if (textAt(resource, 'status') === 'entered-in-error') return []
  const relative = conceptName(at(resource, 'relationship')) ?? 'relative'
  return objectsAt(resource, 'condition').flatMap((condition, index): DatedDraft[] => {
    const name = conceptName(at(condition, 'code'))
    if (name === undefined) return []
    const code = conceptCode(at(condition, 'code'))
    return [
      {
        kind: 'history',
        name,
        experiencer: 'family',
        line: `family history of ${name} (${relative})`,
        resource: `${resourceId(resource)}#${index}`,
        code,
        at: dateAt(resource, 'date'),
      },
    ]
  })
}
