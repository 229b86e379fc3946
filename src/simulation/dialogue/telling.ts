// What the one who tells the history and the relatives have to say, each sentence once: statements while the
// history is taken, questions only when the diagnosis has been named, since many of them speak of an operation, a
// medicine or an organ that nobody has mentioned before.
import type { Course } from '../course.ts'
import { speaksFor, type Cast } from './cast.ts'

export interface Telling {
  /** The next sentences of the teller's own story, at most `count`. */
  story(count: number): string[]
  /** The next statements of a relative who stands by, at most `count`. */
  relative(count: number): string[]
  /** The next question of the family; undefined when all are asked. */
  question(): string | undefined
}

export function createTelling(course: Course, cast: Cast): Telling {
  const statements = course.family.filter((text) => !isQuestion(text))
  const questions = course.family.filter(isQuestion)
  const own = course.person.age < speaksFor || cast.teller === cast.patient ? [...course.story] : []
  // A relative of somebody who cannot speak tells what the family has seen, what speaks of the patient first.
  const story =
    cast.teller === cast.patient
      ? own
      : [...own, ...statements.toSorted((a, b) => Number(b.includes('{')) - Number(a.includes('{')))]
  const relative = cast.family === undefined || cast.teller === cast.family ? [] : statements
  return {
    story: (count) => story.splice(0, count),
    relative: (count) => relative.splice(0, count),
    question: () => questions.shift(),
  }
}

function isQuestion(text: string): boolean {
  return text.includes('?')
}
