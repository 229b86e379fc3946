// Scene: results arrive. The laboratory reads out what stands out of its table, the radiologist or a doctor
// reads the pictures.
import { rowOf } from '../../knowledge/knowledge.ts'
import type { Action } from '../../knowledge/care.ts'
import { rangeFor, sideOf } from '../../knowledge/ranges.ts'
import type { Participant } from '../../records/conversation.ts'
import type { Moment, Seen } from '../course.ts'
import { withUnit } from '../entries.ts'
import {
  askImage,
  askLab,
  imageLead,
  labCritical,
  labCriticalBedside,
  labHigh,
  labLead,
  labLeadBedside,
  labLeadTable,
  labLow,
  labNormal,
  labRest,
  readBack,
  reportLead,
  showPicture,
} from './phrases/results.ts'
import { listed, sentence } from './speech.ts'
import { attending, bedsideNurse, piece, type Piece, type Scene } from './stage.ts'

/** Results of one phase: laboratory first, then pictures. `pictures`: image ids by result key. */
export function results(
  scene: Scene,
  phase: number,
  tables: ReadonlyMap<number, string>,
  pictures: ReadonlyMap<string, string>,
): void {
  const { course, cast, voice, from } = scene
  const moment = course.moments[phase] as Moment
  const asks = attending(scene, phase)
  // Who has just ordered something does not ask in the same breath what came of it.
  let hasOrdered = scene.hasWord(asks)
  if (moment.labs.size > 0) {
    // Later values are often passed on by whoever is at the bedside.
    const bedside = phase > 0 && scene.length < 2
    if (!bedside && !hasOrdered && voice.random.next() < 0.3) scene.say(asks, voice.say(askLab))
    const table = tables.get(phase)
    scene.show(
      bedside ? bedsideNurse(scene, phase) : cast.laboratory,
      table === undefined ? [] : [{ kind: 'table', id: table }],
      ...labWords(scene, phase, bedside, table !== undefined),
    )
    const critical = criticalTexts(scene, phase)
    if (critical.length > 0) scene.say(asks, voice.say(readBack, { list: listed(critical) }))
    hasOrdered = false
  }
  const seen = course.results.filter((result) => result.phase === phase)
  const readers = seen.map(({ study }) => readerOf(rowOf(from, 'actions', study), cast))
  const first = seen[0]
  // Whoever reads several studies reads them in one go.
  const inTurn = seen.toSorted(
    (a, b) =>
      readers.indexOf(readers[seen.indexOf(a)] as Participant) -
      readers.indexOf(readers[seen.indexOf(b)] as Participant),
  )
  const isAsked = scene.hasWord(asks) ? 0.7 : 0.1 + 0.15 * scene.length
  if (first !== undefined && !hasOrdered && voice.random.next() < isAsked)
    scene.say(asks, voice.say(askImage, { study: rowOf(from, 'actions', first.study).name }))
  for (const study of inTurn) readStudy(scene, study, pictures.get(study.key))
}

function readerOf(study: Action, cast: Scene['cast']): Participant {
  if (study.kind === 'imaging' && !/scop|angiography$|coronary|echocardio|ercp/.test(study.id))
    return cast.radiologist
  return isOfLaboratory(study) ? cast.laboratory : cast.specialist
}

function readStudy(scene: Scene, seen: Seen, picture: string | undefined): void {
  const { course, cast, voice, from } = scene
  const study = rowOf(from, 'actions', seen.study)
  scene.show(
    readerOf(study, cast),
    picture === undefined ? [] : [{ kind: 'image', id: picture }],
    piece(
      voice.say(isSeen(study) ? imageLead : reportLead, {
        study: study.name,
        // "two sets of blood cultures show"
        shows: study.name.startsWith('two ') || study.name.endsWith('films') ? 'show' : 'shows',
        is: study.name.startsWith('two ') || study.name.endsWith('films') ? 'are' : 'is',
        says: seen.says,
        when: (course.moments[seen.phase] as Moment).name,
      }),
      `results/${seen.key}`,
    ),
    ...(picture === undefined ? [] : [voice.say(showPicture)]),
  )
}

/** Whether a study is something to look at: a picture, a tracing, or what was seen through a scope or by hand. */
function isSeen(study: Action): boolean {
  return study.kind === 'imaging' || /ecg|eeg|electro|cardiotoco|scop|inspection/.test(study.id)
}

/** Whether a result comes from the laboratory rather than from whoever did the examination. */
function isOfLaboratory({ id, panel }: Action): boolean {
  return (
    panel !== undefined ||
    /^stool-|^urine-|culture|crossmatch|serology|antigen|antibod|film|swab|biopsy|urinalysis|level|aspiration|puncture|paracentesis|thoracentesis|-test$|toxicology-screen|scraping/.test(
      id,
    )
  )
}

function labWords(scene: Scene, phase: number, bedside: boolean, hasTable: boolean): Piece[] {
  const { course, voice, from } = scene
  const moment = course.moments[phase] as Moment
  const sides = { high: [] as string[], low: [] as string[], normal: [] as string[] }
  for (const [id, value] of moment.labs) {
    const range = rangeFor(rowOf(from, 'analytes', id).ranges, course.person)
    sides[range === undefined ? 'normal' : sideOf(value, range)].push(id)
  }
  const group = (patterns: readonly string[], ids: readonly string[]): Piece[] =>
    ids.length === 0
      ? []
      : [
          piece(
            sentence(
              voice.part(patterns, {
                list: listed(voice.random.shuffle(ids).map((id) => labText(scene, phase, id))),
                are: ids.length === 1 ? 'is' : 'are',
              }),
            ),
            ...ids.map((id) => `${phase}/analytes/${id}`),
          ),
        ]
  const leads = bedside ? labLeadBedside : hasTable ? [...labLead, labLeadTable] : labLead
  const critical = new Set(criticalIds(scene, phase))
  const plain = (ids: readonly string[]): string[] => ids.filter((id) => !critical.has(id))
  const spoken = voice.random.shuffle([
    ...group(labHigh, plain(sides.high)),
    ...group(labLow, plain(sides.low)),
  ])
  return [
    piece(voice.say(leads, { when: moment.name })),
    ...spoken,
    ...group(spoken.length > 0 && voice.random.next() < 0.5 ? labRest : labNormal, sides.normal),
    ...group(bedside ? labCriticalBedside : labCritical, [...critical]),
  ]
}

export function labText({ course, from }: Pick<Scene, 'course' | 'from'>, phase: number, id: string): string {
  const { name, unit, decimals } = rowOf(from, 'analytes', id)
  const value = course.moments[phase]?.labs.get(id) ?? 0
  return `${name} ${withUnit(value.toFixed(decimals), unit)}`
}

function criticalIds({ course, from }: Scene, phase: number): string[] {
  return [...(course.moments[phase] as Moment).labs].flatMap(([id, value]) => {
    const limits = rowOf(from, 'analytes', id).critical
    const beyond =
      (limits?.low !== undefined && value <= limits.low) ||
      (limits?.high !== undefined && value >= limits.high)
    return beyond ? [id] : []
  })
}

function criticalTexts(scene: Scene, phase: number): string[] {
  return criticalIds(scene, phase).map((id) => labText(scene, phase, id))
}
