// The part of a graph that makes some values from others, as the bytes of an ONNX model. Whatever is given becomes
// an input of the model, be it an input of the graph or a value inside of it: so one graph is cut into a forward
// and a backward model, and what the backward model is not given it computes again.
import { elementTypeNumbers } from './operators.ts'
import { bytes, float, integer, join, message, text, type Field } from './protobuf.ts'
import { shapeText, type Attribute, type Elements, type Graph, type Node, type Value } from './graph.ts'

export interface OnnxModel {
  readonly bytes: Uint8Array
  /** What has to be given, in the order of the graph: only what the outputs need. */
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
}

/** Opset 26 has BitCast; ONNX Runtime 1.30 reads IR 13. */
const opset = { '': 26, 'com.microsoft': 1 } as const
const irVersion = 13

/**
 * Throws where an output rests on a graph input that is not given. A `free` dimension of an input may have another
 * size at each run; the graph then has to be right for any.
 */
export function toOnnx(
  graph: Graph,
  given: readonly Value[],
  outputs: readonly Value[],
  free: ReadonlyMap<Value, readonly number[]> = new Map(),
): OnnxModel {
  const { nodes, inputs, constants } = neededFor(graph, new Set(given), outputs)
  const declared = (value: Value, field: number): Field =>
    message(field, valueInfo(value, free.get(value) ?? []))
  const body = [
    ...nodes.map((node) => message(1, nodeFields(node))),
    text(2, 'graph'),
    ...constants.map((value) => message(5, tensorFields(value, graph.constants.get(value) as Elements))),
    ...inputs.map((value) => declared(value, 11)),
    ...outputs.map((value) => declared(value, 12)),
  ]
  const sets = Object.entries(opset).map(([domain, version]) =>
    message(8, [text(1, domain), integer(2, version)]),
  )
  return {
    bytes: join([integer(1, irVersion), text(2, 'behaviorbench'), message(7, body), ...sets]),
    inputs,
    outputs,
  }
}

function neededFor(
  graph: Graph,
  given: ReadonlySet<Value>,
  outputs: readonly Value[],
): {
  readonly nodes: readonly Node[]
  readonly inputs: readonly Value[]
  readonly constants: readonly Value[]
} {
  const nodes = new Set<Node>()
  const inputs = new Set<Value>()
  const constants = new Set<Value>()
  const open = [...outputs]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (given.has(value)) {
      inputs.add(value)
      continue
    }
    if (graph.constants.has(value)) {
      constants.add(value)
      continue
    }
    const node = graph.producerOf(value)
    if (node === undefined) throw new Error(`${value.name} ${shapeText(value.shape)} is needed and not given`)
    if (nodes.has(node)) continue
    nodes.add(node)
    for (const input of node.inputs) if (input !== undefined) open.push(input)
  }
  return {
    nodes: graph.nodes.filter((node) => nodes.has(node)),
    inputs: [...given].filter((value) => inputs.has(value)),
    constants: [...constants],
  }
}

function nodeFields({ operator, domain, inputs, outputs, attributes }: Node): readonly Field[] {
  return [
    ...inputs.map((input) => text(1, input?.name ?? '')),
    ...outputs.map((output) => text(2, output.name)),
    text(3, outputs[0]?.name ?? operator),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => message(5, attributeFields(name, value))),
    text(7, domain),
  ]
}

/** Kinds of attributes: 1 float, 2 integer, 3 text, 7 integers. */
function attributeFields(name: string, value: Attribute): readonly Field[] {
  if (typeof value === 'number') return [text(1, name), integer(3, value), integer(20, 2)]
  if (typeof value === 'string') return [text(1, name), text(4, value), integer(20, 3)]
  if ('float' in value) return [text(1, name), float(2, value.float), integer(20, 1)]
  return [text(1, name), ...value.map((number) => integer(8, number)), integer(20, 7)]
}

function valueInfo({ name, type, shape }: Value, free: readonly number[]): readonly Field[] {
  const dimensions = shape.map((size, place) => message(1, free.includes(place) ? [] : [integer(1, size)]))
  const tensor = [integer(1, elementTypeNumbers[type]), message(2, dimensions)]
  return [text(1, name), message(2, [message(1, tensor)])]
}

function tensorFields({ name, type, shape }: Value, elements: Elements): readonly Field[] {
  return [
    ...shape.map((size) => integer(1, size)),
    integer(2, elementTypeNumbers[type]),
    text(8, name),
    bytes(9, rawBytes(type, elements)),
  ]
}

function rawBytes(type: Value['type'], elements: Elements): Uint8Array {
  const numbers = elements as readonly number[]
  switch (type) {
    case 'float32':
      return new Uint8Array(Float32Array.from(numbers).buffer)
    case 'int64':
      return new Uint8Array(BigInt64Array.from(elements as readonly bigint[]).buffer)
    case 'int32':
      return new Uint8Array(Int32Array.from(numbers).buffer)
    case 'uint32':
      return new Uint8Array(Uint32Array.from(numbers).buffer)
    case 'uint16':
    case 'float16':
    case 'bfloat16':
      return new Uint8Array(Uint16Array.from(numbers).buffer)
    case 'int8':
      return new Uint8Array(Int8Array.from(numbers).buffer)
    case 'uint8':
    case 'bool':
      return Uint8Array.from(numbers)
  }
}
