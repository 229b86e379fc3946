// Reverse-mode differentiation: from the gradients of some values to those of what they were made from, as further
// operators of the same graph. One rule per operator; an operator without a rule is refused, so that no gradient
// is silently missing.
import * as op from './operators.ts'
import { elementsOf, type Graph, type Node, type Shape, type Value } from './graph.ts'

/** The gradients of a node's inputs; undefined where an input has none (positions, shapes). */
type Rule = (
  graph: Graph,
  node: Node,
  gradient: Value,
  wanted: readonly boolean[],
) => readonly (Value | undefined)[]

/**
 * Gradients of `wanted`, given those of some outputs (of the same shapes), by value. A value on which no output
 * depends is not in the result. Only the first output of an operator may carry a gradient.
 */
export function differentiate(
  graph: Graph,
  outputs: ReadonlyMap<Value, Value>,
  wanted: readonly Value[],
): Map<Value, Value> {
  const depends = dependents(graph, wanted)
  const gradients = new Map<Value, Value>(outputs)
  // New nodes are appended while this goes on, so the list is fixed first.
  const nodes = [...graph.nodes]
  for (const node of nodes.toReversed()) {
    const [output] = node.outputs
    const gradient = output === undefined ? undefined : gradients.get(output)
    if (gradient === undefined || output === undefined || !depends.has(output)) continue
    const needed = node.inputs.map((input) => input !== undefined && depends.has(input))
    const rule = rules[node.operator]
    if (rule === undefined) throw new Error(`${node.operator} has no rule for its gradient`)
    const parts = rule(graph, node, gradient, needed)
    node.inputs.forEach((input, place) => {
      const part = parts[place]
      if (input === undefined || part === undefined || needed[place] !== true) return
      const before = gradients.get(input)
      gradients.set(input, before === undefined ? part : sum(graph, before, part))
    })
  }
  return new Map(
    wanted.flatMap((value) => (gradients.has(value) ? [[value, gradients.get(value) as Value]] : [])),
  )
}

/** A product of matrices is added as it is made. What made it before is then part of no model. */
function sum(graph: Graph, before: Value, part: Value): Value {
  const node = graph.producerOf(part)
  if (node === undefined || !['MatMul', 'FusedMatMul'].includes(node.operator))
    return op.add(graph, before, part)
  const [a, b] = inputsOf(node)
  if (a.shape.length !== 2 || b.shape.length !== 2) return op.add(graph, before, part)
  return op.gemm(graph, a, b, before, {
    transposeA: flag(node, 'transA'),
    transposeB: flag(node, 'transB'),
    alpha: floatOf(node, 'alpha', 1),
  })
}

/** Every value that is made from one of the given ones, and these. */
function dependents(graph: Graph, values: readonly Value[]): Set<Value> {
  const found = new Set(values)
  for (const node of graph.nodes)
    if (node.inputs.some((input) => input !== undefined && found.has(input)))
      for (const output of node.outputs) found.add(output)
  return found
}

/** Sums what broadcasting repeated. */
export function sumTo(graph: Graph, value: Value, shape: Shape): Value {
  const lead = value.shape.length - shape.length
  const axes = value.shape.flatMap((size, place) =>
    place < lead || (shape[place - lead] === 1 && size !== 1) ? [place] : [],
  )
  const summed = axes.length === 0 ? value : op.reduceSum(graph, value, axes)
  return op.reshape(graph, summed, shape)
}

const inputsOf = (node: Node): readonly [Value, Value] => node.inputs as readonly [Value, Value]

function flag(node: Node, name: string): boolean {
  return node.attributes[name] === 1
}

function floatOf(node: Node, name: string, otherwise: number): number {
  const value = node.attributes[name]
  return typeof value === 'object' && 'float' in value ? value.float : otherwise
}

