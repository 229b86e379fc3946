// Makes the starter model from nothing: corpus, tokenizer, initial weights, pre-training, model folder with its card.
// Everything it is made by stands in recipe.ts. It can be stopped and run again, and goes on where it was.
//
//   npx tsx starter/make.ts WORK [OUTPUT = WORK/starter-3m]
import { createReadStream, existsSync } from 'node:fs'
import { appendFile, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createTokenizer } from '../packages/engine/src/checkpoints/tokenizer.ts'
import { writeModelFolder } from '../packages/engine/src/checkpoints/model-folder-writer.ts'
import type { Tensor } from '../packages/engine/src/decoder/tensor.ts'
import { openEngine } from '../packages/engine/src/open-engine.ts'
import { writeText } from '../src/kit/jsonl.ts'
import { duration } from '../src/kit/progress.ts'
import { createWordCounter, learnBytePairs, tokenizerJson, wordsOf } from './byte-pairs.ts'
import { modelCard } from './card.ts'
import { chatTemplate, chatText } from './chat-template.ts'
import { readCorpus, writeCorpus, type CorpusPart } from './corpus.ts'
import { initialWeights } from './initial-weights.ts'
import * as recipe from './recipe.ts'
import { exampleOf, windowsOf, type TokenDocuments } from './windows.ts'

const [work, output = join(work ?? '', 'starter-3m')] = process.argv.slice(2)
if (work === undefined) throw new Error('name a folder to work in')
await mkdir(work, { recursive: true })

say('The corpus')
const corpus = join(work, 'corpus')
await writeCorpus(corpus, recipe.corpus, availableParallelism(), () => {})
say('The tokenizer')
const files = await tokenizerFiles()
const tokenizer = createTokenizer(work, files)
say('The documents as tokens')
const tokensByWord = new Map<string, readonly number[]>()
const marks = /(<\|start\|>|<\|end\|>)/
const documents = {
  trained: await tokensOf('trained'),
  heldOutCases: await tokensOf('heldOutCases'),
  heldOutConditions: await tokensOf('heldOutConditions'),
}
const tokens = documents.trained.reduce((sum, { length }) => sum + length, 0)
say(`${documents.trained.length} documents, ${tokens} tokens`)

const initial = join(work, 'initial')
const stop = recipe.specialTokens.map((token) => tokenizer.token(token) as number).slice(-1)
if (!existsSync(initial)) {
  const weights = initialWeights(recipe.shape, recipe.seed)
  await writeModelFolder(initial, {
    config: recipe.shape,
    tensors: sourceOf(weights),
    format: 'F32',
    files,
    stop,
  })
}
await train()

async function tokenizerFiles(): Promise<Record<string, string>> {
  const path = join(work as string, 'tokenizer.json')
  if (!existsSync(path)) {
    const counter = createWordCounter()
    for await (const { asked, written } of readCorpus(corpus, 'trained')) {
      counter.add(asked)
      counter.add(written)
    }
    const pairs = learnBytePairs(counter.counts(), recipe.learntTokens)
    await writeText(path, `${JSON.stringify(tokenizerJson(pairs, recipe.specialTokens))}\n`)
  }
  const [pad, , end] = recipe.specialTokens
  const config = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    eos_token: end,
    pad_token: pad,
    model_max_length: recipe.shape.positions,
    clean_up_tokenization_spaces: false,
    chat_template: chatTemplate,
  }
  return {
    'tokenizer.json': await readFile(path, 'utf8'),
    'tokenizer_config.json': `${JSON.stringify(config, null, 2)}\n`,
  }
}

/** Word by word, since a corpus of ten million words has some ten thousand different ones. */
async function tokensOf(part: CorpusPart): Promise<TokenDocuments> {
  const found: Int32Array[] = []
  for await (const { asked, written } of readCorpus(corpus, part)) {
    const pieces = chatText(asked, written).split(marks)
    found.push(
      Int32Array.from(
        pieces.flatMap((piece) =>
          piece.startsWith('<|') ? tokensOfWord(piece) : wordsOf(piece).flatMap(tokensOfWord),
        ),
      ),
    )
  }
  return found
}

