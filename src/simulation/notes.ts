// The written record of a course: sections of prose as a chart has them, telegraphic or in full sentences. They
// retell the entries and add nothing. History and examination are those of the arrival; what arises later stands with
// its time in the course.
import { rowOf, type Knowledge } from '../knowledge/knowledge.ts'
import type { Random } from '../kit/random.ts'
import type { Section } from '../records/case.ts'
import type { Course, Moment } from './course.ts'
import { capital } from '../kit/capital.ts'
import { ageText, medicationText, withUnit } from './entries.ts'
import { particulars } from './particulars.ts'
import { durationText } from './dialogue/arrival.ts'
import { createVoice, listed, sentence } from './dialogue/speech.ts'

export function sectionsOf(course: Course, from: Knowledge, random: Random): Section[] {
  const { person, condition } = course
  const voice = createVoice(random, { sex: person.sex, patient: 'the patient' })
  const telegraphic = random.next() < 0.4
  const findings = (present: boolean, kind: 'symptom' | 'sign'): string[] =>
    (present
      ? course.shows.filter(({ phase }) => phase === 0)
      : course.lacks.map((finding) => ({ finding, detail: undefined }))
    )
      .map(({ finding, detail }) => ({ row: rowOf(from, 'findings', finding), detail }))
      .filter(({ row }) => row.kind === kind)
      .map(({ row, detail }) =>
        telegraphic
          ? `${present ? '' : 'no '}${withDetail(row.name, detail)}`
          : `{he} ${voice.part(present ? row.has : row.lacks, { side: course.side })}${detail === undefined ? '' : ` (${detail})`}`,
      )
  const told = (items: readonly string[]): string =>
    telegraphic ? sentence(items.join(', ')) : items.map((item) => sentence(voice.inflect(item))).join(' ')
  const section = (id: string, heading: string, role: Section['role'], text: string): Section[] =>
    text.trim() === '' ? [] : [{ id, heading, role, text }]
  const duration = course.onsetDays < 1 ? 'since today' : `for ${durationText(course.onsetDays)}`
  const who = `${person.sex} patient, ${ageText(person.age)} old${person.pregnant ? ', pregnant' : ''}, ill ${duration}`
  const drugs = person.medications.map((medication) =>
    medicationText(rowOf(from, 'drugs', medication.drug).name, medication),
  )
  const allergies = person.allergies.map(
    ({ group, reaction }) => `${rowOf(from, 'allergy-groups', group).name} (${reaction})`,
  )
  return [
    ...section(
      'history',
      'History',
      'history',
      [
        sentence(capital(who)),
        told([...findings(true, 'symptom'), ...findings(false, 'symptom')]),
        person.comorbidities.length === 0
          ? ''
          : sentence(
              `Past history: ${listed(person.comorbidities.map((id) => rowOf(from, 'comorbidities', id).name))}`,
            ),
      ]
        .filter((text) => text !== '')
        .join(' '),
    ),
    ...section(
      'medications',
      'Medications',
      'medications',
      drugs.length === 0 ? 'None.' : sentence(drugs.join('; ')),
    ),
    ...section(
      'allergies',
      'Allergies',
      'allergies',
      allergies.length === 0 ? 'None known.' : sentence(allergies.join('; ')),
    ),
    ...section(
      'examination',
      'Examination',
      'examination',
      told([...findings(true, 'sign'), ...findings(false, 'sign')]),
    ),
    ...section(
      'course',
      'Course',
      'course',
      course.moments.map((moment, phase) => momentText(moment, phase, course, from)).join('\n'),
    ),
    ...section(
      'assessment',
      'Assessment',
      'assessment',
      sentence(
        `${capital(condition.name)}${course.restsOn.length === 0 ? '' : `, on the grounds of ${listed(course.restsOn)}`}`,
      ),
    ),
    ...section(
      'plan',
      'Plan',
      'plan',
      course.steps.map((step) => sentence(capital(stepText(step, from)))).join(' '),
    ),
    ...section(
      'outcome',
      'Outcome',
      'outcome',
      sentence(`${capital(person.sex === 'female' ? 'she' : 'he')} ${voice.inflect(course.outcome)}`),
    ),
  ]
}

function momentText(moment: Moment, phase: number, course: Course, from: Knowledge): string {
  const vitals = [...moment.vitals].map(([id, value]) => {
    const { name, unit, decimals } = rowOf(from, 'vitals', id)
    return `${name} ${withUnit(value.toFixed(decimals), unit)}`
  })
  const seen = course.results
    .filter((result) => result.phase === phase)
    .map(({ study, says }) => `${rowOf(from, 'actions', study).name}: ${says}`)
  const arisen = course.shows
    .filter((shown) => phase > 0 && shown.phase === phase)
    .map(({ finding, detail }) => withDetail(rowOf(from, 'findings', finding).name, detail))
  return [
    ...(vitals.length === 0 ? [] : [sentence(`${capital(moment.name)}: ${vitals.join(', ')}`)]),
    ...(arisen.length === 0 ? [] : [sentence(`New ${moment.name}: ${arisen.join(', ')}`)]),
    ...seen.map((text) => sentence(capital(text))),
  ].join(' ')
}

function withDetail(name: string, detail: string | undefined): string {
  return detail === undefined ? name : `${name} ${detail}`
}

function actionText(step: Course['steps'][number], name: string, from: Knowledge): string {
  const more = particulars(step, name, from)
  return more === '' ? name : `${name} (${more})`
}

function stepText(step: Course['steps'][number], from: Knowledge): string {
  const what =
    step.drug !== undefined && step.dose !== undefined
      ? medicationText(rowOf(from, 'drugs', step.drug).name, step.dose)
      : actionText(step, rowOf(from, 'actions', step.action as string).name, from)
  return `${what}, because ${step.because}`
}
