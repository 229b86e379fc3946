// One simulated case: a person, a course, and everything that retells it. A pure function of seed and number, so
// that cases can be made in any order, on any machine, and one again. Pictures come as SVG beside it.
import { createCase, type Case, type Image } from '../records/case.ts'
import { createConversation, type Conversation } from '../records/conversation.ts'
import type { ImportedCase } from '../records/imported.ts'
import { capital } from '../kit/capital.ts'
import { randomFor, type Random } from '../kit/random.ts'
import { sha256 } from '../kit/hash.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Condition } from '../knowledge/condition.ts'
import type { PatientState } from '../knowledge/state.ts'
import { entryFacts } from '../grounding/entries.ts'
import { missedActions } from '../knowledge/due.ts'
import { isBarred } from './barred.ts'
import { sampleCourse, stateInCourse, type Course } from './course.ts'
import { composeDialogue, type Exhibits } from './dialogue/compose.ts'
import { asAsked, weightedConditions, type Distributions } from './distributions.ts'
import { chance, weighted } from './draw.ts'
import { ecgStrip } from './drawing/ecg-patterns.ts'
import { vitalChart } from './drawing/vital-chart.ts'
import { entriesOf } from './entries.ts'
import { sectionsOf } from './notes.ts'
import { samplePerson, type Person } from './person.ts'
import { laboratoryTables } from './tables.ts'

export interface SimulationSettings {
  readonly seed: number
  readonly distributions: Distributions
}

/** A picture to be drawn: the image record that will name its file, and its SVG. */
export interface Drawing {
  readonly image: Image
  readonly svg: string
}

export interface Simulated {
  /** Without files of images: whoever draws them adds these (an image's file does not count for the case's id). */
  readonly imported: ImportedCase
  readonly drawings: readonly Drawing[]
}

/** Case `number` (from 0) of a simulation. Throws a RangeError when no condition has any weight. */
export function simulateCase(number: number, settings: SimulationSettings, from: Knowledge): Simulated {
  const { seed, distributions } = settings
  const random = randomFor('simulate', seed, number)
  const condition = asAsked(pickCondition(distributions, from, number, seed), distributions)
  const person = samplePerson(condition, from, distributions, random)
  const course = soundCourse(person, condition, from, () => randomFor('simulate', seed, number, 'course'))
  const drawings = drawingsOf(course, distributions, from, number, seed)
  const tables = laboratoryTables(course, from)
  const source = caseOf(
    course,
    number,
    settings,
    from,
    tables.map(({ table }) => table),
    drawings.map(({ drawing }) => drawing.image),
  )
  const exhibits: Exhibits = {
    tables: new Map(tables.map(({ table, phase }) => [phase, table.id])),
    pictures: new Map(
      drawings.flatMap(({ drawing, result }) => (result === undefined ? [] : [[result, drawing.image.id]])),
    ),
    ...(drawings.some(({ result }) => result === undefined) ? { chart: 'chart' } : {}),
  }
  return {
    imported: { case: source, conversation: conversationOf(source, course, exhibits, from, number, seed) },
    drawings: drawings.map(({ drawing }) => drawing),
  }
}

/**
 * A course in which nothing is amiss: a kidney that fails makes a usual drug a fault, and a chance comorbidity can
 * bring a standard of its own that the course knows nothing of. Such drugs and comorbidities are left out, for
 * faults are for challenges to plant. What belongs to the illness's own story stays.
 */
export function soundCourse(
  person: Person,
  condition: Condition,
  from: Knowledge,
  random: () => Random,
): Course {
  const course = sampleCourse(person, condition, from, random())
  const states = course.moments.map((_, phase) => stateInCourse(course, phase))
  const ownDrugs = new Set(condition.who.takes?.map(({ drug }) => drug))
  const medications = person.medications.filter(
    ({ drug, route }) => ownDrugs.has(drug) || states.every((state) => !isBarred(drug, route, state, from)),
  )
  if (medications.length < person.medications.length)
    return soundCourse({ ...person, medications }, condition, from, random)
  const ownIllnesses = new Set(condition.who.background?.map(({ comorbidity }) => comorbidity))
  const comorbidities = person.comorbidities.filter((id) => ownIllnesses.has(id))
  const final = states.at(-1) as PatientState
  // What is due at any time must be done by the end; a finding that is gone was there.
  const isMissing = states.some(
    ({ labs, vitals }) =>
      missedActions(
        { ...final, labs, vitals, findings: new Set(course.shows.map(({ finding }) => finding)) },
        from,
      ).length > 0,
  )
  if (!isMissing || comorbidities.length === person.comorbidities.length) return course
  const kept = person.medications.filter(
    (taken) => taken.for === undefined || comorbidities.includes(taken.for),
  )
  return soundCourse({ ...person, comorbidities, medications: kept }, condition, from, random)
}

