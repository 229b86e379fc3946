// Hand-written cases against which faults can be planted, and cases with labelled errors and cards: all words
// are ours. Between them every challenge rule and every proactive type finds something.
import { buildFixture, doctorA, doctorB, nurse, patient, type FixtureSpec } from './fixture-builder.ts'
import type { LabelOf } from '../records/label.ts'
import type { GroundedCase } from './task-type-contract.ts'

const ward: FixtureSpec = {
  title: 'Pneumonia on the ward',
  strata: { age: 67, sex: 'male' },
  participants: [doctorA, doctorB, nurse],
  turns: [
    { who: 'doctor_b', text: 'Please begin.' },
    {
      who: 'doctor_a',
      text: 'A 67-year-old man has had fever and wheezing for four days. He denies vomiting.',
      says: [
        { kind: 'symptom', name: 'fever', quote: 'fever' },
        { kind: 'symptom', name: 'wheezing', quote: 'wheezing' },
        { kind: 'symptom', name: 'vomiting', quote: 'vomiting', negated: true },
      ],
    },
    {
      who: 'doctor_a',
      text: 'Gout was diagnosed on 2009-03-14. A hernia repair followed on 2015-10-02. A hip replacement was done on 2019-06-21. Psoriasis began on 2011-01-05.',
      says: [
        { kind: 'history', name: 'gout', quote: 'Gout', time: { text: '2009-03-14', date: '2009-03-14' } },
        {
          kind: 'procedure',
          name: 'hernia repair',
          quote: 'hernia repair',
          time: { text: '2015-10-02', date: '2015-10-02' },
        },
        {
          kind: 'procedure',
          name: 'hip replacement',
          quote: 'hip replacement',
          time: { text: '2019-06-21', date: '2019-06-21' },
        },
        {
          kind: 'history',
          name: 'psoriasis',
          quote: 'Psoriasis',
          time: { text: '2011-01-05', date: '2011-01-05' },
        },
      ],
    },
    {
      who: 'nurse',
      text: 'He is allergic to penicillin. He takes metformin 500 mg, ramipril 5 mg and simvastatin 20 mg.',
      says: [
        { kind: 'allergy', name: 'penicillin', quote: 'allergic to penicillin' },
        {
          kind: 'medication',
          name: 'metformin',
          quote: 'metformin 500 mg',
          dose: '500 mg',
          status: 'active',
        },
        { kind: 'medication', name: 'ramipril', quote: 'ramipril 5 mg', dose: '5 mg', status: 'active' },
        {
          kind: 'medication',
          name: 'simvastatin',
          quote: 'simvastatin 20 mg',
          dose: '20 mg',
          status: 'active',
        },
      ],
    },
    {
      who: 'nurse',
      text: 'His pulse is 104/min, his temperature 38.6 °C and his blood pressure 128/76 mmHg.',
      says: [
        { kind: 'vital', name: 'pulse', quote: '104/min', value: 104, unit: '/min' },
        { kind: 'vital', name: 'temperature', quote: '38.6 °C', value: 38.6, unit: '°C' },
        { kind: 'vital', name: 'blood pressure', quote: '128/76 mmHg', value: '128/76', unit: 'mmHg' },
      ],
    },
    {
      who: 'doctor_a',
      text: 'Sodium is 131 mmol/L, potassium 4.3 mmol/L. A chest x-ray shows a right lower lobe consolidation.',
      says: [
        {
          kind: 'lab',
          name: 'sodium',
          quote: '131 mmol/L',
          value: 131,
          unit: 'mmol/L',
          interpretation: 'low',
        },
        { kind: 'lab', name: 'potassium', quote: '4.3 mmol/L', value: 4.3, unit: 'mmol/L' },
        {
          kind: 'imaging',
          name: 'chest x-ray',
          quote: 'chest x-ray shows a right lower lobe consolidation',
          value: 'a right lower lobe consolidation',
        },
      ],
    },
    {
      who: 'doctor_a',
      text: 'Ultrasonography shows gallstones. A CT scan of the head shows no hemorrhage.',
      says: [
        {
          kind: 'imaging',
          name: 'ultrasound',
          quote: 'Ultrasonography shows gallstones',
          value: 'gallstones',
        },
        {
          kind: 'imaging',
          name: 'head ct',
          quote: 'CT scan of the head shows no hemorrhage',
          value: 'no hemorrhage',
        },
      ],
    },
    {
      who: 'doctor_a',
      text: 'Breath sounds are dull over the right lower lobe.',
      says: [{ kind: 'sign', name: 'dullness', quote: 'dull over the right lower lobe' }],
    },
    { who: 'doctor_b', text: 'I agree with pneumonia.' },
    { who: 'nurse', text: 'I will tell the family.' },
  ],
}

function point(item: string): LabelOf<'checklist'> {
  return { kind: 'checklist', rater: 'clinician 1', item, path: ['HPC'], importance: 'critical' }
}

