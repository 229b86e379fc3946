import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScriptedModel } from '../../models/scripted.ts'
import { testAgent } from './agent-contract.ts'
import type { AgentSettings } from './agent.ts'
import { agentWith, promptsOf, consult as consultAgent, type Answers } from './fixture-clinic.ts'
import { mdAgents } from './mdagents.ts'

const consult = (answers: Answers, settings?: AgentSettings): ReturnType<typeof consultAgent> =>
  consultAgent(agentWith(mdAgents, settings), answers)

const low: Answers = { complexity: () => 'Complexity: low' }
const moderate: Answers = { complexity: () => 'Complexity: moderate' }
const high: Answers = { complexity: () => 'Complexity: high' }
const letterOf = (expert: number): string => 'AB'[expert % 2] as string
const split: Answers = {
  ...moderate,
  'first-opinion': ({ expert }) => `Opinion of ${expert}.\nAnswer: ${letterOf(expert)}`,
}

describe('MDAgents, low', () => {
  testAgent({ make: (permute) => agentWith(mdAgents, {}, permute), answers: low })

  it('lets one clinician answer, with examples', async () => {
    const { model, reply } = await consult(low)
    expect(reply).toMatchObject({ path: 'low', calls: 2, answer: 'B' })
    expect(reply.rounds).toBeUndefined()
    expect(reply.shots).toHaveLength(2)
    expect(promptsOf(model, 'few-shot')[0]).toContain('# Example 2')
  })
})

