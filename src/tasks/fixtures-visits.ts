// Fixtures of outpatient visits with labelled orders, and of an exam question with its key.
import type { Label, LabelOf } from '../records/label.ts'
import { doctorA, type FixtureSpec, patient } from './fixture-builder.ts'

function order(
  orderType: LabelOf<'order'>['orderType'],
  description: string,
  reason: string,
  turns: readonly number[],
): Label {
  return { kind: 'order', orderType, description, reason, turns }
}

function visit(title: string, talk: readonly string[], labels: readonly Label[]): FixtureSpec {
  return {
    title,
    participants: [doctorA, patient],
    turns: talk.map((text, index) => ({ who: index % 2 === 0 ? 'doctor_a' : 'patient', text })),
    labels,
  }
}

const knee = visit(
  'Knee injury',
  [
    'hello, tell me what happened to your knee on the football field',
    'i twisted it on sunday and it swelled up within the hour',
    'did it lock or give way when you walked on it afterwards',
    'it gives way when i go downstairs, and it feels loose',
    'okay, any numbness in the foot, or fever since then',
    'no numbness at all, and no fever either',
    'the joint line is tender and the drawer test is loose today',
    'is that the ligament then, doctor, it did feel loose',
    'i worry about a torn ligament, so let us get an mri of your knee knee this week',
    'all right, and something for the soreness would help',
    'take naproxen five hundred milligrams twice a day for the soreness',
    'okay, i can do that with meals',
  ],
  [
    order('imaging', 'mri of your knee knee', 'torn ligament', [7, 9]),
    order('medication', 'naproxen five hundred milligrams twice a day', 'soreness', [11]),
  ],
)

const thyroid = visit(
  'Tired and cold',
  [
    'good morning, your letter says you feel cold all day',
    'yes, i sleep ten hours and still feel slow, and my hair is thinning',
    'has your weight changed over the winter',
    'i put on six kilos although i eat less than before',
    'your skin is dry and the reflexes are slow, your thyroid may be underactive',
    'my mother had the same trouble with her thyroid gland',
    'we will draw a tsh level today to look at the thyroid',
    'fine, and what if it is underactive',
    'then you start levothyroxine fifty micrograms every morning for the underactive gland',
    'okay, before breakfast i guess',
  ],
  [
    order('lab', 'tsh level today', 'thyroid may be underactive', [5, 7]),
    order('medication', 'levothyroxine fifty micrograms every morning', 'underactive gland', [9]),
  ],
)

const yearly = visit(
  'Yearly review of a baker',
  [
    'good morning, how is the bakery treating your lungs this year?',
    'the flour dust makes me cough at night, more than last year',
    'does the cough from the flour dust ease on holidays or weekends?',
    'on holidays the night cough is gone after three days',
    'then flour dust in the bakery may be what drives the cough',
    'my wife said the bakery would do that to me one day',
    'do you wear a mask when you pour flour at the bakery?',
    'the mask fogs my glasses, so i leave it in the locker',
    'glasses with side vents would keep the mask from fogging them',
    'i could ask the optician for glasses of that kind',
    'let us turn to the knees, how far can you walk by now?',
    'i can walk to the river and back, the knees are stiff only at first',
    'do the stiff knees wake you, or swell after that walk to the river?',
    'the left knee swells after the river walk when i carry bread',
    'carrying bread on a trolley would spare that left knee',
    'we have a trolley, it only needs a new wheel',
    'and how is sleep, are you still up at three for the ovens?',
    'the ovens start at three, so i sleep from seven until two',
    'does a nap after the morning ovens help you through the day?',
    'a nap of an hour helps, but then the cough wakes me from it',
    'the cough at night and in the nap should be measured with a peak flow meter',
    'i can keep a peak flow diary for the cough if you show me how',
    'blow into the peak flow meter three times and write the best into the diary',
    'i will write the peak flow diary beside the bread orders',
  ],
  [],
)

