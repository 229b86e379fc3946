// Scene: the case is put to a senior, look-alikes are raised and argued away with what was found, and the
// diagnosis is named with its grounds.
import { ageText } from '../entries.ts'
import { durationText } from './arrival.ts'
import { askPlan, counterRival, fear, present, raiseRival, rests, yields } from './phrases/discussion.ts'
import { listed } from './speech.ts'
import { piece, type Scene } from './stage.ts'

export function discussion(scene: Scene): void {
  const { course, cast, voice, length } = scene
  scene.say(cast.first, voice.say(present, { summary: summary(scene) }))
  const rivals = voice.random.sample(course.rivals, 1 + length)
  for (const [index, rival] of rivals.entries()) {
    const [raises, counters] = index % 2 === 0 ? [cast.senior, cast.first] : [cast.specialist, cast.senior]
    const at = course.rivals.indexOf(rival)
    scene.say(
      raises,
      piece(voice.say(raiseRival, { rival: rival.name, reason: rival.for }), `diagnosis/rival-${at}`),
    )
    scene.say(
      counters,
      piece(
        voice.say(counterRival, { rival: rival.name, against: listed(rival.against) }),
        ...rival.against.map((_, index) => `diagnosis/against-${at}-${index}`),
      ),
    )
    if (length === 2 || voice.random.next() < 0.3) scene.say(raises, voice.say(yields))
  }
  const grounds = course.restsOn
  scene.say(
    cast.first,
    piece(
      voice.say(rests, { diagnosis: course.condition.name, list: listed(grounds) }),
      'diagnosis/working',
      ...grounds.map((_, index) => `diagnosis/ground-${index}`),
    ),
    ...(length === 2 ? [voice.say(fear, { complication: voice.inflect(course.complication) })] : []),
  )
  if (length > 0) scene.say(cast.senior, voice.say(askPlan))
}

/** "a woman of 54 years, three days into her illness". */
function summary({ course, voice }: Scene): string {
  const duration = course.onsetDays < 1 ? 'ill since today' : `ill for ${durationText(course.onsetDays)}`
  return voice.part(
    ['{who} of {age}, {duration}', '{who}, age {age}, {duration}', '{who} aged {age} and {duration}'],
    {
      who: patientWords({ course }),
      age: ageText(course.person.age),
      duration,
    },
  )
}

export function patientWords({ course }: Pick<Scene, 'course'>): string {
  const { age, sex } = course.person
  if (age < 1) return 'an infant'
  if (age < 18) return sex === 'female' ? 'a girl' : 'a boy'
  return sex === 'female' ? 'a woman' : 'a man'
}
