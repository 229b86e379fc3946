// How fast the engine trains, and with how much memory: steps of LoRA (rank 8, all linear maps) and of full training,
// on decoders with random weights; beside it, where BEHAVIORBENCH_PYTHON names an interpreter that has them, the same
// steps of LoRA by PyTorch alone and by transformers with PEFT. Each measurement runs in a process of its own, so that
// its peak is its own. Prints Markdown.
//   npx tsx bench/engine-step.ts [--large]     the shape of Qwen2.5-0.5B instead of the small ones
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { estimateMemory } from '../packages/engine/src/training/memory.ts'
import { linears, linearShape, type DecoderConfig } from '../packages/engine/src/decoder/config.ts'
import { openEngine } from '../packages/engine/src/open-engine.ts'
import { matmulRate } from './engine/matmul-rate.ts'
import { hasPython, trainingSpeed } from './engine/python-speed.ts'
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

const rank = 8
const lora = { kind: 'lora', precision: 'float32', repeats: 5 } as const
const large: Setting = { ...lora, size: '0.5B', examples: 1, length: 512, trained: 128, repeats: 2 }
const settings: readonly Setting[] = process.argv.includes('--large')
  ? [large, { ...large, precision: 'bfloat16' }, { ...large, precision: 'int8' }]
  : [
      { ...lora, size: '5M', examples: 4, length: 256, trained: 64 },
      { ...lora, size: '24M', examples: 4, length: 512, trained: 64 },
      { ...lora, kind: 'full', size: '5M', examples: 8, length: 256, trained: 255 },
    ]
/** Engine and Python take turns so often, and the best of each counts: others share the machine. */
const rounds = process.argv.includes('--large') ? 1 : 3

const [flag, asked] = process.argv.slice(2)
if (flag === '--measure' && asked !== undefined) {
  console.log(JSON.stringify(await measured(JSON.parse(asked) as Setting)))
} else {
  const [cpu] = cpus()
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0)
  const rate = await matmulRate()
  console.log(
    `${cpu?.model}, ${availableParallelism()} threads, ${gigabytes} GB, Node ${process.version}; ` +
      `one large product: ${(rate / 1e9).toFixed(0)} GFLOP/s\n`,
  )
  const others = hasPython ? ['PyTorch', 'its peak', 'transformers + PEFT', 'its peak'] : []
  const names = [
    'Parameters',
    'Training',
    'Frozen as',
    'Batch',
    'Trained tokens',
    'tokens/s',
    'Of the rate of the product',
    'Peak, GB',
    'Estimate, GB',
    ...others,
  ]
  console.log(`| ${names.join(' | ')} |`)
  console.log(`|${'---|'.repeat(names.length)}`)
  for (const setting of settings) console.log(`| ${rowOf(setting, rate).join(' | ')} |`)
}

function rowOf(setting: Setting, rate: number): string[] {
  const own: Result[] = []
  const others = new Map<string, Result[]>()
  for (let round = 0; round < rounds; round++) {
    own.push(inOwnProcess(setting))
    for (const [name, result] of byPython(setting)) others.set(name, [...(others.get(name) ?? []), result])
  }
  return [
    ...cellsOf(setting, fastest(own), rate),
    ...[...others.values()]
      .map(fastest)
      .flatMap(({ tokensPerSecond, peakBytes }) => [
        tokensPerSecond.toFixed(0),
        (peakBytes / 1e9).toFixed(2),
      ]),
  ]
}

function fastest(results: readonly Result[]): Result {
  return results.reduce((best, one) => (one.tokensPerSecond > best.tokensPerSecond ? one : best))
}

function inOwnProcess(setting: Setting): Result {
  const parameters = ['--import', 'tsx', import.meta.filename, '--measure', JSON.stringify(setting)]
  return JSON.parse(execFileSync(process.execPath, parameters, { encoding: 'utf8' })) as Result
}

function cellsOf(setting: Setting, { tokensPerSecond, peakBytes }: Result, rate: number): string[] {
  const { size, kind, precision, examples, length, trained } = setting
  const config = sizes[size]
  const method = kind === 'full' ? { kind } : { kind, rank, targets: linears }
  const { total } = estimateMemory({ config, precision, method, longest: length, tokens: examples * length })
  const share = (tokensPerSecond * operationsOf(config, setting)) / rate
  return [
    `${(parametersOf(config) / 1e6).toFixed(1)} M`,
    kind,
    kind === 'full' ? 'none' : precision,
    `${examples} × ${length}`,
    `${examples * trained}`,
    tokensPerSecond.toFixed(0),
    `${(100 * share).toFixed(0)} %`,
    (peakBytes / 1e9).toFixed(2),
    (total / 1e9).toFixed(2),
  ]
}

/** PyTorch and PEFT with the engine's setting; they train LoRA in float32 only. */
function byPython({
  kind,
  size,
  precision,
  examples,
  length,
  trained,
  repeats,
}: Setting): [string, Result][] {
  if (!hasPython || kind === 'full' || precision !== 'float32') return []
  const setting = { batch: examples, length, trained, repeats }
  return (['torch', 'peft'] as const).map((by) => [by, trainingSpeed(by, sizes[size], setting)])
}

/**
 * Multiplications and additions that a step needs for one token: forward, and backward once (to the inputs) for frozen
 * numbers and twice for trained ones; of attention the half that is not masked; the head where a token is trained.
 * What is computed again to save memory is not needed.
 */
function operationsOf(config: DecoderConfig, { kind, length, trained }: Setting): number {
  const shapes = linears.map((name) => linearShape(config, name))
  const frozen = shapes.reduce((sum, [outputs, inputs]) => sum + outputs * inputs, 0)
  const added = shapes.reduce((sum, [outputs, inputs]) => sum + rank * (outputs + inputs), 0)
  const attention = config.heads * config.headSize * length
  const head = (config.vocabulary * config.hidden * trained) / length
  const layer = kind === 'full' ? 6 * frozen : 4 * frozen + 6 * added
  return config.layers * (layer + 6 * attention) + (kind === 'full' ? 6 : 4) * head
}

/** The best of several steps: others share the machine. The first step makes the models and is not counted. */
async function measured({ size, kind, precision, repeats, ...batch }: Setting): Promise<Result> {
  const module = new URL('./engine/random-decoder.ts', import.meta.url).href
  const engine = await openEngine({ module, argument: size }, { precision })
  const method = kind === 'full' ? { kind } : { kind, rank, alpha: 16, targets: linears }
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
