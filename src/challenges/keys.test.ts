// Keys of faults by knowledge: what readings of simulated tasks found wrong once.
import { describe, expect, it } from 'vitest'
import { hazardsOf, isAgent } from '../knowledge/hazards.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { leavesOf } from '../knowledge/predicate.ts'
import { holds } from '../knowledge/state.ts'
import { editedTurns } from '../conversations/view.ts'
import type { ChallengeMaterial, ChallengeRule, MemberName, Triple } from './challenge.ts'
import { courses, first, plantedInto, type Planted } from './fixture-courses.ts'
import { allergyOrder, contraindicationOrder, interactionOrder } from './hazardous-order.ts'
import { missedStandard } from './missed-standard.ts'
import { plausibleOrders, purposesOf } from './orders.ts'
import { hasPassed } from './passed.ts'
import { negationFlip } from './negation-flip.ts'
import { patientUpTo, type Patient } from './patient-state.ts'
import { timesPerDay } from './safe-order.ts'
import { scoreSum } from './score-sum.ts'
import { isMeasured } from './support.ts'
import { leavesTrace } from './traces.ts'
import { randomFor } from '../kit/random.ts'

const from = knowledge()
const materials = courses(first(60), { seed: 17 }, 1)

function planted(...rules: readonly ChallengeRule[]): Planted[] {
  const all = plantedInto(materials, rules)
  expect(all.length).toBeGreaterThan(0)
  return all
}

const shown = (material: ChallengeMaterial, triple: Triple, member: MemberName) =>
  editedTurns(material.conversation, triple.members[member].edits).slice(0, triple.to)

describe('a step that is left out', () => {
  const all = planted(missedStandard)

  it('is ordered in the near miss, and nowhere else', () => {
    for (const { material, triple } of all) {
      const action = [...from.actions.values()].find(({ name }) => name === triple.truth)
      const orders = (member: MemberName): boolean =>
        shown(material, triple, member)
          .slice(0, -2)
          .some(({ text }) => text.toLowerCase().includes(action?.infinitive.toLowerCase() ?? ''))
      expect([triple.truth, orders('near_miss'), orders('injected'), orders('handled')]).toEqual([
        triple.truth,
        true,
        false,
        false,
      ])
    }
  })

  it('counts its distance from the facts that make it due', () => {
    for (const { triple } of all) expect(Math.min(...triple.turns)).toBeLessThan(triple.to - 1)
  })

  it('leaves no result, no picture and no word', () => {
    const ecg =
      from.actions.get('ecg-12-lead') ?? [...from.actions.values()].find(({ name }) => /ECG/.test(name))
    if (ecg === undefined) throw new Error('no ECG among the actions')
    const [material] = materials as [ChallengeMaterial]
    const turn = { number: 1, speaker: 'doctor_a', attachments: [], facts: [] }
    const traces = (text: string): boolean => leavesTrace(ecg, 0, [{ ...turn, text }], material, from)
    expect(traces('The tracing has raised ST segments.')).toBe(true)
    expect(traces('The ECG is normal.')).toBe(true)
    expect(traces('The chest is clear.')).toBe(false)
  })
})

