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
  'investigations',
  'imaging',
  'medications',
])

export interface Telling {
  readonly teller: CastRole
  readonly prompt: Prompt
}

/**
 * Who tells a passage of a section, given the kinds of the facts that each of its sentences states. A specialist
 * reads out what is nearly all of their own field: a pharmacist does not tell of an operation because a drug
 * was given in it.
 */
export function tellingOf(role: Section['role'], sentences: readonly (readonly FactKind[])[]): Telling {
  const telling: Telling = { teller: tellerOfSection[role], prompt: promptOfSection[role] }
  if (!openRoles.has(role)) return telling
  const kinds = sentences.flat()
  const all = (...wanted: FactKind[]): boolean => {
    const of = (kind: FactKind): boolean => wanted.includes(kind)
    const covered = sentences.filter((stated) => stated.some(of)).length / Math.max(1, sentences.length)
    const share = kinds.filter(of).length / Math.max(1, kinds.length)
    // A list of results breaks into lines, of which not every one holds a result.
    return (covered >= 0.75 && share >= 0.6) || (kinds.length >= 4 && covered >= 0.5 && share >= 0.9)
  }
  if (all('imaging')) return { teller: 'radiologist', prompt: 'imaging' }
  if (all('lab')) return { teller: 'laboratory', prompt: 'investigations' }
  if (kinds.filter((kind) => kind === 'vital').length > kinds.length / 2)
    return { teller: 'nurse', prompt: 'examination' }
  if (all('medication', 'allergy')) return { teller: 'pharmacist', prompt: 'medications' }
  return isSpecialist(telling.teller) ? { teller: 'presenter', prompt: telling.prompt } : telling
}

function isSpecialist(teller: CastRole): boolean {
  return teller === 'radiologist' || teller === 'laboratory' || teller === 'pharmacist'
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
