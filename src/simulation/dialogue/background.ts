// Scene: past illnesses, drugs and allergies.
import { rowOf } from '../../knowledge/knowledge.ts'
import { medicationText } from '../entries.ts'
import {
  allergyLead,
  askPast,
  askPastOfFamily,
  askPharmacist,
  confirms,
  drugsLead,
  noAllergies,
  noDrugs,
  noPast,
  noPastOfFamily,
} from './phrases/background.ts'
import { listed, sentence } from './speech.ts'
import { piece, type Piece, type Scene } from './stage.ts'

export function background(scene: Scene): void {
  const { cast, voice } = scene
  const parent = cast.teller !== cast.patient
  scene.say(cast.first, voice.say(parent ? askPastOfFamily : askPast))
  scene.say(cast.teller, ...pastIllnesses(scene, parent))
  scene.say(cast.first, voice.say(askPharmacist))
  scene.say(cast.pharmacist, drugs(scene), allergies(scene))
  if (scene.length === 2) scene.say(cast.teller, voice.say(confirms))
}

function pastIllnesses({ course, voice, from }: Scene, parent: boolean): (Piece | string)[] {
  const { comorbidities } = course.person
  if (comorbidities.length === 0) return [voice.say(parent ? noPastOfFamily : noPast)]
  return comorbidities.map((id) => {
    const { name, says } = rowOf(from, 'comorbidities', id)
    // The name is said with it, so that a listener knows what is meant.
    const text = parent
      ? voice.say(['{He} has {name}', 'There is {name}', 'The doctors say {he} has {name}'], { name })
      : voice.say(
          says.map((words) =>
            words.toLowerCase().includes(name.toLowerCase())
              ? words
              : `${words.replace(/\.$/, '')}; ${name}, it is called`,
          ),
        )
    return piece(text, `comorbidities/${id}`)
  })
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
