// Scene: the examination, dictated in the third person.
import { rowOf } from '../../knowledge/knowledge.ts'
import { absentLead, announce, lets, signsLead } from './phrases/examination.ts'
import { joined, listed, sentence } from './speech.ts'
import { piece, type Piece, type Scene } from './stage.ts'

export function examination(scene: Scene): void {
  const { cast, voice, length } = scene
  if (length === 2 && cast.teller === cast.patient) {
    scene.say(cast.first, voice.say(announce))
    scene.say(cast.teller, voice.say(lets))
  }
  const found = signs(scene, true, signsLead)
  // Where nothing is found, nothing stands against it.
  scene.say(cast.first, ...found, ...signs(scene, false, found.length > 0 ? absentLead : signsLead))
}

/** What is said of one sign after "she" or "he". */
interface Clause {
  readonly id: string
  readonly words: string
}

function signs({ course, voice, from }: Scene, present: boolean, leads: readonly string[]): Piece[] {
  const items = present
    ? course.shows.filter(({ phase }) => phase === 0).map(({ finding, detail }) => ({ id: finding, detail }))
    : course.lacks.map((id) => ({ id, detail: undefined }))
  const clauses = items.flatMap(({ id, detail }): Clause[] => {
    const row = rowOf(from, 'findings', id)
    if (row.kind !== 'sign') return []
    const words = voice.part(present ? row.has : row.lacks, { side: course.side })
    return [{ id, words: detail === undefined || words.includes(detail) ? words : `${words} ${detail}` }]
  })
  return strungTogether(voice.random.shuffle(clauses)).map((group, index) => {
    const lead = index === 0 ? voice.part(leads) : ''
    const said = `{he} ${listed(group.map(({ words }, at) => (at === 0 ? words : words.replace(/^has /, ''))))}`
    return piece(sentence(voice.inflect(joined(lead, said))), ...group.map(({ id }) => `findings/${id}`))
  })
}

/** Things that somebody "has" are said together, two or three in a sentence; all else by itself. */
export function strungTogether(clauses: readonly Clause[]): Clause[][] {
  const things = clauses.filter(({ words }) => isThing(words))
  const others = clauses.filter(({ words }) => !isThing(words))
  const groups = Array.from({ length: Math.ceil(things.length / 3) }, (_, at) =>
    things.slice(3 * at, 3 * at + 3),
  )
  return [...groups, ...others.map((clause) => [clause])]
}

/** "has no goiter", "has a weak pulse"; not "has not bitten the tongue" or "has lost the left half", which are verbs. */
function isThing(words: string): boolean {
  return /^has (?:no|an?|two|equal|normal|dry|cool|clear) /.test(words)
}
