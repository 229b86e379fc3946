// Prints the losses and gradients of a tiny decoder, packed, with added rows, as a provider computes them: for the
// test of WebGPU, whose driver is chosen by the environment that a process starts with.
//   node --import tsx gradients-of-provider.ts PROVIDER ARCHITECTURE
import { createExampleGradients } from './example-gradients.ts'
import { createModels } from '../runtime/models.ts'
import { loadWeights } from '../decoder/model-weights.ts'
import { parametersOfAdapter, parametersOfModel } from './parameters.ts'
import { sessionOpener, type Provider } from '../runtime/session.ts'
import { startingAdapter } from './starting-adapter.ts'
import { tinyDecoders, tinyExample, tinyLora, tinyWeights } from './tiny-decoders.ts'

const [provider, architecture] = process.argv.slice(2) as [Provider, keyof typeof tinyDecoders]
// Most of the time goes into making shaders, so one layer has to do.
const config = { ...tinyDecoders[architecture], layers: 1 }
const examples = [tinyExample(24, 1, 3), tinyExample(9, 2, 4), tinyExample(12, 3, 2)]
// An added token has to occur for its row to have a gradient.
examples[0]?.tokens.fill(21, 5, 6)
const found: Record<string, unknown> = {}
for (const trained of ['all', 'lora'] as const) {
  const weights = await loadWeights(config, tinyWeights(config), 'float32')
  const adapter = trained === 'lora' ? startingAdapter(weights, tinyLora(config), 5) : undefined
  for (const { b } of adapter?.pairs.values() ?? [])
    b.data.forEach((_, at) => (b.data[at] = Math.sin(at) / 3))
  weights.setAdapter(adapter)
  const parameters = adapter === undefined ? parametersOfModel(weights) : parametersOfAdapter(adapter)
  const models = createModels(sessionOpener({ provider, threads: 1 }))
  const gradients = createExampleGradients(weights, models, trained, parameters, { provider, chunk: 16 })
  const { losses } = await gradients.compute(examples)
  found[`${trained} losses`] = losses.flatMap((array) => [...array])
  for (const { name, gradient } of parameters) found[`${trained} ${name}`] = [...gradient]
  await models.close()
}
console.log(JSON.stringify(found))
