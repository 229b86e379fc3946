// What a user of the engine holds: a decoder in a thread of its own, that trains an adapter or its own weights, and
// answers from the same weights while it does. Everything is token numbers here; texts are checkpoints/tokenizer.ts.
// This file is the contract; open-engine.ts fulfils it.
import type { Adapter } from './decoder/adapter.ts'
import type { DecoderConfig, LinearName } from './decoder/config.ts'
import type { Precision, Tensor } from './decoder/tensor.ts'

export interface EngineSettings {
  /** How frozen weights are kept in memory; bf16 is exact for checkpoints in bf16. */
  readonly precision?: Precision
  /** Loaded onto the frozen weights. */
  readonly adapter?: Adapter
  readonly provider?: 'cpu' | 'webgpu'
  /** Of the runtime; all cores where absent. The numbers do not depend on it. */
  readonly threads?: number
}

export interface Engine {
  readonly config: DecoderConfig
  /** Several prompts at once; results in their order. Greedy at temperature 0; the same seed gives the same tokens. */
  generate(requests: readonly Generate[], controls?: GenerateControls): Promise<readonly Generated[]>
  /**
   * Natural log-probabilities of each continuation's tokens behind its prompt. Prompts that begin alike share
   * the work of what they share, and so do continuations of one prompt.
   */
  score(requests: readonly Score[]): Promise<readonly (readonly Float32Array[])[]>
  /** The same, with the state behind each prompt, in the same pass. */
  scoreWithState(requests: readonly Score[]): Promise<readonly Scored[]>
  /** Log-probabilities of the asked tokens as the first behind each prompt. */
  nextToken(prompts: readonly Int32Array[], tokens: readonly number[]): Promise<readonly Float32Array[]>
  /** Starts training; one at a time. What is asked of the engine meanwhile is answered with the weights of that moment. */
  startTraining(settings: TrainingSettings): Promise<Training>
  /** Takes another adapter, or none; fails while training goes on. */
  setAdapter(adapter: Adapter | undefined): Promise<void>
  close(): Promise<void>
}

export interface Generate {
  readonly prompt: Int32Array
  /** At most so many tokens. */
  readonly tokens: number
  /** It ends behind one of these, which is part of the result. */
  readonly stop: readonly number[]
  /** 0 takes the likeliest token. */
  readonly temperature: number
  readonly topP?: number
  readonly seed?: number
  /** How many of the likeliest tokens at each place are told. */
  readonly alternatives?: number
}

export interface GenerateControls {
  readonly signal?: AbortSignal
  /** Each token as it comes. */
  readonly onToken?: (request: number, token: number) => void
}

export interface Generated {
  readonly tokens: Int32Array
  readonly finish: 'stop' | 'length'
  /** Of each token, at temperature 1. */
  readonly logProbabilities: Float32Array
  /** [token, log-probability] pairs, the likeliest first, at each place; where they were asked for. */
  readonly alternatives?: readonly (readonly (readonly [number, number])[])[]
}

export interface Score {
  readonly prompt: Int32Array
  readonly continuations: readonly Int32Array[]
}

export interface Scored {
  readonly continuations: readonly Float32Array[]
  /** The last norm's output at the prompt's last position, [hidden]: what a linear probe reads. */
  readonly state: Float32Array
}

export interface TrainingSettings {
  readonly method: LoraTraining | FullTraining
  readonly optimizer: OptimizerSettings
  /** Of LoRA's initial A. */
  readonly seed: number
}

export interface LoraTraining {
  readonly kind: 'lora'
  readonly rank: number
  readonly alpha: number
  readonly targets: readonly LinearName[]
  /** Added tokens whose rows are trained, with the rows they start from. */
  readonly rows?: { readonly tokens: readonly number[]; readonly embedding: Tensor; readonly head?: Tensor }
}

/** All weights, kept in float32. */
export interface FullTraining {
  readonly kind: 'full'
}

/** AdamW (Loshchilov and Hutter 2019). Weight decay spares norms, biases and rows of tokens. */
export interface OptimizerSettings {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly weightDecay: number
  /** Gradients are scaled to at most this norm. */
  readonly maxNorm: number
}

/** A prompt with its target. Position i predicts token i + 1. */
export interface Example {
  readonly tokens: Int32Array
  /** Weight of each token as a target, of the same length; 0 is not trained. The first can never be one. */
  readonly weights: Float32Array
}

export interface Training {
  /**
   * One step of the optimiser over all examples, in as many passes as memory asks for. The loss is the mean over
   * trained tokens by their weights, whatever the passes are. Throws where it is not a number, and changes nothing.
   */
  step(examples: readonly Example[], learningRate: number): Promise<StepResult>
  /** Losses without training. */
  evaluate(examples: readonly Example[]): Promise<readonly Float32Array[]>
  /** Weights, optimiser and step count, so that going on from it gives the same bits. Whole or not at all. */
  save(path: string): Promise<void>
  restore(path: string): Promise<void>
  /** A copy of what was trained: with LoRA. */
  adapter(): Promise<Adapter>
  /** A copy of all weights by their names: with full training. */
  weights(): Promise<ReadonlyMap<string, Tensor>>
  /** Ends it; the engine keeps the trained adapter or weights. */
  end(): Promise<void>
}

export interface StepResult {
  readonly loss: number
  /** Before clipping. */
  readonly gradientNorm: number
  /** Cross-entropy of each example's trained tokens, in their order, unweighted. */
  readonly losses: readonly Float32Array[]
  /** Without padding. */
  readonly tokens: number
  readonly trainedTokens: number
}
