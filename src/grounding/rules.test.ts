// The rules one by one: sentences, negation, times, vitals, tables, lexicons.
import { describe, expect, it } from 'vitest'
import { createCase, type Table, unknownStrata } from '../records/case.ts'
import { analyteItems } from './laboratory-lexicon.ts'
import { parseItems } from './lexicon.ts'
import { diagnosisLexicon } from './lexicons/diagnoses.ts'
import { signLexicon, symptomLexicon } from './lexicons/findings.ts'
import { medicationLexicon } from './lexicons/medications.ts'
import { procedureLexicon } from './lexicons/procedures.ts'
import { ground } from './ground.ts'
import { contextOf, scopesOf } from './negation.ts'
import { sentencesOf } from './sentences.ts'
import { tableFacts } from './tables.ts'
import { timesOf } from './times.ts'
import { wordKey, wordsOf } from './words.ts'

const base = {
  title: 'A case',
  provenance: { source: 'text', corpus: 'test', file: 'a.txt', part: '', sha256: '' },
  licence: { id: 'CC0-1.0' },
  strata: unknownStrata,
  sections: [],
  entries: [],
  tables: [],
  images: [],
  labels: [],
}
const facts = (text: string) =>
  ground(createCase({ ...base, sections: [{ id: 's', heading: '', role: 'note', text }] }))

it('takes a kind that is denied of a finding for the finding alone', () => {
  const symptoms = facts('He has had non-bloody diarrhea.').filter(({ kind }) => kind === 'symptom')
  expect(symptoms.map(({ name }) => name)).toEqual(['diarrhea'])
})

describe('sentences', () => {
  it.each([
    ['Dr. Smith saw her. She was well.', ['Dr. Smith saw her.', 'She was well.']],
    ['It was 38.5 °C. She shivered.', ['It was 38.5 °C.', 'She shivered.']],
    ['BP was 120/80 mm Hg. Pulse was 80.', ['BP was 120/80 mm Hg.', 'Pulse was 80.']],
    ['Drugs, e.g. aspirin, were held.', ['Drugs, e.g. aspirin, were held.']],
    ['Bed No. 5 was free. He lay down.', ['Bed No. 5 was free.', 'He lay down.']],
    ['Fever? No. He was well.', ['Fever?', 'No.', 'He was well.']],
    ['1. Asthma.\n2. Gout.', ['1. Asthma.', '2. Gout.']],
    ['no stops here at all', ['no stops here at all']],
    ['It resolved.The rash stayed.', ['It resolved.', 'The rash stayed.']],
  ])('%j', (text, expected) => {
    expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected)
  })
})

describe('words', () => {
  it('know the singular of "headaches"', () => {
    expect(wordKey('headaches')).toBe(wordKey('headache'))
  })

  it('fold spelling, number and case together', () => {
    for (const [a, b] of [
      ['Oedema', 'edema'],
      ['haemoglobin', 'hemoglobin'],
      ['tumour', 'tumors'],
      ['biopsies', 'biopsy'],
      ['generalised', 'generalized'],
      ['Sulphate', 'sulfate'],
    ] as const)
      expect(wordKey(a)).toBe(wordKey(b))
    expect(wordKey('diabetes')).not.toBe(wordKey('diabetic'))
  })
})

describe('negation', () => {
  const judge = (text: string, phrase: string) => {
    const start = text.indexOf(phrase)
    const scopes = scopesOf(text, wordsOf(text), 0, text.length)
    const { negated, certainty, experiencer, hypothetical } = contextOf(
      scopes,
      text,
      start,
      start + phrase.length,
    )
    return { negated, certainty, experiencer, hypothetical }
  }
  const stated = { negated: false, certainty: 'certain', experiencer: 'patient', hypothetical: false }

  it.each([
    ['no evidence of pneumonia', 'pneumonia', { negated: true }],
    ['She denies fever, chills, or cough', 'cough', { negated: true }],
    ['She denies fever but has a cough', 'cough', {}],
    ['pneumonia was ruled out', 'pneumonia', { negated: true }],
    ['She does not have a rash', 'rash', { negated: true }],
    ["i don't have any pain", 'pain', { negated: true }],
    ["i do n't have any pain", 'pain', { negated: true }],
    ['without fever', 'fever', { negated: true }],
    ['no change in the cough', 'cough', {}],
    ['not only fever occurred', 'fever', {}],
    ['gram negative pneumonia', 'pneumonia', {}],
    ['suspected pneumonia', 'pneumonia', { certainty: 'possible' }],
    ['pneumonia could not be ruled out', 'pneumonia', { certainty: 'possible' }],
    ['return if you develop fever', 'fever', { hypothetical: true }],
    ['at risk of stroke', 'stroke', { hypothetical: true }],
    ['Her mother had asthma', 'asthma', { experiencer: 'family' }],
    ['His mother reports cough', 'cough', {}],
    ['He lives with his wife and has a cough', 'cough', {}],
    ['no family history of gout', 'gout', { negated: true, experiencer: 'family' }],
    ['born with no tongue, with smoking history', 'smoking', {}],
    ['my father had gout, and he gets asthma', 'asthma', { experiencer: 'family' }],
    ['my father had gout, and i have asthma', 'asthma', {}],
    ['i think you have bursitis', 'bursitis', { certainty: 'possible' }],
    ['cough and fever are something i am not sure about', 'fever', { certainty: 'possible' }],
  ])('%j: %s', (text, phrase, expected) => {
    expect(judge(text, phrase)).toEqual({ ...stated, ...expected })
  })
})