const matMulRule: Rule = (graph, node, gradient, [wantsA, wantsB]) => {
  const [a, b] = inputsOf(node)
  const transposeA = flag(node, 'transA')
  const transposeB = flag(node, 'transB')
  const alpha = floatOf(node, 'alpha', 1)
  const forA = (): Value =>
    transposeA
      ? op.matMul(graph, b, gradient, { transposeA: transposeB, transposeB: true, alpha })
      : op.matMul(graph, gradient, b, { transposeB: !transposeB, alpha })
  const forB = (): Value => {
    // A weight that many rows share: one product over all rows, and not one per batch entry and a sum.
    if (b.shape.length === 2 && a.shape.length > 2 && !transposeA) {
      const rows = op.reshape(graph, a, [-1, a.shape.at(-1) as number])
      const upstream = op.reshape(graph, gradient, [-1, gradient.shape.at(-1) as number])
      return transposeB
        ? op.matMul(graph, upstream, rows, { transposeA: true, alpha })
        : op.matMul(graph, rows, upstream, { transposeA: true, alpha })
    }
    return transposeB
      ? op.matMul(graph, gradient, a, { transposeA: true, transposeB: transposeA, alpha })
      : op.matMul(graph, a, gradient, { transposeA: !transposeA, alpha })
  }
  return [
    wantsA === true ? sumTo(graph, forA(), a.shape) : undefined,
    wantsB === true ? sumTo(graph, forB(), b.shape) : undefined,
  ]
}

