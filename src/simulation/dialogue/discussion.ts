// Scene: the case is put to a senior, look-alikes are raised and argued away with what was found, and the
// diagnosis is named with its grounds.
import type { Finding } from '../../knowledge/finding.ts'
import { rowOf } from '../../knowledge/knowledge.ts'
import { ageText } from '../entries.ts'
import { durationText } from './arrival.ts'
import { cloudsTheMind } from './cast.ts'
import {
  askPlan,
  doubts,
  fear,
  present,
  rests,
  withIllnesses,
  withSymptoms,
  yields,
} from './phrases/discussion.ts'
import { joined, listed } from './speech.ts'
import { piece, type Piece, type Scene } from './stage.ts'

/** `isPlanDue`: whether anything is left to order. `talk`: what the senior does before asking for the plan. */
export function discussion(scene: Scene, isPlanDue: boolean, talk?: () => void): void {
  const { course, cast, voice, length } = scene
  scene.say(cast.first, ...presentation(scene))
  const rivals = voice.random.sample(
    course.rivals,
    length === 0 && voice.random.next() < 0.5 ? 1 : 1 + Math.max(1, length),
  )
  for (const [index, rival] of rivals.entries()) {
    const [raises, counters] = index < 2 ? [cast.senior, cast.first] : [cast.specialist, cast.senior]
    const at = course.rivals.indexOf(rival)
    const doubt = voice.random.pick(doubts)
    scene.say(
      raises,
      ...(index === 1 ? [voice.say(yields)] : []),
      piece(
        voice.say(index === 1 ? doubt.another : doubt.first, { rival: rival.name, reason: rival.for }),
        `diagnosis/rival-${at}`,
      ),
    )
    scene.say(
      counters,
      piece(
        voice.say(doubt.counter, { rival: rival.name, against: listed(rival.against) }),
        ...rival.against.map((_, index) => `diagnosis/against-${at}-${index}`),
      ),
    )
  }
  const grounds = course.restsOn
  scene.say(
    cast.first,
    piece(
      voice.say(rests, { diagnosis: course.condition.name, list: listed(grounds) }),
      'diagnosis/working',
      ...grounds.map((_, index) => `diagnosis/ground-${index}`),
    ),
    ...(voice.random.next() < 0.35 + 0.3 * length
      ? [voice.say(fear, { complication: voice.inflect(course.complication) })]
      : []),
  )
  // The senior has the last word, and gives in where the last doubt was the senior's own.
  if (rivals.length < 3 && (isPlanDue || talk !== undefined)) scene.say(cast.senior, voice.say(yields))
  talk?.()
  // Who has turned to the family turns back.
  if (isPlanDue)
    scene.say(cast.senior, talk === undefined ? voice.say(askPlan) : joined('Doctor A,', voice.part(askPlan)))
}

/** Who it is, what the patient came with and what is known from before. */
function presentation({ course, voice, from }: Scene): Piece[] {
  const told = leadingFirst(
    course.shows.flatMap(({ finding, phase }) => (phase === 0 ? [rowOf(from, 'findings', finding)] : [])),
  ).map(({ id }) => id)
  const symptoms = withoutWider(told, (id) => rowOf(from, 'findings', id).name).slice(0, 3)
  const illnesses = course.person.comorbidities.slice(0, 3)
  const who = summary({ course, voice })
  const names = symptoms.map((id) => rowOf(from, 'findings', id).name)
  const opening =
    names.length === 0 ? `${who}.` : voice.part(withSymptoms, { summary: who, list: listed(names) })
  return [
    piece(joined(voice.part(present), opening), 'person/age', ...symptoms.map((id) => `findings/${id}`)),
    ...(illnesses.length === 0
      ? []
      : [
          piece(
            voice.say(withIllnesses, {
              list: listed(illnesses.map((id) => rowOf(from, 'comorbidities', id).name)),
            }),
            ...illnesses.map((id) => `comorbidities/${id}`),
          ),
        ]),
  ]
}

/** The symptoms, and before them what the mind suffers, sign or symptom: nobody leaves a confusion for the end. */
export function leadingFirst<Told extends Pick<Finding, 'id' | 'kind' | 'system'>>(
  findings: readonly Told[],
): Told[] {
  const leads = ({ id, kind, system }: Told): boolean =>
    cloudsTheMind.test(id) || (kind === 'symptom' && system === 'mind')
  return [
    ...findings.filter(leads),
    ...findings.filter((finding) => finding.kind === 'symptom' && !leads(finding)),
  ]
}

/** Without those whose name another's ends with: who has "upper abdominal pain" is not said to have "abdominal pain" too. */
export function withoutWider(ids: readonly string[], nameOf: (id: string) => string): string[] {
  return ids.filter((id) => !ids.some((other) => other !== id && nameOf(other).endsWith(` ${nameOf(id)}`)))
}

/** "a woman of 54 years, ill for three days". */
function summary({ course, voice }: Pick<Scene, 'course' | 'voice'>): string {
  const duration = course.onsetDays < 1 ? 'ill since today' : `ill for ${durationText(course.onsetDays)}`
  return voice.part(summaries, {
    who: patientWords({ course }),
    age: ageText(course.person.age),
    duration,
  })
}

const summaries = [
  '{who} of {age}, {duration}',
  '{who}, age {age}, {duration}',
  '{who} aged {age} and {duration}',
]

function patientWords({ course }: Pick<Scene, 'course'>): string {
  const { age, sex } = course.person
  if (age < 1) return 'an infant'
  if (age < 18) return sex === 'female' ? 'a girl' : 'a boy'
  return sex === 'female' ? 'a woman' : 'a man'
}
