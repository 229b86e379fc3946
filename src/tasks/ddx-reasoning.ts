// ddx_reasoning: say which stated evidence speaks for a possible diagnosis, from that evidence alone.
// Reactive. Asks what is on record and what is excluded; it never lets an option rest on outside knowledge
// unless the corpus's own key does. Paper: section 2, reactive task 3.
import { type Random, randomFor } from '../kit/random.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { courseArguments } from './course-arguments.ts'
import { keyedDrafts } from './keyed-questions.ts'
import { chooseDrafts, isAffirmed, lastTurn, toldFacts, type ToldFact, viewUpTo } from './material.ts'
import { type CaseWords, caseWords, mayMeanTheSame } from './mentions.ts'
import { reasonDraft } from './reason-forms.ts'
import { isPlainName, statedOptions } from './stated-forms.ts'
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'
import { listed, readsAsName, subjectName } from './wording.ts'

export const ddxReasoning: TaskType = {
  id: 'ddx_reasoning',
  forms: [
    'reason_for_diagnosis',
    'evidence_on_record',
    'evidence_excluded',
    'feature_before_diagnosis',
    'keyed_question',
    'argument_considered',
    'argument_argued',
  ],
  draft: (material) => {
    const random = randomFor(material.seed, material.case.id, 'ddx_reasoning')
    if (material.conversation.origin === 'simulated') {
      const chosen = chooseDrafts(courseArguments(material, random), random)
      return chosen.length > 0 ? { drafts: chosen } : { drafts: [], empty: 'fewer than four arguments' }
    }
    const keyed = keyedDrafts(material, 'ddx_reasoning')
    const told = toldFacts(material)
    const diagnoses = told.filter(
      ({ fact }) =>
        fact.kind === 'diagnosis' &&
        !fact.negated &&
        fact.experiencer === 'patient' &&
        readsAsName(subjectName(fact)),
    )
    const words = caseWords(material.case, material.conversation)
    const reasons = diagnoses.flatMap((item) =>
      reasonDraft(material, told, item, words, random, {
        type: 'ddx_reasoning',
        form: 'reason_for_diagnosis',
        questions: [
          'On what stated ground is %s considered?',
          'Which evidence is given for the diagnosis of %s?',
          'What do the clinicians base %s on, in their own words?',
        ],
      }),
    )
    const drafts = [...keyed, ...reasons, ...evidence(material, told, diagnoses, words, random)]
    const chosen = chooseDrafts(drafts, random, {
      evidence_on_record: 4,
      evidence_excluded: 4,
      feature_before_diagnosis: 3,
    })
    if (chosen.length > 0) return { drafts: chosen }
    return {
      drafts: [],
      empty:
        diagnoses.length === 0
          ? 'no diagnosis is stated'
          : 'no finding that can be tied to the diagnosis with certainty',
    }
  },
}

/** Conditions that a record mostly names as known for years: nobody argues about them at the bedside. */
const longStanding =
  /^(?:(?:essential |arterial |systemic )?hypertension|(?:type (?:1|2|i|ii|two|one) )?diabetes(?: mellitus)?(?: type \w+)?|asthma|epilepsy|hyperlipid\w+|hypercholesterol\w+|dyslipid\w+|depression|anxiety|obesity|migraines?|copd|chronic obstructive pulmonary disease|(?:osteo)?arthritis|gastroesophageal reflux disease|GERD|hypothyroidism|pregnancy|allerg\w+.*|coronary artery disease|atrial fibrillation)$/i

function evidence(
  material: TaskMaterial,
  told: readonly ToldFact[],
  diagnoses: readonly ToldFact[],
  words: CaseWords,
  random: Random,
): { readonly key: string; readonly draft: Draft }[] {
  const argued = diagnoses.filter(({ fact }) => !longStanding.test(subjectName(fact)))
  const diagnosis = argued.find(({ fact }) => isAffirmed(fact)) ?? argued[0]
  if (diagnosis === undefined) return []
  const name = subjectName(diagnosis.fact)
  const curated = explainsItsRecord(diagnoses)
  const findings = random
    .shuffle(told)
    .filter(({ fact }) => (fact.kind === 'symptom' || fact.kind === 'sign') && isPlainName(subjectName(fact)))
    .filter(({ fact }) => !mayMeanTheSame(fact.name, diagnosis.fact.name))
    .slice(0, 24)
  return findings.flatMap((item) => {
    const denied = item.fact.negated
    const before = !denied && item.turn < diagnosis.turn && diagnosis.turn > 2
    if (!before && !curated) return []
    const upTo = before ? diagnosis.turn - 1 : lastTurn(material.conversation)
    const options = statedOptions(material, told, item, denied ? 'denied' : 'affirmed', upTo, words, random)
    if (options === undefined) return []
    const turns = before ? [item.turn] : [item.turn, diagnosis.turn]
    const effort = { facts: before ? 1 : 2, turns }
    const form = denied ? 'evidence_excluded' : before ? 'feature_before_diagnosis' : 'evidence_on_record'
    const contrary =
      options.against.length === 0
        ? ''
        : ` Of ${listed(options.against.map(subjectName))} the opposite is stated.`
    return [
      {
        key: options.gold,
        draft: {
          form,
          view: viewUpTo(upTo),
          question: random.pick(questions[form]).replace('%s', name).replace('%t', String(upTo)),
          gold: options.gold,
          distractors: options.distractors,
          rationale: `Turn ${item.turn} states ${options.gold} as ${denied ? 'absent' : 'present'}${before ? '' : `; turn ${diagnosis.turn} names ${name}`}.${contrary} The remaining options are nowhere on record.`,
          probe: {
            kind: 'stated',
            polarity: denied ? 'denied' : 'affirmed',
            ...(before ? {} : { about: diagnosis.fact.name }),
          },
          facts: before ? [item.fact.id] : [item.fact.id, diagnosis.fact.id],
          turns,
          ...behaviorScore('ddx_reasoning', effort),
          complexity: complexityOf(effort),
        },
      },
    ]
  })
}

/**
 * Whether the record was curated around one diagnosis, as a phenopacket is. In other documents a finding may
 * belong to another illness than the diagnosis named beside it: fatigue is no argument for a tension headache.
 */
function explainsItsRecord(diagnoses: readonly ToldFact[]): boolean {
  const names = new Set(diagnoses.map(({ fact }) => fact.name))
  return names.size === 1 && diagnoses.every(({ fact }) => fact.evidence.kind === 'resource')
}

const questions = {
  evidence_on_record: [
    'When the diagnosis of %s is discussed, which of these can be cited as a finding this patient really has?',
    'The conference weighs %s. Which of these findings is on record as present and may enter the argument?',
    'Arguing about %s from the stated evidence alone: which of these was found in this patient?',
  ],
  evidence_excluded: [
    'The conference weighs %s. Which of these was looked for or asked about and is on record as absent?',
    'Arguing about %s from the stated evidence alone: which of these must be counted as absent?',
    'Which of these would be wrong to cite as a feature of this patient with %s, because it was stated to be absent?',
  ],
  feature_before_diagnosis: [
    'Which of these findings is on record by turn %t, so that a differential has to account for it?',
    'Building the differential from turns 1 to %t alone, which of these is a stated finding of the patient?',
    'At turn %t, which of these may be used as evidence because it was stated to be present?',
  ],
} as const
