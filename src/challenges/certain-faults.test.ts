// Faults that a physician would grant: no order is "ruled out" by what many weigh and accept, nor by a pregnancy that
// is over, and no list misses what means nothing. What readings of simulated tasks found wrong once.
import { describe, expect, it } from 'vitest'
import { rowOfCode } from '../knowledge/code.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { defaultDistributions } from '../simulation/distributions.ts'
import { allergy } from './allergy.ts'
import type { ChallengeMaterial, ChallengeRule } from './challenge.ts'
import { courses, first, plantedInto, type Planted } from './fixture-courses.ts'
import { completeLists } from './complete-lists.ts'
import { contraindicationOrder, interactionOrder } from './hazardous-order.ts'

const from = knowledge()

/** A course of one condition. */
function course(number: number, condition: string): ChallengeMaterial[] {
  const conditions = Object.fromEntries(
    [...from.conditions.keys()].map((id) => [id, id === condition ? 1 : 0]),
  )
  return courses([number], { seed: 29, distributions: { ...defaultDistributions, conditions } }, 1)
}

const anyCourses = courses(first(50), { seed: 29 }, 1)

function planted(rule: ChallengeRule, of = anyCourses): Planted[] {
  return plantedInto(of, [rule])
}

describe('an order that is ruled out', () => {
  it('breaks no rule that is weighed', () => {
    const rows = [...planted(interactionOrder), ...planted(contraindicationOrder)].map(({ triple }) =>
      (triple.knowledge ?? '').split(':'),
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const [table, id = ''] of rows) {
      const row = table === 'interactions' ? from.interactions.get(id) : from.contraindications.get(id)
      expect([id, row?.weighed]).toEqual([id, undefined])
    }
    expect(from.interactions.get('ssris-with-nsaids')?.weighed).toBe(true)
  })

  it('is not said to harm a child that is born or lost', () => {
    const women = ['ectopic-pregnancy', 'placental-abruption', 'pre-eclampsia'].flatMap((condition) =>
      Array.from({ length: 6 }, (_, number) => course(number, condition)).flat(),
    )
    for (const { material, triple } of planted(contraindicationOrder, women)) {
      if (triple.knowledge?.endsWith('-in-pregnancy') !== true) continue
      const before = material.conversation.turns.slice(0, triple.to - 2).flatMap(({ facts }) => facts)
      const rows = material.facts.map((fact) => ({ fact, row: rowOfCode(fact.code) }))
      expect(rows.some(({ row }) => row?.key === 'ectopic-pregnancy')).toBe(false)
      for (const { fact, row } of rows)
        if (before.includes(fact.id) && row?.table === 'actions')
          expect(from.actions.get(row.key)?.ends_pregnancy).toBeUndefined()
    }
  })

  it('is not one without dose and purpose in a course whose needs are known', () => {
    expect(planted(allergy)).toEqual([])
  })
})

describe('an entry that is left out of a list', () => {
  it('is no harmless value, and none that follows from another', () => {
    const all = planted(completeLists)
    expect(all.length).toBeGreaterThan(0)
    for (const { material, triple } of all) {
      const missed = material.facts.find(({ id }) => id === triple.facts[0])
      const row = from.analytes.get(rowOfCode(missed?.code)?.key ?? '')
      if (row === undefined || missed?.kind !== 'lab') continue
      expect([row.id, row.harmless]).not.toEqual([row.id, missed.interpretation])
      // An eGFR may be missed where the creatinine, of which it is reckoned, is not on the list itself.
      const listed = material.facts.filter(
        ({ code, time, interpretation = 'normal' }) =>
          rowOfCode(code)?.key === row.reckoned_from &&
          time?.text === missed.time?.text &&
          interpretation !== 'normal',
      )
      expect(listed).toEqual([])
    }
  })

  it('is said to be wanting only where nobody has added it', () => {
    for (const { triple } of planted(completeLists))
      for (const claim of [triple.claims.concern, ...triple.claims.mistaken])
        expect(claim).toMatch(/ leaves out .+, and nobody has added it\.$/)
  })
})