const visit: FixtureSpec = {
  title: 'Dizzy in the morning',
  participants: [doctorA, patient],
  turns: [
    { who: 'doctor_a', text: 'What brings you in?' },
    { who: 'patient', text: 'I get dizzy when I stand up, I sleep badly, and my mouth is dry all day.' },
    { who: 'doctor_a', text: 'Did you ever pass out?' },
    { who: 'patient', text: 'No, I have never passed out, and I drink hardly any water.' },
    { who: 'doctor_a', text: 'Let us look at that.' },
  ],
  labels: [
    point('Dizzy on standing'),
    point('sleeps badly'),
    point('dry mouth'),
    point('never passed out'),
    point('drinks little water'),
  ],
}

/** A note of three sentences with its wrong one, and its twin without it. */
function noteWithTwin(
  title: string,
  errorType: string,
  wrong: string,
  right: string,
  lines: readonly string[],
): FixtureSpec[] {
  const spec = (name: string, last: string, label: LabelOf<'error'>): FixtureSpec => ({
    title: name,
    group: title,
    participants: [doctorA, doctorB],
    turns: [
      { who: 'doctor_b', text: 'Please read the note.' },
      { who: 'doctor_a', text: [...lines, last].join(' ') },
    ],
    sections: [{ id: 'note', heading: '', role: 'note', text: [...lines, last].join(' ') }],
    labels: [label],
    strata: { sex: 'female' },
  })
  return [
    spec(`${title}, wrong`, wrong, {
      kind: 'error',
      present: true,
      errorType,
      sentence: wrong,
      correction: right,
    }),
    spec(`${title}, right`, right, { kind: 'error', present: false }),
  ]
}

/** Notes on different patients; a sentence of one can stand in another. */
export const labelledNotes: readonly FixtureSpec[] = [
  ...noteWithTwin(
    'Wheeze',
    'diagnosis',
    'She is diagnosed with bronchitis.',
    'She is diagnosed with asthma.',
    ['A 30-year-old woman coughs at night.', 'Spirometry is reversible after albuterol.'],
  ),
  ...noteWithTwin(
    'Breathless at rest',
    'diagnosis',
    'She is diagnosed with pneumonia.',
    'She is diagnosed with pulmonary embolism.',
    ['A 41-year-old woman is suddenly short of breath after a long flight.', 'Her calf is swollen.'],
  ),
  ...noteWithTwin(
    'Dry cough',
    'diagnosis',
    'Suspected of pulmonary emphysema.',
    'Suspected of pulmonary fibrosis.',
    ['A 68-year-old woman has a dry cough and clubbing.', 'Fine crackles are heard at both bases.'],
  ),
  ...noteWithTwin('Sore throat', 'management', 'Fluconazole is prescribed.', 'Penicillin V is prescribed.', [
    'A 19-year-old woman has a sore throat with fever.',
    'A rapid streptococcal antigen test is positive.',
  ]),
  ...noteWithTwin('Bite', 'management', 'Acyclovir is prescribed.', 'Doxycycline is prescribed.', [
    'A 35-year-old woman has a ring-shaped rash after a walk in the woods.',
    'She remembers a tick.',
  ]),
  ...noteWithTwin(
    'Loose stools',
    'management',
    'Ciprofloxacin is prescribed.',
    'Metronidazole is prescribed.',
    [
      'A 47-year-old woman has watery stools after a course of another drug.',
      'The toxin of the germ is found.',
    ],
  ),
]

function request(title: string, ordered: string, label: Omit<LabelOf<'card'>, 'kind' | 'hook'>): FixtureSpec {
  return {
    title,
    participants: [doctorA, doctorB],
    turns: [
      { who: 'doctor_b', text: 'Which order is waiting?' },
      { who: 'doctor_a', text: `New order: ${ordered}.` },
    ],
    labels: [{ kind: 'card', hook: 'order-select', ...label }],
  }
}

const requests = [
  request('Statin with a macrolide', 'clarithromycin beside simvastatin', {
    present: true,
    rule: 'Statins and macrolides',
    indicator: 'critical',
    summary: 'Pause the statin while the macrolide is given.',
  }),
  request('Contrast with a low filtration rate', 'computed tomography with contrast', {
    present: true,
    rule: 'Contrast and the kidney',
    indicator: 'warning',
    summary: 'Check the filtration rate before contrast.',
  }),
  ...['azithromycin drops', 'erythromycin ointment', 'amoxicillin', 'doxycycline'].map((drug) =>
    request(`Without a statin: ${drug}`, drug, { present: false, rule: 'Statins and macrolides' }),
  ),
]

/** The ward round and the visit: what rules plant faults into. */
export const plantableCases: readonly GroundedCase[] = [ward, visit].map(buildFixture)

export const challengeCases: readonly GroundedCase[] = [
  ...plantableCases,
  ...[...labelledNotes, ...requests].map(buildFixture),
]
