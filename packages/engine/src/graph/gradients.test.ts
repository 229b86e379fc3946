// Every rule against finite differences, on numbers that fast-check draws.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as op from './operators.ts'
import { differentiate } from './gradients.ts'
import { createGraph, elementsOf, type Graph, type Shape, type Value } from './graph.ts'
import { runOnce } from './run-once.ts'

interface Example {
  readonly shapes: readonly Shape[]
  readonly build: (graph: Graph, inputs: readonly Value[]) => Value
  /** Inputs away from zero: for logarithms, roots and quotients. */
  readonly positive?: boolean
}

const positions = (graph: Graph, count: number): Value =>
  graph.constant(
    'int64',
    [1, count],
    Array.from({ length: count }, (_, place) => BigInt(place)),
  )

const table = (graph: Graph, of: (angle: number) => number): Value =>
  graph.constant(
    'float32',
    [4, 8],
    Array.from({ length: 32 }, (_, place) => of((place % 8) * 0.3 + Math.floor(place / 8) * 0.7)),
  )

const examples: Readonly<Record<string, Example>> = {
  'Add, broadcast': { shapes: [[2, 3], [3]], build: (g, [a, b]) => op.add(g, a as Value, b as Value) },
  'Sub, broadcast': {
    shapes: [
      [2, 1],
      [2, 3],
    ],
    build: (g, [a, b]) => op.sub(g, a as Value, b as Value),
  },
  Mul: {
    shapes: [
      [2, 3],
      [1, 3],
    ],
    build: (g, [a, b]) => op.mul(g, a as Value, b as Value),
  },
  'Mul by itself': { shapes: [[2, 3]], build: (g, [a]) => op.mul(g, a as Value, a as Value) },
  Div: { shapes: [[2, 3], [3]], positive: true, build: (g, [a, b]) => op.div(g, a as Value, b as Value) },
  Neg: { shapes: [[3]], build: (g, [a]) => op.neg(g, a as Value) },
  Exp: { shapes: [[3]], build: (g, [a]) => op.exp(g, a as Value) },
  Log: { shapes: [[3]], positive: true, build: (g, [a]) => op.log(g, a as Value) },
  Sqrt: { shapes: [[3]], positive: true, build: (g, [a]) => op.sqrt(g, a as Value) },
  Reciprocal: { shapes: [[3]], positive: true, build: (g, [a]) => op.reciprocal(g, a as Value) },
  Sigmoid: { shapes: [[3]], build: (g, [a]) => op.sigmoid(g, a as Value) },
  Tanh: { shapes: [[3]], build: (g, [a]) => op.tanh(g, a as Value) },
  QuickGelu: { shapes: [[2, 3]], build: (g, [a]) => op.silu(g, a as Value) },
  Softmax: { shapes: [[2, 4]], build: (g, [a]) => op.softmax(g, a as Value) },
  LogSoftmax: { shapes: [[2, 4]], build: (g, [a]) => op.logSoftmax(g, a as Value) },
  MatMul: {
    shapes: [
      [2, 3],
      [3, 2],
    ],
    build: (g, [a, b]) => op.matMul(g, a as Value, b as Value),
  },
  'MatMul, a shared weight': {
    shapes: [
      [2, 2, 3],
      [3, 2],
    ],
    build: (g, [a, b]) => op.matMul(g, a as Value, b as Value),
  },
  'FusedMatMul, shared weight transposed': {
    shapes: [
      [2, 2, 3],
      [2, 3],
    ],
    build: (g, [a, b]) => op.matMul(g, a as Value, b as Value, { transposeB: true, alpha: 0.5 }),
  },
  'FusedMatMul, batched': {
    shapes: [
      [2, 3, 2],
      [2, 4, 3],
    ],
    build: (g, [a, b]) =>
      op.matMul(g, a as Value, b as Value, { transposeA: true, transposeB: true, alpha: 2 }),
  },
  'FusedMatMul, broadcast heads': {
    shapes: [
      [2, 2, 3, 2],
      [2, 1, 4, 2],
    ],
    build: (g, [a, b]) => op.matMul(g, a as Value, b as Value, { transposeB: true }),
  },
  Gemm: {
    shapes: [[2, 3], [2, 3], [2]],
    build: (g, [a, b, c]) => op.gemm(g, a as Value, b as Value, c, { transposeB: true, alpha: 2, beta: 0.5 }),
  },
  Reshape: { shapes: [[2, 3]], build: (g, [a]) => op.exp(g, op.reshape(g, a as Value, [3, -1])) },
  Transpose: { shapes: [[2, 3, 2]], build: (g, [a]) => op.exp(g, op.transpose(g, a as Value, [2, 0, 1])) },
  Concat: {
    shapes: [
      [2, 1],
      [2, 3],
    ],
    build: (g, [a, b]) => op.exp(g, op.concat(g, [a as Value, b as Value], 1)),
  },
  Slice: { shapes: [[2, 4]], build: (g, [a]) => op.exp(g, op.slice(g, a as Value, 1, 1, 3)) },
  Expand: { shapes: [[2, 1]], build: (g, [a]) => op.exp(g, op.expand(g, a as Value, [2, 3])) },
  ReduceSum: { shapes: [[2, 3]], build: (g, [a]) => op.exp(g, op.reduceSum(g, a as Value, [0])) },
  ReduceMean: { shapes: [[2, 3]], build: (g, [a]) => op.exp(g, op.reduceMean(g, a as Value, [-1])) },
  SimplifiedLayerNormalization: {
    shapes: [[2, 4], [4]],
    positive: true,
    build: (g, [a, w]) => op.rmsNorm(g, a as Value, w as Value, 1e-5)[0],
  },
  RotaryEmbedding: {
    shapes: [[1, 2, 4, 16]],
    build: (g, [a]) =>
      op.rotaryEmbedding(g, a as Value, positions(g, 4), table(g, Math.cos), table(g, Math.sin)),
  },
}

