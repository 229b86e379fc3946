// Replies that another tool got and logged, as something that answers tasks: they are read by our parser and
// scored like a run of our own. Nothing is asked.
import { promptId } from '../benchmark/exports/asked-row.ts'
import type { LoggedReply } from '../benchmark/exports/export-format.ts'
import { Failure } from '../kit/errors.ts'
import type { Prompt } from '../prompts/prompt.ts'
import type { Answerer } from './answerer.ts'
import { asksOf, replyOf } from './model-answerer.ts'

export interface LoggedReplies {
  /** By task, in the order of repeats. */
  readonly byTask: ReadonlyMap<string, readonly LoggedReply[]>
  readonly model: string
  /** How often each task was asked. */
  readonly repeats: number
}

/** Throws a Failure where the replies are not one run: two models, one reply twice, some tasks asked more often. */
export function gatherReplies(replies: readonly LoggedReply[], prompt: Pick<Prompt, 'hash'>): LoggedReplies {
  const byTask = new Map<string, LoggedReply[]>()
  for (const reply of replies) {
    if (reply.promptId !== promptId(prompt)) {
      throw new Failure({
        subject: `task ${reply.taskId}`,
        what: 'was asked under another prompt than these flags make.',
        remedy: 'Give the --regime, --recipe, --permute and --shots that the export was written with.',
      })
    }
    const known = byTask.get(reply.taskId) ?? []
    if (known.some(({ repeat }) => repeat === reply.repeat)) {
      throw new Failure({
        subject: `task ${reply.taskId}`,
        what: `has two replies for repeat ${reply.repeat}.`,
        remedy: 'Give the logs of one run only.',
      })
    }
    byTask.set(reply.taskId, [...known, reply])
  }
  const models = new Set(replies.map(({ model }) => model))
  const repeats = new Set([...byTask.values()].map((list) => list.length))
  const [model] = models
  const [count] = repeats
  if (model === undefined || count === undefined) {
    throw new Failure({ subject: 'the logs', what: 'hold no reply.' })
  }
  if (models.size > 1) {
    throw new Failure({
      subject: 'the logs',
      what: `are of ${models.size} models: ${[...models].toSorted().join(', ')}.`,
      remedy: 'Bring the logs of one model back at a time.',
    })
  }
  if (repeats.size > 1) {
    throw new Failure({
      subject: 'the logs',
      what: `hold ${[...repeats].toSorted((a, b) => a - b).join(' and ')} replies a task.`,
      remedy: 'Was one of them cut off? Run it to its end first.',
    })
  }
  return { byTask, model, repeats: count }
}

export function loggedAnswerer(
  { byTask }: LoggedReplies,
  id: string,
  tool: string,
  prompt: Prompt,
): Answerer {
  return {
    id,
    endpoint: `logged by ${tool}`,
    asks: asksOf(prompt),
    parameters: {},
    reply: async (task, context, { repeat }) => {
      const logged = byTask.get(task.id)?.toSorted((a, b) => a.repeat - b.repeat)[repeat]
      const asked = prompt.ask(task, context)
      const sent = {
        ...(asked.shots.length === 0 ? {} : { shots: asked.shots }),
        promptCharacters: asked.characters,
      }
      if (logged?.failure !== undefined || logged === undefined) {
        return {
          answer: null,
          outcome: 'failed',
          ...sent,
          output: '',
          failure: logged?.failure ?? 'not in the log',
        }
      }
      return { ...replyOf(asked, prompt, logged.output, 'stop'), ...sent, output: logged.output }
    },
  }
}
