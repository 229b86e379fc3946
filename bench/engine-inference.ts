// How fast the engine answers, on random weights of three shapes: reading prompts, writing tokens alone and eight at
// once, and scoring the options of tasks that share their case, against scoring each task alone. Prints Markdown; each
// shape runs in a process of its own, whose highest resident memory is told. Beside it transformers, in float32, where
// BEHAVIORBENCH_PYTHON names an interpreter that has it.
//
//   npx tsx bench/engine-inference.ts [--large] [--precision float32|bfloat16|int8] [--threads N]
//
// --large adds the shape of Qwen2.5-0.5B (2 GB in float32).
import { spawnSync } from 'node:child_process'
import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { createAnswering, type Answering } from '../packages/engine/src/generation/answering.ts'
import { nextToken, score } from '../packages/engine/src/generation/asked.ts'
import { generate } from '../packages/engine/src/generation/generate.ts'
import { tensorShapes, type DecoderConfig } from '../packages/engine/src/decoder/config.ts'
import { loadWeights } from '../packages/engine/src/decoder/model-weights.ts'
import { randomFrom } from '../packages/engine/src/generation/sampling.ts'
import { sessionOpener } from '../packages/engine/src/runtime/session.ts'
import type { Precision } from '../packages/engine/src/decoder/tensor.ts'
import type { Score } from '../packages/engine/src/engine.ts'
import { answeringSpeed, hasPython } from './engine/python-speed.ts'

const { values } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    precision: { type: 'string', default: 'float32' },
    threads: { type: 'string' },
    shape: { type: 'string' },
  },
})

const common = {
  architecture: 'qwen2',
  headSize: 64,
  epsilon: 1e-6,
  rotary: { theta: 1e6 },
  tied: true,
  attentionBias: true,
  queryKeyNorm: false,
  positions: 4096,
}
const shapes: Readonly<Record<string, DecoderConfig>> = {
  '5 M': {
    ...common,
    vocabulary: 4096,
    hidden: 256,
    layers: 5,
    heads: 4,
    keyValueHeads: 2,
    intermediate: 768,
  },
  '24 M': {
    ...common,
    vocabulary: 8192,
    hidden: 512,
    layers: 7,
    heads: 8,
    keyValueHeads: 2,
    intermediate: 1408,
  },
  '0.5 B': {
    ...common,
    vocabulary: 151_936,
    hidden: 896,
    layers: 24,
    heads: 14,
    keyValueHeads: 2,
    intermediate: 4864,
  },
}

if (values.shape === undefined) all()
else await measure(values.shape)

function all(): void {
  console.log(
    `${availableParallelism()} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}, ${values.precision}\n`,
  )
  console.log(
    '| Model | prefill tok/s | decode tok/s, 1 | decode tok/s, 8 | tasks scored/s | each alone | peak memory |',
  )
  console.log('|---|---|---|---|---|---|---|')
  for (const name of Object.keys(shapes).filter((shape) => values.large || shape !== '0.5 B')) {
    const { status } = spawnSync(
      process.execPath,
      [...process.execArgv, ...process.argv.slice(1), '--shape', name],
      { stdio: 'inherit' },
    )
    if (status !== 0) throw new Error(`${name} ended with ${status}`)
    if (hasPython) console.log(transformersRow(name))
  }
}

function transformersRow(name: string): string {
  const config = shapes[name] as DecoderConfig
  const { prefill, decode, peakBytes } = answeringSpeed(config)
  const rates = [prefill.toPrecision(3), decode.toPrecision(3), '', '', '']
  return `| ${[`${name}, transformers`, ...rates, `${(peakBytes / 2 ** 30).toFixed(2)} GB`].join(' | ')} |`
}

async function measure(name: string): Promise<void> {
  const config = shapes[name]
  if (config === undefined) throw new Error(`${name} is none of ${Object.keys(shapes).join(', ')}`)
  const random = randomFrom(1)
  const tensors = tensorShapes(config)
  const source = {
    names: [...tensors.keys()],
    read: async (tensor: string) => {
      const shape = tensors.get(tensor) as readonly number[]
      const data = new Float32Array(shape.reduce((product, size) => product * size, 1))
      const [around, width] = tensor.includes('norm') ? [1, 0] : [0, 0.1]
      for (let place = 0; place < data.length; place++) data[place] = around + (random() - 0.5) * width
      return { shape, data }
    },
  }
  const weights = await loadWeights(config, source, values.precision as Precision)
  const threads = values.threads === undefined ? undefined : Number(values.threads)
  const answering = createAnswering(weights, sessionOpener({ provider: 'cpu', threads }))
  const prompt = (length: number): Int32Array =>
    Int32Array.from({ length }, () => Math.floor(random() * config.vocabulary))

  const long = prompt(1024)
  const prefill = 1024 / (await best(answering, async () => nextToken(answering, [long], [1])))
  const alone = await decoding(answering, [prompt(128)])
  const eight = await decoding(
    answering,
    Array.from({ length: 8 }, () => prompt(128)),
  )
  // Tasks of four cases: each case is shared by eight tasks of their own words and four options.
  const tasks = Array.from({ length: 4 }, () => prompt(384)).flatMap((shared) =>
    Array.from({ length: 8 }, (): Score => {
      const own = prompt(96)
      const continuations = Array.from({ length: 4 }, () => prompt(12))
      return { prompt: Int32Array.from([...shared, ...own]), continuations }
    }),
  )
  const together = tasks.length / (await best(answering, async () => score(answering, tasks)))
  const first = tasks.slice(0, 2)
  const each = await best(answering, async () => {
    for (const task of first)
      for (const continuation of task.continuations) {
        answering.forget()
        await score(answering, [{ prompt: task.prompt, continuations: [continuation] }])
      }
  })
  await answering.close()
  const cells = [
    name,
    ...[prefill, alone, eight, together, first.length / each].map((rate) => rate.toPrecision(3)),
    `${(process.resourceUsage().maxRSS / 1024 / 1024).toFixed(2)} GB`,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}

/** Seconds of the best of three runs, after one that makes the models. */
async function best(answering: Answering, run: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = []
  for (let time = 0; time < 4; time++) {
    answering.forget()
    const started = performance.now()
    await run()
    if (time > 0) seconds.push((performance.now() - started) / 1000)
  }
  return Math.min(...seconds)
}

/** Tokens a second behind prompts, once all are being answered. */
async function decoding(answering: Answering, prompts: readonly Int32Array[]): Promise<number> {
  const tokens = 48
  const rates: number[] = []
  for (let time = 0; time < 3; time++) {
    const times: number[] = []
    await generate(
      answering,
      prompts.map((prompt) => ({ prompt, tokens, stop: [], temperature: 0 })),
      { onToken: () => times.push(performance.now()) },
    )
    const began = times[2 * prompts.length] as number
    rates.push(((times.length - 2 * prompts.length) * 1000) / ((times.at(-1) as number) - began))
  }
  return Math.max(...rates)
}
