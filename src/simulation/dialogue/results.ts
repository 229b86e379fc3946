// Scene: results arrive. The laboratory reads out what stands out of its table, the radiologist or a doctor
// reads the pictures.
import { rowOf } from '../../knowledge/knowledge.ts'
import type { Action } from '../../knowledge/care.ts'
import { rangeFor, sideOf } from '../../knowledge/ranges.ts'
import type { Moment, Seen } from '../course.ts'
import { withUnit } from '../entries.ts'
import {
  askImage,
  askLab,
  imageLead,
  labCritical,
  labHigh,
  labLead,
  labLow,
  labNormal,
  labRest,
  readBack,
  showPicture,
} from './phrases/results.ts'
import { listed, sentence } from './speech.ts'
import { bedsideNurse, piece, type Piece, type Scene } from './stage.ts'

/** Results of one phase: laboratory first, then pictures. `pictures`: image ids by result key. */
export function results(
  scene: Scene,
  phase: number,
  tables: ReadonlyMap<number, string>,
  pictures: ReadonlyMap<string, string>,
): void {
  const { course, cast, voice } = scene
  const moment = course.moments[phase] as Moment
  const asks = phase === 0 ? cast.first : cast.senior
  if (moment.labs.size > 0) {
    // Later values are often passed on by whoever is at the bedside.
    const bedside = phase > 0 && scene.length < 2
    if (!bedside && (scene.length > 0 || voice.random.next() < 0.4)) scene.say(asks, voice.say(askLab))
    const table = tables.get(phase)
    scene.show(
      bedside ? bedsideNurse(scene, phase) : cast.laboratory,
      table === undefined ? [] : [{ kind: 'table', id: table }],
      ...labWords(scene, phase),
    )
    const critical = criticalTexts(scene, phase)
    if (critical.length > 0) scene.say(asks, voice.say(readBack, { list: listed(critical) }))
  }
  for (const seen of course.results.filter((result) => result.phase === phase))
    readStudy(scene, seen, pictures.get(seen.key), asks)
}

function readStudy(
  scene: Scene,
  seen: Seen,
  picture: string | undefined,
  asks: Scene['cast']['first'],
): void {
  const { course, cast, voice, from } = scene
  const study = rowOf(from, 'actions', seen.study)
  if (voice.random.next() < 0.25 + 0.3 * scene.length)
    scene.say(asks, voice.say(askImage, { study: study.name }))
  const reader =
    study.kind === 'imaging' && !/scop|angiography$|coronary|echocardio|ercp/.test(study.id)
      ? cast.radiologist
      : isOfLaboratory(study)
        ? cast.laboratory
        : cast.specialist
  scene.show(
    reader,
    picture === undefined ? [] : [{ kind: 'image', id: picture }],
    piece(
      voice.say(imageLead, {
        study: study.name,
        says: seen.says,
        when: (course.moments[seen.phase] as Moment).name,
      }),
      `results/${seen.key}`,
    ),
    ...(picture === undefined ? [] : [voice.say(showPicture)]),
  )
}

/** Whether a result comes from the laboratory rather than from whoever did the examination. */
function isOfLaboratory({ id, panel }: Action): boolean {
  return (
    panel !== undefined ||
    /^stool-|^urine-|culture|serology|antigen|antibod|film|swab|biopsy|urinalysis|level|aspiration|puncture|paracentesis|thoracentesis|-test$|-screen$|scraping/.test(
      id,
    )
  )
}

function labWords(scene: Scene, phase: number): Piece[] {
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
  const critical = new Set(criticalIds(scene, phase))
  const plain = (ids: readonly string[]): string[] => ids.filter((id) => !critical.has(id))
  const spoken = voice.random.shuffle([
    ...group(labHigh, plain(sides.high)),
    ...group(labLow, plain(sides.low)),
  ])
  return [
    piece(voice.say(labLead, { when: moment.name })),
    ...spoken,
    ...group(spoken.length > 0 && voice.random.next() < 0.5 ? labRest : labNormal, sides.normal),
    ...group(labCritical, [...critical]),
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