describe('what is not denied', () => {
  it('says nothing of a finding of which there is no further one', () => {
    const names = facts(
      'No evidence of further gastric outlet obstruction. He denies other illicit drug use. No residual weakness.',
    ).map((fact) => fact.name)
    expect(names).toEqual([])
  })

  it('takes a node for nontender without a word of the abdomen', () => {
    const tender = (text: string) => facts(text).filter((fact) => fact.name === 'abdominal tenderness')
    expect(tender('There is nontender lymphadenopathy.')).toEqual([])
    expect(tender('The abdomen is soft and nontender.')[0]?.negated).toBe(true)
  })
})

describe('reasons of medications', () => {
  const reasonOf = (text: string, drug: string) => facts(text).find((fact) => fact.name === drug)?.reason
  it('belong to the drug that was switched to, and end before a frequency', () => {
    const text = 'He was switched from ramipril to losartan for hypertension.'
    expect(reasonOf(text, 'ramipril')).toBeUndefined()
    expect(reasonOf(text, 'losartan')).toBe('hypertension')
    expect(reasonOf('She takes ibuprofen for back pain from time to time.', 'ibuprofen')).toBe('back pain')
  })
})

describe('times', () => {
  it.each([
    ['seen on hospital day 3', { text: 'on hospital day 3', day: 2 }],
    ['fell 3 days before admission', { text: '3 days before admission', day: -3 }],
    ['on admission', { text: 'on admission', day: 0 }],
    ['two weeks later', { text: 'two weeks later' }],
    ['on 5 February 2018', { text: 'on 5 February 2018', date: '2018-02-05' }],
    ['on February 30, 2018', { text: 'on February 30, 2018' }],
    ['on 03/04/2019', { text: 'on 03/04/2019' }],
    ['on postoperative day 2', { text: 'on postoperative day 2' }],
    ['at 14:30', { text: 'at 14:30' }],
  ])('%j', (text, expected) => {
    expect(timesOf(text, 0, text.length)[0]?.time).toEqual(expected)
  })
})

describe('vitals', () => {
  it('keeps units as written and refuses what no body shows', () => {
    const found = facts('T 101.3 F, HR 110 bpm, RR 22, SpO2 94% on room air, BMI 31.2 kg/m2, GCS 15.')
    expect(found.map(({ name, value, unit }) => [name, value, unit])).toEqual([
      ['temperature', 101.3, 'F'],
      ['heart rate', 110, 'bpm'],
      ['respiratory rate', 22, undefined],
      ['oxygen saturation', 94, '%'],
      ['body mass index', 31.2, 'kg/m2'],
      ['glasgow coma scale', 15, undefined],
    ])
    for (const text of [
      'BP 12/2019.',
      'temperature of 900 °C',
      'pulse 4000',
      'fundal height 30 cm',
      'knee pain since 03/10/03',
    ])
      expect(facts(text).filter((fact) => fact.kind === 'vital')).toEqual([])
  })
})

describe('what is named without being the patient’s', () => {
  it.each([
    'She was born after an uneventful pregnancy.',
    'He received the second dose of varicella.',
    'It was anxiety provoking.',
    'There is cva tinnitus on the left.',
    'She takes probiotics to help with gas and bloating.',
    'You are not going to burn in the sun.',
    'The fetus was lively, with a heart rate of 134 beats per minute.',
  ])('%j', (text) => {
    const named = facts(text).map((fact) => fact.name)
    for (const name of ['pregnancy', 'varicella', 'anxiety', 'tinnitus', 'bloating', 'burn', 'heart rate'])
      expect(named).not.toContain(name)
  })
  it('keeps what used to be for the history', () => {
    expect(facts('He used to have knee pain.')).toMatchObject([{ kind: 'history', name: 'knee pain' }])
  })
  it('tells the weight of birth from that of today', () => {
    const names = (text: string): string[] => facts(text).map((fact) => fact.name)
    expect(names('She was born at term and weighed 3400 g.')).toEqual(['birth weight'])
    expect(names('She delivered a son, whose weight was 3400 g.')).not.toContain('weight')
    expect(names('He weighs 80 kg.')).toEqual(['weight'])
  })
})

