// What a step of care is for, coarsely: two steps with a purpose in common can stand for one another, so that where a
// course has one, the other is no wrong step. A drug is for what its classes are for, and so is the treatment that
// gives one of them ("empirical antibiotics" and ceftriaxone).
import type { Knowledge } from '../knowledge/knowledge.ts'
import { classesAbove, classesOf } from '../knowledge/state.ts'

export interface StepName {
  /** "actions" or "drugs". */
  readonly table: string
  readonly key: string
}

/** Classes of drugs that an action without a drug of its own may give. */
const given: Readonly<Record<string, readonly string[]>> = {
  'broad-spectrum-antibiotics': ['antibiotics'],
  'empirical-antibiotics': ['antibiotics'],
  'neutropenic-antibiotics': ['antibiotics'],
  'switch-to-oral-antibiotics': ['antibiotics'],
  'narrow-antibiotics': ['antibiotics'],
  'antiviral-treatment': ['antivirals'],
  anticoagulation: ['anticoagulants'],
  thromboprophylaxis: ['anticoagulants'],
  'anticoagulant-counselling': ['anticoagulants'],
  'compression-therapy': ['anticoagulants'],
  'dual-antiplatelet-therapy': ['antiplatelets'],
  thrombolysis: ['thrombolytics'],
  'systemic-corticosteroid': ['corticosteroids'],
  'steroid-card': ['corticosteroids'],
  analgesia: ['analgesics', 'local-anesthetics'],
  'nerve-block': ['analgesics', 'local-anesthetics'],
  antiemetic: ['antiemetics', 'dopamine-antagonists'],
  'antihypertensive-treatment': ['antihypertensives', 'nitrates', 'vasodilators', 'alpha-blockers'],
  'rate-control': ['beta-blockers', 'rate-limiting-calcium-channel-blockers', 'cardiac-glycosides'],
  'second-line-antiseizure-drug': ['antiepileptics', 'benzodiazepines'],
  'intravenous-fluids': ['fluids'],
  'sepsis-fluids': ['fluids'],
  'maintenance-fluids': ['fluids'],
  'oral-rehydration': ['fluids'],
  'glucose-treatment': ['glucose-raising-drugs', 'glucose-solutions'],
  'rescue-glucagon': ['glucose-raising-drugs', 'glucose-solutions'],
  'gout-flare-treatment': ['gout-flare-drugs', 'nsaids', 'corticosteroids'],
  'pressure-lowering-eye-treatment': ['pressure-lowering-eye-drops', 'carbonic-anhydrase-inhibitors'],
  'massive-transfusion': ['blood-products'],
}

/** Actions that look for the same, watch the same or prepare for the same. */
const families: readonly (readonly string[])[] = [
  ['stop-drug', 'stop-nephrotoxic-drugs', 'stop-lithium', 'stop-metformin', 'medication-review'],
  ['oxygen', 'high-flow-oxygen', 'controlled-oxygen', 'noninvasive-ventilation', 'high-flow-nasal-cannula'],
  ['blood-gas', 'repeat-blood-gas', 'lactate-test', 'repeat-lactate', 'ketones-test'],
  ['troponin-test', 'repeat-troponin', 'ecg', 'repeat-ecg'],
  ['urinalysis', 'urine-culture', 'urine-protein', 'urine-electrolytes', 'post-void-residual'],
  ['blood-count', 'repeat-blood-count', 'blood-film', 'hemolysis-tests', 'reticulocyte-count'],
  ['inflammatory-markers', 'esr-test', 'procalcitonin-test', 'blood-cultures'],
  ['hcg-test', 'repeat-hcg', 'urine-pregnancy-test'],
  // Who is tested for one infection that is passed on by blood or sex is offered the others.
  ['chlamydia-gonorrhea-test', 'hiv-test', 'syphilis-serology', 'hepatitis-serology'],
  ['echocardiogram', 'transesophageal-echocardiogram'],
  ['ct-head', 'mri-brain', 'ct-angiography-head-neck', 'lumbar-puncture'],
  ['chest-radiograph', 'ct-chest', 'ct-pulmonary-angiography', 'ct-aortography'],
  [
    'ct-abdomen',
    'ct-kidney-stone',
    'abdominal-ultrasound',
    'kidney-ultrasound',
    'abdominal-radiograph',
    'pelvic-ultrasound',
    'transvaginal-ultrasound',
    'obstetric-ultrasound',
    'pyloric-ultrasound',
  ],
  ['appendectomy', 'laparoscopy', 'exploratory-laparotomy', 'bowel-resection', 'surgical-referral'],
  ['upper-endoscopy', 'variceal-banding', 'gastroenterology-referral'],
  ['cardiology-referral', 'electrophysiology-referral', 'cardiac-surgery-referral', 'cardiac-rehabilitation'],
  // Which surgeon is called is a matter of the house.
  ['surgical-referral', 'cardiac-surgery-referral', 'vascular-surgery-referral'],
  ['nephrology-referral', 'urology-referral'],
  // What a patient who needs more steroid when ill goes home with.
  ['steroid-card', 'sick-day-rules'],
  ['gynecology-referral', 'obstetric-referral'],
  ['allergy-referral', 'autoinjector-training'],
  ['psychiatry-referral', 'suicide-risk-assessment', 'depression-questionnaire', 'psychotherapy'],
  ['safety-plan', 'lethal-means-counselling', 'one-to-one-observation'],
  ['inhaler-technique', 'asthma-action-plan', 'bronchodilator', 'peak-flow-measurement', 'spirometry'],
  ['bowel-rest', 'nasogastric-tube'],
  ['isolation', 'hand-hygiene', 'public-health-notification'],
]