const rules: Readonly<Record<string, Rule>> = {
  Add: (graph, node, gradient) => inputsOf(node).map((input) => sumTo(graph, gradient, input.shape)),
  Sub: (graph, node, gradient) => {
    const [a, b] = inputsOf(node)
    return [sumTo(graph, gradient, a.shape), sumTo(graph, op.neg(graph, gradient), b.shape)]
  },
  Mul: (graph, node, gradient, [wantsA, wantsB]) => {
    const [a, b] = inputsOf(node)
    return [
      wantsA === true ? sumTo(graph, op.mul(graph, gradient, b), a.shape) : undefined,
      wantsB === true ? sumTo(graph, op.mul(graph, gradient, a), b.shape) : undefined,
    ]
  },
  Div: (graph, node, gradient, [wantsA, wantsB]) => {
    const [a, b] = inputsOf(node)
    const quotient = op.div(graph, gradient, b)
    return [
      wantsA === true ? sumTo(graph, quotient, a.shape) : undefined,
      wantsB === true
        ? sumTo(graph, op.neg(graph, op.mul(graph, quotient, node.outputs[0] as Value)), b.shape)
        : undefined,
    ]
  },
  Neg: (graph, _, gradient) => [op.neg(graph, gradient)],
  Exp: (graph, node, gradient) => [op.mul(graph, gradient, node.outputs[0] as Value)],
  Log: (graph, node, gradient) => [op.div(graph, gradient, node.inputs[0] as Value)],
  Sqrt: (graph, node, gradient) => [op.scale(graph, op.div(graph, gradient, node.outputs[0] as Value), 0.5)],
  Reciprocal: (graph, node, gradient) => {
    const [output] = node.outputs as [Value]
    return [op.neg(graph, op.mul(graph, gradient, op.mul(graph, output, output)))]
  },
  Sigmoid: (graph, node, gradient) => {
    const [output] = node.outputs as [Value]
    return [op.mul(graph, gradient, op.sub(graph, output, op.mul(graph, output, output)))]
  },
  Tanh: (graph, node, gradient) => {
    const [output] = node.outputs as [Value]
    return [op.mul(graph, gradient, op.sub(graph, op.scalar(graph, 1), op.mul(graph, output, output)))]
  },
  MatMul: matMulRule,
  FusedMatMul: matMulRule,
  Gemm: (graph, node, gradient, wanted) => {
    const [a, b, c] = node.inputs as readonly [Value, Value, Value | undefined]
    const [forA, forB] = matMulRule(graph, { ...node, inputs: [a, b] }, gradient, wanted)
    const beta = floatOf(node, 'beta', 1)
    const forC = (value: Value): Value => {
      const summed = sumTo(graph, gradient, value.shape)
      return beta === 1 ? summed : op.scale(graph, summed, beta)
    }
    return [forA, forB, c !== undefined && wanted[2] === true ? forC(c) : undefined]
  },
  Reshape: (graph, node, gradient) => [
    op.reshape(graph, gradient, (node.inputs[0] as Value).shape),
    undefined,
  ],
  Expand: (graph, node, gradient) => [sumTo(graph, gradient, (node.inputs[0] as Value).shape), undefined],
  Transpose: (graph, node, gradient) => {
    const order = node.attributes.perm as readonly number[]
    return [
      op.transpose(
        graph,
        gradient,
        order.map((_, place) => order.indexOf(place)),
      ),
    ]
  },
  Concat: (graph, node, gradient) => {
    const axis = node.attributes.axis as number
    let start = 0
    return node.inputs.map((input) => {
      const size = (input as Value).shape[axis] as number
      start += size
      return op.slice(graph, gradient, axis, start - size, start)
    })
  },
  Slice: (graph, node, gradient) => {
    const [whole, start, , axis] = node.inputs as readonly [Value, Value, Value, Value]
    const at = constantOf(graph, axis)
    const before = constantOf(graph, start)
    const behind = (whole.shape[at] as number) - before - (gradient.shape[at] as number)
    return [op.pad(graph, gradient, at, before, behind)]
  },
  ReduceSum: (graph, node, gradient) => [
    op.expand(graph, gradient, (node.inputs[0] as Value).shape),
    undefined,
  ],
  ReduceMean: (graph, node, gradient) => {
    const { shape } = node.inputs[0] as Value
    const times = elementsOf(shape) / elementsOf(gradient.shape)
    return [op.expand(graph, op.scale(graph, gradient, 1 / times), shape), undefined]
  },
  Softmax: (graph, node, gradient) => {
    const [output] = node.outputs as [Value]
    const weighted = op.mul(graph, gradient, output)
    const total = op.reduceSum(graph, weighted, [-1])
    return [op.sub(graph, weighted, op.mul(graph, output, total))]
  },
  LogSoftmax: (graph, node, gradient) => {
    const [output] = node.outputs as [Value]
    const total = op.reduceSum(graph, gradient, [-1])
    return [op.sub(graph, gradient, op.mul(graph, op.exp(graph, output), total))]
  },
  // y = x · sigmoid(x): dy/dx = sigmoid(x) + y · (1 − sigmoid(x)).
  QuickGelu: (graph, node, gradient) => {
    const [output] = node.outputs as [Value]
    const gate = op.sigmoid(graph, node.inputs[0] as Value)
    const slope = op.add(graph, gate, op.sub(graph, output, op.mul(graph, output, gate)))
    return [op.mul(graph, gradient, slope)]
  },
  // With r = 1 / √(mean(x²) + ε) and g = dy · w: dx = r · g − x · r³ · mean(g · x); dw = Σ dy · x · r.
  SimplifiedLayerNormalization: (graph, node, gradient, [wantsInput, wantsWeight]) => {
    const [input, weight] = inputsOf(node)
    const [, root] = node.outputs as readonly [Value, Value]
    const normal = op.mul(graph, input, root)
    const forInput = (): Value => {
      const scaled = op.mul(graph, gradient, weight)
      const mean = op.reduceMean(graph, op.mul(graph, scaled, normal), [-1])
      return op.mul(graph, op.sub(graph, scaled, op.mul(graph, normal, mean)), root)
    }
    return [
      wantsInput === true ? forInput() : undefined,
      wantsWeight === true ? sumTo(graph, op.mul(graph, gradient, normal), weight.shape) : undefined,
    ]
  },
  // A rotation: its inverse turns by the same angles the other way.
  RotaryEmbedding: (graph, node, gradient) => {
    const [, positions, cosines, sines] = node.inputs as readonly [Value, Value, Value, Value]
    return [op.rotaryEmbedding(graph, gradient, positions, cosines, op.neg(graph, sines))]
  },
}

function constantOf(graph: Graph, value: Value): number {
  return Number(graph.constants.get(value)?.[0])
}
