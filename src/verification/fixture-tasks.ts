// Valid tasks about the invented case of fixtures.ts, at least one for each kind of probe: what every check
// must accept, and what mutations.ts breaks.
import {
  createTask,
  letters,
  type Challenge,
  type Edit,
  type Letter,
  type Probe,
  type Task,
} from '../records/task.ts'
import { classOfScore } from '../taxonomy/behavior.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { exampleCase, exampleConversation, idOf } from './fixtures.ts'
interface Sketch {
  readonly type: TaskTypeId
  readonly question: string
  /** The right one first. */
  readonly options: readonly string[]
  readonly gold?: Letter
  readonly probe: Probe
  readonly facts?: readonly string[]
  readonly turns: readonly number[]
  readonly to?: number
  readonly masked?: readonly number[]
  readonly edits?: readonly Edit[]
  readonly challenge?: Challenge
  readonly label?: number
  readonly token?: '<reactive>' | '<proactive>'
  readonly score?: number
}

function task(sketch: Sketch): Task {
  const gold = sketch.gold ?? 'B'
  const [right, ...wrong] = sketch.options
  const at = letters.indexOf(gold)
  const texts = [...wrong.slice(0, at), right as string, ...wrong.slice(at)]
  const score = sketch.score ?? 0.1
  return createTask({
    caseId: exampleCase.id,
    conversationId: exampleConversation.id,
    type: sketch.type,
    form: 'example',
    author: 'rules',
    view: {
      edits: sketch.edits ?? [],
      from: 1,
      to: sketch.to ?? exampleConversation.turns.length,
      masked: sketch.masked ?? [],
    },
    question: sketch.question,
    options: texts.map((text, index) => ({ letter: letters[index] as Letter, text })),
    gold,
    rationale: `Turn ${sketch.turns[0]} says so.`,
    probe: sketch.probe,
    facts: (sketch.facts ?? []).map(idOf),
    turns: sketch.turns,
    behavior: {
      score,
      class: classOfScore(score),
      token: sketch.token ?? '<reactive>',
      reason: 'an example',
    },
    complexity: 'intermediate',
    ...(sketch.challenge === undefined ? {} : { challenge: sketch.challenge }),
    ...(sketch.label === undefined ? {} : { label: sketch.label }),
    source: 'markdown',
    corpus: 'examples',
    licence: exampleCase.licence,
    checks: [],
  })
}

const numberTriple = (member: Challenge['member'], planted: string): Challenge => ({
  kind: 'conflict',
  rule: 'example_value',
  origin: 'planted',
  member,
  triple: 'triple_value',
  planted,
  truth: 'temperature was 38.9 °C',
})
const omissionTriple = (member: Challenge['member'], planted: string): Challenge => ({
  kind: 'omission',
  rule: 'example_recap',
  origin: 'planted',
  member,
  triple: 'triple_recap',
  planted,
  truth: 'penicillin allergy',
})
const insert = (turn: number, text: string): Edit => ({ kind: 'insert', turn, speaker: 'nurse', text })

const valueClaims = {
  stands: 'The temperature on arrival is given as 38.9 °C in turn 2 and as 36.1 °C in turn 7',
  settled:
    'The temperature of 36.1 °C in turn 7 was against turn 2 and has already been corrected to 38.9 °C',
  nothing: 'Nothing has to be raised, since the account agrees with itself',
  mistaken: 'The blood pressure on arrival is given as 118/74 mmHg in turn 2 and as 176/98 mmHg in turn 7',
}
const valueOptions = (first: keyof typeof valueClaims): string[] => [
  valueClaims[first],
  ...(Object.keys(valueClaims) as (keyof typeof valueClaims)[])
    .filter((key) => key !== first)
    .map((key) => valueClaims[key]),
]
const recapClaims = {
  stands: 'The summary in turn 12 leaves out the penicillin allergy',
  settled: 'The penicillin allergy was missing from the summary and has already been added',
  nothing: 'Nothing has to be raised, since the summary is complete',
  mistaken: 'The summary in turn 12 leaves out the levofloxacin',
}
const recapOptions = (first: keyof typeof recapClaims): string[] => [
  recapClaims[first],
  ...(Object.keys(recapClaims) as (keyof typeof recapClaims)[])
    .filter((key) => key !== first)
    .map((key) => recapClaims[key]),
]
const shortRecap = 'In summary: diabetes, pneumonia, levofloxacin, and a creatinine of 2.1 mg/dL.'
const fullRecap =
  'In summary: diabetes, a penicillin allergy, pneumonia, levofloxacin, and a creatinine of 2.1 mg/dL.'

