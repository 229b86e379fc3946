// How fast and how cheaply an evaluation asks: our `eval` against a mock endpoint in another process, the least that
// the same HTTP client needs (bare-loop.ts), and Inspect, lm-eval and promptfoo on the same questions where they are
// installed, in one table. Linux only (/proc).
//
//   npx tsx bench/evaluate-throughput.ts [samples = 10000] [latency in ms = 50] [concurrency = 32] [only = a tool]
//
// The ceiling is concurrency / latency. Samples per second are counted at the endpoint, from its first request to
// its last answer, so that the start of a tool does not count; processor time and memory are of the whole command.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { textTable } from '../src/benchmark/tables.ts'
import { measure, type Measured } from './process-tree.ts'
import { writePlainBenchmark } from '../test/plain-benchmark.ts'

const [samples = 10_000, latency = 50, concurrency = 32] = process.argv.slice(2, 5).map(Number)
const only = process.argv[5]
const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'behaviorbench-throughput-'))

interface Question {
  readonly question: string
  readonly choices: readonly string[]
  readonly answer: number
}

interface Tool {
  readonly name: string
  /** Undefined where it is not installed. */
  readonly command: () => { command: string; parameters: string[]; env?: NodeJS.ProcessEnv } | undefined
}

const server = spawn(
  process.execPath,
  ['--import', 'tsx', join(root, 'bench', 'mock-endpoint.ts'), String(latency)],
  {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
const address = await new Promise<string>((done) => {
  server.stdout.once('data', (chunk: Buffer) => done(chunk.toString().trim()))
})

const tools: readonly Tool[] = [
  { name: 'BehaviorBench', command: ours },
  { name: 'a bare loop', command: bareLoop },
  { name: 'Inspect', command: inspect },
  { name: 'lm-eval', command: lmEval },
  { name: 'promptfoo', command: promptfoo },
]

try {
  await writePlainBenchmark(join(folder, 'benchmark'), samples)
  writeQuestions()
  const rows: string[][] = [
    ['', 'samples/s', 'of the ceiling', 'CPU-s per 1000', 'peak MB', 'seconds in all'],
  ]
  let own: { rate: number; cpu: number; megabytes: number } | undefined
  for (const { name, command } of tools) {
    if (only !== undefined && only !== name) continue
    const found = command()
    if (found === undefined) {
      rows.push([name, 'not installed'])
      continue
    }
    await fetch(`${address}/reset`)
    const measured = await measure(found.command, found.parameters, {
      cwd: folder,
      ...(found.env === undefined ? {} : { env: found.env }),
    })
    const seen = (await (await fetch(address)).json()) as { count: number; first: number; last: number }
    if (measured.status !== 0 || seen.count < samples) {
      rows.push([name, `failed: status ${measured.status}, ${seen.count} answers`])
      process.stderr.write(`${name}: ${measured.errors}\n`)
      continue
    }
    const result = {
      rate: seen.count / ((seen.last - seen.first) / 1000),
      ...perThousand(measured, seen.count),
    }
    own ??= result
    rows.push(rowOf(name, result, measured, own))
  }
  process.stdout.write(
    `${samples} samples, ${latency} ms latency, concurrency ${concurrency}: at most ${ceiling()} samples/s\n${textTable(rows)}\n`,
  )
} finally {
  server.kill()
  rmSync(folder, { recursive: true, force: true })
}

function ceiling(): number {
  return concurrency / (latency / 1000)
}

function perThousand(
  { cpuSeconds, peakMegabytes }: Measured,
  count: number,
): { cpu: number; megabytes: number } {
  return { cpu: (1000 * cpuSeconds) / count, megabytes: peakMegabytes }
}

/** With how many times that is of ours, where it is not ours. */
function rowOf(
  name: string,
  result: { rate: number; cpu: number; megabytes: number },
  measured: Measured,
  own: { rate: number; cpu: number; megabytes: number },
): string[] {
  const times = (value: number, reference: number): string =>
    result === own ? '' : ` (${(value / reference).toFixed(2)} ×)`
  return [
    name,
    `${result.rate.toFixed(0)}${times(result.rate, own.rate)}`,
    `${((100 * result.rate) / ceiling()).toFixed(1)} %`,
    `${result.cpu.toFixed(2)}${times(result.cpu, own.cpu)}`,
    `${result.megabytes.toFixed(0)}${times(result.megabytes, own.megabytes)}`,
    measured.seconds.toFixed(1),
  ]
}

function ours(): ReturnType<Tool['command']> {
  return {
    command: process.execPath,
    parameters: [
      join(root, 'bin', 'behaviorbench.js'),
      'eval',
      join(folder, 'benchmark'),
      '--model',
      'mock',
      '--base-url',
      `${address}/v1`,
      '--concurrency',
      String(concurrency),
      '-o',
      join(folder, 'run'),
    ],
  }
}

/** The same questions for the others, as one JSON line each. */
function writeQuestions(): void {
  const lines = readFileSync(join(folder, 'benchmark', 'tasks.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const context = 'The potassium was measured again in the morning and was within the range. '.repeat(6)
  const questions = lines.map((line): Question => {
    const { question, options, gold } = JSON.parse(line) as {
      question: string
      options: readonly { letter: string; text: string }[]
      gold: string
    }
    return {
      question: `${context}\n${question}`,
      choices: options.map(({ text }) => text),
      answer: options.findIndex(({ letter }) => letter === gold),
    }
  })
  writeFileSync(
    join(folder, 'questions.jsonl'),
    questions.map((item) => `${JSON.stringify(item)}\n`).join(''),
  )
}

function hasModule(name: string): boolean {
  return spawnSync('python3', ['-c', `import ${name}`], { stdio: 'ignore' }).status === 0
}

function bareLoop(): ReturnType<Tool['command']> {
  const loop = ['--import', import.meta.resolve('tsx'), join(root, 'bench', 'bare-loop.ts')]
  return { command: process.execPath, parameters: [...loop, address, String(samples), String(concurrency)] }
}

function inspect(): ReturnType<Tool['command']> {
  if (!hasModule('inspect_ai')) return undefined
  writeFileSync(
    join(folder, 'questions_task.py'),
    `from inspect_ai import Task, task
from inspect_ai.dataset import Sample, json_dataset
from inspect_ai.scorer import choice
from inspect_ai.solver import multiple_choice

def sample(row):
    return Sample(input=row["question"], choices=row["choices"], target="ABCDEF"[row["answer"]])

@task
def questions():
    return Task(dataset=json_dataset("questions.jsonl", sample), solver=multiple_choice(), scorer=choice())
`,
  )
  return {
    command: 'python3',
    parameters: [
      '-m',
      'inspect_ai',
      'eval',
      'questions_task.py',
      '--model',
      'openai-api/mock/mock',
      '--model-base-url',
      `${address}/v1`,
      '--max-connections',
      String(concurrency),
      '--max-samples',
      String(concurrency),
      '--display',
      'none',
      '--log-dir',
      join(folder, 'inspect'),
    ],
    env: { MOCK_API_KEY: 'none', MOCK_BASE_URL: `${address}/v1` },
  }
}

function lmEval(): ReturnType<Tool['command']> {
  if (!hasModule('lm_eval')) return undefined
  writeFileSync(
    join(folder, 'questions.yaml'),
    `task: questions
dataset_path: json
dataset_kwargs: {data_files: {test: ${join(folder, 'questions.jsonl')}}}
test_split: test
output_type: generate_until
doc_to_text: "{{question}}\\nA. {{choices[0]}}\\nB. {{choices[1]}}\\nC. {{choices[2]}}\\nD. {{choices[3]}}\\nAnswer:"
doc_to_target: "{{['A','B','C','D'][answer]}}"
generation_kwargs: {until: ["\\n\\n"], max_gen_toks: 16}
metric_list: [{metric: exact_match}]
`,
  )
  return {
    command: 'python3',
    parameters: [
      '-m',
      'lm_eval',
      '--model',
      'local-chat-completions',
      '--tasks',
      'questions',
      '--include_path',
      folder,
      '--model_args',
      `model=mock,base_url=${address}/v1/chat/completions,num_concurrent=${concurrency},max_retries=3`,
      '--apply_chat_template',
      '--log_samples',
      '--output_path',
      join(folder, 'lm-eval'),
    ],
    env: { OPENAI_API_KEY: 'none', HF_HUB_OFFLINE: '1' },
  }
}

function promptfoo(): ReturnType<Tool['command']> {
  if (spawnSync('promptfoo', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined
  const questions = readFileSync(join(folder, 'questions.jsonl'), 'utf8').trim().split('\n')
  const tests = questions.map((line) => {
    const { question, choices, answer } = JSON.parse(line) as Question
    return {
      vars: { question, options: choices.map((text, index) => `${'ABCDEF'[index]}. ${text}`).join('\n') },
      assert: [{ type: 'contains', value: `Answer: ${'ABCDEF'[answer]}` }],
    }
  })
  const config = {
    prompts: ['{{question}}\n{{options}}\nAnswer with the letter.'],
    providers: [
      { id: 'openai:chat:mock', config: { apiBaseUrl: `${address}/v1`, apiKey: 'none', max_tokens: 16 } },
    ],
    tests,
  }
  writeFileSync(join(folder, 'promptfooconfig.json'), JSON.stringify(config))
  return {
    // It ends with status 100 where an assertion fails, which half of them do.
    command: 'sh',
    parameters: [
      '-c',
      `promptfoo eval -c promptfooconfig.json -j ${concurrency} --no-cache --no-progress-bar --no-table || [ $? -eq 100 ]`,
    ],
    env: {
      PROMPTFOO_CONFIG_DIR: join(folder, 'promptfoo'),
      PROMPTFOO_DISABLE_TELEMETRY: '1',
      PROMPTFOO_DISABLE_UPDATE: '1',
    },
  }
}
