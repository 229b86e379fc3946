// Scene: the history, in question and answer. Symptoms that are there and symptoms that are not are asked in the
// same words, and answered in the order in which they were asked.
import { rowOf } from '../../knowledge/knowledge.ts'
import type { Finding } from '../../knowledge/finding.ts'
import { askJoin, askLead, familyCut, noJoin, yesLead, yesLeadFamily } from './phrases/history.ts'
import { evenly, joined, sentence, type Voice } from './speech.ts'
import { piece, type Piece, type Scene } from './stage.ts'

interface Asked {
  readonly finding: Finding
  readonly present: boolean
}

export function history(scene: Scene): void {
  const { course, cast, voice, length, telling } = scene
  for (const group of evenly(symptomsAsked(scene), length === 0 ? 6 : 5)) {
    const findings = group.map(({ finding }) => finding)
    scene.say(cast.first, questionAbout(findings, voice, course.side, cast.teller !== cast.patient))
    scene.say(cast.teller, ...answers(group, scene))
  }
  // A relative adds something when the questions are through; who asks next has heard it.
  if (cast.family !== undefined && voice.random.next() < 0.35 + 0.2 * length) {
    const said = telling
      .relative(2)
      .map((text) => voice.inflect(text))
      .join(' ')
    if (said !== '') scene.say(cast.family, voice.say(familyCut, { sentence: said }))
  }
}

/** All symptoms of the arrival and all that are denied: the record holds nothing that nobody asked. */
function symptomsAsked({ course, voice, from }: Scene): Asked[] {
  const shown = course.shows.flatMap(({ finding, phase }) => (phase === 0 ? [finding] : []))
  const all = [
    ...shown.map((id): Asked => ({ finding: rowOf(from, 'findings', id), present: true })),
    ...course.lacks.map((id): Asked => ({ finding: rowOf(from, 'findings', id), present: false })),
  ]
  const symptoms = voice.random.shuffle(all.filter(({ finding }) => finding.kind === 'symptom'))
  // One part of the body after the other, as one asks.
  const systems = [...new Set(symptoms.map(({ finding }) => finding.system))]
  return symptoms.toSorted((a, b) => systems.indexOf(a.finding.system) - systems.indexOf(b.finding.system))
}

/** Ways of asking for a finding; a relative is asked about the patient: "do you ever …" would be about the relative. */
export function asksFor({ ask = [] }: Pick<Finding, 'ask'>, isRelative: boolean): readonly string[] {
  const others = isRelative ? ask.filter((text) => !/\b(?:you|your|yours|yourself)\b/i.test(text)) : ask
  return others.length > 0 ? others : ask
}

/** Questions about findings, strung together as one turn. */
function questionAbout(
  findings: readonly Finding[],
  voice: Voice,
  side: string,
  isRelative: boolean,
): string {
  const parts = findings.map((finding, index) => {
    const text = voice.part(asksFor(finding, isRelative), { side })
    return joined(voice.part(index === 0 ? askLead : askJoin), text)
  })
  return parts.join(' ')
}

function answers(group: readonly Asked[], scene: Scene): Piece[] {
  const { voice, course, cast } = scene
  const side = course.side
  const parent = cast.teller !== cast.patient
  return group.map(({ finding, present }, index) => {
    const turns = index > 0 && group[index - 1]?.present !== present
    const clause = parent
      ? `{he} ${voice.part(present ? finding.has : finding.lacks, { side })}`
      : voice.part((present ? finding.yes : finding.no) ?? [], { side })
    const lead = present ? voice.part(parent ? yesLeadFamily : yesLead) : turns ? voice.part(noJoin) : ''
    return piece(sentence(voice.inflect(joined(lead, clause))), `findings/${finding.id}`)
  })
}
