// Do the exports give what we give? Exports a benchmark for each tool, lets every tool ask the same mock model, and
// prints a Markdown table: the accuracy each tool counts, and ours over the log it wrote, read back. Also has
// datasets, pyarrow and mlcroissant read the Hugging Face folder, where Python has them:
//   npx tsx bench/export-parity.ts BENCH [--lm-eval BIN] [--inspect BIN] [--promptfoo BIN] [--python PYTHON]
// BIN is the tool's program (say venv/bin/lm_eval), PYTHON one with datasets, pyarrow and mlcroissant; a tool
// without a path is skipped and said so. The mock answers 60 % rightly: as "plain" in the form that is asked for,
// as "varied" also as models really write (bold, boxed, JSON, two letters, refusals).
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readJsonl } from '../src/kit/jsonl.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'lm-eval': { type: 'string' },
    inspect: { type: 'string' },
    promptfoo: { type: 'string' },
    python: { type: 'string' },
  },
})
const [benchmark] = positionals
if (benchmark === undefined) throw new Error('name a benchmark folder')

interface Asked {
  readonly prompt: string
  readonly gold: string
  readonly letters: readonly string[]
}

const work = mkdtempSync(join(tmpdir(), 'export-parity-'))
const program = resolve(import.meta.dirname, '../bin/behaviorbench.js')
const at = (...names: readonly string[]): string => join(work, ...names)

/** Runs a program to its end; its last words are shown when it fails. */
async function run(
  command: string,
  parameters: readonly string[],
  settings: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const child = spawn(command, parameters, {
    cwd: settings.cwd,
    env: { ...process.env, ...settings.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors] = [[], []] as [Buffer[], Buffer[]]
  child.stdout.on('data', (piece: Buffer) => output.push(piece))
  child.stderr.on('data', (piece: Buffer) => errors.push(piece))
  const status = await new Promise((done) => {
    child.on('error', () => done(-1))
    child.on('close', done)
  })
  const text = Buffer.concat(output).toString()
  // promptfoo ends with 100 when a test fails, which is what tests are for.
  if (status === 0 || (status === 100 && command === values.promptfoo)) return text
  throw new Error(
    `${command} ended with ${String(status)}:\n${(text + Buffer.concat(errors).toString()).slice(-2000)}`,
  )
}
const ours = (...parameters: readonly string[]): Promise<string> =>
  run(process.execPath, [program, ...parameters])

const styles: readonly ((letter: string, other: string) => string)[] = [
  (letter) => `Answer: ${letter}`,
  (letter) => `Turn 3 says so.\n\n**Answer: ${letter}**`,
  (letter) => `Answer: (${letter})`,
  (letter) => `Answer: $${letter}$`,
  (letter) => `Answer: $\\boxed{${letter}}$`,
  (letter) => `**Answer:** ${letter}`,
  (letter) => letter,
  (letter) => `The correct answer is ${letter}.`,
  (letter) => `{"answer": "${letter}"}`,
  (letter) => `<answer>${letter}</answer>`,
  (letter, other) => `Answer: ${letter}\n\nOr rather:\n\nAnswer: ${other}`,
  () => 'I am sorry, but I cannot answer medical questions.',
]

function replyTo(model: string, { prompt, gold, letters }: Asked): string {
  const [first = 0, second = 0, third = 0] = createHash('sha256').update(prompt).digest()
  const others = letters.filter((letter) => letter !== gold)
  const other = others[second % others.length] as string
  const [letter, unlike] = first < 154 ? [gold, other] : [other, gold]
  const style = model === 'plain' ? 1 : third % styles.length
  if (model === 'plain') return `Turn 3 says so.\n\nAnswer: ${letter}`
  return (styles[style] as (typeof styles)[number])(letter, unlike)
}

async function main(): Promise<void> {
  for (const format of ['hf', 'lm-eval', 'inspect', 'promptfoo']) {
    await ours('export', benchmark as string, '--format', format, '-o', at(format))
  }
  await readDataset()
  const asked = new Map<string, Asked>()
  for await (const row of readJsonl<Asked>(at('inspect', 'data.jsonl'))) asked.set(row.prompt, row)
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const { model, messages } = JSON.parse(Buffer.concat(pieces).toString()) as {
        readonly model: string
        readonly messages: readonly { readonly content: string | readonly { readonly text: string }[] }[]
      }
      const content = messages.at(-1)?.content ?? ''
      const prompt = typeof content === 'string' ? content : content.map(({ text }) => text).join('')
      const known = asked.get(prompt)
      response.writeHead(known === undefined ? 400 : 200, { 'content-type': 'application/json' })
      const reply = known === undefined ? '' : replyTo(model, known)
      response.end(
        JSON.stringify({
          id: 'mock',
          object: 'chat.completion',
          created: 0,
          model,
          choices: [{ index: 0, message: { role: 'assistant', content: reply }, finish_reason: 'stop' }],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
          ...(known === undefined ? { error: { message: 'not a prompt of the export' } } : {}),
        }),
      )
    })
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  console.log(
    `\n${asked.size} tasks of the test split\n\n| asked by | replies | its own accuracy | ours, read back |\n|---|---|---|---|`,
  )
  try {
    for (const model of ['plain', 'varied']) {
      const scores = JSON.parse(
        await ours(
          'eval',
          benchmark as string,
          '--model',
          model,
          '--base-url',
          base,
          '-o',
          at(`run-${model}`),
          '--json',
        ),
      ) as { readonly pooled: { readonly accuracy: number } }
      print('behaviorbench eval', model, scores.pooled.accuracy, undefined)
      await withTool('lm-eval', model, () => askedByLmEval(model, base))
      await withTool('inspect', model, () => askedByInspect(model, base))
      await withTool('promptfoo', model, () => askedByPromptfoo(model, base))
    }
  } finally {
    server.close()
  }
}