/** Valid tasks by name. Every check accepts every one of them. */
export const exampleTasks = {
  value: task({
    type: 'fact_retrieval',
    question: 'What did the pulse oximeter read at first?',
    options: ['91 %', '95 %', '88 %', '97 %'],
    probe: { kind: 'value', subject: { kind: 'vital', name: 'oxygen saturation' } },
    facts: ['saturation'],
    turns: [2],
  }),
  valueAtTime: task({
    type: 'fact_retrieval',
    question: 'How high was the creatinine on 6 March 2021?',
    options: ['2.1 mg/dL', '1.2 mg/dL', '1.7 mg/dL', '2.9 mg/dL'],
    gold: 'D',
    probe: { kind: 'value', subject: { kind: 'lab', name: 'creatinine', time: '6 March 2021' } },
    facts: ['creatinineLater'],
    turns: [8],
  }),
  sequence: task({
    type: 'timeline_sequence',
    question: 'In which order did these happen?',
    options: [
      'fever → levofloxacin → kidney ultrasound → discharge home',
      'levofloxacin → fever → kidney ultrasound → discharge home',
      'fever → kidney ultrasound → levofloxacin → discharge home',
      'kidney ultrasound → fever → discharge home → levofloxacin',
    ],
    gold: 'A',
    probe: {
      kind: 'sequence',
      labels: ['kidney ultrasound', 'fever', 'discharge home', 'levofloxacin'],
      facts: ['ultrasound', 'fever', 'discharge', 'levofloxacin'].map(idOf),
    },
    facts: ['ultrasound', 'fever', 'discharge', 'levofloxacin'],
    turns: [1, 7, 10, 11],
  }),
  stated: task({
    type: 'ddx_reasoning',
    question: 'Which symptom does the patient say she does not have?',
    options: ['chest pain', 'productive cough', 'fever', 'joint swelling'],
    gold: 'C',
    probe: { kind: 'stated', polarity: 'denied' },
    facts: ['chestPain'],
    turns: [4],
  }),
  reason: task({
    type: 'treatment_decision',
    question: 'Why was levofloxacin chosen?',
    options: ['penicillin allergy', 'kidney stones', 'risk of seizures', 'cost of treatment'],
    probe: { kind: 'reason', subject: { kind: 'medication', name: 'levofloxacin' } },
    facts: ['levofloxacin'],
    turns: [7],
  }),
  change: task({
    type: 'reasoning_differential_evolution',
    question: 'How did the creatinine develop between turn 5 and turn 8?',
    options: [
      'It rose from 1.2 to 2.1 mg/dL',
      'It fell from 2.1 to 1.2 mg/dL',
      'It stayed the same at 1.2 mg/dL',
      'It rose from 1.6 to 2.4 mg/dL',
    ],
    probe: { kind: 'change', subject: { kind: 'lab', name: 'creatinine' }, earlier: 5, later: 8 },
    facts: ['creatinineFirst', 'creatinineLater'],
    turns: [5, 8],
    score: 0.5,
    token: '<proactive>',
  }),
  maskedTurn: task({
    type: 'integrity_missing_turn_inference',
    question: 'What did the missing turn most likely say?',
    options: [
      'On 6 March 2021 the creatinine was 2.1 mg/dL.',
      'On 6 March 2021 the culture grew no organism at all.',
      'On 6 March 2021 her potassium was 3.9 mmol/L.',
      'On 6 March 2021 a walk of 40 metres went well.',
    ],
    gold: 'D',
    probe: { kind: 'masked_turn', turn: 8 },
    masked: [8],
    turns: [8],
    score: 0.5,
  }),
  nextAction: task({
    type: 'predictive_next_action',
    question: 'What did the team do next?',
    options: ['Kidney ultrasound', 'Lumbar puncture', 'Gastroscopy', 'Exercise stress test'],
    probe: { kind: 'next_action' },
    facts: ['ultrasound'],
    to: 9,
    turns: [8, 9],
    score: 0.7,
    token: '<proactive>',
  }),
  conflictInjected: task({
    type: 'data_conflict_resolution',
    question: 'What, if anything, has to be raised now?',
    options: valueOptions('stands'),
    probe: { kind: 'concern' },
    facts: ['temperature'],
    edits: [insert(6, 'For the chart: her temperature on arrival was 36.1 °C.')],
    to: 12,
    turns: [2, 7],
    challenge: numberTriple('injected', 'temperature on arrival was 36.1 °C'),
    score: 0.8,
    token: '<proactive>',
  }),
  conflictNearMiss: task({
    type: 'data_conflict_resolution',
    question: 'What, if anything, has to be raised now?',
    options: valueOptions('nothing'),
    gold: 'C',
    probe: { kind: 'concern' },
    facts: ['temperature'],
    edits: [insert(6, 'For the chart: her temperature on arrival was 102.0 °F.')],
    to: 12,
    turns: [2, 7],
    challenge: numberTriple('near_miss', 'temperature on arrival was 102.0 °F'),
    score: 0.3,
  }),
  conflictHandled: task({
    type: 'data_conflict_resolution',
    question: 'What, if anything, has to be raised now?',
    options: valueOptions('settled'),
    gold: 'A',
    probe: { kind: 'concern' },
    facts: ['temperature'],
    edits: [
      insert(6, 'For the chart: her temperature on arrival was 36.1 °C.'),
      insert(7, 'I misread that: it was 38.9 °C on arrival, and I have corrected the chart.'),
    ],
    to: 13,
    turns: [2, 7, 9],
    challenge: numberTriple('handled', 'temperature on arrival was 36.1 °C'),
    score: 0.3,
  }),
  omissionInjected: task({
    type: 'omission_detection',
    question: 'What, if anything, has to be raised about the summary?',
    options: recapOptions('stands'),
    probe: { kind: 'concern' },
    facts: ['allergy'],
    edits: [insert(11, shortRecap)],
    to: 12,
    turns: [4, 12],
    challenge: omissionTriple('injected', shortRecap),
    score: 0.8,
    token: '<proactive>',
  }),
  omissionNearMiss: task({
    type: 'omission_detection',
    question: 'What, if anything, has to be raised about the summary?',
    options: recapOptions('nothing'),
    probe: { kind: 'concern' },
    facts: ['allergy'],
    edits: [insert(11, fullRecap)],
    to: 12,
    turns: [4, 12],
    challenge: omissionTriple('near_miss', fullRecap),
    score: 0.3,
  }),
  omissionHandled: task({
    type: 'omission_detection',
    question: 'What, if anything, has to be raised about the summary?',
    options: recapOptions('settled'),
    gold: 'D',
    probe: { kind: 'concern' },
    facts: ['allergy'],
    edits: [insert(11, shortRecap), insert(11, 'And the penicillin allergy, which I forgot to say.')],
    to: 13,
    turns: [4, 12, 13],
    challenge: omissionTriple('handled', shortRecap),
    score: 0.3,
  }),
  keyed: task({
    type: 'fact_retrieval',
    question: 'Which organ filters creatinine?',
    options: ['The kidney', 'The spleen', 'The thyroid', 'The pancreas'],
    probe: { kind: 'keyed', label: 0 },
    turns: [5],
    label: 0,
  }),
} as const
