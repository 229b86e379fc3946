// Scenes after the first: how things are at a later phase, the handover, the talk with the family, the end.
import { rowOf } from '../../knowledge/knowledge.ts'
import type { Moment } from '../course.ts'
import { measured } from './arrival.ts'
import {
  askFeeling,
  askNow,
  chartLead,
  closes,
  familyThanks,
  feelsBetter,
  goneLead,
  handover,
  handoverAnswer,
  notYet,
  questions,
  takesOver,
  tellFamily,
  treated,
  watch,
} from './phrases/later.ts'
import { carriedOut } from './treatment.ts'
import { listed } from './speech.ts'
import { attending, bedsideNurse, piece, type Piece, type Scene } from './stage.ts'

/** A doctor asks, the nurse reports the values and what is gone or new; the chart is shown where there is one. */
export function reassessment(scene: Scene, phase: number, chart: string | undefined): void {
  const { course, cast, voice, length } = scene
  const moment = course.moments[phase] as Moment
  const nurse = bedsideNurse(scene, phase)
  const done = carriedOut(scene, phase - 1)
  // Who has told of one time is asked before telling of the next.
  const isAsked = scene.hasWord(nurse) || voice.random.next() < 0.15 + 0.2 * length
  if (isAsked) {
    if (done !== '') scene.say(bedsideNurse(scene, phase - 1), done)
    scene.say(attending(scene, phase), voice.say(askNow, { when: moment.name }))
  }
  scene.show(
    nurse,
    chart === undefined ? [] : [{ kind: 'image', id: chart }],
    ...(isAsked ? [] : [done]),
    ...(moment.vitals.size === 0 ? [] : [measured(scene, phase)]),
    ...gone(scene, moment),
    ...arisen(scene, phase),
    ...(chart === undefined ? [] : [voice.say(chartLead)]),
  )
  const isLast = phase === course.moments.length - 1
  if (isLast && moment.gone.length > 0 && cast.teller === cast.patient && length === 2) {
    scene.say(attending(scene, phase), voice.say(askFeeling))
    scene.say(cast.patient, voice.say(feelsBetter))
  }
}

function gone({ course, voice, from }: Scene, moment: Moment): Piece[] {
  const present = new Set(course.shows.map(({ finding }) => finding))
  const all = moment.gone.filter((id) => present.has(id)).map((id) => rowOf(from, 'findings', id).name)
  // A rash and a maculopapular rash are one thing that has gone.
  const names = all.filter(
    (name) => !all.some((other) => other !== name && ` ${name} `.includes(` ${other} `)),
  )
  return names.length === 0 ? [] : [piece(voice.say(goneLead, { list: listed(names) }))]
}

function arisen({ course, voice, from }: Scene, phase: number): Piece[] {
  return course.shows
    .filter((shown) => shown.phase === phase)
    .map(({ finding, detail }) => {
      const row = rowOf(from, 'findings', finding)
      const words = voice.part(row.has, { side: course.side })
      const clause = detail === undefined || words.includes(detail) ? words : `${words} ${detail}`
      return piece(
        voice.say(
          [
            '[New is that|What is new:] {he} {clause}.',
            'Now {he} {clause}.',
            '{He} {clause}, [which was not there before|and that is new].',
          ],
          { clause },
        ),
        `findings/${finding}`,
      )
    })
}

export function changeOfShift(scene: Scene): void {
  const { course, cast, voice, from } = scene
  const isTreated = course.steps.some(
    ({ phase, drug, action }) =>
      phase === 0 &&
      (drug !== undefined || (action !== undefined && rowOf(from, 'actions', action).kind === 'treatment')),
  )
  scene.say(cast.senior, voice.say(handover))
  const warning = voice.say(watch, { complication: voice.inflect(course.complication) })
  scene.say(
    cast.first,
    piece(
      voice.say(handoverAnswer, {
        diagnosis: course.condition.name,
        treated: isTreated ? voice.random.pick(treated) : '',
        watch: warning,
      }),
      'diagnosis/working',
    ),
  )
  scene.say(cast.senior, voice.say(takesOver))
}

/** The senior names the diagnosis to the family, or to the patient; they ask, and get an answer to what they asked. */
export function familyTalk(scene: Scene): void {
  const { course, cast, voice, telling } = scene
  const listener = cast.family ?? cast.patient
  const own = listener === cast.family ? telling.question() : undefined
  const { patient, family, answers } = voice.random.pick(questions)
  const question =
    own === undefined ? voice.part(listener === cast.patient ? patient : family) : voice.inflect(own)
  scene.say(
    cast.senior,
    piece(voice.say(tellFamily, { diagnosis: course.condition.name }), 'diagnosis/working'),
  )
  scene.say(listener, voice.say(familyThanks, { question }))
  scene.say(cast.senior, voice.say(own === undefined ? answers : notYet))
}

export function ending(scene: Scene): void {
  const { course, cast, voice } = scene
  scene.say(cast.senior, piece(voice.say(closes, { outcome: voice.inflect(course.outcome) }), 'outcome'))
}
