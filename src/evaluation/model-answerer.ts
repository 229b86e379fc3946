// A model under a prompt, as something that answers tasks. A failed call becomes a reply with its reason;
// only what would fail for every task (no access, no such model) ends the run.
import { messageOf } from '../kit/errors.ts'
import { ModelError, type Generation, type Model } from '../models/model.ts'
import { askWithin } from '../prompts/ask-within.ts'
import type { Asked, Prompt } from '../prompts/prompt.ts'
import type { Letter } from '../records/task.ts'
import type { Answerer, Reply } from './answerer.ts'
import { picturesOf, withPictures } from './pictures.ts'
import type { ForcedToken } from './forced-token.ts'
import { refusePointless } from './pointless.ts'
import { alternativesAsked, proactiveProbability } from './proactive-probability.ts'

export interface Sampling {
  readonly maxOutputTokens: number
  readonly temperature: number
}

/** `folder` is the benchmark's: image files of its cases lie below it. */
export function modelAnswerer(
  model: Model,
  prompt: Prompt,
  sampling: Sampling,
  folder: string,
  forced?: ForcedToken,
): Answerer {
  const { logProbabilities } = model.capabilities
  // A token that is given is no choice of the model's, so it has no probability.
  const asksProbability =
    logProbabilities && forced === undefined && prompt.regime.recipe?.segments.includes('BT') === true
  return {
    id: model.id,
    endpoint: model.endpoint,
    asks: { ...asksOf(prompt), ...(forced === undefined ? {} : { forced: forced.record }) },
    parameters: {
      ...sampling,
      images: model.capabilities.images,
      ...(asksProbability ? { alternatives: alternativesAsked } : {}),
    },
    reply: async (task, context, { seed, repeat, signal }) => {
      const within = askWithin(
        prompt,
        task,
        context,
        ({ messages }) => model.reads?.(messages, sampling.maxOutputTokens) ?? true,
      )
      if (within === undefined) return tooLong(model)
      const { asked, leftOut } = within
      const pictures = model.capabilities.images ? picturesOf(task, context, folder) : []
      const messages = withPictures(asked.messages, pictures)
      const beginning = forced?.beginningOf(task)
      const sent = {
        ...(asked.shots.length === 0 ? {} : { shots: asked.shots }),
        promptCharacters: asked.characters,
        ...(leftOut === 0 ? {} : { leftOut }),
      }
      try {
        const generation = await model.generate({
          messages,
          ...sampling,
          seed: seed + repeat,
          repeat,
          ...(asksProbability ? { alternatives: alternativesAsked } : {}),
          ...(beginning === undefined ? {} : { prefill: beginning.text }),
          ...(signal === undefined ? {} : { signal }),
        })
        const { finish, tokens } = generation
        const text =
          beginning === undefined ? generation.text : withBeginning(beginning.text, generation.text)
        const { token, ...others } = replyOf(asked, prompt, text, finish)
        if (beginning !== undefined && token !== beginning.token) throw notContinued(model)
        const read = beginning !== undefined || token === undefined ? others : { ...others, token }
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

/** Some servers repeat the beginning, others do not. */
function withBeginning(beginning: string, text: string): string {
  return text.trimStart().startsWith(beginning) ? text.trimStart() : `${beginning}${text}`
}

function notContinued({ endpoint }: Model): ModelError {
  return new ModelError(`${endpoint}: the reply does not go on from the token that it was given`, {
    retryable: false,
  })
}

export function tooLong({ id }: Pick<Model, 'id'>): Reply {
  return {
    answer: null,
    outcome: 'failed',
    output: '',
    failure: `${id}: what the task needs of its conversation is longer than the model reads`,
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