const others: readonly FixtureSpec[] = [
  visit(
    'Wheezing',
    [
      'the wheeze is back since spring',
      'yes, at night mostly',
      'use salbutamol inhaler when wheezing starts',
      'okay',
    ],
    [order('medication', 'salbutamol inhaler', 'wheezing', [3])],
  ),
  visit(
    'Another wheeze',
    [
      'still wheezing on the stairs',
      'every day',
      'salbutamol inhaler again, and spirometry of the lungs',
      'fine',
    ],
    [order('medication', 'salbutamol inhaler', 'asthma', [3]), order('lab', 'spirometry', 'asthma', [3])],
  ),
  visit(
    'Sugar check',
    ['your sugar has run high', 'i had cake', 'metformin tablets, and a fasting glucose', 'sure'],
    [
      order('medication', 'metformin tablets', 'diabetes', [3]),
      order('lab', 'fasting glucose', 'diabetes', [3]),
    ],
  ),
  visit(
    'Another sugar check',
    ['sugar again', 'sorry', 'metformin tablets and fasting glucose, urine albumin too', 'sure'],
    [
      order('medication', 'metformin tablets', 'prediabetes', [3]),
      order('lab', 'fasting glucose', 'prediabetes', [3]),
      order('lab', 'urine albumin', 'nephropathy', [3]),
    ],
  ),
  visit(
    'Chest film',
    ['cough for a month', 'and sweats', 'chest radiograph please, and sputum culture', 'yes'],
    [order('imaging', 'chest radiograph', 'cough', [3]), order('lab', 'sputum culture', 'cough', [3])],
  ),
  visit(
    'Abdomen',
    [
      'colic after meals',
      'yes',
      'abdominal ultrasound and chest radiograph, sputum culture, urine albumin',
      'good',
    ],
    [
      order('imaging', 'abdominal ultrasound', 'gallstones', [3]),
      order('imaging', 'chest radiograph', 'smoking', [3]),
      order('lab', 'sputum culture', 'bronchitis', [3]),
      order('lab', 'urine albumin', 'hypertension', [3]),
      order('lab', 'spirometry', 'smoking', [3]),
    ],
  ),
  visit(
    'Prostate',
    ['slow stream', 'yes', 'pelvic computed tomography, abdominal ultrasound, tamsulosin capsules', 'good'],
    [
      order('imaging', 'pelvic computed tomography', 'prostate', [3]),
      order('imaging', 'abdominal ultrasound', 'bladder', [3]),
      order('medication', 'tamsulosin capsules', 'prostate', [3]),
    ],
  ),
  visit(
    'Prostate again',
    ['slow stream', 'yes', 'pelvic computed tomography, tamsulosin capsules', 'good'],
    [
      order('imaging', 'pelvic computed tomography', 'prostate', [3]),
      order('medication', 'tamsulosin capsules', 'prostate', [3]),
    ],
  ),
]

const exam = (
  title: string,
  vignette: string,
  question: string,
  options: readonly string[],
  answer: number,
): FixtureSpec => ({
  title,
  participants: [doctorA],
  turns: [
    { who: 'doctor_a', text: vignette },
    { who: 'doctor_a', text: 'That is all that is known so far.' },
  ],
  labels: [{ kind: 'question', question: `${vignette} ${question}`, options, answer }],
})

const exams: readonly FixtureSpec[] = [
  exam(
    'Stridor after a bee sting',
    'A beekeeper has hives, stridor and a blood pressure of 78/40 mmHg ten minutes after a sting.',
    'What is the best next step in management?',
    ['Intramuscular adrenaline', 'Oral cetirizine', 'Intravenous hydrocortisone alone', 'Nebulised saline'],
    0,
  ),
  exam(
    'Groin pain in an overweight boy',
    'An overweight boy of 13 limps with knee and groin pain; the hip turns outwards when it is flexed.',
    'What is the most likely diagnosis?',
    ['Slipped upper femoral epiphysis', 'Perthes disease', 'Transient synovitis', 'Osgood-Schlatter disease'],
    0,
  ),
]

export const visitSpecs: readonly FixtureSpec[] = [knee, thyroid, yearly, ...others, ...exams]
