import { describe, expect, it } from 'vitest'
import { cast } from '../conversations/speakers.ts'
import { createConversation } from '../records/conversation.ts'
import { buildFixture, doctorA, patient } from './fixture-builder.ts'
import { fixtureCases } from './fixtures.ts'
import { integrityMissingTurnInference } from './integrity-missing-turn-inference.ts'
import { opensWithYesOrNo, tellingStems } from './spoken-turns.ts'
import { type GroundedCase, materialsOf, testTaskType } from './task-type-contract.ts'

testTaskType(integrityMissingTurnInference, fixtureCases)

/** A visit of questions and answers, none of which fits another. */
const visit = buildFixture({
  title: 'Numb fingers',
  participants: [doctorA, patient],
  turns: [
    'which fingers of the hand turn numb during the night?',
    'the thumb and both fingers beside the thumb, all numb by midnight',
    'does shaking the wrist bring the feeling into the thumb again?',
    'shaking the wrist brings it into the thumb within a minute',
    'have you carried trays at the bakery this winter?',
    'trays of rolls, the bakery took on two hotels this winter',
    'could someone else carry those trays until the spring?',
    'my cousin could carry trays until the spring feast',
    'was a splint for the wrist of any use to you?',
    'the splint kept my wrist straight, and the nights were quieter',
    'were those nights quieter from the very first splint?',
    'from the first splint on, yes, quieter nights',
    'may i tap on the wrist and bend the hand?',
    'tapping the wrist sends a spark into the thumb when you bend the hand',
    'is the grip of the thumb weaker when you hold a jar?',
    'jars slip, the grip of my thumb is weaker than in summer',
    'would you carry a jar or a tray with the other hand?',
    'the other hand carries the jar, and the tray stays on the trolley',
    'did the summer at the lake bring numb fingers too?',
    'no numb fingers at the lake, the summer was free of trays',
    'do numb fingers drop the rolls before the feast?',
    'the rolls drop from numb fingers on the longer shifts',
  ].map((text, index) => ({ who: index % 2 === 0 ? doctorA.id : patient.id, text })),
})

function shares(a: string, b: string): boolean {
  const stems = tellingStems(b)
  return [...tellingStems(a)].some((part) => stems.has(part))
}

describe('a missing turn', () => {
  const drafted = materialsOf([visit, ...fixtureCases]).flatMap((material) =>
    integrityMissingTurnInference.draft(material).drafts.map((draft) => ({ draft, material })),
  )

  it('is a question only where the answer takes it up, and no other question', () => {
    const questions = drafted.filter(({ draft }) => draft.form === 'missing_question')
    expect(questions.length).toBeGreaterThan(0)
    for (const { draft, material } of questions) {
      const answer = material.conversation.turns[(draft.turns[1] as number) - 1]?.text ?? ''
      expect(shares(draft.gold, answer)).toBe(true)
      expect(draft.distractors.filter((text) => shares(text, answer))).toEqual([])
    }
  })

  it('is not answered by a bare yes or no, nor by what takes up the question', () => {
    for (const { draft, material } of drafted) {
      if (draft.form !== 'missing_answer') continue
      const question = material.conversation.turns[(draft.turns[0] as number) - 1]?.text ?? ''
      expect(draft.distractors.filter((text) => shares(text, question) || opensWithYesOrNo(text))).toEqual([])
    }
  })

  it('is named by its speaker as one speaks of them', () => {
    for (const { draft } of drafted) expect(draft.question).not.toMatch(/(?<!the )\bPatient\b/)
  })
})

/** The same talk, its second speaker answering in one word. */
function answeredBarely(source: GroundedCase): GroundedCase {
  const turns = source.conversation.turns.map((turn) =>
    turn.speaker === patient.id ? { ...turn, text: 'yes' } : turn,
  )
  return { ...source, conversation: createConversation({ ...source.conversation, turns }) }
}

it('asks nothing about talk that is answered with yes alone', () => {
  const materials = materialsOf([visit, ...fixtureCases].map(answeredBarely))
  const questions = materials
    .flatMap((material) => integrityMissingTurnInference.draft(material).drafts)
    .filter((draft) => draft.form === 'missing_question')
  expect(questions).toEqual([])
})

it('leaves out what a record lists entry by entry', () => {
  const entry = (text: string): { who: string; text: string } => ({ who: doctorA.id, text })
  const lists = Array.from({ length: 14 }, (_, index) =>
    entry(`Narrow palate ${index}; Broad palate; Cleft lip with notched palate; Dimpled chin below the lip`),
  )
  const built = buildFixture({ title: 'A list', participants: [doctorA], turns: lists })
  const conversation = createConversation({
    ...built.conversation,
    origin: 'told',
    participants: [cast.presenter],
  })
  const [material] = materialsOf([{ ...built, conversation }])
  expect(material && integrityMissingTurnInference.draft(material).drafts).toEqual([])
})
