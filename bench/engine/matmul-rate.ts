// The most that the runtime computes here: multiplications and additions a second of one large product in float32.
import { Tensor } from 'onnxruntime-node'
import { createGraph } from '../../packages/engine/src/graph/graph.ts'
import { toOnnx } from '../../packages/engine/src/graph/onnx.ts'
import { matMul } from '../../packages/engine/src/graph/operators.ts'
import { sessionOpener } from '../../packages/engine/src/runtime/session.ts'

const [rows, inner, columns] = [2048, 1024, 2048]

/** Operations a second, the best of twenty. */
export async function matmulRate(): Promise<number> {
  const graph = createGraph()
  const a = graph.input('a', 'float32', [rows, inner])
  const b = graph.input('b', 'float32', [inner, columns])
  const product = matMul(graph, a, b)
  const session = await sessionOpener({ provider: 'cpu' })(toOnnx(graph, [a, b], [product]).bytes)
  const random = (length: number): Float32Array => Float32Array.from({ length }, () => Math.random() - 0.5)
  const feeds = {
    a: new Tensor('float32', random(rows * inner), [rows, inner]),
    b: new Tensor('float32', random(inner * columns), [inner, columns]),
  }
  let best = Number.POSITIVE_INFINITY
  for (let time = 0; time < 20; time++) {
    const started = performance.now()
    await session.run(feeds)
    best = Math.min(best, (performance.now() - started) / 1000)
  }
  await session.release()
  return (2 * rows * inner * columns) / best
}
