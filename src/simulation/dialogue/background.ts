// Scene: the rest of the story, past illnesses, drugs and allergies.
import { rowOf } from '../../knowledge/knowledge.ts'
import { medicationText } from '../entries.ts'
import {
  allergyLead,
  askPast,
  askPastOfFamily,
  askPastOfFamilyToo,
  askPastToo,
  askPharmacist,
  confirms,
  drugsLead,
  illnessAlone,
  illnessLead,
  nextIllnessAlone,
  nextIllnessLead,
  noAllergies,
  noDrugs,
  noPast,
  noPastOfFamily,
  relativeHas,
  speaksUp,
} from './phrases/background.ts'
import { storyPrompt, thanksFamily } from './phrases/history.ts'
import { joined, listed, sentence } from './speech.ts'
import { piece, type Piece, type Scene } from './stage.ts'

export function background(scene: Scene): void {
  const { cast, voice, telling, length } = scene
  const byRelative = cast.teller !== cast.patient
  const story = telling.story(length === 0 ? 2 : 3)
  const asks = byRelative
    ? { alone: askPastOfFamily, too: askPastOfFamilyToo }
    : { alone: askPast, too: askPastToo }
  const thanks = cast.family !== undefined && scene.hasWord(cast.family) && cast.teller !== cast.family
  scene.say(
    cast.first,
    ...(thanks ? [voice.say(thanksFamily)] : []),
    ...(story.length > 0 ? [voice.say(storyPrompt), voice.say(asks.too)] : [voice.say(asks.alone)]),
  )
  scene.say(cast.teller, ...story.map((text) => voice.inflect(text)), ...pastIllnesses(scene, byRelative))
  const isAsked = voice.random.next() < 0.25 + 0.25 * length
  if (isAsked) scene.say(cast.first, voice.say(askPharmacist))
  scene.say(cast.pharmacist, ...(isAsked ? [] : [voice.say(speaksUp)]), drugs(scene), allergies(scene))
  if (length === 2 && voice.random.next() < 0.5) scene.say(cast.teller, voice.say(confirms))
}

function pastIllnesses({ course, voice, from }: Scene, byRelative: boolean): (Piece | string)[] {
  const { comorbidities } = course.person
  if (comorbidities.length === 0) return [voice.say(byRelative ? noPastOfFamily : noPast)]
  if (byRelative) {
    const names = comorbidities.map((id) => rowOf(from, 'comorbidities', id).name)
    const resources = comorbidities.map((id) => `comorbidities/${id}`)
    return [piece(voice.say(relativeHas, { list: listed(names) }), ...resources)]
  }
  return comorbidities.map((id, index) => {
    const { name, says } = rowOf(from, 'comorbidities', id)
    const words = voice.random.pick(says)
    const resource = `comorbidities/${id}`
    if (words.toLowerCase().includes(name.toLowerCase())) return piece(sentence(words), resource)
    if (echoes(words, name))
      return piece(voice.say(index === 0 ? illnessAlone : nextIllnessAlone, { name }), resource)
    return piece(joined(voice.part(index === 0 ? illnessLead : nextIllnessLead, { name }), words), resource)
  })
}

/** Whether words say again what the name says: "I am diabetic", "my cholesterol is too high". */
export function echoes(words: string, name: string): boolean {
  const stems = (name.toLowerCase().match(/\p{L}{6,}/gu) ?? []).map((word) => word.slice(0, 6))
  return stems.some((stem) => words.toLowerCase().includes(stem))
}

function drugs({ course, voice, from }: Scene): Piece {
  const { medications } = course.person
  if (medications.length === 0) return piece(voice.say(noDrugs))
  const texts = medications.map((medication) =>
    medicationText(rowOf(from, 'drugs', medication.drug).name, medication),
  )
  return piece(
    voice.say(drugsLead, { list: listed(texts) }),
    ...medications.map(({ drug }) => `medications/${drug}`),
  )
}

function allergies({ course, voice, from }: Scene): Piece {
  const { allergies: documented } = course.person
  if (documented.length === 0) return piece(voice.say(noAllergies))
  const texts = documented.map(
    ({ group, reaction }) => `${rowOf(from, 'allergy-groups', group).name} (${reaction})`,
  )
  return piece(
    sentence(voice.part(allergyLead, { list: listed(texts) })),
    ...documented.map(({ group }) => `allergies/${group}`),
  )
}
