// A computation as a list of operators over values of fixed shape, in the order in which they were applied. It
// holds no numbers besides small constants: weights are inputs. What runs it is runtime/; what takes its
// gradient is gradients.ts; what writes it as ONNX is onnx.ts.

export type ElementType =
  | 'float32'
  | 'float16'
  | 'bfloat16'
  | 'int32'
  | 'int64'
  | 'int8'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'bool'

/** Sizes of the dimensions, outermost first; [] is a scalar. */
export type Shape = readonly number[]

/** What stands between operators: one tensor. */
export interface Value {
  readonly name: string
  readonly type: ElementType
  readonly shape: Shape
}

/** A number without a fraction is still written as a float where it is given as { float }. */
export type Attribute = number | string | readonly number[] | { readonly float: number }

export interface Node {
  readonly operator: string
  readonly domain: Domain
  /** An optional input that is left out is undefined. */
  readonly inputs: readonly (Value | undefined)[]
  readonly outputs: readonly Value[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

/** ONNX's own operators, or ONNX Runtime's. */
export type Domain = '' | 'com.microsoft'

/** A constant's elements in row-major order; int64 as bigint. */
export type Elements = readonly number[] | readonly bigint[]

export interface Graph {
  readonly inputs: readonly Value[]
  readonly constants: ReadonlyMap<Value, Elements>
  /** In an order in which they can be run. */
  readonly nodes: readonly Node[]
  /** The node that makes a value; undefined for inputs and constants. */
  producerOf(value: Value): Node | undefined
  /** A named tensor that is given at every run. Throws where the name is taken. */
  input(name: string, type: ElementType, shape: Shape): Value
  constant(type: ElementType, shape: Shape, elements: Elements): Value
  /** Applies an operator that has one output. */
  apply(
    operator: string,
    inputs: readonly (Value | undefined)[],
    output: { readonly type: ElementType; readonly shape: Shape },
    attributes?: Readonly<Record<string, Attribute>>,
    domain?: Domain,
  ): Value
  /** Applies an operator that has several. */
  applyMany(
    operator: string,
    inputs: readonly (Value | undefined)[],
    outputs: readonly { readonly type: ElementType; readonly shape: Shape }[],
    attributes?: Readonly<Record<string, Attribute>>,
    domain?: Domain,
  ): readonly Value[]
}

export function createGraph(): Graph {
  const inputs: Value[] = []
  const constants = new Map<Value, Elements>()
  const known = new Map<string, Value>()
  const nodes: Node[] = []
  const producers = new Map<Value, Node>()
  const graph: Graph = {
    inputs,
    constants,
    nodes,
    producerOf: (value) => producers.get(value),
    input(name, type, shape) {
      if (inputs.some((value) => value.name === name))
        throw new Error(`the graph has an input named ${name} already`)
      const value: Value = { name, type, shape }
      inputs.push(value)
      return value
    },
    constant(type, shape, elements) {
      const key = `${type} ${shape.join('×')} ${elements.join(',')}`
      const same = known.get(key)
      if (same !== undefined) return same
      const value: Value = { name: `constant_${constants.size}`, type, shape }
      constants.set(value, elements)
      known.set(key, value)
      return value
    },
    apply(operator, from, output, attributes, domain) {
      return graph.applyMany(operator, from, [output], attributes, domain)[0] as Value
    },
    applyMany(operator, from, kinds, attributes = {}, domain = '') {
      const outputs = kinds.map(
        ({ type, shape }, place): Value => ({ name: `${operator}_${nodes.length}_${place}`, type, shape }),
      )
      const node: Node = { operator, domain, inputs: from, outputs, attributes }
      nodes.push(node)
      for (const output of outputs) producers.set(output, node)
      return outputs
    },
  }
  return graph
}

export function elementsOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** What two shapes make together by the rules of broadcasting. Throws where they do not fit. */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, place) => {
    const one = a[place - rank + a.length] ?? 1
    const other = b[place - rank + b.length] ?? 1
    if (one !== other && one !== 1 && other !== 1)
      throw new Error(`shapes ${shapeText(a)} and ${shapeText(b)} do not fit together`)
    return Math.max(one, other)
  })
}

export function shapeText(shape: Shape): string {
  return `[${shape.join(' × ')}]`
}
