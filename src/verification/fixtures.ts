// One invented case with its facts and its told conversation, for the tests of this folder. The tasks about it
// are in fixture-tasks.ts.
import { createCase, unknownStrata, type Case } from '../records/case.ts'
import { createConversation, type Conversation } from '../records/conversation.ts'
import { createFact, type Fact } from '../records/fact.ts'
import type { Statement } from '../records/statement.ts'

const said: readonly (readonly [string, string])[] = [
  [
    'doctor_a',
    'A 58-year-old woman with type 2 diabetes came on 3 March 2021 with fever and a productive cough.',
  ],
  ['nurse', 'On arrival her temperature was 38.9 °C, blood pressure 118/74 mmHg and oxygen saturation 91 %.'],
  ['doctor_b', 'Is there an allergy, and has she had chest pain?'],
  ['doctor_a', 'She has a penicillin allergy with hives. She denies chest pain and night sweats.'],
  ['laboratory', 'Creatinine on admission was 1.2 mg/dL. The white cell count was 15.4 x10^9/L.'],
  ['radiologist', 'The chest radiograph shows consolidation of the right lower lobe.'],
  [
    'doctor_a',
    'On 4 March 2021 we started levofloxacin 750 mg once daily because of her penicillin allergy.',
  ],
  ['laboratory', 'On 6 March 2021 the creatinine was 2.1 mg/dL.'],
  ['doctor_b', 'Then I would look for a blockage before we change anything else.'],
  ['doctor_a', 'A kidney ultrasound on 7 March 2021 showed no obstruction.'],
  ['nurse', 'Her discharge home was on 12 March 2021.'],
]

export const exampleCase: Case = createCase({
  title: 'Pneumonia with a rising creatinine',
  provenance: {
    source: 'markdown',
    corpus: 'examples',
    file: 'pneumonia.md',
    part: '',
    sha256: '0'.repeat(64),
  },
  licence: { id: 'CC0-1.0' },
  strata: { ...unknownStrata, age: 58, sex: 'female' },
  sections: said.map(([, text], index) => ({
    id: `s${index + 1}`,
    heading: '',
    role: 'course' as const,
    text,
  })),
  entries: [],
  tables: [],
  images: [],
  labels: [
    {
      kind: 'question',
      question: 'Which organ filters creatinine?',
      options: ['The kidney', 'The spleen', 'The thyroid', 'The pancreas'],
      answer: 0,
    },
  ],
})

type Extra = Partial<Omit<Statement, 'kind' | 'name'>>

function fact(turn: number, kind: Statement['kind'], name: string, quote: string, extra: Extra = {}): Fact {
  const text = said[turn - 1]?.[1] ?? ''
  const start = text.indexOf(quote)
  return createFact({
    caseId: exampleCase.id,
    kind,
    name,
    negated: false,
    experiencer: 'patient',
    certainty: 'certain',
    ...extra,
    evidence: { kind: 'span', section: `s${turn}`, start, end: start + quote.length, quote },
  })
}

const on = (date: string, text: string): Extra => ({ time: { date, text } })
const byTurn: Readonly<Record<string, readonly [number, Fact]>> = {
  fever: [1, fact(1, 'symptom', 'fever', 'fever', on('2021-03-03', '3 March 2021'))],
  cough: [1, fact(1, 'symptom', 'productive cough', 'productive cough')],
  diabetes: [1, fact(1, 'history', 'type 2 diabetes', 'type 2 diabetes')],
  temperature: [2, fact(2, 'vital', 'temperature', 'temperature was 38.9 °C', { value: 38.9, unit: '°C' })],
  pressure: [
    2,
    fact(2, 'vital', 'blood pressure', 'blood pressure 118/74 mmHg', { value: '118/74', unit: 'mmHg' }),
  ],
  saturation: [2, fact(2, 'vital', 'oxygen saturation', 'oxygen saturation 91 %', { value: 91, unit: '%' })],
  allergy: [4, fact(4, 'allergy', 'penicillin', 'penicillin allergy')],
  chestPain: [4, fact(4, 'symptom', 'chest pain', 'chest pain', { negated: true })],
  sweats: [4, fact(4, 'symptom', 'night sweats', 'night sweats', { negated: true })],
  creatinineFirst: [
    5,
    fact(5, 'lab', 'creatinine', 'Creatinine on admission was 1.2 mg/dL', {
      value: 1.2,
      unit: 'mg/dL',
      ...on('2021-03-03', 'on admission'),
    }),
  ],
  cells: [
    5,
    fact(5, 'lab', 'white cell count', 'white cell count was 15.4 x10^9/L', { value: 15.4, unit: '10*9/L' }),
  ],
  opacity: [
    6,
    fact(6, 'imaging', 'chest radiograph', 'consolidation of the right lower lobe', {
      value: 'consolidation of the right lower lobe',
    }),
  ],
  levofloxacin: [
    7,
    fact(7, 'medication', 'levofloxacin', 'levofloxacin 750 mg once daily', {
      dose: '750 mg',
      frequency: 'once daily',
      reason: 'penicillin allergy',
      ...on('2021-03-04', '4 March 2021'),
    }),
  ],
  creatinineLater: [
    8,
    fact(8, 'lab', 'creatinine', 'creatinine was 2.1 mg/dL', {
      value: 2.1,
      unit: 'mg/dL',
      ...on('2021-03-06', '6 March 2021'),
    }),
  ],
  ultrasound: [
    10,
    fact(10, 'procedure', 'kidney ultrasound', 'kidney ultrasound', on('2021-03-07', '7 March 2021')),
  ],
  discharge: [11, fact(11, 'outcome', 'discharge home', 'discharge home', on('2021-03-12', '12 March 2021'))],
}

export const exampleFacts: readonly Fact[] = Object.values(byTurn).map(([, item]) => item)

/** The id of a fact by its short name here. */
export const idOf = (name: string): string => (byTurn[name] as readonly [number, Fact])[1].id

export const exampleConversation: Conversation = createConversation({
  caseId: exampleCase.id,
  origin: 'told',
  participants: [
    { id: 'doctor_a', role: 'physician', name: 'Doctor A' },
    { id: 'doctor_b', role: 'physician', name: 'Doctor B' },
    { id: 'nurse', role: 'nurse', name: 'Nurse' },
    { id: 'laboratory', role: 'laboratory', name: 'Laboratory' },
    { id: 'radiologist', role: 'radiologist', name: 'Radiologist' },
  ],
  turns: said.map(([speaker, text], index) => ({
    number: index + 1,
    speaker,
    text,
    attachments: [],
    facts: Object.values(byTurn)
      .filter(([turn]) => turn === index + 1)
      .map(([, item]) => item.id),
  })),
})

export const exampleSources = { case: exampleCase, facts: exampleFacts, conversation: exampleConversation }
