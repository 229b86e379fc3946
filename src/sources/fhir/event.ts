// Encounter, Procedure, Immunization, ServiceRequest and ImagingStudy → what was done, ordered, and where.
import { at, objectsAt, textAt } from '../json.ts'
import type { Statement } from '../../records/statement.ts'
import { conceptCode, conceptName, conceptText, dateAt, reasonOf, resourceId } from './resource.ts'
import type { Context, DatedDraft, Resource } from './resource.ts'

/** Classes of HL7 v3 ActEncounterCode in which a patient is admitted. */
const admissions: Readonly<Record<string, string>> = {
  IMP: 'hospital admission',
  ACUTE: 'hospital admission',
  NONAC: 'hospital admission',
  OBSENC: 'admission for observation',
  SS: 'short-stay admission',
  EMER: 'emergency department visit',
}
/** Types that repeat their class, and the certificate that follows a death. */
const hollow =
  /^(?:encounter )?(?:inpatient|emergency encounter|emergency room admission|encounter inpatient|hospital admission)$/i
const certificate = /death certification/i

/** A visit or an admission, and the discharge at its own time. */
export function readEncounter(resource: Resource, context: Context): readonly DatedDraft[] {
  const status = textAt(resource, 'status') ?? ''
  const type = conceptText(at(resource, 'type', 0))
  if (['entered-in-error', 'cancelled'].includes(status) || certificate.test(type ?? '')) return []
  const admission = admissions[textAt(resource, 'class', 'code') ?? '']
  const specific =
    type === undefined || (admission !== undefined && hollow.test(type.replace(/ \([a-z]+\)$/, '')))
      ? undefined
      : conceptName(at(resource, 'type', 0))
  const name = admission ?? (specific === undefined ? undefined : visitName(specific))
  if (name === undefined) return []
  const reason = reasonOf(resource, context)
  const visit: DatedDraft = {
    kind: admission === undefined ? 'history' : 'decision',
    resource: resourceId(resource),
    code: conceptCode(at(resource, 'type', 0)),
    status: status === 'planned' ? 'planned' : undefined,
    reason,
    ...visitLine(name, admission === undefined ? undefined : specific, reason),
    details: [status === 'planned' ? 'planned' : undefined],
    at: dateAt(resource, 'period'),
  }
  const end = dateAt({ end: at(resource, 'period', 'end') }, 'end')
  const where = conceptText(at(resource, 'hospitalization', 'dischargeDisposition'))?.replace(
    /^discharged?\s+/i,
    '',
  )
  if (
    admission === undefined ||
    end === undefined ||
    (where === undefined && admission === admissions['EMER'])
  )
    return [visit]
  const discharge: DatedDraft = {
    kind: 'outcome',
    name: 'discharge',
    value: where,
    line: where === undefined ? 'discharge' : `discharge ${where}`,
    resource: `${resourceId(resource)}#discharge`,
    at: end,
  }
  return [visit, discharge]
}

/** "Visit for viral sinusitis", "Hospital admission (detoxification) for drug overdose". */
function visitLine(
  name: string,
  specific: string | undefined,
  reason: string | undefined,
): { name: string; line: string } {
  const plain = /^visit for a (?:problem|symptom)$/.test(name) && reason !== undefined ? 'visit' : name
  const line =
    specific === undefined ? plain : specific.startsWith(plain) ? specific : `${plain} (${specific})`
  if (reason === undefined) return { name: plain, line }
  return { name: plain, line: / for /.test(line) ? `${line} because of ${reason}` : `${line} for ${reason}` }
}

