// The last norm, the head and the cross-entropy, for training: on rows that predict a trained token, and no others.
// The gradient of cross-entropy is written by hand, P·E − E[target], so nothing as wide as the vocabulary is made
// besides the probabilities.
import { differentiate } from '../graph/gradients.ts'
import { createGraph, type Graph, type Value } from '../graph/graph.ts'
import { toOnnx, type OnnxModel } from '../graph/onnx.ts'
import * as op from '../graph/operators.ts'
import { plainOperators } from '../graph/plain-operators.ts'
import { frozenWeight } from './weights.ts'
import type { DecoderConfig } from './config.ts'
import type { Precision } from './tensor.ts'
import type { Provider } from '../runtime/session.ts'

export interface HeadSettings {
  readonly config: DecoderConfig
  readonly precision: Precision
  /** How many rows at once. */
  readonly rows: number
  /** How many of the vocabulary have rows of their own in the place of the head's. */
  readonly added: number
  /** Where it is computed; the CPU where absent. */
  readonly provider?: Provider | undefined
}

/**
 * Inputs besides "norm.weight" and "lm_head.weight": "x" [rows × hidden]; "targets" int64 [rows × 1]; "target_rows",
 * the head's rows of the targets; "weights" [rows × 1], a row's share in the loss; with added rows "added"
 * [added × hidden] and "added_tokens" int64 [rows × added], their numbers in every row.
 */
export interface HeadGraph {
  readonly graph: Graph
  /** Cross-entropy of each row, unweighted. */
  readonly losses: Value
  readonly inputGradient: Value
  readonly normGradient: Value
  /** The last norm's output times the weights: what is taken from the gradient of a row's target. */
  readonly weighted: Value
  /** The gradient of the head, without that. */
  readonly headGradient: Value
  /** Of the added rows, without that. */
  readonly addedGradient: Value | undefined
}

export function headGraph({ config, precision, rows, added, provider }: HeadSettings): HeadGraph {
  const { hidden, vocabulary } = config
  const graph = createGraph()
  const input = graph.input('x', 'float32', [rows, hidden])
  const targets = graph.input('targets', 'int64', [rows, 1])
  const targetRows = graph.input('target_rows', 'float32', [rows, hidden])
  const weights = graph.input('weights', 'float32', [rows, 1])
  const norm = graph.input('norm.weight', 'float32', [hidden])
  const head = frozenWeight(graph, 'lm_head.weight', [vocabulary, hidden], precision)
  const own =
    added === 0
      ? undefined
      : {
          rows: graph.input('added', 'float32', [added, hidden]),
          tokens: graph.input('added_tokens', 'int64', [rows, added]),
        }

  const normal = op.rmsNorm(graph, input, norm, config.epsilon)[0]
  const plain = op.matMul(graph, normal, head, { transposeB: true })
  const logits =
    own === undefined
      ? plain
      : op.scatterColumns(graph, plain, own.tokens, op.matMul(graph, normal, own.rows, { transposeB: true }))
  const logarithms = op.logSoftmax(graph, logits)
  const losses = op.neg(graph, op.gatherColumns(graph, logarithms, targets))

  const probabilities = op.exp(graph, logarithms)
  const weighted = op.mul(graph, normal, weights)
  const ownProbabilities = own === undefined ? undefined : op.gatherColumns(graph, probabilities, own.tokens)
  const zeros = graph.constant('float32', [], [0])
  const frozenProbabilities =
    own === undefined
      ? probabilities
      : op.scatterColumns(graph, probabilities, own.tokens, op.expand(graph, zeros, [rows, added]))
  const expected = op.matMul(graph, frozenProbabilities, head)
  const withOwn =
    own === undefined || ownProbabilities === undefined
      ? expected
      : op.gemm(graph, ownProbabilities, own.rows, expected)
  const normalGradient = op.mul(graph, op.sub(graph, withOwn, targetRows), weights)
  const gradients = differentiate(graph, new Map([[normal, normalGradient]]), [input, norm])
  const headGradient = op.matMul(graph, probabilities, weighted, { transposeA: true })
  const addedGradient =
    ownProbabilities === undefined
      ? undefined
      : op.matMul(graph, ownProbabilities, weighted, { transposeA: true })
  return {
    graph: provider === 'webgpu' ? plainOperators(graph) : graph,
    losses,
    inputGradient: gradients.get(input) as Value,
    normGradient: gradients.get(norm) as Value,
    weighted,
    headGradient,
    addedGradient,
  }
}

/** Losses alone; or with the gradients that the method of training asks for. */
export function headModel(head: HeadGraph, gradients: 'none' | 'lora' | 'all'): OnnxModel {
  const { losses, inputGradient, weighted, addedGradient, headGradient, normGradient } = head
  const rows = addedGradient === undefined ? [] : [weighted, addedGradient]
  const outputs = {
    none: [losses],
    lora: [losses, inputGradient, ...rows],
    all: [losses, inputGradient, weighted, headGradient, normGradient],
  }
  return toOnnx(head.graph, head.graph.inputs, outputs[gradients])
}
