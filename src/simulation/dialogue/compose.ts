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
import { treatment } from './treatment.ts'

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
    [0, 0.45],
    [1, 0.4],
    [2, 0.15],
  ] as const)
  const voice = createVoice(random, { sex: course.person.sex, patient: 'the patient' })
  const { scene, turns } = createScene({ course, cast: castOf(course, random), voice, from, length })
  arrival(scene)
  history(scene)
  background(scene)
  examination(scene)
  treatment(scene, 0, 'tests')
  results(scene, 0, exhibits.tables, exhibits.pictures)
  if (course.arguedAt === 0) discussion(scene)
  treatment(scene, 0, 'rest')
  if (random.next() < 0.3 * length) familyTalk(scene)
  const last = course.moments.length - 1
  for (let phase = 1; phase <= last; phase++) {
    if (phase === 1 && length === 2) changeOfShift(scene)
    reassessment(scene, phase, phase === last ? exhibits.chart : undefined)
    treatment(scene, phase, 'tests')
    results(scene, phase, exhibits.tables, exhibits.pictures)
    if (course.arguedAt === phase) discussion(scene)
    treatment(scene, phase, 'rest')
  }
  ending(scene)
  return turns
}
