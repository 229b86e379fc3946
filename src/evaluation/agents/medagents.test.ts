import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Task } from '../../records/task.ts'
import { testAgent } from './agent-contract.ts'
import type { AgentSettings } from './agent.ts'
import { agentWith, askedTasks, promptsOf, consult as consultAgent, type Answers } from './fixture-clinic.ts'
import { medAgents } from './medagents.ts'

const consult = (answers: Answers, settings?: AgentSettings): ReturnType<typeof consultAgent> =>
  consultAgent(agentWith(medAgents, settings), answers)

/** Experts on the question are numbered from 1, those on the options from 101. */
const objecting =
  (inRound: (round: number, expert: number) => boolean): Answers[string] =>
  ({ expert, round }) =>
    inRound(round, expert) ? 'Vote: no' : 'Vote: yes'

describe('MedAgents', () => {
  testAgent({
    make: () => agentWith(medAgents),
    answers: { vote: objecting((round, expert) => round === 1 && expert !== 2) },
  })

  it('takes 18 calls where nobody objects', async () => {
    const { reply } = await consult({})
    expect(reply).toMatchObject({ calls: 18, rounds: 1, agreed: true, outcome: 'answered' })
  })

  it('takes 56 calls where everybody objects until the rounds end, and says that they did not agree', async () => {
    const { reply } = await consult({ vote: () => 'Vote: no' })
    expect(reply).toMatchObject({ calls: 56, rounds: 3, agreed: false, answer: 'B', outcome: 'answered' })
  })

  it('stops in round 2 where the rewritten report contents everybody', async () => {
    const { model, reply } = await consult({
      vote: objecting((round, expert) => round === 1 && expert === 102),
    })
    expect(reply).toMatchObject({ calls: 18 + 7 + 2, rounds: 2, agreed: true })
    const [rewriting] = promptsOf(model, 'rewriting')
    expect(rewriting).toContain('### Area 2\n\nChange asked for by 102.')
    expect(promptsOf(model, 'decision')[0]).toContain('report version 2')
  })

  it('makes as many calls as its algorithm does', async () => {
    const shape = fc.record({
      questionExperts: fc.integer({ min: 1, max: 6 }),
      optionExperts: fc.integer({ min: 1, max: 4 }),
      rounds: fc.integer({ min: 0, max: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(
        shape,
        fc.array(fc.nat(10), { minLength: 4, maxLength: 4 }),
        async (settings, wishes) => {
          const experts = settings.questionExperts + settings.optionExperts
          const objectors = wishes.map((wish) => wish % (experts + 1))
          const place = (expert: number): number =>
            expert > 100 ? settings.questionExperts + expert - 100 : expert
          const { reply } = await consult(
            { vote: objecting((round, expert) => place(expert) <= (objectors[round - 1] ?? 0)) },
            settings,
          )
          let expected = 2 + experts + 1 + 1
          let rounds = 0
          while (rounds < settings.rounds) {
            const against = objectors[rounds] ?? 0
            rounds += 1
            expected += experts + against + (against > 0 ? 1 : 0)
            if (against === 0) break
          }
          expect(reply).toMatchObject({ calls: expected, rounds })
          const most = 2 + experts + 1 + settings.rounds * (2 * experts + 1) + 1
          expect(reply.calls).toBeLessThanOrEqual(most)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('shows each step what its algorithm gives it', async () => {
    const { model } = await consult({ vote: objecting((round) => round === 1) })
    const [option] = (askedTasks[0] as Task).options
    for (const kind of ['question-domains', 'question-analysis']) {
      for (const prompt of promptsOf(model, kind)) expect(prompt).not.toContain(option?.text)
    }
    for (const prompt of promptsOf(model, 'option-analysis')) {
      expect(prompt).toContain(option?.text)
      for (const expert of [1, 2, 3, 4, 5])
        expect(prompt).toContain(`### Field ${expert}\n\nAnalysis by ${expert}.`)
    }
    const [report] = promptsOf(model, 'report')
    for (const said of ['Analysis by 5.', 'Judgement by 101.', 'Judgement by 102.'])
      expect(report).toContain(said)
    expect(promptsOf(model, 'vote')).toHaveLength(14)
    expect(promptsOf(model, 'vote').filter((prompt) => prompt.includes('report version 2'))).toHaveLength(7)
  })

  it.each([
    ['Yes, but not all of it.'],
    ['Vote: yes\nVote: no'],
    ['Vote: abstain'],
    ['I would sign, though the dose is missing.'],
  ])('does not guess what %j means as a vote', async (words) => {
    const { reply } = await consult({ vote: ({ expert }) => (expert === 3 ? words : 'Vote: yes') })
    expect(reply).toMatchObject({
      answer: null,
      outcome: 'step_unparseable',
      failedStep: 'round 1, vote 3',
      repairs: 1,
    })
    // The others of the round have voted all the same.
    expect(reply.calls).toBe(2 + 7 + 1 + 7 + 1)
  })

  it.each([['**Vote:** Yes.'], ['yes'], ['<think>no?</think>\nVote: YES'], ['"No"'], ['- vote: no']])(
    'reads %j as a vote',
    async (words) => {
      const { reply } = await consult({ vote: ({ expert }) => (expert === 3 ? words : 'Vote: yes') })
      expect(reply).toMatchObject({ outcome: 'answered', repairs: 0 })
    },
  )

  it.each([
    ['1. Cardiology\n2. Cardiology\n3. Surgery\n4. Nephrology\n5. Neurology'],
    ['1. Cardiology\n2. Surgery'],
    ['Cardiology, surgery, nephrology, neurology and psychiatry'],
  ])('does not make up fields from %j', async (words) => {
    const { reply } = await consult({ 'question-domains': () => words })
    expect(reply).toMatchObject({ outcome: 'step_unparseable', failedStep: 'question-domains', calls: 3 })
  })

  it('writes its steps down in the order of the algorithm', async () => {
    const { reply } = await consult({ vote: objecting((round, expert) => round === 1 && expert === 1) })
    expect(reply.steps?.map(({ step }) => step)).toEqual([
      'question-domains',
      'option-domains',
      ...[1, 2, 3, 4, 5].map((expert) => `question-analysis ${expert}`),
      ...[1, 2].map((expert) => `option-analysis ${expert}`),
      'report',
      'round 1, vote 1',
      'round 1, revision 1',
      ...[2, 3, 4, 5, 6, 7].map((expert) => `round 1, vote ${expert}`),
      'round 1, rewriting',
      ...[1, 2, 3, 4, 5, 6, 7].map((expert) => `round 2, vote ${expert}`),
      'decision',
    ])
  })
})
