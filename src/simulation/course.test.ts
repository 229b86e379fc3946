// What must hold of every course: nothing is shown by a study that nobody ordered, told by a child too young to tell
// it, or carried into a pregnancy that it hardly ever meets.
import { expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { knowledge, rowOf } from '../knowledge/knowledge.ts'
import { sampleCourse } from './course.ts'
import { defaultDistributions } from './distributions.ts'
import { samplePerson } from './person.ts'

const from = knowledge()
const courses = [...from.conditions.values()].flatMap((condition) =>
  [0, 1, 2, 3].map((number) => {
    const random = randomFor('course', condition.id, number)
    const person = samplePerson(condition, from, defaultDistributions, random)
    return sampleCourse(person, condition, from, random)
  }),
)

it('shows only what a study of the course can have shown', () => {
  for (const { results, steps } of courses)
    for (const { study, phase } of results)
      expect(steps.filter((step) => step.action === study && step.phase <= phase)).not.toEqual([])
})

it('asks nobody for what he is too young to tell', () => {
  for (const { shows, lacks, person } of courses)
    for (const finding of [...shows.map((shown) => shown.finding), ...lacks])
      expect(rowOf(from, 'findings', finding).from_age ?? 0).toBeLessThanOrEqual(person.age)
})

it('keeps illnesses of later life out of pregnancies', () => {
  for (const { person } of courses.filter((course) => course.person.pregnant))
    for (const id of person.comorbidities)
      expect(rowOf(from, 'comorbidities', id).rare_in_pregnancy).toBeUndefined()
})
