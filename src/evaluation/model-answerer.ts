// A model under a prompt, as something that answers tasks. A failed call becomes a reply with its reason;
// only what would fail for every task (no access, no such model) ends the run.
import { messageOf } from '../kit/errors.ts'
import type { Generation, Model } from '../models/model.ts'
import type { Asked, Prompt } from '../prompts/prompt.ts'
import type { Letter } from '../records/task.ts'
import type { Answerer, Reply } from './answerer.ts'
import { picturesOf, withPictures } from './pictures.ts'
import { refusePointless } from './pointless.ts'
import { alternativesAsked, proactiveProbability } from './proactive-probability.ts'

export interface Sampling {
  readonly maxOutputTokens: number
  readonly temperature: number
}

/** `folder` is the benchmark's: image files of its cases lie below it. */
export function modelAnswerer(model: Model, prompt: Prompt, sampling: Sampling, folder: string): Answerer {
  const { logProbabilities } = model.capabilities
  const asksProbability = logProbabilities && prompt.regime.recipe?.segments.includes('BT') === true
  return {
    id: model.id,
    endpoint: model.endpoint,
    asks: asksOf(prompt),
    parameters: {
      ...sampling,
      images: model.capabilities.images,
      ...(asksProbability ? { alternatives: alternativesAsked } : {}),
    },
    reply: async (task, context, { seed, repeat, signal }) => {
      const asked = prompt.ask(task, context)
      const pictures = model.capabilities.images ? picturesOf(task, context, folder) : []
      const messages = withPictures(asked.messages, pictures)
      const sent = {
        ...(asked.shots.length === 0 ? {} : { shots: asked.shots }),
        promptCharacters: asked.characters,
      }
      try {
        const generation = await model.generate({
          messages,
          ...sampling,
          seed: seed + repeat,
          repeat,
          ...(asksProbability ? { alternatives: alternativesAsked } : {}),
          ...(signal === undefined ? {} : { signal }),
        })
        const { text, finish, tokens } = generation
        const read = replyOf(asked, prompt, text, finish)
        const probability = asksProbability ? proactiveProbability(tokens) : undefined
        return {
          ...read,
          ...(probability === undefined ? {} : { proactiveProbability: probability }),
          ...sent,
          output: text,
          ...usedOf(generation),
        }
      } catch (error) {
        if (signal?.aborted) throw error
        refusePointless(model, error)
        return { answer: null, outcome: 'failed', ...sent, output: '', failure: messageOf(error) }
      }
    },
  }
}

type Used = Pick<
  Reply,
  'inputTokens' | 'outputTokens' | 'reasoningTokens' | 'cachedInputTokens' | 'servedBy' | 'notSent'
>

/** What a prediction keeps of a call besides its text. */
export function usedOf(generation: Generation): Used {
  const { inputTokens, outputTokens, reasoningTokens, cachedInputTokens, servedBy, notSent } = generation
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
    ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
    ...(servedBy === undefined ? {} : { servedBy }),
    ...(notSent === undefined ? {} : { notSent }),
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

/** What a reply's text and its end say of the answer. */
export function replyOf(
  asked: Pick<Asked, 'order' | 'read'>,
  { permute }: Pick<Prompt, 'permute'>,
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
