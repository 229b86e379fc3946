// A model under a prompt, as something that answers tasks. A failed call becomes a reply with its reason;
// only what would fail for every task (no access, no such model) ends the run.
import { readFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { Failure, messageOf } from '../kit/errors.ts'
import { ModelError, type Message, type Model } from '../models/model.ts'
import { shownTurns } from '../conversations/view.ts'
import type { Asked, Prompt, TaskContext } from '../prompts/prompt.ts'
import type { Letter, Task } from '../records/task.ts'
import type { Answerer, Reply } from './answerer.ts'

export interface Sampling {
  readonly maxOutputTokens: number
  readonly temperature: number
}

/** `folder` is the benchmark's: image files of its cases lie below it. */
export function modelAnswerer(model: Model, prompt: Prompt, sampling: Sampling, folder: string): Answerer {
  return {
    id: model.id,
    endpoint: model.endpoint,
    asks: asksOf(prompt),
    parameters: { ...sampling, images: model.capabilities.images },
    reply: async (task, context, { seed, repeat, signal }) => {
      const asked = prompt.ask(task, context)
      const messages = withImages(asked.messages, model, task, context, folder)
      const sent = {
        ...(asked.shots.length === 0 ? {} : { shots: asked.shots }),
        promptCharacters: asked.characters,
      }
      try {
        const generation = await model.generate({
          messages,
          ...sampling,
          seed: seed + repeat,
          ...(signal === undefined ? {} : { signal }),
        })
        const { text, finish, ...tokens } = generation
        return { ...replyOf(asked, prompt, text, finish), ...sent, output: text, ...tokens }
      } catch (error) {
        if (signal?.aborted) throw error
        if (error instanceof ModelError && error.pointless) {
          throw new Failure({
            subject: model.id,
            what: `${error.message}.`,
            remedy: 'Nothing more was asked.',
          })
        }
        return { answer: null, outcome: 'failed', ...sent, output: '', failure: messageOf(error) }
      }
    },
  }
}

export function asksOf({ regime, permute, hash }: Prompt): Answerer['asks'] {
  const { name, recipe, shots } = regime
  return {
    regime: name,
    ...(recipe === undefined ? {} : { recipe: recipe.name }),
    ...(shots === undefined ? {} : { shots }),
    ...(permute === undefined ? {} : { permute }),
    promptHash: hash,
  }
}

export function replyOf(
  asked: Asked,
  { permute }: Prompt,
  text: string,
  finish: 'stop' | 'length' | 'refusal',
): Pick<Reply, 'answer' | 'outcome' | 'invalidReason' | 'shown' | 'token' | 'behaviorClass'> {
  const shownAs = (answer: Letter | null): Pick<Reply, 'shown'> =>
    permute === undefined ? {} : { shown: { order: asked.order, answer } }
  if (finish === 'refusal') return { answer: null, outcome: 'refused', ...shownAs(null) }
  const { shown, answer, invalid, ...behavior } = asked.read(text)
  if (invalid === undefined) return { answer, outcome: 'answered', ...shownAs(shown), ...behavior }
  const outcome = finish === 'length' ? 'truncated' : invalid === 'refusal' ? 'refused' : 'unparseable'
  return { answer, outcome, invalidReason: invalid, ...shownAs(shown), ...behavior }
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
}

/** Adds the pictures of the shown turns to the last message, for models that take them. */
function withImages(
  messages: readonly Message[],
  model: Model,
  task: Task,
  context: TaskContext,
  folder: string,
): readonly Message[] {
  if (!model.capabilities.images) return messages
  const images = shownTurns(context.conversation, task.view)
    .filter((turn) => !turn.masked)
    .flatMap((turn) => turn.attachments)
    .filter((attachment) => attachment.kind === 'image')
    .map(({ id }) => context.case.images.find((image) => image.id === id)?.file)
    .filter((file) => file !== undefined)
    .map((file) => dataUrl(resolve(folder, file)))
    .filter((url) => url !== undefined)
  if (images.length === 0) return messages
  const last = messages.at(-1)
  return last === undefined ? messages : [...messages.slice(0, -1), { ...last, images }]
}

function dataUrl(path: string): string | undefined {
  const mediaType = mediaTypes[extname(path).toLowerCase()]
  if (mediaType === undefined) return undefined
  return `data:${mediaType};base64,${readFileSync(path).toString('base64')}`
}