function print(tool: string, model: string, own: number, back: number | undefined): void {
  console.log(`| ${tool} | ${model} | ${own.toFixed(4)} | ${back === undefined ? '' : back.toFixed(4)} |`)
}

type Tool = 'lm-eval' | 'inspect' | 'promptfoo'
interface Outcome {
  readonly accuracy: number
  readonly logs: readonly string[]
}

async function withTool(tool: Tool, model: string, ask: () => Promise<Outcome>): Promise<void> {
  if (values[tool] === undefined) {
    console.log(`| ${tool} | ${model} | skipped: no --${tool} | |`)
    return
  }
  const { accuracy, logs } = await ask()
  const back = JSON.parse(
    await ours(
      'import-results',
      benchmark as string,
      ...logs,
      '--from',
      tool,
      '-o',
      at(`back-${tool}-${model}`),
      '--json',
    ),
  ) as { readonly pooled: { readonly accuracy: number } }
  print(tool, model, accuracy, back.pooled.accuracy)
}

async function askedByLmEval(model: string, base: string): Promise<Outcome> {
  const logs = at(`lm-${model}`)
  const reached = `model=${model},base_url=${base}/chat/completions,num_concurrent=8`
  await run(
    values['lm-eval'] as string,
    [
      '--include_path',
      at('lm-eval'),
      '--tasks',
      'behaviorbench_generate',
      '--apply_chat_template',
      '--log_samples',
      '--output_path',
      logs,
      '--model',
      'local-chat-completions',
      '--model_args',
      reached,
    ],
    { env: { OPENAI_API_KEY: 'none', HF_HUB_OFFLINE: '1' } },
  )
  const names = readdirSync(logs, { recursive: true, encoding: 'utf8' }).map((name) => join(logs, name))
  const results = names.find((name) => /results_[^/]*\.json$/.test(name)) as string
  const { groups } = JSON.parse(readFileSync(results, 'utf8')) as {
    readonly groups: Readonly<Record<string, Readonly<Record<string, number>>>>
  }
  return {
    accuracy: groups['behaviorbench_generate']?.['exact_match,answer-line'] ?? Number.NaN,
    logs: names.filter((name) => /samples_[^/]*\.jsonl$/.test(name)),
  }
}

async function askedByInspect(model: string, base: string): Promise<Outcome> {
  const logs = at(`inspect-${model}`)
  await run(
    values.inspect as string,
    [
      'eval',
      'behaviorbench.py',
      '--model',
      `openai-api/mock/${model}`,
      '--display',
      'none',
      '--log-format',
      'json',
    ],
    { cwd: at('inspect'), env: { MOCK_API_KEY: 'none', MOCK_BASE_URL: base, INSPECT_LOG_DIR: logs } },
  )
  const [log] = readdirSync(logs).map((name) => join(logs, name))
  const { results } = JSON.parse(readFileSync(log as string, 'utf8')) as {
    readonly results: {
      readonly scores: readonly { readonly metrics: Readonly<Record<string, { readonly value: number }>> }[]
    }
  }
  return { accuracy: results.scores[0]?.metrics['pooled']?.value ?? Number.NaN, logs: [log as string] }
}

async function askedByPromptfoo(model: string, base: string): Promise<Outcome> {
  const log = at(`promptfoo-${model}.jsonl`)
  await run(
    values.promptfoo as string,
    ['eval', '--no-cache', '--no-table', '--no-write', '--providers', `openai:chat:${model}`, '-o', log],
    {
      cwd: at('promptfoo'),
      env: {
        OPENAI_API_KEY: 'none',
        OPENAI_BASE_URL: base,
        PROMPTFOO_DISABLE_TELEMETRY: '1',
        PROMPTFOO_DISABLE_UPDATE: '1',
        PROMPTFOO_CONFIG_DIR: at('promptfoo-home'),
      },
    },
  )
  let [count, right] = [0, 0]
  for await (const { success } of readJsonl<{ readonly success: boolean }>(log)) {
    count += 1
    if (success) right += 1
  }
  return { accuracy: right / count, logs: [log] }
}

/** What Python's readers find in the Hugging Face folder. */
async function readDataset(): Promise<void> {
  if (values.python === undefined) {
    console.log('datasets, pyarrow, mlcroissant: skipped, no --python')
    return
  }
  const text = await run(values.python, [resolve(import.meta.dirname, 'exports/read_dataset.py'), at('hf')], {
    env: { HF_HUB_OFFLINE: '1' },
  })
  const found = JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as Readonly<
    Record<string, Record<string, unknown>>
  >
  for (const [name, { ids, ...facts }] of Object.entries(found)) {
    const count = Array.isArray(ids) ? { ids: ids.length } : {}
    console.log(`${name}: ${JSON.stringify({ ...facts, ...count })}`)
  }
}

try {
  await main()
} finally {
  rmSync(work, { recursive: true, force: true })
}
