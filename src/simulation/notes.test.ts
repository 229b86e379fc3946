// The record tells each thing with its time.
import { expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { sampleCourse } from './course.ts'
import { defaultDistributions } from './distributions.ts'
import { sectionsOf } from './notes.ts'
import { samplePerson } from './person.ts'

it('lists in the examination what was there on arrival, and what arises later with its time', () => {
  const from = knowledge()
  let later = 0
  for (const condition of from.conditions.values()) {
    const random = randomFor('notes', condition.id)
    const person = samplePerson(condition, from, defaultDistributions, random)
    const course = sampleCourse(person, condition, from, random)
    // Notes are telegraphic or not by chance; these are telegraphic, so that findings stand by their names.
    const telegraphic = { ...randomFor('notes'), next: () => 0 }
    const textOf = new Map(sectionsOf(course, from, telegraphic).map(({ id, text }) => [id, text]))
    for (const { finding, phase, detail } of course.shows.filter((shown) => shown.phase > 0)) {
      later++
      const { name } = from.findings.get(finding) ?? { name: '' }
      const words = detail === undefined ? name : `${name} ${detail}`
      const atArrival = `${textOf.get('history')} ${textOf.get('examination')}`.split(/[.,] */)
      expect(atArrival.map((text) => text.toLowerCase())).not.toContain(words.toLowerCase())
      const line = textOf.get('course')?.split('\n')[phase]
      expect(line).toContain(`New ${course.moments[phase]?.name}: `)
      expect(line).toContain(words)
    }
  }
  expect(later).toBeGreaterThan(0)
})
