// Runs a graph on given numbers, once: what tests and small computations need. Training and generation keep their
// sessions (runtime/).
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { toOnnx } from './onnx.ts'
import type { Graph, Value } from './graph.ts'

/** Elements of `outputs`, in order. All inputs float32 but those given as BigInt64Array. */
export async function runOnce(
  graph: Graph,
  given: ReadonlyMap<Value, Float32Array | BigInt64Array>,
  outputs: readonly Value[],
): Promise<Float32Array[]> {
  const model = toOnnx(graph, [...given.keys()], outputs)
  const session = await InferenceSession.create(model.bytes)
  const feeds = Object.fromEntries(
    model.inputs.map((value) => [
      value.name,
      new Tensor(value.type as 'float32', given.get(value) as Float32Array, value.shape),
    ]),
  )
  const results = await session.run(feeds)
  await session.release()
  return outputs.map(({ name }) => (results[name] as Tensor).data as Float32Array)
}