describe('an order', () => {
  const all = planted(allergyOrder, interactionOrder, contraindicationOrder)

  it('is for something the patient has, taken as a whole purpose', () => {
    const patient: Patient = {
      weight: 80,
      facts: [],
      state: {
        age: 60,
        sex: 'male',
        pregnant: false,
        comorbidities: new Set(['hypertension']),
        drugs: new Set(),
        given: new Set(),
        allergies: new Set(),
        findings: new Set(),
        labs: new Map(),
        vitals: new Map(),
        results: new Set(),
        done: new Set(),
      },
    }
    const orders = [...plausibleOrders(patient, from, randomFor('orders'))]
    expect(orders.some(({ dose }) => purposesOf(dose).includes('hypertension'))).toBe(true)
    for (const { dose } of orders) {
      const purposes = purposesOf(dose).join()
      if (/pulmonary hypertension|intracranial|migraine/.test(purposes)) expect(purposes).toContain(',')
    }
    expect(orders.map(({ drug }) => drug.id)).not.toContain('sildenafil')
    expect(orders.map(({ drug }) => drug.id)).not.toContain('sumatriptan')
  })

  it('in the near miss and in the place of a withdrawn one has nothing against it', () => {
    for (const { material, triple } of all) {
      const patient = patientUpTo(material, triple.to - 2) as Patient
      const words = triple.members.near_miss.planted
      const drug = [...from.drugs.values()]
        .toSorted((a, b) => b.name.length - a.name.length)
        .find(({ name }) => words.startsWith(name))
      if (drug === undefined) throw new Error(`no drug in "${words}"`)
      expect([words, hazardsOf(drug.id, patient.state, from)]).toEqual([words, []])
      const isDouble = [...patient.state.drugs].some((taken) =>
        from.drugs.get(taken)?.classes.some((name) => drug.classes.includes(name)),
      )
      expect([words, isDouble]).toEqual([words, false])
      const egfr = patient.state.labs.get('egfr') ?? 100
      expect(drug.renal?.some(({ egfr_below }) => egfr < egfr_below) ?? false).toBe(false)
      expect(shown(material, triple, 'handled').at(-1)?.text).toContain(`${words} instead`)
    }
  })

  it('is objected to in vain for a harm that none of the drugs is known for', () => {
    for (const { triple } of all) {
      const harm = /risk of ([^;]+);/.exec(triple.claims.mistaken[0] ?? '')?.[1]
      const drugs = [...from.drugs.values()].filter(({ name }) =>
        ['injected', 'near_miss'].some((member) =>
          triple.members[member as MemberName].planted.startsWith(name),
        ),
      )
      const rows = [...from.interactions.values()].filter((row) => row.harm === harm)
      expect(
        rows.some((row) =>
          drugs.some(({ id }) => isAgent(id, row.first, from) || isAgent(id, row.second, from)),
        ),
      ).toBe(false)
    }
  })

  it.each([
    ['every 6 hours', 4],
    ['every 4 to 6 hours', 6],
    ['three times daily', 3],
    ['once', 1],
  ])('%s is %d times a day at most', (frequency, times) => expect(timesPerDay(frequency)).toBe(times))
})

it('a score is wrong by points that its turn gives, and counts its distance from what was measured', () => {
  for (const { material, triple } of planted(scoreSum)) {
    const report = shown(material, triple, 'injected').at(-2)?.text ?? ''
    const [, denied] = [...(triple.claims.mistaken[0] ?? '').matchAll(/(\d+) points?/g)].map(
      ([words]) => words,
    )
    expect(report).toContain(denied)
    expect(Math.min(...triple.turns)).toBeLessThan(triple.to - 1)
  }
})

describe('what has passed', () => {
  const gone = materials.flatMap((material) =>
    material.facts
      .filter(
        ({ code, name, negated }) =>
          !negated && code?.code.startsWith('findings:') === true && hasPassed(name, material.conversation),
      )
      .map((fact) => ({ material, fact, finding: fact.code?.code.replace('findings:', '') ?? '' })),
  )

  it('is no longer with the patient', () => {
    expect(gone.length).toBeGreaterThan(20)
    for (const { material, finding } of gone)
      expect(patientUpTo(material, material.conversation.turns.length)?.state.findings.has(finding)).toBe(
        false,
      )
  })

  it('is neither denied nor affirmed in a report', () => {
    const told = new Set(gone.map(({ fact }) => fact.id))
    for (const { triple } of planted(negationFlip))
      for (const id of triple.facts) expect(told.has(id)).toBe(false)
  })

  it.each([
    ['Gone: confusion and drowsiness.', 'confusion', true],
    ['We no longer see fever, cough and wheeze.', 'cough', true],
    ['What has settled since: nausea.', 'nausea', true],
    ['I cannot find any more fever at night.', 'fever', false],
    ['Gone: chest pain on breathing in.', 'chest pain', false],
    ['Compared to before: confusion.', 'confusion', false],
  ])('%s: %s %s', (text, name, expected) => {
    const [{ conversation }] = materials as [ChallengeMaterial]
    const [turn] = conversation.turns
    expect(hasPassed(name, { ...conversation, turns: [{ ...(turn as typeof turn & object), text }] })).toBe(
      expected,
    )
  })
})

it('a score of the arrival has the points that it had when its values were first told', () => {
  for (const { material, triple } of planted(scoreSum)) {
    const score = from.scores.get(triple.target)
    if (score === undefined || score.followed === true) continue
    const leaves = score.items.flatMap(({ when }) => leavesOf(when))
    const first = Array.from({ length: triple.to - 2 }, (_, turn) => patientUpTo(material, turn + 1)).find(
      (patient) =>
        patient !== undefined &&
        holds(score.when, patient.state, from) &&
        leaves.every((leaf) => isMeasured(leaf, patient)),
    )
    const counted = new Set<string>()
    const points = score.items
      .filter(({ when }) => first !== undefined && holds(when, first.state, from))
      .filter(({ id, group = id }) => !counted.has(group) && counted.add(group))
      .reduce((sum, item) => sum + item.points, 0)
    expect(triple.claims.concern).toMatch(new RegExp(`adds up to ${points} points?, not`))
  }
})
