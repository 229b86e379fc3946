// The engine in the thread that computes: weights, what answers from them and what trains them, by the names of the
// calls. The thread is worker.ts; what its user sees is engine.ts.
import { createAnswering, type Answering } from './generation/answering.ts'
import { createModels, type Models } from './runtime/models.ts'
import { generate } from './generation/generate.ts'
import { nextToken, score, scoreWithState } from './generation/asked.ts'
import { loadWeights, type ModelWeights } from './decoder/model-weights.ts'
import { openModelFolder } from './checkpoints/model-folder.ts'
import { sessionOpener, type RuntimeSettings } from './runtime/session.ts'
import { startTraining, type LiveTraining } from './training/training.ts'
import type { Adapter } from './decoder/adapter.ts'
import type { DecoderConfig } from './decoder/config.ts'
import type { EngineSettings, GenerateControls } from './engine.ts'
import type { EngineSource } from './open-engine.ts'
import type { Method } from './worker-protocol.ts'
import type { TensorSource } from './decoder/tensor.ts'

export interface LiveEngine {
  /** Parameters and results as the method of this name has them in engine.ts. Calls must not overlap. */
  call(method: Method, parameters: readonly unknown[], controls: Required<GenerateControls>): Promise<unknown>
}

interface Opened {
  readonly weights: ModelWeights
  readonly answering: Answering
  readonly runtime: RuntimeSettings
  training?: { readonly live: LiveTraining; readonly models: Models }
}

type Rest<Function_> = Function_ extends (first: never, ...rest: infer Parameters_) => unknown
  ? Parameters_
  : never

export function createLiveEngine(): LiveEngine {
  let opened: Opened | undefined
  return {
    async call(method, parameters, controls) {
      if (method === 'open') {
        opened = await open(...(parameters as [EngineSource, EngineSettings]))
        return opened.weights.config
      }
      if (opened === undefined) throw new Error('the engine is not open')
      return called(opened, method, parameters, controls)
    },
  }
}

async function open(source: EngineSource, settings: EngineSettings): Promise<Opened> {
  const { precision = 'float32', adapter, provider = 'cpu', threads } = settings
  const { config, tensors } = await modelOf(source)
  const weights = await loadWeights(config, tensors, precision)
  weights.setAdapter(adapter)
  const runtime = { provider, threads }
  return { weights, runtime, answering: createAnswering(weights, sessionOpener(runtime)) }
}

async function modelOf(
  source: EngineSource,
): Promise<{ readonly config: DecoderConfig; readonly tensors: TensorSource }> {
  if (typeof source === 'string') return openModelFolder(source)
  const { default: make } = (await import(source.module)) as {
    default: (argument: unknown) => ReturnType<typeof modelOf>
  }
  return make(source.argument)
}

async function called(
  opened: Opened,
  method: Exclude<Method, 'open'>,
  parameters: readonly unknown[],
  controls: Required<GenerateControls>,
): Promise<unknown> {
  const { weights, answering } = opened
  const { signal } = controls
  const training = (): LiveTraining => {
    if (opened.training === undefined) throw new Error('this training has ended')
    return opened.training.live
  }
  switch (method) {
    case 'generate': {
      const [requests] = parameters as Rest<typeof generate>
      return generate(answering, requests, controls)
    }
    case 'score': {
      const [requests] = parameters as Rest<typeof score>
      return score(answering, requests, signal)
    }
    case 'scoreWithState': {
      const [requests] = parameters as Rest<typeof scoreWithState>
      return scoreWithState(answering, requests, signal)
    }
    case 'nextToken': {
      const [prompts, tokens] = parameters as Rest<typeof nextToken>
      return nextToken(answering, prompts, tokens, signal)
    }
    case 'setAdapter': {
      if (opened.training !== undefined)
        throw new Error('the adapter cannot be changed while training goes on: end it first')
      weights.setAdapter(parameters[0] as Adapter | undefined)
      answering.forget()
      return undefined
    }
    case 'startTraining': {
      if (opened.training !== undefined) throw new Error('the engine is training already: one at a time')
      const models = createModels(sessionOpener({ ...opened.runtime, keepsMemory: false }))
      const [settings] = parameters as [Parameters<typeof startTraining>[2]]
      opened.training = {
        live: startTraining(weights, models, settings, { provider: opened.runtime.provider }),
        models,
      }
      answering.forget()
      return undefined
    }
    case 'step': {
      const [examples, learningRate] = parameters as Parameters<LiveTraining['step']>
      const result = await training().step(examples, learningRate)
      answering.forget()
      return result
    }
    case 'evaluate':
      return training().evaluate(...(parameters as Parameters<LiveTraining['evaluate']>))
    case 'save':
      return training().save(...(parameters as Parameters<LiveTraining['save']>))
    case 'restore':
      answering.forget()
      return training().restore(...(parameters as Parameters<LiveTraining['restore']>))
    case 'adapter':
      return training().adapter()
    case 'weights':
      return training().weights()
    case 'end':
      await opened.training?.models.close()
      delete opened.training
      return undefined
    case 'close':
      await opened.training?.models.close()
      await answering.close()
      return undefined
  }
}