describe('laboratory', () => {
  it('takes no number that is not the value', () => {
    for (const text of [
      'glucose for 3 days',
      'ANA was 1:40',
      'albumin 5 mg',
      'low sodium diet',
      'calcium channel blocker',
      'AST and ALT were 40 and 60 U/L, respectively',
      'ESR was 80 mg/L',
    ])
      expect(facts(text).filter((fact) => fact.kind === 'lab')).toEqual([])
  })
  it.each([
    ['WBC 12.4 × 10^9/L', 12.4, '× 10^9/L'],
    ['leukocyte count is 10,500/mm3', 10_500, '/mm3'],
    ['platelets (PLT) at 8 × 10^9/L', 8, '× 10^9/L'],
    ['INR of 2.1', 2.1, undefined],
    ['Na+ 139 mEq/L', 139, 'mEq/L'],
  ])('%s', (text, value, unit) => {
    const [fact] = facts(text)
    expect([fact?.value, fact?.unit]).toEqual([value, unit])
  })
})

describe('demographics', () => {
  it('reads age and sex of the patient, not of relatives', () => {
    expect(facts('A 54-year-old nulligravida female came.').map((fact) => fact.value)).toEqual([54, 'female'])
    expect(facts('Her 30-year-old sister is well.')).toEqual([])
  })
})

describe('allergies', () => {
  it('names the substance, the reaction, and none', () => {
    expect(facts('She is allergic to penicillin (hives).')).toMatchObject([
      { kind: 'allergy', name: 'penicillin', value: 'hives' },
    ])
    expect(facts('No known drug allergies.')).toMatchObject([
      { kind: 'allergy', name: 'drug', negated: true },
    ])
    expect(facts('Allergic to codeine and latex.').map((fact) => fact.name)).toEqual(['codeine', 'latex'])
  })
})

describe('tables', () => {
  const table = (columns: string[], rows: string[][], caption = ''): Table => ({
    id: 't',
    caption,
    columns,
    rows,
  })
  const read = (t: Table) => tableFacts(createCase({ ...base, tables: [t] }))

  it('reads value, unit and reference range from their columns', () => {
    const found = read(
      table(
        ['Test', 'Result', 'Unit', 'Reference range'],
        [
          ['Sodium', '128', 'mmol/L', '135–145'],
          ['Potassium', '5.9 H', 'mmol/L', '3.5-5.0'],
        ],
      ),
    )
    expect(found).toMatchObject([
      {
        name: 'sodium',
        value: 128,
        unit: 'mmol/L',
        range: { low: 135, high: 145 },
        evidence: { row: 0, column: 1, quote: '128' },
      },
      { name: 'potassium', value: 5.9, interpretation: 'high' },
    ])
  })

  it('reads several dates across columns', () => {
    const found = read(
      table(
        ['', 'On admission', '6 weeks'],
        [
          ['Creatinine (mg/dL)', '2.7', '1.9'],
          ['CRP (mg/L)', '110', '4'],
        ],
      ),
    )
    expect(found.map(({ name, value, unit, time }) => [name, value, unit, time?.text])).toEqual([
      ['creatinine', 2.7, 'mg/dL', 'On admission'],
      ['creatinine', 1.9, 'mg/dL', '6 weeks'],
      ['c-reactive protein', 110, 'mg/L', 'On admission'],
      ['c-reactive protein', 4, 'mg/L', '6 weeks'],
    ])
  })

  it('reads nothing from tables of several patients or studies', () => {
    const rows = [
      ['Sodium', '128', '140'],
      ['Potassium', '5', '4'],
    ]
    expect(read(table(['Test', 'Patient 1', 'Patient 2'], rows))).toEqual([])
    expect(read(table(['Test', 'Mean', 'P value'], rows))).toEqual([])
    expect(read(table(['Test', 'A', 'B'], rows, 'Review of reported cases'))).toEqual([])
  })
})

describe('lexicons', () => {
  it('hold what they promise, every name once', () => {
    const lexicons = [
      { items: parseItems(medicationLexicon), least: 350 },
      { items: [...parseItems(symptomLexicon), ...parseItems(signLexicon)], least: 350 },
      { items: parseItems(diagnosisLexicon), least: 350 },
      { items: parseItems(procedureLexicon), least: 120 },
      { items: analyteItems, least: 120 },
    ]
    for (const { items, least } of lexicons) {
      expect(items.length).toBeGreaterThanOrEqual(least)
      const names = items.map((item) => item.name.toLowerCase())
      expect(names.filter((item, i) => names.indexOf(item) !== i)).toEqual([])
    }
  })
})