const step = 1e-2

/** The sum of the output, weighted by numbers that differ, so that no gradient cancels. */
async function lossOf(example: Example, numbers: readonly Float32Array[]): Promise<number> {
  const graph = createGraph()
  const inputs = example.shapes.map((shape, place) => graph.input(`x${place}`, 'float32', shape))
  const output = example.build(graph, inputs)
  const given = new Map(inputs.map((input, place) => [input, numbers[place] as Float32Array]))
  const [values] = await runOnce(graph, given, [output])
  return (values as Float32Array).reduce((sum, value, place) => sum + value * weightAt(place), 0)
}

const weightAt = (place: number): number => Math.sin(place * 1.7 + 0.5)

async function gradientsOf(example: Example, numbers: readonly Float32Array[]): Promise<Float32Array[]> {
  const graph = createGraph()
  const inputs = example.shapes.map((shape, place) => graph.input(`x${place}`, 'float32', shape))
  const output = example.build(graph, inputs)
  const upstream = graph.constant(
    'float32',
    output.shape,
    Array.from({ length: elementsOf(output.shape) }, (_, place) => weightAt(place)),
  )
  const gradients = differentiate(graph, new Map([[output, upstream]]), inputs)
  const given = new Map(inputs.map((input, place) => [input, numbers[place] as Float32Array]))
  return runOnce(
    graph,
    given,
    inputs.map((input) => gradients.get(input) as Value),
  )
}

describe('gradients', () => {
  for (const [name, example] of Object.entries(examples)) {
    it(`${name} has the slope of finite differences`, async () => {
      const number = example.positive === true ? { min: 0.75, max: 2 } : { min: -1.5, max: 1.5 }
      const arrays = example.shapes.map((shape) => {
        const length = elementsOf(shape)
        return fc.float32Array({ minLength: length, maxLength: length, noNaN: true, ...number })
      })
      await fc.assert(
        fc.asyncProperty(fc.tuple(...arrays), async (numbers) => {
          const gradients = await gradientsOf(example, numbers)
          for (const [place, array] of numbers.entries()) {
            const at = Math.floor(array.length / 2)
            const moved = async (by: number): Promise<number> =>
              lossOf(
                example,
                numbers.map((other, index) =>
                  index === place ? other.map((value, here) => (here === at ? value + by : value)) : other,
                ),
              )
            const slope = ((await moved(step)) - (await moved(-step))) / (2 * step)
            const found = gradients[place]?.[at] as number
            expect(Math.abs(found - slope)).toBeLessThan(2e-2 * Math.max(1, Math.abs(slope)))
          }
        }),
        { numRuns: 5 },
      )
    })
  }

  it('refuses an operator without a rule', () => {
    const graph = createGraph()
    const input = graph.input('x', 'float32', [2])
    const output = graph.apply('Floor', [input], input)
    expect(() => differentiate(graph, new Map([[output, output]]), [input])).toThrow('Floor has no rule')
  })
})
