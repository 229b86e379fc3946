// What the heading of a section says it is. English headings of clinical notes, case reports and
// discharge summaries; a heading that says nothing is "other", never a guess from the text.
import type { Section } from '../records/case.ts'

export type SectionRole = Section['role']

/** Checked in this order: the first rule that fits the heading decides. */
const rules: readonly (readonly [SectionRole, RegExp])[] = [
  ['allergies', /\ballerg(?:y|ies)\b|\badverse (?:drug )?reactions?\b/],
  ['question', /^(?:clinical )?questions?$|^learning (?:points?|objectives?)/],
  [
    'discussion',
    /\b(?:discussion|conclusions?|introduction|background|literature|rationale|limitations?|lessons?|learning points|take[- ]?(?:away|home)|key ?(?:points|messages)|highlights|supporting points|review of|comment(?:s|ary)?|strengths?|teaching points|significance)\b/,
  ],
  [
    'outcome',
    /\b(?:outcomes?|follow[- ]?ups?|prognosis|disposition|discharge (?:condition|status)|condition (?:at|on) discharge|death|recovery)\b/,
  ],
  [
    'assessment',
    /^(?:differential )?diagnos[ie]s\b|\b(?:final|initial|working|provisional|differential|discharge|admission|admitting|definitive|clinical|principal|primary|secondary|diagnostic) (?:diagnos[ie]s|impressions?|reasoning)\b|^assessment\b|^impression\b|\b(?:clinical|diagnostic) (?:impression|assessment)|^a\/p$|^assessment (?:and|&) plan|diagnosis analysis|^problem list|cases of diagnosis|^diagnosis/,
  ],
  [
    'medications',
    /^(?:current |home |regular |discharge |admission |prior |outpatient |drug )*(?:medications?|meds|drugs|drug history|prescriptions?)\b|\bmedication (?:list|history|review)\b|^drug history/,
  ],
  [
    'imaging',
    /\b(?:imaging|radiolog\w*|radiograph\w*|x-?rays?|computed tomograph\w*|ct|mri|magnetic resonance\w*|ultraso\w+|echocardiogra\w*|angiogra\w*|scans?)\b/,
  ],
  [
    'investigations',
    /\b(?:investigations?|laborator(?:y|ies)|labs?|tests?|results|blood work|electrocardiogra\w*|ecg|ekg|patholog\w*|histolog\w*|histopatholog\w*|microbiolog\w*|biops(?:y|ies)|immunohistochem\w*|genetic (?:analys[ie]s|testing|study)|diagnostics?|diagnostic (?:work-?up|evaluation|studies|procedures?)|work-?up|cytogenetic\w*|sequencing)\b/,
  ],
  [
    'examination',
    /\b(?:examinations?|exam|physical findings|clinical findings|vital signs?|vitals|objective|clinical signs|mental state|neurological status|status praesens)\b/,
  ],
  [
    'plan',
    /^plan\b|\b(?:treatment|management|care|discharge) plan\b|^recommendations?$|^instructions?\b|^follow up plan/,
  ],
  [
    'course',
    /\b(?:course|treatments?|therap(?:y|ies|eutic)|interventions?|management|procedures?|operative|operation|surger(?:y|ies)|surgical|technique|timeline|progress|hospitali[sz]ation|events?|clinical evolution|evolution|anesthe\w*|anaesthe\w*|delivery)\b/,
  ],
  [
    'history',
    /\b(?:history|hpi|pmh|pmhx|psh|fh|sh|anamnesis|complaints?|subjective|patient concerns|symptoms?|past medical|background history|social|family|presenting|review of systems|ros|dietary|diet|exposure|clinical manifestations?)\b/,
  ],
  [
    'presentation',
    /\b(?:case|cases|patients?|presentations?|vignette|clinical summary|clinical features|clinical description)\b/,
  ],
  ['note', /\bnotes?$/],
]

/** History and the like win over "family background" and "medical background" being read as introductions. */
const early: readonly (readonly [SectionRole, RegExp])[] = [
  ['history', /\breview of systems\b|^ros\b/],
  [
    'history',
    /\b(?:medical|clinical|social|family|personal|patient|surgical|occupational) (?:background|history)\b|\bhistory of\b|^(?:past|present) (?:medical |surgical |illness)?|^chief complaints?|^reason for (?:visit|consultation|admission)/,
  ],
  ['history', /\b(?:patient|demographic) information\b/],
  ['course', /^(?:diagnosis and treatment|treatment, )|\bhospital course\b/],
  ['imaging', /^(?:imaging|radiological|radiographic) (?:examinations?|findings|studies|results)/],
  [
    'investigations',
    /^(?:laboratory|pathological|histological|genetic|additional) (?:examinations?|findings)/,
  ],
  [
    'presentation',
    /\b(?:case|patient) (?:presentation|report|description)s?\b|\bpresentation of (?:the )?cases?\b/,
  ],
]

/** The role that an English heading names; numbering ("2.1.") and case do not matter. */
export function sectionRole(heading: string): SectionRole {
  const words = heading
    .toLowerCase()
    .replace(/^[\s\d.()]+/, '')
    .replace(/[\s:.]+$/, '')
    .replace(/[*_]/g, '')
  if (words === '') return 'other'
  return [...early, ...rules].find(([, pattern]) => pattern.test(words))?.[0] ?? 'other'
}

/** Roles whose text tells about the patient, not about the literature. */
export function tellsTheCase(role: SectionRole): boolean {
  return role !== 'discussion' && role !== 'question'
}
