// Prints what a tiny decoder answers, as a provider computes it: the log-probabilities of the first token behind two
// prompts, of continuations, and some tokens written one after the other; for the test of WebGPU.
//   node --import tsx answers-of-provider.ts PROVIDER ARCHITECTURE
import { createAnswering } from './answering.ts'
import { nextToken, score } from './asked.ts'
import { generate } from './generate.ts'
import { loadWeights } from '../decoder/model-weights.ts'
import { sessionOpener, type Provider } from '../runtime/session.ts'
import { tinyDecoders, tinyExample, tinyWeights } from '../training/tiny-decoders.ts'

const [provider, architecture] = process.argv.slice(2) as [Provider, keyof typeof tinyDecoders]
const config = { ...tinyDecoders[architecture], layers: 1 }
const weights = await loadWeights(config, tinyWeights(config), 'float32')
const answering = createAnswering(weights, sessionOpener({ provider, threads: 1 }))
const [long, short, one, other] = [
  tinyExample(24, 1, 3),
  tinyExample(9, 2, 4),
  tinyExample(3, 3, 1),
  tinyExample(2, 4, 1),
]
const prompts = [long, short].map(({ tokens }) => tokens)
const all = Array.from({ length: config.vocabulary }, (_, token) => token)
const first = await nextToken(answering, prompts, all)
const scores = await score(answering, [
  { prompt: prompts[0] as Int32Array, continuations: [one, other].map(({ tokens }) => tokens) },
])
const written = await generate(
  answering,
  prompts.map((prompt) => ({ prompt, tokens: 6, stop: [], temperature: 0 })),
)
await answering.close()
console.log(
  JSON.stringify({
    first: first.flatMap((array) => [...array]),
    scores: scores.flat().flatMap((array) => [...array]),
    written: written.flatMap(({ tokens }) => [...tokens]),
  }),
)