describe('MDAgents, moderate', () => {
  testAgent({
    make: (permute) => agentWith(mdAgents, { experts: 3, rounds: 2, turns: 2 }, permute),
    answers: {
      ...split,
      participation: ({ expert }) => (expert === 1 ? 'Talk to: 2, 3' : 'Talk to: nobody'),
      opinion: ({ expert, round }) => `New opinion.\nAnswer: ${round === 1 ? letterOf(expert) : 'A'}`,
    },
  })

  it('does not discuss what all agree on', async () => {
    const { model, reply } = await consult(moderate)
    expect(reply).toMatchObject({ path: 'moderate', calls: 2 + 5 + 1, rounds: 0, agreed: true })
    expect(promptsOf(model, 'decision-discussion')[0]).toContain('Opinion of 5.')
  })

  it('settles a disagreement in round 2, after the moderator’s feedback', async () => {
    const { model, reply } = await consult({
      ...split,
      participation: ({ expert, round }) =>
        expert === 2 && round === 1 ? 'Talk to: 1 and 4' : 'Talk to: nobody',
      opinion: ({ expert, round }) => `Now.\nAnswer: ${round === 1 ? letterOf(expert) : 'B'}`,
    })
    expect(reply).toMatchObject({ path: 'moderate', rounds: 2, agreed: true, answer: 'B' })
    // Round 1: three turns of five and one message each, five opinions, five feedbacks. Round 2: one silent turn.
    expect(reply.calls).toBe(2 + 5 + (3 * 6 + 5 + 5) + (5 + 5) + 1)
    const second = promptsOf(model, 'participation').filter((text) => text.includes('after round 1.'))
    expect(second).toHaveLength(5)
    for (const [index, text] of second.entries()) {
      expect(text).toContain(`Feedback to ${index + 1} after round 1.`)
      expect(text).not.toContain(`Feedback to ${((index + 1) % 5) + 1} after`)
    }
    const [decision] = promptsOf(model, 'decision-discussion')
    expect(decision).toContain(
      '2. Specialist 2 to 1. Specialist 1, 4. Specialist 4:\nMessage of 2 in round 1.',
    )
    expect(decision).toContain('Feedback to 3 after round 1.')
    expect(decision).toContain('### Opinions after round 2')
  })

  it('lets only those hear a message to whom it was said', async () => {
    const { model } = await consult(
      {
        ...split,
        participation: ({ expert }) => (expert === 1 ? 'Talk to: 3' : 'Talk to: nobody'),
        opinion: ({ expert }) => `Now.\nAnswer: ${letterOf(expert)}`,
      },
      { experts: 3, rounds: 1, turns: 2 },
    )
    const heard = promptsOf(model, 'opinion').map((text) => text.includes('Message of 1'))
    expect(heard).toEqual([true, false, true])
    // What is said in a turn is heard at its end.
    const turns = promptsOf(model, 'participation').map((text) => text.includes('Message of 1'))
    expect(turns).toEqual([false, false, false, true, false, true])
  })

  it('decides all the same where nobody comes round until the rounds end', async () => {
    const { model, reply } = await consult({
      ...split,
      opinion: ({ expert }) => `Still.\nAnswer: ${letterOf(expert)}`,
    })
    expect(reply).toMatchObject({ rounds: 3, agreed: false, answer: 'B', outcome: 'answered' })
    // Feedback after the last round would have no reader.
    expect(promptsOf(model, 'feedback')).toHaveLength(10)
    expect(reply.calls).toBe(2 + 5 + 3 * (5 + 5) + 2 * 5 + 1)
  })

  it('makes as many calls as its algorithm does', async () => {
    const shape = fc.record({
      experts: fc.integer({ min: 2, max: 5 }),
      rounds: fc.integer({ min: 0, max: 3 }),
      turns: fc.integer({ min: 1, max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(shape, fc.nat(5), fc.nat(5), async (settings, wish, agreeing) => {
        const speakers = wish % (settings.experts + 1)
        const { reply } = await consult(
          {
            ...split,
            participation: ({ expert }) =>
              expert <= speakers ? `Talk to: ${expert === 1 ? 2 : 1}` : 'Talk to: nobody',
            opinion: ({ expert, round }) => `Now.\nAnswer: ${round >= agreeing ? 'C' : letterOf(expert)}`,
          },
          settings,
        )
        const { experts } = settings
        let expected = 2 + experts + 1
        let rounds = 0
        let agreed = false
        while (!agreed && rounds < settings.rounds) {
          rounds += 1
          expected += (speakers === 0 ? 1 : settings.turns) * (experts + speakers) + experts
          agreed = rounds >= agreeing
          if (!agreed && rounds < settings.rounds) expected += experts
        }
        expect(reply).toMatchObject({ calls: expected, rounds, agreed })
      }),
      { numRuns: 40 },
    )
  })

  it.each([
    ['Talk to: the cardiologist'],
    ['Talk to: 2'],
    ['Talk to: 6'],
    ['Talk to: 1\nTalk to: 3'],
    ['I would rather listen.'],
  ])('does not guess whom %j means', async (words) => {
    const { reply } = await consult({
      ...split,
      participation: ({ expert }) => (expert === 2 ? words : 'Talk to: nobody'),
    })
    expect(reply).toMatchObject({
      outcome: 'step_unparseable',
      failedStep: 'round 1, turn 1, participation 2',
      repairs: 1,
    })
  })

  it('takes no opinion that names no option, or two', async () => {
    for (const words of ['I do not know.', 'Answer: A or B']) {
      const { reply } = await consult({
        ...moderate,
        'first-opinion': ({ expert }) => (expert === 4 ? words : 'Answer: A'),
      })
      expect(reply).toMatchObject({ outcome: 'step_unparseable', failedStep: 'first-opinion 4', repairs: 1 })
    }
  })
})

describe('MDAgents, high', () => {
  testAgent({ make: (permute) => agentWith(mdAgents, { teams: 4 }, permute), answers: high })

  it('takes as many calls as there are teams, members and reports', async () => {
    for (const [teams, members] of [
      [2, 2],
      [3, 3],
      [5, 4],
    ] as const) {
      const { reply } = await consult(high, { teams, members })
      expect(reply).toMatchObject({ path: 'high', calls: 2 + teams * (members + 1) + 1, answer: 'B' })
    }
  })

  it('brings the reports of all teams to the decision, and those before a team to the team', async () => {
    const { model } = await consult(high, { teams: 4 })
    const [decision] = promptsOf(model, 'decision-reports')
    for (const team of [1, 2, 3, 4]) {
      expect(decision).toContain(`### Team ${team}: Goal ${team}\n\nReport on Goal ${team}.`)
    }
    const read = promptsOf(model, 'team-report').map((text) =>
      [1, 2, 3, 4].filter((team) => text.includes(`Report on Goal ${team}.`)),
    )
    expect(read).toEqual([[], [1], [1], [1, 2, 3]])
    const [report] = promptsOf(model, 'team-report')
    expect(report).toContain('Clinician 1- 2:\nFindings of Clinician 1- 2.')
    expect(report).toContain('Clinician 1- 3:\nFindings of Clinician 1- 3.')
    expect(promptsOf(model, 'investigation')[0]).toContain('Delegation for Goal 1.')
  })

  it.each([
    ['Team 1: Goal\n1. One\n2. Two\n3. Three'],
    ['Team 1: A\n1. One\n2. Two\n\nTeam 2: B\n1. One\n2. Two\n\nTeam 3: C\n1. One\n2. Two'],
    ['Group of doctors'],
  ])('does not make up teams from %j', async (words) => {
    const { reply } = await consult({ ...high, 'recruit-teams': () => words })
    expect(reply).toMatchObject({ outcome: 'step_unparseable', failedStep: 'recruit-teams', calls: 3 })
  })
})

describe('the moderator', () => {
  it.each([
    ['It is low to moderate.'],
    ['Complexity: low\nComplexity: high'],
    ['Complexity: difficult'],
    ['The potassium is low.'],
    ['2'],
  ])('is not understood when it says %j, and nobody is asked', async (words) => {
    const { reply } = await consult({ complexity: () => words })
    expect(reply).toMatchObject({
      answer: null,
      outcome: 'step_unparseable',
      failedStep: 'complexity',
      calls: 2,
      repairs: 1,
    })
  })

  it.each([
    ['Complexity: **Moderate**', 'moderate'],
    ['Low.', 'low'],
    ['It touches several fields.\n\nComplexity: high', 'high'],
    ['<think>low or moderate?</think>Complexity: low', 'low'],
  ])('is understood when it says %j', async (words, path) => {
    const { reply } = await consult({ complexity: () => words })
    expect(reply).toMatchObject({ path, outcome: 'answered' })
  })

  it('is asked once more, with its reply and what was wrong with it', async () => {
    const { model, reply } = await consult({
      complexity: ({ again }) => (again ? 'Complexity: low' : 'Somewhere between low and high'),
    })
    expect(reply).toMatchObject({ path: 'low', calls: 3, repairs: 1, outcome: 'answered' })
    const { messages } = model.requests[1] as ScriptedModel['requests'][number]
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(messages[1]?.content).toBe('Somewhere between low and high')
    expect(messages[2]?.content).toContain('"Complexity: X", where X is low or moderate or high')
  })
})
