// Who tells which part of a document in a told case conference, and what they are asked for it.
import type { Participant } from '../records/conversation.ts'
import type { Section } from '../records/case.ts'
import type { FactKind } from '../records/statement.ts'
import type { Prompt } from './phrases.ts'

export const cast = {
  chair: { id: 'doctor_b', role: 'physician', name: 'Doctor B' },
  presenter: { id: 'doctor_a', role: 'physician', name: 'Doctor A' },
  listener: { id: 'doctor_c', role: 'physician', name: 'Doctor C' },
  nurse: { id: 'nurse', role: 'nurse', name: 'Nurse' },
  pharmacist: { id: 'pharmacist', role: 'pharmacist', name: 'Pharmacist' },
  radiologist: { id: 'radiologist', role: 'radiologist', name: 'Radiologist' },
  laboratory: { id: 'laboratory', role: 'laboratory', name: 'Laboratory' },
} as const satisfies Record<string, Participant>
export type CastRole = keyof typeof cast

const tellerOfSection: Readonly<Record<Section['role'], CastRole>> = {
  history: 'presenter',
  presentation: 'presenter',
  note: 'presenter',
  question: 'presenter',
  discussion: 'presenter',
  other: 'presenter',
  medications: 'pharmacist',
  allergies: 'pharmacist',
  examination: 'presenter',
  investigations: 'laboratory',
  imaging: 'radiologist',
  course: 'nurse',
  assessment: 'presenter',
  plan: 'presenter',
  outcome: 'presenter',
}

const promptOfSection: Readonly<Record<Section['role'], Prompt>> = {
  history: 'history',
  presentation: 'history',
  note: 'history',
  question: 'history',
  discussion: 'assessment',
  other: 'continue',
  medications: 'medications',
  allergies: 'medications',
  examination: 'examination',
  investigations: 'investigations',
  imaging: 'imaging',
  course: 'course',
  assessment: 'assessment',
  plan: 'assessment',
  outcome: 'outcome',
}

/** Sections whose heading does not tell who speaks: there the facts of each passage decide. */
const openRoles: ReadonlySet<Section['role']> = new Set([
  'presentation',
  'note',
  'other',
  'question',
  'course',
])

export interface Telling {
  readonly teller: CastRole
  readonly prompt: Prompt
}

/** Who tells a passage of a section, given the kinds of the facts it states. */
export function tellingOf(role: Section['role'], kinds: readonly FactKind[]): Telling {
  const telling: Telling = { teller: tellerOfSection[role], prompt: promptOfSection[role] }
  if (!openRoles.has(role) || kinds.length === 0) return telling
  const share = (...wanted: FactKind[]): number =>
    kinds.filter((kind) => wanted.includes(kind)).length / kinds.length
  if (share('imaging') >= 0.5) return { teller: 'radiologist', prompt: 'imaging' }
  if (share('lab') > 0.5) return { teller: 'laboratory', prompt: 'investigations' }
  if (share('vital') > 0.5) return { teller: 'nurse', prompt: 'examination' }
  if (share('medication', 'allergy') > 0.7) return { teller: 'pharmacist', prompt: 'medications' }
  return telling
}

/** Who reads out an entry of a structured record. */
export function tellerOfEntry(kind: FactKind): Telling {
  switch (kind) {
    case 'lab':
      return { teller: 'laboratory', prompt: 'investigations' }
    case 'imaging':
      return { teller: 'radiologist', prompt: 'imaging' }
    case 'vital':
      return { teller: 'nurse', prompt: 'examination' }
    case 'medication':
    case 'allergy':
      return { teller: 'pharmacist', prompt: 'medications' }
    default:
      return { teller: 'presenter', prompt: 'record' }
  }
}