/** Asked for thousands of times per case, so each knowledge base remembers its answers. */
const known = new WeakMap<Knowledge, Map<string, ReadonlySet<string>>>()

/** Action, drug, classes and families that a step stands for. */
export function purposesOf(step: StepName, from: Knowledge): ReadonlySet<string> {
  let byStep = known.get(from)
  if (byStep === undefined) known.set(from, (byStep = new Map()))
  const name = `${step.table}:${step.key}`
  let purposes = byStep.get(name)
  if (purposes === undefined) byStep.set(name, (purposes = gathered(step, from)))
  return purposes
}

function gathered({ table, key }: StepName, from: Knowledge): Set<string> {
  if (table === 'drugs') return new Set([`drug ${key}`, ...classPurposes(classesOf(key, from))])
  const drug = from.actions.get(key)?.drug
  return new Set([
    `action ${key}`,
    ...families.flatMap((family, index) => (family.includes(key) ? [`family ${index}`] : [])),
    ...(given[key] ?? []).flatMap((name) => classPurposes(classesAbove(name, from))),
    ...(drug === undefined ? [] : [`drug ${drug}`, ...classPurposes(classesOf(drug, from))]),
  ])
}

function classPurposes(classes: Iterable<string>): string[] {
  return [...classes].map((name) => `class ${name}`)
}

/**
 * Care that can be defended in nearly every patient: it is neither asked for nor offered as a wrong step, since the
 * one would show that the other never is.
 */
const general: ReadonlySet<string> = new Set([
  'blood-count',
  'electrolytes',
  'kidney-function',
  'glucose-test',
  'bedside-glucose',
  'liver-tests',
  'coagulation-tests',
  // Before pictures and drugs, in anybody who might be with child.
  'hcg-test',
  'urine-pregnancy-test',
  'blood-group-and-crossmatch',
  'blood-gas',
  'lactate-test',
  'chest-radiograph',
  'inflammatory-markers',
  'urinalysis',
  'ecg',
  'analgesia',
  'pain-reassessment',
  'antiemetic',
  'antipyretic',
  'intravenous-access',
  'intravenous-fluids',
  'maintenance-fluids',
  'nutrition-support',
  'bowel-rest',
  'stepwise-feeding',
  'nasogastric-tube',
  'oral-rehydration',
  'urinary-catheter',
  'oxygen',
  'calm-handling',
  'reorientation',
  'limb-elevation',
  'physiotherapy',
  'early-mobilization',
  'vaccination',
  'thromboprophylaxis',
  'cardiac-monitoring',
  'continuous-pulse-oximetry',
  'frequent-observations',
  'urine-output-monitoring',
  'fluid-balance',
  'daily-weights',
  'falls-precautions',
  'neurological-observations',
  'hospital-admission',
  'intensive-care-referral',
  'anesthesia-referral',
  'geriatric-assessment',
  'goals-of-care',
  'social-services-referral',
  'palliative-care-referral',
  'smoking-cessation',
  'diet-counselling',
  'exercise-advice',
  'sleep-hygiene',
  'medication-review',
  'hand-hygiene',
  'return-precautions',
  'follow-up-visit',
  'discharge-planning',
  'reassurance',
  'driving-advice',
])

export function isGeneralCare({ table, key }: StepName): boolean {
  return table === 'actions' && general.has(key)
}
