// How fast the engine trains, and with how much memory: steps of LoRA (rank 8, all linear maps) and of full training,
// on decoders with random weights. Each measurement runs in a process of its own, so that its peak is its own.
//   npx tsx bench/engine-step.ts [--large]
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { estimateMemory } from '../packages/engine/src/training/memory.ts'
import { linears } from '../packages/engine/src/decoder/config.ts'
import { openEngine } from '../packages/engine/src/open-engine.ts'
import { parametersOf, sizes } from './engine/random-decoder.ts'
import { randomFrom } from '../packages/engine/src/generation/sampling.ts'
import type { Example } from '../packages/engine/src/engine.ts'
import type { Precision } from '../packages/engine/src/decoder/tensor.ts'

interface Setting {
  readonly size: keyof typeof sizes
  readonly kind: 'lora' | 'full'
  readonly precision: Precision
  readonly examples: number
  readonly length: number
  /** Trained tokens of each example, the last ones. */
  readonly trained: number
  readonly repeats: number
}

interface Result {
  readonly tokensPerSecond: number
  readonly peakBytes: number
}

const lora = { kind: 'lora', precision: 'float32', repeats: 5 } as const
const large: Setting = { ...lora, size: '0.5B', examples: 1, length: 512, trained: 128, repeats: 2 }
const settings: readonly Setting[] = [
  { ...lora, size: '5M', examples: 4, length: 256, trained: 64 },
  { ...lora, size: '24M', examples: 4, length: 512, trained: 64 },
  { ...lora, kind: 'full', size: '5M', examples: 8, length: 256, trained: 255 },
  ...(process.argv.includes('--large')
    ? [large, { ...large, precision: 'bfloat16' } as const, { ...large, precision: 'int8' } as const]
    : []),
]

const [flag, asked] = process.argv.slice(2)
if (flag === '--measure' && asked !== undefined) {
  console.log(JSON.stringify(await measured(JSON.parse(asked) as Setting)))
} else {
  const [cpu] = cpus()
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0)
  console.log(`${cpu?.model}, ${availableParallelism()} threads, ${gigabytes} GB, Node ${process.version}\n`)
  console.log(
    '| Parameters | Training | Frozen as | Batch | Trained tokens | tokens/s | Peak, GB | Estimate, GB |',
  )
  console.log('|---|---|---|---|---|---|---|---|')
  for (const setting of settings) console.log(rowOf(setting, inOwnProcess(setting)))
}

function inOwnProcess(setting: Setting): Result {
  const parameters = ['--import', 'tsx', import.meta.filename, '--measure', JSON.stringify(setting)]
  return JSON.parse(execFileSync(process.execPath, parameters, { encoding: 'utf8' })) as Result
}

function rowOf(setting: Setting, { tokensPerSecond, peakBytes }: Result): string {
  const { size, kind, precision, examples, length, trained } = setting
  const config = sizes[size]
  const method = kind === 'full' ? { kind } : { kind, rank: 8, targets: linears }
  const { total } = estimateMemory({ config, precision, method, longest: length, tokens: examples * length })
  const cells = [
    `${(parametersOf(config) / 1e6).toFixed(1)} M`,
    kind,
    kind === 'full' ? 'none' : precision,
    `${examples} × ${length}`,
    examples * trained,
    tokensPerSecond.toFixed(0),
    (peakBytes / 1e9).toFixed(2),
    (total / 1e9).toFixed(2),
  ]
  return `| ${cells.join(' | ')} |`
}

/** The best of several steps: others share the machine. The first step makes the models and is not counted. */
async function measured({ size, kind, precision, repeats, ...batch }: Setting): Promise<Result> {
  const module = new URL('./engine/random-decoder.ts', import.meta.url).href
  const engine = await openEngine({ module, argument: size }, { precision })
  const method = kind === 'full' ? { kind } : { kind, rank: 8, alpha: 16, targets: linears }
  const optimizer = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01, maxNorm: 1 }
  const training = await engine.startTraining({ method, optimizer, seed: 1 })
  const examples = examplesOf(engine.config.vocabulary, batch)
  await training.step(examples, 1e-4)
  let best = Number.POSITIVE_INFINITY
  for (let repeat = 0; repeat < repeats; repeat++) {
    const started = performance.now()
    await training.step(examples, 1e-4)
    best = Math.min(best, (performance.now() - started) / 1000)
  }
  await engine.close()
  return { tokensPerSecond: (batch.examples * batch.length) / best, peakBytes: peakMemory() }
}

function examplesOf(
  vocabulary: number,
  { examples, length, trained }: Pick<Setting, 'examples' | 'length' | 'trained'>,
): readonly Example[] {
  const random = randomFrom(2)
  return Array.from({ length: examples }, () => ({
    // One more than is computed with: the last is a target only.
    tokens: Int32Array.from({ length: length + 1 }, () => Math.floor(random() * vocabulary)),
    weights: Float32Array.from({ length: length + 1 }, (_, place) => (place > length - trained ? 1 : 0)),
  }))
}

/** The most resident memory that this process ever had (Linux). */
function peakMemory(): number {
  const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