/** "encounter for check up" → "check-up visit". */
function visitName(type: string): string {
  const purpose = /^encounter for (?:an? )?['"‘]?(.+?)['"’]?$/i.exec(type)?.[1]
  if (purpose === undefined) return type
  return /^check[- ]?up$/i.test(purpose)
    ? 'check-up visit'
    : `visit for ${/^(?:problem|symptom)$/.test(purpose) ? 'a ' : ''}${purpose}`
}

/** Procedures of record keeping, by SNOMED CT code: they say nothing of the patient. */
const paperwork = new Set(['428191000124101', '311791003'])
const procedureStatuses: Readonly<Record<string, Statement['status']>> = {
  preparation: 'planned',
  'in-progress': 'active',
  stopped: 'stopped',
  completed: 'completed',
}

export function readProcedure(resource: Resource, context: Context): readonly DatedDraft[] {
  const status = textAt(resource, 'status') ?? ''
  const code = conceptCode(at(resource, 'code'))
  const name = conceptName(at(resource, 'code'))
  if (status === 'entered-in-error' || name === undefined || paperwork.has(code?.code ?? '')) return []
  const undone = status === 'not-done'
  const reason = reasonOf(resource, context)
  const why = conceptName(at(resource, 'statusReason'))
  return [
    {
      kind: 'procedure',
      name,
      resource: resourceId(resource),
      code,
      negated: undone,
      status: procedureStatuses[status],
      reason,
      line: undone ? `${name} not done` : name,
      details: [
        status === 'completed' || undone ? undefined : procedureStatuses[status],
        reason === undefined ? undefined : `for ${reason}`,
        undone && why !== undefined ? `because of ${why}` : undefined,
        outcomeOf(resource),
      ],
      at: dateAt(resource, 'performedDateTime', 'performedPeriod'),
    },
  ]
}

function outcomeOf(resource: Resource): string | undefined {
  const outcome = conceptName(at(resource, 'outcome'))
  return outcome === undefined ? undefined : `outcome: ${outcome}`
}

const cvx = 'http://hl7.org/fhir/sid/cvx'
/** Spoken names of CVX codes (CDC, Vaccine Administered code set); others keep their display text. */
const vaccines: Readonly<Record<string, string>> = {
  '03': 'measles, mumps and rubella vaccine',
  '08': 'hepatitis B vaccine',
  '10': 'inactivated poliovirus vaccine',
  '20': 'diphtheria, tetanus and pertussis vaccine',
  '21': 'varicella vaccine',
  '33': 'pneumococcal polysaccharide vaccine',
  '43': 'hepatitis B vaccine',
  '49': 'Haemophilus influenzae type b vaccine',
  '52': 'hepatitis A vaccine',
  '62': 'human papillomavirus vaccine',
  '83': 'hepatitis A vaccine',
  '113': 'tetanus and diphtheria vaccine',
  '114': 'meningococcal conjugate vaccine',
  '115': 'tetanus, diphtheria and pertussis vaccine',
  '119': 'rotavirus vaccine',
  '121': 'zoster vaccine',
  '133': 'pneumococcal conjugate vaccine',
  '140': 'influenza vaccine',
}

export function readImmunization(resource: Resource): readonly DatedDraft[] {
  const status = textAt(resource, 'status') ?? ''
  const name = conceptName(at(resource, 'vaccineCode'))
  if (status === 'entered-in-error' || name === undefined) return []
  const undone = status === 'not-done'
  const code = conceptCode(at(resource, 'vaccineCode'))
  const vaccine =
    vaccines[code?.system === cvx ? code.code : ''] ??
    (/vaccin|immuni/i.test(name) ? name : `${name} vaccine`)
  const why = conceptName(at(resource, 'statusReason'))
  return [
    {
      kind: 'procedure',
      name: vaccine,
      resource: resourceId(resource),
      code,
      negated: undone,
      status: undone ? undefined : 'completed',
      line: undone ? `${vaccine} not given` : `${vaccine} given`,
      details: [undone && why !== undefined ? `because of ${why}` : undefined],
      at: dateAt(resource, 'occurrenceDateTime', 'recorded'),
    },
  ]
}

/** An order for something other than a medication. */
export function readServiceRequest(resource: Resource, context: Context): readonly DatedDraft[] {
  const status = textAt(resource, 'status') ?? ''
  const name = conceptName(at(resource, 'code'))
  if (['entered-in-error', 'revoked'].includes(status) || name === undefined) return []
  const refused = at(resource, 'doNotPerform') === true
  const reason = reasonOf(resource, context)
  return [
    {
      kind: 'decision',
      name,
      resource: resourceId(resource),
      code: conceptCode(at(resource, 'code')),
      negated: refused,
      status: status === 'completed' ? 'completed' : 'ordered',
      reason,
      line: `${refused ? 'order not to perform' : 'order'}: ${name}`,
      details: [
        status === 'completed' ? 'completed' : undefined,
        reason === undefined ? undefined : `for ${reason}`,
      ],
      at: dateAt(resource, 'authoredOn', 'occurrenceDateTime', 'occurrencePeriod'),
    },
  ]
}

export function readImagingStudy(resource: Resource, context: Context): readonly DatedDraft[] {
  if (['entered-in-error', 'cancelled', 'registered'].includes(textAt(resource, 'status') ?? '')) return []
  const [series] = objectsAt(resource, 'series')
  const modality = textAt(series, 'modality', 'display')?.toLowerCase()
  const site = textAt(series, 'bodySite', 'display')?.toLowerCase()
  const described = conceptName(at(resource, 'procedureCode', 0)) ?? modality
  const name = site === undefined || described === undefined ? described : `${described} of the ${site}`
  if (name === undefined) return []
  const reason = reasonOf(resource, context)
  return [{ kind: 'imaging', name, resource: resourceId(resource), reason, at: dateAt(resource, 'started') }]
}
