// A clinical note as sections, split at the headings it prints. Text between headings is kept as it
// stands; only line endings and the blank lines around a section are normalised.
import type { Section } from '../records/case.ts'
import { sectionRole } from './section-role.ts'

/** Words of which at least one stands in a heading; a line like "HIV" or "BP: 120/80" is none. */
const headingWords =
  /\b(?:COMPLAINTS?|HISTORY|ILLNESS|REVIEW OF (?:SYSTEMS|SYMPTOMS)|EXAM|EXAMINATION|FINDINGS|RESULTS?|PLAN|INSTRUCTIONS?|ASSESSMENT|VITALS?|MEDICATIONS?|ALLERG(?:Y|IES)|IMPRESSION|DIAGNOS[EI]S|ORDERS|PROCEDURES?|IMMUNI[ZS]ATIONS?|SUBJECTIVE|OBJECTIVE|INVESTIGATIONS|LABORATORY|LABS|IMAGING|COURSE|DISPOSITION|FOLLOW[- ]UP|CC|HPI|ROS|PMH|REASON FOR VISIT|RECOMMENDATIONS?|SAFETY NETTING)\b/

/** Headings of visit notes whose role their words alone do not tell. */
const roles: Readonly<Record<string, Section['role']>> = {
  cc: 'history',
  hpi: 'history',
  ros: 'history',
  'review of systems': 'history',
  'review of symptoms': 'history',
  orders: 'plan',
  'follow-up': 'plan',
  'follow up': 'plan',
}

/** Role of a note's heading. */
export function noteRole(heading: string): Section['role'] {
  const words = heading
    .trim()
    .replace(/[:.]+$/, '')
    .toLowerCase()
  return roles[words] ?? sectionRole(words)
}

/** The sections of a note. Text before the first heading, or all of it where there is none, has role "note". */
export function splitNote(note: string): Section[] {
  const parts: { heading: string; lines: string[] }[] = [{ heading: '', lines: [] }]
  for (const line of note.split(/\r\n|[\n\r]/)) {
    const heading = headingOf(line)
    if (heading === undefined) parts.at(-1)?.lines.push(line)
    else parts.push({ heading: heading.heading, lines: heading.rest === '' ? [] : [heading.rest] })
  }
  const sections: Section[] = []
  const used = new Map<string, number>()
  for (const { heading, lines } of parts) {
    const text = lines.join('\n').trim()
    if (text === '') continue
    const name =
      heading
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'note'
    const count = (used.get(name) ?? 0) + 1
    used.set(name, count)
    const role = heading === '' ? 'note' : noteRole(heading)
    sections.push({ id: count === 1 ? name : `${name}-${count}`, heading, role, text })
  }
  return sections
}

/** A line that is a heading alone ("PHYSICAL EXAM"), or a heading with a colon and the text after it. */
function headingOf(line: string): { heading: string; rest: string } | undefined {
  const match = /^\s*([A-Z][A-Z &/()-]{0,48}[A-Z)])\s*(?::\s*(.*))?$/.exec(line)
  const heading = match?.[1]
  if (heading === undefined || !headingWords.test(heading)) return undefined
  return { heading, rest: match?.[2] ?? '' }
}

/** MTS-Dialog's codes of sections, spelled out in its paper (Ben Abacha et al., EACL 2023). */
export const sectionCodes: Readonly<
  Record<string, { readonly role: Section['role']; readonly title: string }>
> = {
  'FAM/SOCHX': { role: 'history', title: 'family and social history' },
  GENHX: { role: 'history', title: 'history of present illness' },
  PASTMEDICALHX: { role: 'history', title: 'past medical history' },
  CC: { role: 'history', title: 'chief complaint' },
  PASTSURGICAL: { role: 'history', title: 'past surgical history' },
  ALLERGY: { role: 'allergies', title: 'allergies' },
  ROS: { role: 'history', title: 'review of systems' },
  MEDICATIONS: { role: 'medications', title: 'medications' },
  ASSESSMENT: { role: 'assessment', title: 'assessment' },
  EXAM: { role: 'examination', title: 'examination' },
  DIAGNOSIS: { role: 'assessment', title: 'diagnosis' },
  DISPOSITION: { role: 'outcome', title: 'disposition' },
  PLAN: { role: 'plan', title: 'plan' },
  EDCOURSE: { role: 'course', title: 'course in the emergency department' },
  IMMUNIZATIONS: { role: 'history', title: 'immunizations' },
  IMAGING: { role: 'imaging', title: 'imaging' },
  GYNHX: { role: 'history', title: 'gynecologic history' },
  PROCEDURES: { role: 'course', title: 'procedures' },
  OTHER_HISTORY: { role: 'history', title: 'other history' },
  LABS: { role: 'investigations', title: 'laboratory tests' },
}
