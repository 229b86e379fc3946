// The desk at which an agent works on one item: it makes every call, gives each a seed of its own, writes down
// what was said, and asks once more for what could not be read. What is written down stands in the order of the
// algorithm, whatever came back first.
import { messageOf } from '../../kit/errors.ts'
import { refusePointless } from '../pointless.ts'
import { randomFor } from '../../kit/random.ts'
import type { Generation, Message, Model } from '../../models/model.ts'
import { withoutReasoning } from '../../prompts/reasoning.ts'
import { fill } from '../../prompts/template.ts'
import type { Step } from '../../records/prediction.ts'
import type { Sampling } from '../model-answerer.ts'
import { withPictures } from '../pictures.ts'
import type { FilledPrompt } from './filled.ts'
import { StepStop } from './stop.ts'

export interface DeskSettings {
  readonly model: Model
  readonly sampling: Sampling
  /** Of the task, for calls that show the case. */
  readonly pictures: readonly string[]
  /** What is said when a reply could not be read, with {{problem}}. */
  readonly repairTemplate: string
  /** What makes this item's calls its own: the run's seed, the task, the repeat. */
  readonly keys: readonly (string | number)[]
  readonly repeat: number
  readonly signal?: AbortSignal
}

export type Said = Pick<Generation, 'text' | 'finish'>

/** What a reader makes of a reply: a value, or what is wrong with it, said to the model. */
export type Read<T> = { readonly value: T } | { readonly problem: string }

export interface Desk {
  /** A reply whose words are all that matters, without the reasoning before them. */
  say(step: string, prompt: FilledPrompt): Promise<string>
  /** A reply that is read for a value; one that cannot be read is asked for once more. */
  read<T>(step: string, prompt: FilledPrompt, reader: (text: string) => Read<T>): Promise<T>
  /** A reply as it came: the last word, which is read as any model's answer is. */
  last(step: string, prompt: FilledPrompt): Promise<Said>
  /** The work for each item, side by side; all of it ends before the first fault is thrown. */
  each<I, O>(
    items: readonly I[],
    work: (item: I, desk: Desk, index: number) => Promise<O>,
  ): Promise<readonly O[]>
}

/** What was done at a desk and at those that it opened. */
export interface Work {
  readonly steps: readonly Step[]
  readonly repairs: number
  /** Length of all prompts, pictures aside. */
  readonly promptCharacters: number
}

interface Entry extends Work {
  readonly steps: Step[]
  repairs: number
  promptCharacters: number
}

export function openDesk(settings: DeskSettings): { readonly desk: Desk; readonly work: () => Work } {
  const entry: Entry = { steps: [], repairs: 0, promptCharacters: 0 }
  return { desk: deskOf(settings, entry), work: () => entry }
}

function deskOf(settings: DeskSettings, entry: Entry): Desk {
  const ask = async (step: string, messages: readonly Message[]): Promise<Generation> => {
    entry.promptCharacters += messages.reduce((sum, { content }) => sum + content.length, 0)
    const generation = await call(settings, step, messages)
    entry.steps.push(stepOf(step, generation))
    if (generation.finish === 'refusal') throw new StepStop('refused', step, 'the model refused')
    return generation
  }
  const messagesOf = ({ text, showsCase }: FilledPrompt): readonly Message[] =>
    withPictures([{ role: 'user', content: text }], showsCase ? settings.pictures : [])
  const read = async <T>(
    step: string,
    prompt: FilledPrompt,
    reader: (text: string) => Read<T>,
  ): Promise<T> => {
    const messages = messagesOf(prompt)
    const reply = await ask(step, messages)
    const first = readReply(reply.text, reader)
    if ('value' in first) return first.value
    entry.repairs += 1
    const request = fill(settings.repairTemplate, { problem: first.problem })
    const again = await ask(`${step}, again`, [
      ...messages,
      { role: 'assistant', content: reply.text },
      { role: 'user', content: request },
    ])
    const second = readReply(again.text, reader)
    if ('value' in second) return second.value
    throw new StepStop('step_unparseable', step, second.problem)
  }
  return {
    read,
    say: (step, prompt) => read(step, prompt, (text) => ({ value: text })),
    last: async (step, prompt) => {
      const messages = messagesOf(prompt)
      entry.promptCharacters += prompt.text.length
      const generation = await call(settings, step, messages)
      entry.steps.push(stepOf(step, generation))
      return generation
    },
    each: async (items, work) => {
      const entries = items.map((): Entry => ({ steps: [], repairs: 0, promptCharacters: 0 }))
      const settled = await Promise.allSettled(
        items.map((item, index) => work(item, deskOf(settings, entries[index] as Entry), index)),
      )
      for (const own of entries) {
        entry.steps.push(...own.steps)
        entry.repairs += own.repairs
        entry.promptCharacters += own.promptCharacters
      }
      const faults: unknown[] = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
      // What ends the run goes before what ends the item.
      if (faults.length > 0) throw faults.find((fault) => !(fault instanceof StepStop)) ?? faults[0]
      return settled.map((one) => (one as PromiseFulfilledResult<Awaited<ReturnType<typeof work>>>).value)
    },
  }
}

function readReply<T>(text: string, reader: (text: string) => Read<T>): Read<T> {
  const words = withoutReasoning(text)?.trim()
  if (words === undefined) return { problem: 'the reasoning never ended, so that nothing was said' }
  if (words === '') return { problem: 'nothing was said' }
  return reader(words)
}

async function call(
  { model, sampling, keys, repeat, signal }: DeskSettings,
  step: string,
  messages: readonly Message[],
): Promise<Generation> {
  try {
    return await model.generate({
      messages,
      ...sampling,
      seed: randomFor(...keys, step).below(2 ** 31),
      repeat,
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    refusePointless(model, error, 'Nothing more was asked.')
    throw new StepStop('failed', step, messageOf(error), { cause: error })
  }
}

function stepOf(step: string, { text, finish, inputTokens, outputTokens }: Generation): Step {
  return {
    step,
    output: text,
    ...(finish === 'stop' ? {} : { finish }),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  }
}
