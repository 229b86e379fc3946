// Scene: the examination, dictated in the third person.
import { rowOf } from '../../knowledge/knowledge.ts'
import { absentLead, announce, signsLead } from './phrases/examination.ts'
import { sentence } from './speech.ts'
import { piece, type Piece, type Scene } from './stage.ts'

export function examination(scene: Scene): void {
  const { cast, voice, length } = scene
  if (length > 0 && cast.teller === cast.patient) scene.say(cast.first, voice.say(announce))
  if (length === 2 && cast.teller === cast.patient)
    scene.say(
      cast.teller,
      voice.say([
        '[Okay|All right|Go ahead].',
        '[That hurts a little|Careful, please].',
        '[Yes, doctor|Please].',
      ]),
    )
  const present = signs(scene, true)
  const absent = signs(scene, false)
  scene.say(cast.first, ...present, ...absent)
}

function signs({ course, voice, from }: Scene, present: boolean): Piece[] {
  const items = present
    ? course.shows.filter(({ phase }) => phase === 0).map(({ finding, detail }) => ({ id: finding, detail }))
    : course.lacks.map((id) => ({ id, detail: undefined }))
  const found = items
    .map(({ id, detail }) => ({ row: rowOf(from, 'findings', id), detail }))
    .filter(({ row }) => row.kind === 'sign')
  return voice.random.shuffle(found).map(({ row, detail }, index) => {
    const words = voice.part(present ? row.has : row.lacks, { side: course.side })
    const clause =
      detail === undefined || words.includes(detail) ? `{he} ${words}` : `{he} ${words} ${detail}`
    const lead = index === 0 ? voice.part(present ? signsLead : absentLead) : ''
    return piece(sentence(voice.inflect(`${lead} ${clause}`)), `findings/${row.id}`)
  })
}
