// Faults that are planted into simulated courses: what readings of real tasks found wrong once.
import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { isOfClass } from '../knowledge/state.ts'
import type { ChallengeMaterial, ChallengeRule, Triple } from './challenge.ts'
import { courses, first, plantedInto } from './fixture-courses.ts'
import { completeLists } from './complete-lists.ts'
import { misreadStudy } from './misread-study.ts'
import { missedStandard } from './missed-standard.ts'
import { plausibleOrders } from './orders.ts'
import { patientUpTo } from './patient-state.ts'
import { voicesOf } from './voices.ts'

const from = knowledge()

const materials = courses(first(82), { seed: 23 }, 0)

function planted(rule: ChallengeRule): { readonly course: ChallengeMaterial; readonly triple: Triple }[] {
  return plantedInto(materials, [rule]).map(({ material, triple }) => ({ course: material, triple }))
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

describe('a report', () => {
  it('comes from somebody other than who has just spoken', () => {
    const { conversation } = materials[0] as ChallengeMaterial
    const doctors = conversation.participants.filter(({ role }) => role === 'physician').slice(0, 2)
    const [first, second] = doctors.map(({ id }) => id) as [string, string]
    const turns = [first, second, first, second].map((speaker, index) => ({
      ...(conversation.turns[0] as (typeof conversation.turns)[number]),
      number: index + 1,
      speaker,
    }))
    for (const place of [3, 4])
      for (const seed of [0, 1, 2, 3]) {
        const voices = voicesOf({ ...conversation, turns }, randomFor(seed, 'voices'), place, true)
        expect(voices?.reporter).toBe(place === 3 ? second : first)
      }
  })

  it('weighs a home drug that is left out by what its stop does', () => {
    const lists = planted(completeLists).filter(({ triple }) => triple.target.endsWith('home medicines'))
    expect(lists.length).toBeGreaterThan(10)
    for (const { triple } of lists) {
      const [drug] = [...from.drugs.values()].filter(({ name }) => name === triple.truth)
      const isDangerous = ['anticoagulants', 'insulins', 'beta-blockers', 'antiepileptics'].some((name) =>
        isOfClass(drug?.id ?? '', name, from),
      )
      if (isDangerous) expect(triple.severity).toBe(3)
    }
    expect(new Set(lists.map(({ triple }) => triple.severity))).toEqual(new Set([2, 3]))
  })
})

it('nothing is ordered by mouth for who vomits', () => {
  const vomiting = materials.flatMap((course) => {
    const patient = patientUpTo(course, 12)
    return patient?.state.findings.has('vomiting') ? [patient] : []
  })
  expect(vomiting.length).toBeGreaterThan(3)
  for (const patient of vomiting)
    for (const { words } of plausibleOrders(patient, from, randomFor(1, 'orders')))
      expect(words).not.toContain('by mouth')
})