function tokensOfWord(word: string): readonly number[] {
  const known = tokensByWord.get(word)
  if (known !== undefined) return known
  const found = [...tokenizer.encode(word)]
  tokensByWord.set(word, found)
  return found
}

async function train(): Promise<void> {
  const folder = work as string
  const [state, log] = [join(folder, 'state.safetensors'), join(folder, 'steps.jsonl')]
  const engine = await openEngine(initial)
  const training = await engine.startTraining({
    method: { kind: 'full' },
    optimizer: recipe.optimizer,
    seed: recipe.seed,
  })
  let step = 0
  if (existsSync(state)) {
    await training.restore(state)
    step = await stepsDone(log)
    say(`Goes on from step ${step}`)
  }
  const total = recipe.phases.reduce((sum, { steps }) => sum + steps, 0)
  let seen = 0
  const started = Date.now()
  let lines = ''
  for (; step < total; step++) {
    const examples = windowsOf(documents.trained, phaseOf(step), step, recipe.seed)
    const result = await training.step(examples, rateOf(step, total))
    seen += result.tokens
    lines += `${JSON.stringify({ step, loss: result.loss, norm: result.gradientNorm, tokens: result.tokens })}\n`
    if ((step + 1) % 25 === 0) {
      const rate = seen / ((Date.now() - started) / 1000)
      say(`step ${step + 1} of ${total}: loss ${result.loss.toFixed(3)}, ${Math.round(rate)} tokens/s`)
    }
    if ((step + 1) % 100 === 0 || step + 1 === total) {
      await training.save(`${state}.new`)
      await appendFile(log, lines)
      lines = ''
      await rename(`${state}.new`, state)
    }
  }
  say('Losses on held-out documents')
  const measured = {
    heldOutCases: await meanLoss(training, documents.heldOutCases),
    heldOutConditions: await meanLoss(training, documents.heldOutConditions),
  }
  const weights = await training.weights()
  await rm(output, { recursive: true, force: true })
  const card = modelCard({
    tokens,
    measured,
    trained: await tokensTrained(log),
    machine: `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
  })
  await writeModelFolder(output, {
    config: recipe.shape,
    tensors: sourceOf(weights),
    format: 'BF16',
    files: { ...files, 'README.md': card },
    stop,
  })
  await engine.close()
  say(`Wrote ${output} after ${duration((Date.now() - started) / 1000)} of training in this run`)
}

function phaseOf(step: number): recipe.Phase {
  let before = 0
  for (const phase of recipe.phases) {
    if (step < before + phase.steps) return phase
    before += phase.steps
  }
  throw new RangeError(`step ${step} is behind the last`)
}

/** Linear warm-up, then a cosine. */
function rateOf(step: number, total: number): number {
  const warm = Math.min(1, (step + 1) / recipe.warmUpSteps)
  const cosine = 0.5 * (1 + Math.cos((Math.PI * step) / total))
  return recipe.peakRate * warm * (recipe.lastShare + (1 - recipe.lastShare) * cosine)
}

/** Mean cross-entropy a token, in nats, of whole documents. */
async function meanLoss(
  training: Awaited<ReturnType<Awaited<ReturnType<typeof openEngine>>['startTraining']>>,
  from: TokenDocuments,
): Promise<number> {
  let sum = 0
  let count = 0
  for (const document of from) {
    const [losses = new Float32Array()] = await training.evaluate([
      exampleOf(document.slice(0, recipe.shape.positions)),
    ])
    sum += losses.reduce((a, b) => a + b, 0)
    count += losses.length
  }
  return sum / count
}

function sourceOf(weights: ReadonlyMap<string, Tensor>): {
  readonly names: readonly string[]
  read(name: string): Promise<Tensor>
} {
  return {
    names: [...weights.keys()],
    read: async (name) => {
      const tensor = weights.get(name)
      if (tensor === undefined) throw new Error(`there is no tensor ${name}`)
      return tensor
    },
  }
}

async function stepsDone(log: string): Promise<number> {
  let count = 0
  for await (const _ of createInterface({ input: createReadStream(log) })) count += 1
  return count
}

async function tokensTrained(log: string): Promise<number> {
  let sum = 0
  for await (const line of createInterface({ input: createReadStream(log) }))
    sum += (JSON.parse(line) as { readonly tokens: number }).tokens
  return sum
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
