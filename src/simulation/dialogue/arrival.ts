// Scene: the patient arrives, says what is wrong, and is measured.
import { rowOf } from '../../knowledge/knowledge.ts'
import { ageText, withUnit } from '../entries.ts'
import type { Moment } from '../course.ts'
import { speaksFor } from './cast.ts'
import {
  callDoctor,
  doctorOpens,
  doctorOpensOnWard,
  doctorOpensToFamily,
  doctorOpensToFamilyOnWard,
  greeting,
  greetingOnWard,
  greetingToFamily,
  greetingToFamilyOnWard,
  onset,
  vitalsLead,
} from './phrases/arrival.ts'
import { listed, sentence } from './speech.ts'
import { piece, type Piece, type Scene } from './stage.ts'

/** First words of nurse and doctor to somebody who comes, and to somebody who lies there. */
const openings = {
  door: { greeting, greetingToFamily, doctor: doctorOpens, doctorToFamily: doctorOpensToFamily },
  ward: {
    greeting: greetingOnWard,
    greetingToFamily: greetingToFamilyOnWard,
    doctor: doctorOpensOnWard,
    doctorToFamily: doctorOpensToFamilyOnWard,
  },
} as const

export function arrival(scene: Scene): void {
  const { course, cast, voice, telling, length } = scene
  const byPatient = cast.teller === cast.patient
  const opening = openings[course.condition.setting.endsWith('ward') ? 'ward' : 'door']
  scene.say(cast.triage, voice.say(byPatient ? opening.greeting : opening.greetingToFamily))
  if (cast.interpreter !== undefined) {
    scene.say(
      cast.interpreter,
      voice.say(interprets, {
        language: course.person.language,
        listener: byPatient ? voice.inflect('{him}') : 'the family',
      }),
    )
  }
  scene.say(cast.teller, ...firstWords(scene).map((text) => voice.inflect(text)))
  scene.say(cast.triage, measured(scene, 0), who(scene), voice.say(callDoctor))
  const { ask, days, today } = voice.random.pick(onset)
  scene.say(cast.first, voice.say(byPatient ? opening.doctor : opening.doctorToFamily), voice.say(ask))
  scene.say(
    cast.teller,
    course.onsetDays < 1 ? voice.say(today) : voice.say(days, { days: durationText(course.onsetDays) }),
    ...telling.story(length === 0 ? 1 : 2).map((text) => voice.inflect(text)),
  )
}

/** The complaint; of an adult who cannot speak, what the relative has seen. */
function firstWords({ course, cast, telling }: Scene): readonly string[] {
  const isChild = course.person.age < speaksFor
  return cast.teller === cast.patient || isChild ? [course.complaint] : telling.story(2)
}

const interprets = [
  'I am [the interpreter|interpreting today]; [we will speak {language}|I translate from {language}].',
  '[Interpreter here|This is the interpreter], for {language}. [I say everything as it is said|Please speak directly to {listener}].',
]

function who({ course, voice }: Scene): Piece {
  const { age, sex, weight, pregnant } = course.person
  const words = age < 18 ? (sex === 'female' ? 'a girl' : 'a boy') : sex === 'female' ? 'a woman' : 'a man'
  const resources = ['person/age', 'person/sex', 'person/weight', ...(pregnant ? ['person/pregnancy'] : [])]
  const text = voice.say(
    [
      '[For the sheet|On the sheet]: {who}, age {age}, {weight} kg{pregnant}.',
      '[It is {who}|We have {who}], age {age}{pregnant}; weight {weight} kg.',
      'Weight {weight} kg, age {age}, {who}{pregnant}.',
    ],
    { who: words, age: ageText(age), weight: String(weight), pregnant: pregnant ? ', pregnant' : '' },
  )
  return piece(text, ...resources)
}

/** All vital signs of a moment, in an order of its own. */
export function measured({ course, voice, from }: Scene, phase: number): Piece {
  const moment = course.moments[phase] as Moment
  const ids = [...moment.vitals.keys()]
  const texts = voice.random
    .shuffle(ids.filter((id) => id !== 'diastolic'))
    .map((id) => vitalText(id, moment, from))
  const lead = voice.part(vitalsLead, { when: ` ${moment.name}` })
  return piece(sentence(`${lead} ${listed(texts)}`), ...ids.map((id) => `${phase}/vitals/${id}`))
}

function vitalText(id: string, { vitals }: Moment, from: Scene['from']): string {
  const { name, unit, decimals } = rowOf(from, 'vitals', id)
  const value = (vitals.get(id) as number).toFixed(decimals)
  const diastolic = vitals.get('diastolic')
  if (id === 'systolic' && diastolic !== undefined)
    return `blood pressure ${value}/${diastolic.toFixed(0)} ${unit}`
  return `${name} ${withUnit(value, unit)}`
}

export function durationText(days: number): string {
  if (days === 1) return 'one day'
  if (days < 14) return `${smallNumbers[days] ?? days} days`
  if (days < 60) return `${smallNumbers[Math.round(days / 7)] ?? Math.round(days / 7)} weeks`
  return `${smallNumbers[Math.round(days / 30)] ?? Math.round(days / 30)} months`
}

const smallNumbers = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
]
