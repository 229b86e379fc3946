// The knowledge base as it stands is consistent, and a fault put into it is found where it was put.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { describeProblem } from '../kit/errors.ts'
import type { Condition, Step } from './condition.ts'
import { inconsistencies } from './consistency.ts'
import { amountWords, isForAge } from './drug.ts'
import { dueActions, missedActions } from './due.ts'
import { hazardsOf } from './hazards.ts'
import { dataFolder, knowledge, loadKnowledge } from './knowledge.ts'
import { rangeFor, sideOf } from './ranges.ts'
import { readTables } from './read-tables.ts'
import { holds, type PatientState } from './state.ts'

const copies: string[] = []
afterAll(() => copies.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

const pneumonia = 'conditions/community-acquired-pneumonia.yaml'

interface Change {
  readonly file: string
  readonly before: string | RegExp
  readonly after: string
}

interface Fault extends Change {
  /** What is said of it. */
  readonly found: RegExp
}

/** A copy of the data with replacements in its files. */
function withChanges(changes: readonly Change[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'))
  copies.push(folder)
  cpSync(dataFolder, folder, { recursive: true })
  for (const { file, before, after } of changes) {
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).toMatch(before)
    writeFileSync(join(folder, file), text.replace(before, after))
  }
  return folder
}

function faultsOf(folder: string): string[] {
  const { tables, problems } = readTables(folder)
  return [...problems, ...inconsistencies(tables)].map(describeProblem)
}

describe('the knowledge base', () => {
  it('has no fault', () => {
    expect(faultsOf(dataFolder)).toEqual([])
  })

  it('asks for symptoms in a way that yes means the symptom is there', () => {
    const asked = [...knowledge().findings.values()].flatMap(({ ask = [] }) => ask)
    expect(asked.length).toBeGreaterThan(500)
    // "How is …?" takes no yes, and after "Is it possible to …?" it would deny the symptom.
    const other =
      /^(?:how|what|which|when|where|who|why|can)\b|\bpossible\b|\bas (?:usual|they should)\b|\bstay down\b/i
    expect(asked.filter((text) => other.test(text.replace(/impossible/, '')))).toEqual([])
  })

  it('lets nobody speak of a treatment that not everybody with the illness has', () => {
    const treated = /\b(?:treat(?:ed|ing|ment)|tablets?|drops|take the)\b/i
    for (const { id, says, takes } of knowledge().comorbidities.values()) {
      if (takes.length === 0 || takes.some(({ chance }) => chance === 1)) continue
      expect([id, ...says.filter((text) => treated.test(text))]).toEqual([id])
    }
  })

  it('is as large as it says', () => {
    const base = knowledge()
    expect(base.conditions.size).toBeGreaterThanOrEqual(60)
    const specialties = new Set([...base.conditions.values()].map(({ specialty }) => specialty))
    for (const wanted of [
      'dermatology',
      'surgery',
      'paediatrics',
      'obstetrics',
      'psychiatry',
      'neurology',
      'infectious disease',
    ])
      expect(specialties).toContain(wanted)
    const onc = [...base.interactions.values()].filter((row) => row.onc_high_priority === true)
    expect(onc.length).toBeGreaterThanOrEqual(15)
    const rules =
      base.interactions.size +
      base.contraindications.size +
      base['cross-reactivity'].size +
      base.standards.size
    expect(rules).toBeGreaterThanOrEqual(40)
  })

  // Reading all tables takes seconds, so faults that leave each other in sight stand in one copy.
  it.each<readonly Fault[]>([
    [
      {
        file: 'vitals/base.yaml',
        before: /id: heart-rate/,
        after: 'id: hart-rate',
        found: /conditions\/.*there is no "heart-rate" in vitals/,
      },
      {
        file: pneumonia,
        before: 'amount: 2, unit: g',
        after: 'amount: 20, unit: g',
        found: /ceftriaxone: 20 g .* lies in none/,
      },
      {
        file: pneumonia,
        before: 'temperature: [38.3, 40.1]',
        after: 'temperature: [38.3, 401]',
        found: /temperature: 38.3 to 401 °C reaches outside/,
      },
      {
        file: pneumonia,
        before: '{result: consolidation}',
        after: '{result: consolidated}',
        found: /no result "consolidated"/,
      },
      {
        file: 'drugs/base.yaml',
        before: 'frequency: [every 8 hours, every 12 hours], most_per_day: 3000',
        after: 'frequency: [every 4 hours], most_per_day: 3000',
        found: /amoxicillin: 1000 mg every 4 hours exceed the most in a day, 3000/,
      },
      {
        file: 'drugs/base.yaml',
        before: 'how: every 12 hours; unreduced it causes encephalopathy, to: {frequency: every 12 hours}',
        after: 'how: every 12 hours; unreduced it causes encephalopathy',
        found: /cefepime, renal below 60: the drug is given in courses/,
      },
      {
        file: 'drugs/base.yaml',
        before: 'how: "half the dose at first, then by measured levels", to: {share: 0.5}',
        after: 'how: "half the dose at first, then by measured levels", to: {frequency: now and then}',
        found: /lithium, renal below 60: "now and then" has no count/,
      },
      {
        file: 'allergy-groups/base.yaml',
        before: 'met_in: [gout]',
        after: 'met_in: [goat]',
        found: /no "goat" in comorbidities/,
      },
    ],
    [
      { file: pneumonia, before: 'age: [19, 92]', after: 'age: [19, old]', found: /line \d+, who\.age\.1/ },
      {
        file: 'drugs/base.yaml',
        before: 'id: amoxicillin\n',
        after: 'id: ampicillin\n',
        found: /already stands in/,
      },
    ],
    [{ file: pneumonia, before: 'who:', after: 'whom:', found: /who/ }],
  ])('each of several faults is found', (...put) => {
    const faults = faultsOf(withChanges(put))
    expect(put.filter(({ found }) => !faults.some((fault) => found.test(fault)))).toEqual([])
  })

  it('refuses to load with faults, and names the line', () => {
    const folder = withChanges([{ file: 'drugs/base.yaml', before: 'who: adult', after: 'who: grown-up' }])
    expect(() => loadKnowledge(folder)).toThrow(/drugs\/base\.yaml, line \d+, doses\.\d+\.who/)
  })
})

describe('a course', () => {
  const { tables } = readTables(dataFolder)
  const placed = tables.conditions.find(({ row }) => row.id === 'community-acquired-pneumonia')
  if (placed === undefined) throw new Error('no such condition')
  const because = 'nothing else would tell it from its look-alikes in time'
  const phases: Condition['phases'] = [
    { id: 'arrival', hours: [0, 0], name: 'on arrival', vitals: {}, labs: {} },
    { id: 'later', hours: [2, 3], name: 'after the lumbar puncture', vitals: {}, labs: { lactate: [1, 2] } },
  ]
  const film = { key: 'film', study: 'chest-radiograph', phase: 'later', says: ['a', 'b'], misread: ['c'] }
  const faults = (steps: readonly Step[], results: Condition['results'] = []): string[] =>
    inconsistencies({
      ...tables,
      conditions: [{ ...placed, row: { ...placed.row, phases, steps, results } }],
    })
      .filter(({ place }) => /steps\.|results\./.test(place ?? ''))
      .map(({ place, what }) => `${place?.replace(/^.*, /, '')}: ${what}`)

  it('takes no step in a phase that speaks of it as done', () => {
    expect(faults([{ action: 'lumbar-puncture', phase: 'later', because }])).toContain(
      'steps.lumbar-puncture: its phase "after the lumbar puncture" comes when it is done already.',
    )
    expect(faults([{ action: 'isolation', phase: 'later', because }])).toEqual([])
  })

  it('says what its studies showed, and shows nothing that was not ordered', () => {
    const step = { action: 'chest-radiograph', phase: 'arrival', because }
    expect(faults([step])).toEqual([
      'steps.chest-radiograph: nothing in arrival or later says what it showed.',
    ])
    expect(faults([step], [film])).toEqual([])
    expect(faults([], [film])).toEqual([
      'results.film: its study chest-radiograph is no step of later or earlier.',
    ])
    expect(faults([{ ...step, phase: 'later' }], [{ ...film, phase: 'arrival' }])).toHaveLength(2)
    expect(faults([{ action: 'lactate-test', phase: 'arrival', because }])).toEqual([])
    expect(faults([{ action: 'troponin-test', phase: 'arrival', because }])).toHaveLength(1)
    expect(faults([{ action: 'bone-density-scan', phase: 'later', because }])).toEqual([])
  })

  it('reads no study out by its own name', () => {
    const step = { action: 'chest-radiograph', phase: 'arrival', because }
    expect(faults([step], [{ ...film, says: ['a chest radiograph without shadows', 'b'] }])).toEqual([
      'results.film: a reading begins with the name of its study, chest radiograph.',
    ])
  })

  it('does not give one drug as an action and as an order in one phase', () => {
    const dose = { amount: 0.4, unit: 'mg', route: 'intravenously', frequency: 'once' } as const
    const action = { action: 'naloxone', dose, phase: 'arrival', because }
    const order = { drug: 'naloxone', dose, phase: 'arrival', because: `${because} of all` }
    expect(faults([action, order])).toEqual([
      'steps.naloxone: the phase arrival gives its drug naloxone as a step of its own too.',
    ])
    expect(faults([action, { ...order, phase: 'later' }])).toEqual([])
    expect(faults([{ ...action, instead: order }])).toEqual([])
  })

  it('names the dose of a drug that an action gives, but not of oxygen, and none where it gives none', () => {
    const dose = { amount: 10, unit: 'units', route: 'intramuscularly', frequency: 'once' } as const
    expect(faults([{ action: 'oxytocin', phase: 'arrival', because }])).toEqual([
      'steps.oxytocin: the drug has no dose.',
    ])
    expect(faults([{ action: 'oxytocin', dose, phase: 'arrival', because }])).toEqual([])
    expect(
      faults([{ action: 'oxytocin', dose: { ...dose, amount: 1000 }, phase: 'arrival', because }]),
    ).toEqual(["steps.oxytocin: 1000 units intramuscularly lies in none of the drug's dose ranges."])
    expect(faults([{ action: 'oxygen', phase: 'arrival', because }])).toEqual([])
    expect(faults([{ action: 'isolation', dose, phase: 'arrival', because }])).toEqual([
      'steps.isolation: it has a dose and gives no drug.',
    ])
  })

  it('gives reasons whose grounds are rows', () => {
    const reasons = [{ says: because, when: { finding: 'no-such-sign' } }, { says: `${because} of all` }]
    expect(faults([{ action: 'isolation', phase: 'arrival', because: reasons }])).toEqual([
      'steps.because: there is no "no-such-sign" in findings.',
    ])
  })
})

const nobody: PatientState = {
  age: 50,
  sex: 'female',
  pregnant: false,
  comorbidities: new Set(),
  drugs: new Set(),
  given: new Set(),
  allergies: new Set(),
  findings: new Set(),
  labs: new Map(),
  vitals: new Map(),
  results: new Set(),
  done: new Set(),
}

it('asks for symptoms so that a yes means that they are there', () => {
  const questions = [...knowledge().findings.values()].flatMap(({ ask = [] }) => ask)
  expect(questions.filter((text) => !/^(?:Any|Is|Are|Has|Have|Does|Do|Did|Was|Were) /.test(text))).toEqual([])
  expect(questions.filter((text) => /as usual|stay down|\bpossible to|weight be put/.test(text))).toEqual([])
})

describe('what it is asked', () => {
  it('decides predicates; what was not measured is neither above nor below', () => {
    const state = { ...nobody, labs: new Map([['potassium', 6.1]]), drugs: new Set(['ibuprofen']) }
    expect(holds({ lab: 'potassium', above: 6 }, state, knowledge())).toBe(true)
    expect(holds({ lab: 'potassium', above: 6.1 }, state, knowledge())).toBe(false)
    expect(holds({ lab: 'sodium', above: 0 }, state, knowledge())).toBe(false)
    expect(holds({ not: { lab: 'sodium', above: 0 } }, state, knowledge())).toBe(true)
    expect(holds({ drug_class: 'nsaids' }, state, knowledge())).toBe(true)
    expect(holds({ all: [{ sex: 'female' }, { age: { from: 50, below: 51 } }] }, state, knowledge())).toBe(
      true,
    )
    expect(holds({ any: [{ pregnant: true }, { allergy: 'penicillins' }] }, state, knowledge())).toBe(false)
  })

  it('knows hazards, and knows where there is none', () => {
    const warfarin = { ...nobody, drugs: new Set(['warfarin']) }
    expect(hazardsOf('ibuprofen', warfarin, knowledge()).map(({ kind }) => kind)).toContain('interaction')
    expect(hazardsOf('acetaminophen', warfarin, knowledge())).toEqual([])
    const allergic = { ...nobody, allergies: new Set(['penicillins']) }
    expect(hazardsOf('amoxicillin', allergic, knowledge()).map(({ kind }) => kind)).toContain('allergy')
    expect(hazardsOf('aztreonam', allergic, knowledge())).toEqual([])
    expect(hazardsOf('amoxicillin', nobody, knowledge())).toEqual([])
    const convulsing = { ...nobody, findings: new Set(['ongoing-convulsion']) }
    expect(hazardsOf('promethazine', convulsing, knowledge()).map(({ kind }) => kind)).toEqual([
      'contraindication',
    ])
    expect(hazardsOf('ondansetron', convulsing, knowledge())).toEqual([])
    const depressed = { ...nobody, drugs: new Set(['sertraline']) }
    expect(hazardsOf('naproxen', depressed, knowledge()).map(({ kind }) => kind)).toEqual(['interaction'])
  })

  it('counts what is taken at home for what is long-term, and only what is given for what is acute', () => {
    const attack = {
      ...nobody,
      comorbidities: new Set(['asthma']),
      findings: new Set(['wheeze', 'dyspnea']),
      drugs: new Set(['albuterol', 'prednisone']),
    }
    const missed = (state: PatientState): string[] => missedActions(state, knowledge())
    expect(missed(attack)).toEqual(expect.arrayContaining(['bronchodilator', 'systemic-corticosteroid']))
    const treated = missed({ ...attack, given: attack.drugs })
    expect(treated).not.toContain('bronchodilator')
    expect(treated).not.toContain('systemic-corticosteroid')
    const infarct = { ...nobody, findings: new Set(['chest-pain']), results: new Set(['st-elevation']) }
    expect(missed(infarct)).toContain('statin')
    expect(missed({ ...infarct, drugs: new Set(['rosuvastatin']) })).not.toContain('statin')
    expect(missed({ ...infarct, drugs: new Set(['aspirin']) })).toContain('aspirin')
  })

  it('asks for a lithium level where the kidneys fail, and for glucose after insulin', () => {
    const due = (state: PatientState): string[] => [...dueActions(state, knowledge()).keys()]
    const dry = { ...nobody, drugs: new Set(['lithium']), labs: new Map([['egfr', 52]]) }
    expect(due(dry)).toContain('lithium-level')
    const shifted = {
      ...nobody,
      labs: new Map([['potassium', 7.1]]),
      drugs: new Set(['insulin-regular']),
      given: new Set(['insulin-regular']),
    }
    expect(due(shifted)).toContain('glucose-monitoring')
  })

  it('asks for anticoagulation from two points of CHA2DS2-VASc besides the sex', () => {
    const asked = (age: number, ...comorbidities: string[]): boolean =>
      dueActions(
        { ...nobody, age, comorbidities: new Set(['atrial-fibrillation', ...comorbidities]) },
        knowledge(),
      ).has('anticoagulation')
    expect(asked(75)).toBe(true)
    expect(asked(50, 'prior-stroke')).toBe(true)
    expect(asked(70, 'hypertension')).toBe(true)
    expect(asked(50, 'type-1-diabetes', 'peripheral-artery-disease')).toBe(true)
    expect(asked(70)).toBe(false)
    expect(asked(50, 'heart-failure')).toBe(false)
    expect(asked(50, 'type-2-diabetes', 'asthma')).toBe(false)
  })

  it('knows doses by age, and says one of a thing in the singular', () => {
    const loratadine = knowledge().drugs.get('loratadine')?.doses ?? []
    const amountsAt = (age: number): number[] =>
      loratadine.filter((dose) => isForAge(dose, age)).map(({ high }) => high)
    expect(amountsAt(1)).toEqual([])
    expect(amountsAt(4)).toEqual([5])
    expect(amountsAt(6)).toEqual([10])
    expect(amountsAt(40)).toEqual([10])
    expect([amountWords(1, 'drops'), amountWords(2, 'puffs'), amountWords(1, 'patches')]).toEqual([
      '1 drop',
      '2 puffs',
      '1 patch',
    ])
    expect(amountWords(1, 'mg')).toBe('1 mg')
  })

  it('finds the range for a patient', () => {
    const hemoglobin = knowledge().analytes.get('hemoglobin')
    const woman = rangeFor(hemoglobin?.ranges ?? [], { age: 30, sex: 'female', pregnant: false })
    const man = rangeFor(hemoglobin?.ranges ?? [], { age: 30, sex: 'male', pregnant: false })
    expect(woman?.low).toBeLessThan(man?.low ?? 0)
    expect(sideOf(5, woman ?? {})).toBe('low')
    expect(sideOf(25, man ?? {})).toBe('high')
  })
})
