// Weights before pre-training: normal with deviation 0.02, those that write into the residual stream smaller by the
// root of how many do (Radford et al. 2019), norms 1 and biases 0.
import { tensorShapes, type DecoderConfig } from '../packages/engine/src/decoder/config.ts'
import type { Tensor } from '../packages/engine/src/decoder/tensor.ts'
import { randomFor } from '../src/kit/random.ts'

const deviation = 0.02

export function initialWeights(config: DecoderConfig, seed: number): ReadonlyMap<string, Tensor> {
  return new Map(
    [...tensorShapes(config)].map(([name, shape]): [string, Tensor] => {
      const data = new Float32Array(shape.reduce((product, size) => product * size, 1))
      if (name.endsWith('norm.weight')) data.fill(1)
      else if (name.endsWith('.weight')) fillNormal(data, scaleOf(name, config), name, seed)
      return [name, { shape, data }]
    }),
  )
}

function scaleOf(name: string, { layers }: DecoderConfig): number {
  return /\.(?:o|down)_proj\./.test(name) ? deviation / Math.sqrt(2 * layers) : deviation
}

/** By Box and Muller. */
function fillNormal(data: Float32Array, scale: number, name: string, seed: number): void {
  const random = randomFor('starter weights', seed, name)
  for (let place = 0; place < data.length; place += 2) {
    const radius = scale * Math.sqrt(-2 * Math.log(1 - random.next()))
    const angle = 2 * Math.PI * random.next()
    data[place] = radius * Math.cos(angle)
    if (place + 1 < data.length) data[place + 1] = radius * Math.sin(angle)
  }
}
