// Fixtures of young patients: an inherited disorder with ages of onset, and an emergency.
import { doctorA, doctorB, type FixtureSpec, nurse, patient } from './fixture-builder.ts'

const team = [patient, doctorA, doctorB, nurse]

/** Like a phenopacket: observed and excluded features, some with an age of onset. */
const syndrome: FixtureSpec = {
  title: 'Inherited connective tissue disorder',
  participants: team,
  turns: [
    { who: 'doctor_b', text: 'What is recorded of this young woman with the lens problem?' },
    {
      who: 'doctor_a',
      text: 'Lens dislocation at the age of 6 years; tall stature; arachnodactyly; scoliosis from the age of 11 years.',
      says: [
        { kind: 'sign', name: 'lens dislocation', quote: 'Lens dislocation', time: { text: 'P6Y' } },
        { kind: 'sign', name: 'tall stature' },
        { kind: 'sign', name: 'arachnodactyly' },
        { kind: 'sign', name: 'scoliosis', time: { text: 'P11Y' } },
      ],
    },
    {
      who: 'doctor_a',
      text: 'Excluded were cleft palate, joint contractures and intellectual disability. Aortic root dilatation was found at the age of 17 years.',
      says: [
        { kind: 'sign', name: 'cleft palate', negated: true },
        { kind: 'sign', name: 'joint contractures', negated: true },
        { kind: 'sign', name: 'intellectual disability', negated: true },
        {
          kind: 'sign',
          name: 'aortic root dilatation',
          quote: 'Aortic root dilatation',
          time: { text: 'P17Y' },
        },
      ],
    },
    {
      who: 'doctor_a',
      text: 'The confirmed diagnosis is Marfan syndrome.',
      says: [{ kind: 'diagnosis', name: 'Marfan syndrome' }],
    },
  ],
}

const ketoacidosis: FixtureSpec = {
  title: 'Ketoacidosis in a child',
  participants: team,
  strata: { age: 9, sex: 'female' },
  turns: [
    { who: 'doctor_b', text: 'What brought the girl to the emergency department last night?' },
    {
      who: 'doctor_a',
      text: 'A 9 year old girl with polyuria, weight loss and deep sighing respiration; penicillin causes urticaria in her.',
      says: [
        { kind: 'demographic', name: 'age', value: 9, unit: 'years', quote: '9 year old' },
        { kind: 'symptom', name: 'polyuria' },
        { kind: 'symptom', name: 'weight loss' },
        { kind: 'sign', name: 'deep sighing respiration' },
        { kind: 'allergy', name: 'penicillin' },
      ],
    },
    {
      who: 'nurse',
      text: 'At arrival the venous pH was 7.08 and glucose 31.4 mmol/L; neck stiffness was not present.',
      says: [
        {
          kind: 'lab',
          name: 'venous pH',
          value: 7.08,
          quote: 'venous pH was 7.08',
          time: { text: 'at arrival', day: 0 },
        },
        {
          kind: 'lab',
          name: 'glucose',
          value: 31.4,
          unit: 'mmol/L',
          quote: 'glucose 31.4 mmol/L',
          time: { text: 'at arrival', day: 0 },
        },
        { kind: 'sign', name: 'neck stiffness', negated: true, quote: 'neck stiffness was not present' },
      ],
    },
    {
      who: 'doctor_a',
      text: 'Insulin was started for the ketoacidosis at 0.1 units per kilogram per hour.',
      says: [{ kind: 'medication', name: 'insulin', reason: 'ketoacidosis', quote: 'Insulin' }],
    },
  ],
}

export const childrenSpecs: readonly FixtureSpec[] = [syndrome, ketoacidosis]
