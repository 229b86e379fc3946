// An agent with a model behind it, as something that answers tasks. A step that cannot be read, that is refused or
// whose call fails becomes a reply that names the step; only what would fail for every task ends the run.
import { canonicalJson, sha256 } from '../../kit/hash.ts'
import type { Model } from '../../models/model.ts'
import { itemValues } from '../../prompts/item.ts'
import { permutationOf, withOrder } from '../../prompts/permute.ts'
import { readReply } from '../../prompts/read-reply.ts'
import { readTemplate } from '../../prompts/template.ts'
import type { Letter } from '../../records/task.ts'
import type { Answerer, Reply } from '../answerer.ts'
import { replyOf, type Sampling } from '../model-answerer.ts'
import { picturesOf } from '../pictures.ts'
import { sumOf } from '../sum-of.ts'
import type { Agent, Conclusion } from './agent.ts'
import { openDesk, type Work } from './desk.ts'
import { StepStop } from './stop.ts'

/** `folder` is the benchmark's; `permute` is the seed of each task's order of options, if they have one. */
export function agentAnswerer(
  agent: Agent,
  model: Model,
  sampling: Sampling,
  folder: string,
  permute?: number,
): Answerer {
  const repairTemplate = readTemplate('agents/repair')
  const { name, settings, shots, material } = agent
  return {
    id: model.id,
    endpoint: model.endpoint,
    asks: {
      regime: name,
      ...(shots === undefined ? {} : { shots }),
      ...(permute === undefined ? {} : { permute }),
      promptHash: sha256(canonicalJson({ name, settings, shots, permute, material, repairTemplate })),
    },
    parameters: { ...sampling, images: model.capabilities.images, ...settings },
    reply: async (task, context, { seed, repeat, signal }) => {
      const order = permutationOf(task, permute)
      const asked = withOrder(task, order)
      const { desk, work } = openDesk({
        model,
        sampling,
        pictures: model.capabilities.images ? picturesOf(task, context, folder) : [],
        repairTemplate,
        keys: [seed, name, task.id, repeat],
        repeat,
        ...(signal === undefined ? {} : { signal }),
      })
      const read = (text: string) => {
        const found = readReply(text, asked.options)
        const place = asked.options.findIndex(({ letter }) => letter === found.answer)
        return { ...found, shown: found.answer, answer: order[place] ?? null }
      }
      try {
        const item = { task: asked, context, values: itemValues(asked, context) }
        const conclusion = await agent.consult(item, desk)
        const { text, finish } = conclusion.last
        const said = replyOf({ order, read }, { permute }, text, finish)
        return { ...said, ...courseOf(conclusion), output: text, ...workOf(work()) }
      } catch (error) {
        if (!(error instanceof StepStop)) throw error
        return stoppedBy(error, order, permute, work())
      }
    },
  }
}

function courseOf({ rounds, agreed, path, shots }: Conclusion): Partial<Reply> {
  return {
    ...(shots === undefined || shots.length === 0 ? {} : { shots }),
    ...(rounds === undefined ? {} : { rounds }),
    ...(agreed === undefined ? {} : { agreed }),
    ...(path === undefined ? {} : { path }),
  }
}

function workOf({ steps, repairs, promptCharacters }: Work): Partial<Reply> {
  const inputTokens = sumOf(steps.map((step) => step.inputTokens))
  const outputTokens = sumOf(steps.map((step) => step.outputTokens))
  return {
    promptCharacters,
    calls: steps.length,
    repairs,
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    steps,
  }
}

function stoppedBy(
  { reason, step, message }: StepStop,
  order: readonly Letter[],
  permute: number | undefined,
  work: Work,
): Reply {
  return {
    answer: null,
    outcome: reason,
    ...(permute === undefined ? {} : { shown: { order, answer: null } }),
    output: '',
    failedStep: step,
    ...(reason === 'refused' ? {} : { failure: message }),
    ...workOf(work),
  }
}
