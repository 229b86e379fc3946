// Fixtures of hospital stays: conferences with dated results. Values and courses are typical textbook ones.
import { doctorA, doctorB, type FixtureSpec, nurse, patient } from './fixture-builder.ts'

const team = [patient, doctorA, doctorB, nurse]

const pneumonia: FixtureSpec = {
  title: 'Pneumonia with a doubt about embolism',
  participants: team,
  strata: { age: 67, sex: 'male' },
  turns: [
    { who: 'doctor_b', text: 'Who is the patient we are discussing this morning?' },
    {
      who: 'doctor_a',
      text: 'A 67 year old man who came in with a productive cough, pleuritic pain and confusion since the weekend.',
      says: [
        { kind: 'demographic', name: 'age', value: 67, unit: 'years', quote: '67 year old' },
        { kind: 'symptom', name: 'productive cough' },
        { kind: 'symptom', name: 'pleuritic pain' },
        { kind: 'symptom', name: 'confusion' },
      ],
    },
    {
      who: 'doctor_b',
      text: 'Did he have haemoptysis, vomiting or a recent journey before the cough began?',
    },
    {
      who: 'patient',
      text: 'No blood came up, I did not vomit, and there was no diarrhoea; I just kept coughing green stuff.',
      says: [
        { kind: 'symptom', name: 'haemoptysis', negated: true, quote: 'No blood came up' },
        { kind: 'symptom', name: 'diarrhoea', negated: true, quote: 'no diarrhoea' },
      ],
    },
    {
      who: 'nurse',
      text: 'On admission the temperature was 39.1 °C, the heart rate 112 per minute and the oxygen saturation 88% on room air.',
      says: [
        {
          kind: 'vital',
          name: 'temperature',
          value: 39.1,
          unit: '°C',
          quote: 'temperature was 39.1 °C',
          time: { text: 'on admission', day: 0 },
        },
        {
          kind: 'vital',
          name: 'heart rate',
          value: 112,
          unit: 'per minute',
          quote: 'heart rate 112 per minute',
          time: { text: 'on admission', day: 0 },
        },
        {
          kind: 'vital',
          name: 'oxygen saturation',
          value: 88,
          unit: '%',
          quote: 'oxygen saturation 88%',
          time: { text: 'on admission', day: 0 },
        },
      ],
    },
    {
      who: 'doctor_a',
      text: 'The C-reactive protein on day 1 was 214 mg/L, and potassium was 3.6 mmol/L. Pulmonary embolism is suspected because of the pleuritic pain.',
      says: [
        {
          kind: 'lab',
          name: 'C-reactive protein',
          value: 214,
          unit: 'mg/L',
          range: { high: 5 },
          quote: 'C-reactive protein on day 1 was 214 mg/L',
          time: { text: 'on day 1', day: 1 },
        },
        {
          kind: 'lab',
          name: 'potassium',
          value: 3.6,
          unit: 'mmol/L',
          range: { low: 3.5, high: 5.1 },
          quote: 'potassium was 3.6 mmol/L',
          time: { text: 'on day 1', day: 1 },
        },
        {
          kind: 'diagnosis',
          name: 'pulmonary embolism',
          certainty: 'possible',
          reason: 'pleuritic pain',
          quote: 'Pulmonary embolism is suspected',
        },
      ],
    },
    {
      who: 'doctor_b',
      text: 'What did the chest imaging show, and how was the suspected embolism settled in the end?',
    },
    {
      who: 'doctor_a',
      text: 'The chest radiograph on day 1 showed consolidation of the right lower lobe. CT angiography on day 2 excluded pulmonary embolism.',
      says: [
        {
          kind: 'imaging',
          name: 'chest radiograph',
          value: 'consolidation of the right lower lobe',
          quote: 'consolidation of the right lower lobe',
          time: { text: 'on day 1', day: 1 },
        },
        {
          kind: 'diagnosis',
          name: 'pulmonary embolism',
          negated: true,
          quote: 'excluded pulmonary embolism',
          time: { text: 'on day 2', day: 2 },
        },
        {
          kind: 'procedure',
          name: 'CT angiography',
          quote: 'CT angiography',
          time: { text: 'on day 2', day: 2 },
        },
      ],
    },
    {
      who: 'doctor_a',
      text: 'We settled on community-acquired pneumonia and gave ceftriaxone 2 g once daily from day 1 for the lobar consolidation.',
      says: [
        { kind: 'diagnosis', name: 'community-acquired pneumonia' },
        {
          kind: 'medication',
          name: 'ceftriaxone',
          dose: '2 g',
          frequency: 'once daily',
          reason: 'lobar consolidation',
          quote: 'ceftriaxone 2 g once daily',
          time: { text: 'from day 1', day: 1 },
        },
      ],
    },
    {
      who: 'doctor_b',
      text: 'Is there any drug allergy that limited the choice of antibiotics for the pneumonia?',
    },
    {
      who: 'nurse',
      text: 'He is allergic to latex, so the ward used latex-free gloves, but no antibiotic was ruled out by that allergy.',
      says: [{ kind: 'allergy', name: 'latex', quote: 'allergic to latex' }],
    },
    {
      who: 'doctor_a',
      text: 'On day 4 the C-reactive protein had fallen to 58 mg/L, while potassium had risen to 5.6 mmol/L.',
      says: [
        {
          kind: 'lab',
          name: 'C-reactive protein',
          value: 58,
          unit: 'mg/L',
          range: { high: 5 },
          quote: 'C-reactive protein had fallen to 58 mg/L',
          time: { text: 'on day 4', day: 4 },
        },
        {
          kind: 'lab',
          name: 'potassium',
          value: 5.6,
          unit: 'mmol/L',
          range: { low: 3.5, high: 5.1 },
          quote: 'potassium had risen to 5.6 mmol/L',
          time: { text: 'on day 4', day: 4 },
        },
      ],
    },
    {
      who: 'doctor_b',
      text: 'What was planned for the potassium, and when did the C-reactive protein become normal?',
    },
    {
      who: 'doctor_a',
      text: 'We stopped spironolactone on day 5 because of the hyperkalaemia, and planned echocardiography before discharge.',
      says: [
        {
          kind: 'decision',
          name: 'stop spironolactone',
          reason: 'hyperkalaemia',
          quote: 'stopped spironolactone',
          time: { text: 'on day 5', day: 5 },
        },
        { kind: 'procedure', name: 'echocardiography', status: 'planned', quote: 'planned echocardiography' },
      ],
    },
    {
      who: 'nurse',
      text: 'At the last round on day 7 the C-reactive protein was 12 mg/L and he walked the corridor without oxygen.',
      says: [
        {
          kind: 'lab',
          name: 'C-reactive protein',
          value: 12,
          unit: 'mg/L',
          range: { high: 5 },
          quote: 'C-reactive protein was 12 mg/L',
          time: { text: 'on day 7', day: 7 },
        },
      ],
    },
  ],
}

