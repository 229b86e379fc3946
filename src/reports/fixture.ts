// A benchmark folder and runs on it for the tests of this folder, written by the same code that writes real
// ones. Every free text holds `hostile`: what a page must show and never obey.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { auditFolder } from '../benchmark/audit.ts'
import { createCoverageCounter } from '../benchmark/coverage.ts'
import { benchmarkFiles, type BenchmarkStatistics } from '../benchmark/folder.ts'
import { openBenchmark } from '../benchmark/open-benchmark.ts'
import { createStatisticsCounter } from '../benchmark/statistics.ts'
import type { Answerer } from '../evaluation/answerer.ts'
import { evaluate } from '../evaluation/run.ts'
import { solverAnswerer } from '../evaluation/solver-answerer.ts'
import { writeJson, writeJsonl } from '../kit/jsonl.ts'
import type { Benchmark } from '../records/benchmark.ts'
import { createCase, type Case } from '../records/case.ts'
import { createConversation, type Conversation } from '../records/conversation.ts'
import { createFact, type Fact } from '../records/fact.ts'
import { createTask, type Challenge, type Task } from '../records/task.ts'
import { classOfScore } from '../taxonomy/behavior.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { solvers } from '../verification/shortcuts/index.ts'

export const hostile =
  '<script>alert(1)</script><img src=x onerror="alert(2)"> </svg></style>\' | `x` [l](javascript:alert(3)) \u0007'

/** A picture of one transparent point. */
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

export interface Fixture {
  readonly folder: string
  readonly header: Benchmark
}

const said = ['Potassium was 5.9 mmol/L.', `She takes spironolactone. ${hostile}`, 'Let us go on.', 'Agreed.']

function exampleCase(number: number): Case {
  return createCase({
    title: `Title ${hostile}`,
    provenance: {
      source: 'text',
      corpus: `corpus ${hostile}`,
      file: `${number}.md`,
      part: '',
      sha256: '0'.repeat(64),
    },
    licence: { id: `CC0-1.0 ${hostile}`, url: 'javascript:alert(4)', attribution: `Someone ${hostile}` },
    strata: { age: 40 + number, sex: 'female', race: hostile, language: 'unknown', insurance: 'unknown' },
    sections: said.map((text, index) => ({ id: `s${index}`, heading: hostile, role: 'note', text })),
    entries: [],
    tables: [{ id: 't1', caption: `Results ${hostile}`, columns: ['Test', hostile], rows: [['K', hostile]] }],
    images: [
      { id: 'i1', caption: `Tracing ${hostile}`, file: 'images/point.png' },
      { id: 'i2', caption: 'Outside', file: '../outside.png' },
    ],
    labels: [{ kind: 'question', question: hostile, options: ['a', 'b'], answer: 0 }],
  })
}

function exampleConversation(source: Case): Conversation {
  return createConversation({
    caseId: source.id,
    origin: 'told',
    participants: [{ id: 'doctor_a', role: 'physician', name: `Doctor A ${hostile}` }],
    turns: said.map((text, index) => ({
      number: index + 1,
      speaker: 'doctor_a',
      text,
      attachments:
        index === 0
          ? [
              { kind: 'table', id: 't1' },
              { kind: 'image', id: 'i1' },
              { kind: 'image', id: 'i2' },
            ]
          : [],
      facts: [],
    })),
  })
}

function exampleFact(source: Case): Fact {
  const quote = 'spironolactone'
  const start = (said[1] ?? '').indexOf(quote)
  return createFact({
    caseId: source.id,
    kind: 'medication',
    name: `spironolactone ${hostile}`,
    negated: false,
    experiencer: 'patient',
    certainty: 'certain',
    evidence: { kind: 'span', section: 's1', start, end: start + quote.length, quote },
  })
}

const members: readonly Challenge['member'][] = ['injected', 'near_miss', 'handled']

function exampleTask(
  source: Case,
  conversation: Conversation,
  fact: Fact,
  type: TaskTypeId,
  number: number,
): Task {
  const score = type === 'fact_retrieval' ? 0.05 : 0.85
  const challenge: Challenge = {
    kind: 'error',
    rule: hostile,
    origin: 'planted',
    member: members[number % 3] as Challenge['member'],
    triple: source.id,
    planted: hostile,
    truth: hostile,
  }
  return createTask({
    caseId: source.id,
    conversationId: conversation.id,
    type,
    form: hostile,
    author: 'rules',
    view: {
      edits: [{ kind: 'replace', turn: 3, text: `An edited turn. ${hostile}` }],
      from: 1,
      to: 4,
      masked: [4],
    },
    question: `What of number ${number}? ${hostile}`,
    options: (['A', 'B', 'C', 'D'] as const).map((letter) => ({ letter, text: `${letter} ${hostile}` })),
    gold: (['A', 'B', 'C', 'D'] as const)[number % 4] as 'A',
    rationale: `Because. ${hostile}`,
    probe: { kind: 'concern' },
    facts: [fact.id],
    turns: [2],
    behavior: {
      score,
      class: classOfScore(score),
      token: score > 0.5 ? '<proactive>' : '<reactive>',
      reason: hostile,
    },
    complexity: score > 0.5 ? 'advanced' : 'intermediate',
    ...(type === 'explicit_error_correction' ? { challenge } : {}),
    label: 0,
    source: 'text',
    corpus: source.provenance.corpus,
    licence: source.licence,
    checks: ['schema', hostile],
  })
}

