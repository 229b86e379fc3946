// A majority vote over samples: one model (or agent) answers each task several times, each time as a repeat of its
// own, and the letter named most often counts. Self-consistency, where the prompt asks for reasoning.
import type { TieRule, Vote } from '../records/run.ts'
import type { Answerer, Reply } from './answerer.ts'
import { replyOfVote } from './ensemble-reply.ts'

export function votingAnswerer(answerer: Answerer, voices: number, ties: TieRule): Answerer {
  const vote: Vote = { over: 'samples', voices, ties }
  return {
    ...answerer,
    asks: { ...answerer.asks, vote },
    reply: async (task, context, request) => {
      const samples = await Promise.all(
        Array.from({ length: voices }, (_, sample) =>
          answerer.reply(task, context, { ...request, repeat: request.repeat * voices + sample }),
        ),
      )
      const { shots } = samples[0] ?? {}
      const steps = stepsOf(samples)
      return {
        ...replyOfVote(samples, { rule: ties, keys: [request.seed, task.id, request.repeat] }),
        ...(shots === undefined ? {} : { shots }),
        output: samples.map(({ output }, index) => `[sample ${index + 1}]\n${output}`).join('\n\n'),
        ...(steps.length === 0 ? {} : { steps }),
      }
    },
  }
}

/** The steps of agents, each with the sample it was for. */
function stepsOf(samples: readonly Reply[]): NonNullable<Reply['steps']> {
  return samples.flatMap(({ steps = [] }, index) =>
    steps.map((step) => ({ ...step, step: `sample ${index + 1}, ${step.step}` })),
  )
}