const preEclampsia: FixtureSpec = {
  title: 'Severe pre-eclampsia at 34 weeks',
  participants: team,
  strata: { age: 29, sex: 'female' },
  turns: [
    { who: 'doctor_b', text: 'Please present the next admission to the labour ward.' },
    {
      who: 'doctor_a',
      text: 'A 29 year old woman at 34 weeks with a frontal headache and visual scotomata; she has no epigastric pain.',
      says: [
        { kind: 'demographic', name: 'age', value: 29, unit: 'years', quote: '29 year old' },
        { kind: 'symptom', name: 'frontal headache' },
        { kind: 'symptom', name: 'visual scotomata' },
        { kind: 'symptom', name: 'epigastric pain', negated: true, quote: 'no epigastric pain' },
      ],
    },
    {
      who: 'nurse',
      text: 'Her blood pressure on 3 May 2021 was 168/112 mmHg with brisk reflexes and ankle oedema.',
      says: [
        {
          kind: 'vital',
          name: 'blood pressure',
          value: '168/112',
          unit: 'mmHg',
          quote: 'blood pressure on 3 May 2021 was 168/112 mmHg',
          time: { text: '3 May 2021', date: '2021-05-03' },
        },
        { kind: 'sign', name: 'brisk reflexes' },
        { kind: 'sign', name: 'ankle oedema' },
      ],
    },
    {
      who: 'doctor_b',
      text: 'Which platelet count and which liver values came back for her, and were there clonus or papilloedema?',
    },
    {
      who: 'doctor_a',
      text: 'The platelet count on 3 May 2021 was 148 ×10⁹/L; clonus was absent and fundoscopy showed no papilloedema.',
      says: [
        {
          kind: 'lab',
          name: 'platelet count',
          value: 148,
          unit: '×10⁹/L',
          range: { low: 140, high: 400 },
          quote: 'platelet count on 3 May 2021 was 148 ×10⁹/L',
          time: { text: '3 May 2021', date: '2021-05-03' },
        },
        { kind: 'sign', name: 'clonus', negated: true, quote: 'clonus was absent' },
        { kind: 'sign', name: 'papilloedema', negated: true, quote: 'no papilloedema' },
      ],
    },
    {
      who: 'doctor_a',
      text: 'We diagnosed severe pre-eclampsia because of the headache with hypertension and gave magnesium sulfate on 3 May 2021 for seizure prophylaxis.',
      says: [
        {
          kind: 'diagnosis',
          name: 'severe pre-eclampsia',
          reason: 'headache with hypertension',
          quote: 'severe pre-eclampsia',
        },
        {
          kind: 'medication',
          name: 'magnesium sulfate',
          reason: 'seizure prophylaxis',
          quote: 'magnesium sulfate',
          time: { text: '3 May 2021', date: '2021-05-03' },
        },
      ],
    },
    { who: 'doctor_b', text: 'And how did the platelet count develop after the magnesium was running?' },
    {
      who: 'doctor_a',
      text: 'By 4 May 2021 the platelet count was 92 ×10⁹/L. Caesarean section was carried out on 5 May 2021.',
      says: [
        {
          kind: 'lab',
          name: 'platelet count',
          value: 92,
          unit: '×10⁹/L',
          range: { low: 140, high: 400 },
          quote: 'platelet count was 92 ×10⁹/L',
          time: { text: '4 May 2021', date: '2021-05-04' },
        },
        {
          kind: 'procedure',
          name: 'caesarean section',
          quote: 'Caesarean section',
          time: { text: '5 May 2021', date: '2021-05-05' },
        },
      ],
    },
    {
      who: 'nurse',
      text: 'She takes labetalol 200 mg three times daily for the hypertension since 6 May 2021.',
      says: [
        {
          kind: 'medication',
          name: 'labetalol',
          dose: '200 mg',
          frequency: 'three times daily',
          reason: 'hypertension',
          quote: 'labetalol 200 mg three times daily',
          time: { text: '6 May 2021', date: '2021-05-06' },
        },
      ],
    },
  ],
}

export const hospitalSpecs: readonly FixtureSpec[] = [pneumonia, preEclampsia]
