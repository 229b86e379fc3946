// Faults that are planted into simulated courses: what readings of real tasks found wrong once.
import { describe, expect, it } from 'vitest'
import { entryFacts } from '../grounding/entries.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { defaultDistributions } from '../simulation/distributions.ts'
import { simulateCase } from '../simulation/simulate.ts'
import type { ChallengeMaterial, ChallengeRule, Triple } from './challenge.ts'
import { misreadStudy } from './misread-study.ts'
import { missedStandard } from './missed-standard.ts'

const from = knowledge()

const courses = Array.from({ length: 82 }, (_, number): ChallengeMaterial[] => {
  const { case: source, conversation } = simulateCase(
    number,
    { seed: 23, distributions: defaultDistributions },
    from,
  ).imported
  return conversation === undefined
    ? []
    : [{ case: source, facts: entryFacts(source), conversation, seed: 0 }]
}).flat()

function planted(rule: ChallengeRule): { readonly course: ChallengeMaterial; readonly triple: Triple }[] {
  return courses.flatMap((course) => rule.plant(course).triples.map((triple) => ({ course, triple })))
}

describe('a step that a standard asks for', () => {
  const cases = planted(missedStandard)

  it('is missed while the patient is there, and in no answer to a question', () => {
    expect(cases.length).toBeGreaterThan(30)
    for (const { course, triple } of cases) {
      const outcome = course.facts.find(({ kind }) => kind === 'outcome')?.evidence.quote ?? ''
      for (const { edits } of Object.values(triple.members)) {
        const place = edits.find(({ kind }) => kind === 'insert')?.turn ?? 0
        const cut = new Map(
          edits.flatMap((edit) => (edit.kind === 'replace' ? [[edit.turn, edit.text]] : [])),
        )
        const shown = course.conversation.turns
          .filter(({ number }) => number <= place)
          .map(({ number, text }) => cut.get(number) ?? text)
        expect(shown.at(-1)).not.toMatch(/\?$/)
        expect(shown.join('\n')).not.toContain(outcome)
      }
    }
  })

  it('is held against one that is asked of patients of this age and sex', () => {
    for (const { course, triple } of cases) {
      const mistaken = triple.claims.mistaken.join(' ')
      const { age, sex } = course.case.strata
      if (sex === 'male') expect(mistaken).not.toMatch(/\bwomb|uterus|pregnan|eclamptic/)
      if (typeof age === 'number' && age >= 18)
        expect(mistaken).not.toMatch(/pylorus|infants breathe|for the child/)
    }
  })
})

describe('a study that is misread', () => {
  it('is held against a study with words of its own', () => {
    const cases = planted(misreadStudy)
    expect(cases.length).toBeGreaterThan(30)
    for (const { triple } of cases) {
      const wrong = /but as (.+?) in turn/.exec(triple.claims.concern)?.[1]
      for (const mistaken of triple.claims.mistaken) expect(mistaken).not.toContain(wrong)
    }
  })

  it('is told in the number that its name has', () => {
    for (const { triple } of planted(misreadStudy)) {
      const words = JSON.stringify([triple.members, triple.claims])
      expect(words).not.toMatch(
        /(?<!(?:result|reading) of the )two sets of blood cultures(?:, as I read it,)? (?:shows|has|is)\b/,
      )
    }
  })
})
