// Scene: the history, in question and answer. Symptoms that are there and symptoms that are not are asked in the
// same words; the patient's own story and the relatives come in between.
import { rowOf } from '../../knowledge/knowledge.ts'
import type { Finding } from '../../knowledge/finding.ts'
import {
  askJoin,
  askLead,
  familyAsks,
  familyCut,
  noJoin,
  storyPrompt,
  thanksFamily,
  yesLead,
  yesLeadFamily,
} from './phrases/history.ts'
import { speaksFor } from './cast.ts'
import { sentence, type Voice } from './speech.ts'
import { piece, type Piece, type Scene } from './stage.ts'

interface Asked {
  readonly finding: Finding
  readonly present: boolean
  readonly detail: string | undefined
}

export function history(scene: Scene): void {
  const { course, cast, voice, length } = scene
  const asked = symptomsAsked(scene)
  // A relative does not tell the story in the first person.
  const story = cast.teller === cast.patient || course.person.age < speaksFor ? [...course.story] : []
  const family = [...course.family]
  const perQuestion = length === 2 ? 4 : 5
  for (let at = 0; at < asked.length; at += perQuestion) {
    const group = asked.slice(at, at + perQuestion)
    scene.say(
      cast.first,
      questionAbout(
        group.map(({ finding }) => finding),
        voice,
        course.side,
      ),
    )
    scene.say(cast.teller, ...answers(group, scene))
    if (story.length > 0 && voice.random.next() < 0.25 + 0.15 * length) {
      scene.say(cast.first, voice.say(storyPrompt))
      scene.say(
        cast.teller,
        voice.inflect(story.shift() as string),
        ...(story.length > 0 && length > 0 ? [voice.inflect(story.shift() as string)] : []),
      )
    }
    if (
      cast.family !== undefined &&
      cast.teller !== cast.family &&
      family.length > 0 &&
      voice.random.next() < 0.25
    ) {
      const said = voice.inflect(family.shift() as string)
      scene.say(cast.family, voice.say(said.endsWith('?') ? familyAsks : familyCut, { sentence: said }))
      scene.say(cast.first, voice.say(thanksFamily))
    }
  }
}

/** All symptoms of the arrival and all that are denied, mixed: the record holds nothing that nobody asked. */
function symptomsAsked({ course, voice, from }: Scene): Asked[] {
  const shown = course.shows
    .filter(({ phase }) => phase === 0)
    .map(({ finding, detail }) => ({ finding: rowOf(from, 'findings', finding), present: true, detail }))
  const denied = course.lacks.map((id) => ({
    finding: rowOf(from, 'findings', id),
    present: false,
    detail: undefined,
  }))
  const symptoms = (items: readonly Asked[]): Asked[] =>
    items.filter(({ finding }) => finding.kind === 'symptom')
  return voice.random.shuffle([...symptoms(shown), ...symptoms(denied)])
}

/** Questions about findings, strung together as one turn. */
export function questionAbout(findings: readonly Finding[], voice: Voice, side: string): string {
  const parts = findings.map((finding, index) => {
    const text = voice.part(finding.ask ?? [], { side })
    return joined(voice.part(index === 0 ? askLead : askJoin), text)
  })
  return parts.join(' ')
}

/** A lead-in and a sentence, which goes on in small letters unless the lead-in has ended. */
function joined(lead: string, text: string): string {
  if (lead === '' || /[.?!]$/.test(lead))
    return [sentence(lead), sentence(text)].filter((part) => part !== '.').join(' ')
  const first = /^[\p{L}]+/u.exec(text)?.[0] ?? ''
  const proper = first === 'I' || (first.length > 1 && first === first.toUpperCase())
  return sentence(`${lead} ${proper ? text : text.charAt(0).toLowerCase() + text.slice(1)}`)
}

function answers(group: readonly Asked[], scene: Scene): Piece[] {
  const { voice, course, cast } = scene
  const side = course.side
  const parent = cast.teller !== cast.patient
  const present = group.filter((asked) => asked.present)
  const absent = group.filter((asked) => !asked.present)
  const yes = present.map((asked) => {
    const clause = parent
      ? `{he} ${voice.part(asked.finding.has, { side })}`
      : voice.part(asked.finding.yes ?? [], { side })
    const lead = voice.part(parent ? yesLeadFamily : yesLead)
    return piece(sentence(voice.inflect(`${lead} ${clause}`)), `findings/${asked.finding.id}`)
  })
  const no = absent.map((asked, index) => {
    const clause = parent
      ? `{he} ${voice.part(asked.finding.lacks, { side })}`
      : voice.part(asked.finding.no ?? [], { side })
    const lead = index === 0 && yes.length > 0 ? voice.part(noJoin) : ''
    return piece(sentence(voice.inflect(`${lead} ${clause}`)), `findings/${asked.finding.id}`)
  })
  return [...yes, ...no]
}
