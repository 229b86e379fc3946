// Who takes part in a simulated conversation, and who speaks for a patient who cannot.
import type { Participant } from '../../records/conversation.ts'
import type { Random } from '../../kit/random.ts'
import type { Course } from '../course.ts'
import { chance } from '../draw.ts'

/** Age in years below which a parent speaks. */
export const speaksFor = 10

export interface Cast {
  readonly triage: Participant
  readonly nurse: Participant
  readonly night: Participant
  readonly first: Participant
  readonly senior: Participant
  readonly specialist: Participant
  readonly pharmacist: Participant
  readonly radiologist: Participant
  readonly laboratory: Participant
  readonly patient: Participant
  /** Absent where nobody came along. */
  readonly family?: Participant
  readonly interpreter?: Participant
  /** The one who tells the history: patient or parent. */
  readonly teller: Participant
}

/** Findings with which nobody can give an account. */
export const cloudsTheMind = /ongoing-convulsion|unresponsiveness|^confusion$/

/** Too drowsy, confused or convulsing to tell anything: below 13 on the Glasgow coma scale. */
export function isSpeechless({ moments, shows }: Pick<Course, 'moments' | 'shows'>): boolean {
  const scale = moments[0]?.vitals.get('glasgow-coma-scale') ?? 15
  return scale < 14 || shows.some(({ finding, phase }) => phase === 0 && cloudsTheMind.test(finding))
}

export function castOf(course: Course, random: Random): Cast {
  const { person, condition } = course
  const spokenFor = person.age < speaksFor || isSpeechless(course)
  const member = (id: string, role: Participant['role'], name: string): Participant => ({ id, role, name })
  const patient = member('patient', 'patient', 'Patient')
  const isChild = person.age < speaksFor
  const relation = isChild
    ? random.pick(['Mother', 'Father', 'Mother', 'Grandmother'])
    : relativeOf(person.age, person.sex, random)
  const family = spokenFor || chance(random, 0.75) ? member('family', 'family', relation) : undefined
  const needsInterpreter = !['English', 'unknown'].includes(person.language) && chance(random, 0.6)
  const [triage, ward] = nurseNames[condition.setting] ?? nurseNames['emergency department']
  const nurse = member('nurse_b', 'nurse', ward)
  return {
    triage: member('nurse_a', 'nurse', triage),
    nurse,
    // The same nurse may still be there.
    night: chance(random, 0.5) ? nurse : member('nurse_c', 'nurse', 'Second nurse'),
    first: member('doctor_a', 'physician', 'Doctor A'),
    senior: member('doctor_b', 'physician', 'Doctor B'),
    specialist: member('doctor_c', 'physician', 'Doctor C'),
    pharmacist: member('pharmacist', 'pharmacist', 'Pharmacist'),
    radiologist: member('radiologist', 'radiologist', 'Radiologist'),
    laboratory: member('laboratory', 'laboratory', 'Laboratory'),
    patient,
    ...(family === undefined ? {} : { family }),
    ...(needsInterpreter ? { interpreter: member('interpreter', 'other', 'Interpreter') } : {}),
    teller: spokenFor && family !== undefined ? family : patient,
  }
}

const nurseNames: Readonly<Record<string, readonly [string, string]>> & {
  readonly 'emergency department': readonly [string, string]
} = {
  'emergency department': ['Triage nurse', 'Nurse'],
  ward: ['Ward nurse', 'Nurse'],
  clinic: ['Clinic nurse', 'Nurse'],
  practice: ['Practice nurse', 'Nurse'],
  'labour ward': ['Midwife', 'Nurse'],
  'intensive care unit': ['Admitting nurse', 'Intensive care nurse'],
}

function relativeOf(age: number, sex: 'female' | 'male', random: Random): string {
  if (age < 20) return random.pick(['Mother', 'Father', 'Sister', 'Brother'])
  const partner = sex === 'female' ? 'Husband' : 'Wife'
  if (age < 50) return random.pick([partner, 'Partner', 'Sister', 'Brother', 'Mother'])
  return random.pick([partner, partner, 'Daughter', 'Son', 'Daughter'])
}