/** A benchmark of so many cases with the first `tasksEach` of four tasks each. */
export async function writeBenchmark(folder: string, cases: number, tasksEach: number): Promise<Fixture> {
  const types: TaskTypeId[] = [
    'fact_retrieval',
    'explicit_error_correction',
    'explicit_error_correction',
    'explicit_error_correction',
  ]
  const sources = Array.from({ length: cases }, (_, index) => exampleCase(index))
  const items = sources.map((source) => {
    const conversation = exampleConversation(source)
    const fact = exampleFact(source)
    const tasks = types
      .slice(0, tasksEach)
      .map((type, number) => exampleTask(source, conversation, fact, type, number))
    return { source, conversation, fact, tasks }
  })
  const statistics = createStatisticsCounter()
  const coverage = createCoverageCounter()
  for (const { source, conversation, tasks } of items) {
    statistics.addCase(source)
    statistics.addConversation(conversation)
    for (const task of tasks) statistics.addTask(task)
    const about = { caseId: source.id, source: 'text', corpus: source.provenance.corpus }
    const rejected = {
      ...about,
      type: 'fact_retrieval' as const,
      form: 'x',
      findings: [{ check: 'giveaway', what: hostile }],
    }
    coverage.add(
      {
        ...about,
        group: source.id,
        labels: [],
        tasks,
        rejected: [rejected],
        overlaps: {},
        empty: [{ type: 'standard_of_care', reason: `nothing | to ask ${hostile}` }],
      },
      () => undefined,
    )
  }
  const tasks = items.flatMap((item) => item.tasks)
  const path = (name: keyof typeof benchmarkFiles): string => join(folder, benchmarkFiles[name])
  await mkdir(join(folder, 'images'), { recursive: true })
  await writeFile(join(folder, 'images', 'point.png'), Buffer.from(picture, 'base64'))
  await writeFile(join(folder, '..', 'outside.png'), Buffer.from(picture, 'base64'))
  await writeJsonl(path('cases'), sources)
  await writeJsonl(
    path('conversations'),
    items.map((item) => item.conversation),
  )
  await writeJsonl(
    path('facts'),
    items.map((item) => item.fact),
  )
  await writeJsonl(path('tasks'), tasks)
  await writeJsonl(
    path('splits'),
    tasks.map(({ id, caseId }) => ({ taskId: id, caseId, split: 'test' })),
  )
  const summary: BenchmarkStatistics = { dataset: statistics.result(), coverage: coverage.result() }
  await writeJson(path('statistics'), summary)
  const header: Benchmark = {
    format: 'behaviorbench/1',
    id: `bench_${cases}_${tasksEach}`,
    recipe: 'recipe',
    name: `Fixture ${hostile}`,
    seed: 7,
    author: 'rules',
    cases,
    conversations: cases,
    facts: cases,
    tasks: tasks.length,
    rejected: cases,
    splits: { train: 0, validation: 0, test: tasks.length },
    tokenPolicy: 'contextual',
    files: { [benchmarkFiles.tasks]: '0'.repeat(64) },
  }
  await writeJson(path('header'), header)
  await writeJson(
    path('audit'),
    await auditFolder(folder, { seed: 1, waived: [], concurrency: 1, tasks: tasks.length }),
  )
  return { folder, header }
}

/** A run folder of a trivial solver that learns nothing. */
export async function writeRun(benchmarkFolder: string, folder: string): Promise<string> {
  const benchmark = await openBenchmark(benchmarkFolder)
  const solver = solvers.find((candidate) => candidate.solve !== undefined)
  if (solver === undefined) throw new Error('every solver learns')
  const plan = { split: 'all', tasks: benchmark.tasks, seed: 1, repeats: 1 }
  const answerer = { ...solverAnswerer(solver, benchmark, 1), id: `model ${hostile}` }
  await evaluate(benchmark, answerer, plan, folder, { concurrency: 1 })
  return folder
}

/** A run that says how each answer is meant and how sure it is, and that asks everything twice. */
export async function writeSpokenRun(benchmarkFolder: string, folder: string): Promise<string> {
  const benchmark = await openBenchmark(benchmarkFolder)
  const plan = { split: 'all', tasks: benchmark.tasks, seed: 1, repeats: 2 }
  const answerer: Answerer = {
    id: `spoken ${hostile}`,
    endpoint: 'embedded',
    asks: { regime: 'behavior-token', recipe: 'BT-OP', promptHash: 'none' },
    parameters: {},
    reply: ({ gold, behavior }, _, { repeat }) => {
      const unsure = gold === 'D' && repeat === 1
      return Promise.resolve({
        answer: unsure ? null : gold,
        outcome: unsure ? 'unparseable' : 'answered',
        output: hostile,
        token: behavior.token,
        behaviorClass: unsure ? 'balanced' : behavior.class,
        proactiveProbability: unsure ? 0.6 : behavior.score,
      })
    },
  }
  await evaluate(benchmark, answerer, plan, folder, { concurrency: 1 })
  return folder
}