/** Conditions come round in blocks, or by their weights: even a small simulation has many of them. */
function pickCondition(
  distributions: Distributions,
  from: Knowledge,
  number: number,
  seed: number,
): Condition {
  const all = weightedConditions(distributions, from)
  const asked = all.filter(([, weight]) => weight > 0)
  if (asked.length > 0 && asked.every(([, weight]) => weight === 1)) {
    const block = Math.floor(number / asked.length)
    const order = randomFor('simulate', seed, 'block', block).shuffle(asked)
    return (order[number % asked.length] as (typeof asked)[number])[0]
  }
  return weighted(randomFor('simulate', seed, number, 'condition'), all)
}

function caseOf(
  course: Course,
  number: number,
  { seed }: SimulationSettings,
  from: Knowledge,
  tables: Case['tables'],
  images: readonly Image[],
): Case {
  const { person, condition } = course
  return createCase({
    title: `Simulated case ${number}: ${condition.specialty}`,
    provenance: {
      source: 'simulated',
      corpus: 'simulated',
      file: `seed-${seed}`,
      part: String(number),
      sha256: sha256(`simulated\n${seed}\n${number}`),
    },
    licence: { id: 'CC-BY-4.0', attribution: 'BehaviorBench simulator; nothing of any patient' },
    strata: {
      age: person.age,
      sex: person.sex,
      race: person.race,
      language: person.language,
      insurance: person.insurance,
    },
    sections: sectionsOf(course, from, randomFor('simulate', seed, number, 'notes')),
    entries: entriesOf(course, from),
    tables,
    images,
    labels: [],
    complete: true,
  })
}

function drawingsOf(
  course: Course,
  { charts }: Distributions,
  from: Knowledge,
  number: number,
  seed: number,
): { readonly drawing: Drawing; readonly result?: string }[] {
  const random = randomFor('simulate', seed, number, 'drawings')
  const strips = course.results.flatMap((seen) => {
    if (seen.ecg === undefined) return []
    const rate =
      course.moments[seen.phase]?.vitals.get('heart-rate') ??
      course.moments[0]?.vitals.get('heart-rate') ??
      80
    const svg = ecgStrip(seen.ecg, rate, random.below(3))
    const image: Image = {
      id: `ecg-${seen.key}`,
      caption: 'Rhythm strip',
      mediaType: 'image/png',
      modality: 'ECG',
    }
    return [{ drawing: { image, svg }, result: seen.key }]
  })
  const measured = course.moments.filter(({ vitals }) => vitals.size >= 3)
  if (measured.length < 3 || !chance(random, charts)) return strips
  const image: Image = {
    id: 'chart',
    caption: 'Observation chart',
    mediaType: 'image/png',
    modality: 'chart',
  }
  return [...strips, { drawing: { image, svg: vitalChart(measured) } }]
}

function conversationOf(
  source: Case,
  course: Course,
  exhibits: Exhibits,
  from: Knowledge,
  number: number,
  seed: number,
): Conversation {
  const facts = new Map(
    entryFacts(source).map((fact) => [
      fact.evidence.kind === 'resource' ? fact.evidence.resource : '',
      fact.id,
    ]),
  )
  const turns = composeDialogue(course, exhibits, from, randomFor('simulate', seed, number, 'dialogue'))
  const participants = new Map(turns.map(({ speaker }) => [speaker.id, speaker]))
  return createConversation({
    caseId: source.id,
    origin: 'simulated',
    participants: [...participants.values()],
    turns: turns.map(({ speaker, text, resources, attachments }, index) => ({
      number: index + 1,
      speaker: speaker.id,
      text: capital(text),
      attachments,
      facts: [...new Set(resources)].flatMap((resource) => facts.get(resource) ?? []),
    })),
  })
}
