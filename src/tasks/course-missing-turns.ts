// integrity_missing_turn_inference on simulated talks: a clinician's question is missing, its answer stands. Wrong
// options are questions about other symptoms, put together in the same way, so that none looks made up.
import { randomFor, type Random } from '../kit/random.ts'
import type { Finding } from '../knowledge/finding.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import type { Turn } from '../records/conversation.ts'
import { questionAbout } from '../simulation/dialogue/history.ts'
import { createVoice } from '../simulation/dialogue/speech.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { courseFacts, type CourseFact } from './course-facts.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

/** Turns shown on either side of the missing one. */
const reach = 6

const questions = [
  'Turn %t was not recorded. What was asked in it?',
  'Which question must stand in turn %t, going by what follows?',
  'The record has a gap at turn %t. Which of these fills it?',
  'What did the clinician say in turn %t, to judge by the answer?',
] as const

export function courseMissingTurns(
  material: TaskMaterial,
  random: Random,
): { readonly key: string; readonly draft: Draft }[] {
  const facts = courseFacts(material)
  if (facts.length === 0) return []
  const { turns, participants } = material.conversation
  const roleOf = (turn: Turn | undefined): string | undefined =>
    participants.find(({ id }) => id === turn?.speaker)?.role
  const symptoms = facts.filter(({ table, fact }) => table === 'findings' && fact.kind === 'symptom')
  const known = new Set(facts.map(({ key }) => key))
  return turns.flatMap((turn) => {
    const answer = turns[turn.number]
    const answered = symptoms.filter((symptom) => symptom.turn === answer?.number)
    const asks = roleOf(turn) === 'physician' && turn.facts.length === 0 && turn.text.trim().endsWith('?')
    if (!asks || answered.length === 0 || !['patient', 'family'].includes(roleOf(answer) ?? '')) return []
    const nearby = symptoms
      .filter((symptom) => symptom.turn !== answer?.number && Math.abs(symptom.turn - turn.number) <= reach)
      .map(({ key }) => key)
    const others = otherQuestions(answered, nearby, known, material, turn, random)
    if (others.length < 3) return []
    return [{ key: String(turn.number), draft: draftOf(material, turn, answered, others, random) }]
  })
}

/**
 * The same question with one symptom of it exchanged for another: the answer then speaks of something that was not
 * asked, and says nothing of something that was.
 */
function otherQuestions(
  answered: readonly CourseFact[],
  elsewhere: readonly string[],
  known: ReadonlySet<string>,
  material: TaskMaterial,
  turn: Turn,
  random: Random,
): string[] {
  const { sex, age } = material.case.strata
  const { findings } = knowledge()
  const fits = (finding: Finding): boolean =>
    finding.kind === 'symptom' &&
    (finding.sex === undefined || finding.sex === sex) &&
    isFor(finding, age) &&
    // Placeholders of a child's phrases are not filled here.
    !(finding.ask ?? []).some((text) => text.includes('{'))
  const own = answered.flatMap(({ key }) => findings.get(key) ?? [])
  // What is spoken of nearby tempts most: its words stand in the view too.
  const near = random.shuffle(elsewhere.flatMap((key) => findings.get(key) ?? []).filter(fits))
  const far = random.shuffle(
    [...findings.values()].filter((finding) => fits(finding) && !known.has(finding.id)),
  )
  const strangers = [...near, ...far]
  return Array.from({ length: 5 }, (_, index) => {
    const stranger = strangers[index]
    if (stranger === undefined || own.length === 0) return ''
    const group = random.shuffle([...own.toSpliced(index % own.length, 1), stranger])
    const voice = createVoice(randomFor(material.seed, material.case.id, 'missing', turn.number, index), {
      sex: sex === 'female' ? 'female' : 'male',
      patient: 'the patient',
    })
    return questionAbout(group, voice, 'left')
  }).filter((text) => text !== '')
}

/** Questions about contractions or few wet diapers stand out where nobody could have them. */
function isFor({ system, id }: Finding, age: number | 'unknown'): boolean {
  if (system === 'obstetric') return false
  const ofInfants = /feeding|diaper|crying|fontanelle|apnea/.test(id)
  return !ofInfants || (age !== 'unknown' && age < 3)
}

function draftOf(
  material: TaskMaterial,
  turn: Turn,
  answered: readonly CourseFact[],
  others: readonly string[],
  random: Random,
): Draft {
  const from = Math.max(1, turn.number - reach)
  const to = Math.min(material.conversation.turns.length, turn.number + reach)
  // Turns of a view are numbered from its conversation, so the window keeps the numbers.
  const effort = { facts: answered.length, turns: [turn.number, turn.number + 1] }
  return {
    form: 'missing_question_of_course',
    view: { edits: [], from, to, masked: [turn.number] },
    question: random.pick(questions).replace('%t', String(turn.number)),
    gold: turn.text,
    distractors: others,
    rationale: `The answer in turn ${turn.number + 1} speaks of ${answered.map(({ fact }) => fact.name).join(', ')}; only this question asks for it.`,
    probe: { kind: 'masked_turn', turn: turn.number },
    facts: answered.map(({ fact }) => fact.id),
    turns: [turn.number, turn.number + 1],
    ...behaviorScore('integrity_missing_turn_inference', effort),
    token: '<reactive>',
    complexity: complexityOf(effort),
  }
}
