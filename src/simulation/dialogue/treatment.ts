// Scene: what is done in a phase, each step with its reason, and who sees to it. What is looked for is ordered
// before its result is read, the rest when it is clear what is to be treated.
import { rowOf } from '../../knowledge/knowledge.ts'
import type { Taken } from '../course.ts'
import { medicationText } from '../entries.ts'
import {
  carriesOut,
  drugGiven,
  orderAction,
  orderDrug,
  familyAsksAbout,
  patientAsks,
  pharmacistChecks,
  reassure,
} from './phrases/treatment.ts'
import { bedsideNurse, piece, type Scene } from './stage.ts'

export function treatment(scene: Scene, phase: number, part: 'tests' | 'rest'): void {
  const { course, cast, voice, length, from } = scene
  const steps = course.steps.filter(
    (step) => step.phase === phase && (part === 'tests') === isTest(step, from),
  )
  const doctor = phase === 0 ? cast.first : cast.senior
  const nurse = bedsideNurse(scene, phase)
  const perTurn = 5 - length
  for (let at = 0; at < steps.length; at += perTurn) {
    const group = steps.slice(at, at + perTurn)
    scene.say(doctor, ...group.map((step) => order(scene, step)))
    const drug = group.find((step) => step.drug !== undefined)?.drug
    if (drug !== undefined && voice.random.next() < 0.4) {
      scene.say(cast.pharmacist, voice.say(pharmacistChecks, { drug: rowOf(scene.from, 'drugs', drug).name }))
    } else if (voice.random.next() < 0.3 + 0.2 * length)
      scene.say(nurse, voice.say(drug === undefined ? carriesOut : drugGiven))
    if (length === 2 && at === 0 && part === 'rest') {
      scene.say(cast.teller, voice.say(cast.teller === cast.patient ? patientAsks : familyAsksAbout))
      scene.say(doctor, voice.say(reassure))
    }
  }
}

function isTest(step: Taken, from: Scene['from']): boolean {
  const kind = step.action === undefined ? undefined : rowOf(from, 'actions', step.action).kind
  return kind === 'test' || kind === 'imaging' || kind === 'monitoring'
}

function order({ voice, from }: Scene, step: Taken) {
  const reason = step.because
  if (step.drug !== undefined && step.dose !== undefined) {
    const drug = medicationText(rowOf(from, 'drugs', step.drug).name, step.dose)
    return piece(voice.say(orderDrug, { drug, reason }), `steps/${step.id}`)
  }
  const action = rowOf(from, 'actions', step.action as string)
  return piece(voice.say(orderAction, { infinitive: action.infinitive, reason }), `steps/${step.id}`)
}
