// A graph in operators that the WebGPU provider has and does right: products of matrices without ONNX Runtime's
// fusions, and norms whose roots are computed, for there their second output stays unset. The values are the same
// objects, so what was cut from the graph is cut from this one.
import type { Elements, Graph, Node, Value } from './graph.ts'

export function plainOperators(graph: Graph): Graph {
  const constants = new Map(graph.constants)
  const nodes = graph.nodes.flatMap((node) => plainNodes(node, constants))
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)))
  return { ...graph, constants, nodes, producerOf: (value) => producers.get(value) }
}

function plainNodes(node: Node, constants: Map<Value, Elements>): readonly Node[] {
  switch (node.operator) {
    case 'FusedMatMul':
      return plainMatMul(node, constants)
    case 'SimplifiedLayerNormalization':
      return [...plainRoot(node, constants), { ...node, outputs: node.outputs.slice(0, 1) }]
    default:
      return [node]
  }
}

function plainMatMul(node: Node, constants: Map<Value, Elements>): readonly Node[] {
  const [a, b] = node.inputs as readonly [Value, Value]
  const [output] = node.outputs as readonly [Value]
  const { transA, transB, alpha } = node.attributes
  const before: Node[] = []
  const turned = (value: Value, place: string): Value => {
    const order = value.shape.map((_, axis) => axis)
    const swapped = [...order.slice(0, -2), ...order.slice(-2).toReversed()]
    const result: Value = {
      name: `${output.name} ${place}`,
      type: value.type,
      shape: swapped.map((axis) => value.shape[axis] as number),
    }
    before.push(nodeOf('Transpose', [value], result, { perm: swapped }))
    return result
  }
  const factors = [transA === 1 ? turned(a, 'a') : a, transB === 1 ? turned(b, 'b') : b]
  const scale = typeof alpha === 'object' && 'float' in alpha ? alpha.float : 1
  if (scale === 1) return [...before, nodeOf('MatMul', factors, output)]
  const product: Value = { ...output, name: `${output.name} product` }
  const factor = scalar(`${output.name} alpha`, scale, constants)
  return [...before, nodeOf('MatMul', factors, product), nodeOf('Mul', [product, factor], output)]
}

/** 1 / √(mean(x²) + ε). */
function plainRoot(node: Node, constants: Map<Value, Elements>): readonly Node[] {
  const [input] = node.inputs as readonly [Value]
  const [, root] = node.outputs
  if (root === undefined) return []
  const part = (name: string, shape = root.shape): Value => ({ ...root, name: `${root.name} ${name}`, shape })
  const { epsilon } = node.attributes
  const small = scalar(
    `${root.name} epsilon`,
    typeof epsilon === 'object' && 'float' in epsilon ? epsilon.float : 0,
    constants,
  )
  const axes: Value = { name: `${root.name} axes`, type: 'int64', shape: [1] }
  constants.set(axes, [BigInt(input.shape.length - 1)])
  const [square, mean, sum, length] = [part('square', input.shape), part('mean'), part('sum'), part('length')]
  return [
    nodeOf('Mul', [input, input], square),
    nodeOf('ReduceMean', [square, axes], mean, { keepdims: 1 }),
    nodeOf('Add', [mean, small], sum),
    nodeOf('Sqrt', [sum], length),
    nodeOf('Reciprocal', [length], root),
  ]
}

function nodeOf(
  operator: string,
  inputs: readonly Value[],
  output: Value,
  attributes: Node['attributes'] = {},
): Node {
  return { operator, domain: '', inputs, outputs: [output], attributes }
}

function scalar(name: string, number: number, constants: Map<Value, Elements>): Value {
  const value: Value = { name, type: 'float32', shape: [] }
  constants.set(value, [number])
  return value
}
