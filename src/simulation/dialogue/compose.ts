// A course as a conversation of several clinicians, the patient and the family: history before results, results
// as tables and pictures, disagreement, decisions with reasons. Paper: appendix C.1, Table 5.
import type { Random } from '../../kit/random.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Course } from '../course.ts'
import { weighted } from '../draw.ts'
import { arrival } from './arrival.ts'
import { background } from './background.ts'
import { castOf } from './cast.ts'
import { discussion } from './discussion.ts'
import { examination } from './examination.ts'
import { history } from './history.ts'
import { changeOfShift, ending, familyTalk, reassessment } from './later.ts'
import { results } from './results.ts'
import { createVoice } from './speech.ts'
import { createScene, type StagedTurn } from './stage.ts'
import { createTelling } from './telling.ts'
import { hasOrders, treatment } from './treatment.ts'

/** What can be shown: ids of tables by phase, of pictures by result, and of the chart of vital signs. */
export interface Exhibits {
  readonly tables: ReadonlyMap<number, string>
  readonly pictures: ReadonlyMap<string, string>
  readonly chart?: string
}

export function composeDialogue(
  course: Course,
  exhibits: Exhibits,
  from: Knowledge,
  random: Random,
): readonly StagedTurn[] {
  const length = weighted(random, [
    [0, 0.5],
    [1, 0.38],
    [2, 0.12],
  ] as const)
  const voice = createVoice(random, { sex: course.person.sex, patient: 'the patient' })
  const cast = castOf(course, random)
  const telling = createTelling(course, cast)
  const { scene, turns } = createScene({ course, cast, voice, telling, from, length })
  arrival(scene)
  history(scene)
  background(scene)
  examination(scene)
  const last = course.moments.length - 1
  for (let phase = 0; phase <= last; phase++) {
    if (phase === 1 && length === 2 && course.arguedAt === 0 && hasShifts(course)) changeOfShift(scene)
    if (phase > 0) reassessment(scene, phase, phase === last ? exhibits.chart : undefined)
    treatment(scene, phase, 'at once')
    treatment(scene, phase, 'tests')
    results(scene, phase, exhibits.tables, exhibits.pictures)
    if (course.arguedAt === phase)
      discussion(
        scene,
        hasOrders(scene, phase, 'rest'),
        random.next() < 0.2 + 0.25 * length ? () => familyTalk(scene) : undefined,
      )
    treatment(scene, phase, 'rest')
  }
  ending(scene)
  return turns
}

/** A practice or a clinic sees its patients again; nobody takes over there. */
function hasShifts({ condition }: Course): boolean {
  return condition.setting !== 'practice' && condition.setting !== 'clinic'
}
