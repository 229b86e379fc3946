// Speaker tags of transcripts ("[patient_guest]", "Docotr_2:") as participants of a conversation. Tags are
// read leniently, since people typed them; what a tag does not say is not guessed.
import type { Participant } from '../records/conversation.ts'

type Role = Participant['role']

/** Known words of tags, with spellings that occur in public corpora. */
const known: Readonly<Record<string, readonly [Role, string]>> = {
  doctor: ['physician', 'Doctor'],
  docotr: ['physician', 'Doctor'],
  dr: ['physician', 'Doctor'],
  physician: ['physician', 'Physician'],
  gp: ['physician', 'GP'],
  resident: ['physician', 'Resident'],
  surgeon: ['physician', 'Surgeon'],
  consultant: ['physician', 'Consultant'],
  patient: ['patient', 'Patient'],
  patient_guest: ['family', 'Companion'],
  guest_family: ['family', 'Family member'],
  gest_family: ['family', 'Family member'],
  family: ['family', 'Family member'],
  mother: ['family', 'Mother'],
  father: ['family', 'Father'],
  wife: ['family', 'Wife'],
  husband: ['family', 'Husband'],
  partner: ['family', 'Partner'],
  daughter: ['family', 'Daughter'],
  son: ['family', 'Son'],
  parent: ['family', 'Parent'],
  caregiver: ['family', 'Caregiver'],
  guest_clinician: ['other', 'Clinician'],
  guest_clinican: ['other', 'Clinician'],
  clinician: ['other', 'Clinician'],
  nurse: ['nurse', 'Nurse'],
  midwife: ['nurse', 'Midwife'],
  pharmacist: ['pharmacist', 'Pharmacist'],
  radiologist: ['radiologist', 'Radiologist'],
  laboratory: ['laboratory', 'Laboratory'],
  paramedic: ['other', 'Paramedic'],
  technician: ['other', 'Technician'],
  interpreter: ['other', 'Interpreter'],
}

/** The participant a tag names, e.g. "Guest_family_2"; undefined for a word that names no speaker. */
export function participantOf(tag: string): Participant | undefined {
  const words = tag
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  const numbered = known[words] === undefined ? /^(.*?)(?:_?(\d+)|_([a-d]))$/.exec(words) : null
  const kind = known[numbered?.[1] ?? words]
  if (kind === undefined) return undefined
  const [role, name] = kind
  const suffix = numbered?.[2] ?? numbered?.[3]
  const printed = suffix === undefined ? name : `${name} ${suffix.toUpperCase()}`
  return { id: printed.toLowerCase().replaceAll(' ', '_'), role, name: printed }
}

/** The participant for a tag in brackets, which is certainly a tag: unknown ones are "other" under their own name. */
export function bracketedParticipant(tag: string): Participant {
  const words = tag.replace(/[_\s]+/g, ' ').trim() || 'Speaker'
  const name = words.charAt(0).toUpperCase() + words.slice(1)
  return participantOf(tag) ?? { id: words.toLowerCase().replaceAll(' ', '_'), role: 'other', name }
}
