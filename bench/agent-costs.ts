// What an answer of each agent costs on a benchmark: calls and characters sent, by the way that the discussion goes.
// A scripted model stands for the real one, so this costs nothing; each free reply is 600 characters long.
//   npx tsx bench/agent-costs.ts BENCHMARK [TASKS]
import { contextOf, loadBenchmark } from '../src/benchmark/folder.ts'
import { agentAnswerer } from '../src/evaluation/agents/agent-answerer.ts'
import { answerTo, clinic, type Answers } from '../src/evaluation/agents/fixture-clinic.ts'
import { agents } from '../src/evaluation/agents/index.ts'
import { modelAnswerer } from '../src/evaluation/model-answerer.ts'
import type { Answerer } from '../src/evaluation/answerer.ts'
import type { Model } from '../src/models/model.ts'
import { createPrompt } from '../src/prompts/prompt.ts'
import { zeroShot } from '../src/prompts/regimes/zero-shot.ts'
import { createShotPool } from '../src/prompts/shots.ts'

const [folder, limit = '20'] = process.argv.slice(2)
if (folder === undefined) throw new Error('name a benchmark folder')
const benchmark = await loadBenchmark(folder)
const test = benchmark.tasks.filter((task) => benchmark.splits.get(task.id) === 'test')
const every = Math.max(1, Math.floor(test.length / Number(limit)))
const tasks = test.filter((_, index) => index % every === 0).slice(0, Number(limit))
const pool = createShotPool(
  benchmark.tasks.filter((task) => benchmark.splits.get(task.id) === 'train'),
  (caseId) => benchmark.cases.get(caseId)?.group ?? caseId,
  { count: 3, from: 'mixed', seed: 1 },
)
const sampling = { maxOutputTokens: 1024, temperature: 0 }

/** Replies that nobody reads for a value, at the length of a real one. */
const free = [
  'question-analysis',
  'option-analysis',
  'report',
  'revision',
  'rewriting',
  'message',
  'feedback',
  'delegation',
  'investigation',
  'team-report',
]
const prose = 'It is said of the patient. '.repeat(23).slice(0, 600)
const padded = (answers: Answers): Answers => ({
  ...Object.fromEntries(free.map((kind) => [kind, (step) => `${answerText(step)} ${prose}`.slice(0, 600)])),
  ...Object.fromEntries(
    ['first-opinion', 'opinion'].map((kind) => [
      kind,
      (step) => `${prose.slice(0, 580)}\n${/Answer: .$/.exec(answerText(step, answers))?.[0] ?? ''}`,
    ]),
  ),
  ...Object.fromEntries(Object.entries(answers).filter(([kind]) => !kind.includes('opinion'))),
})
function answerText(step: Parameters<typeof answerTo>[0], answers: Answers = {}): string {
  const said = answerTo(step, answers)
  return typeof said === 'string' ? said : said.text
}

const complexity = (word: string): Answers => ({ complexity: () => `Complexity: ${word}` })
const split: Answers = {
  ...complexity('moderate'),
  'first-opinion': ({ expert }) => `Answer: ${'AB'[expert % 2]}`,
}
const oneSpeaks: Answers = {
  participation: ({ expert }) => (expert === 1 ? 'Talk to: 2' : 'Talk to: nobody'),
}
const allSpeak: Answers = { participation: ({ expert }) => `Talk to: ${expert === 1 ? 2 : 1}` }
const never: Answers = { opinion: ({ expert }) => `Answer: ${'AB'[expert % 2]}` }

const ways: readonly (readonly [agent: string, way: string, answers: Answers])[] = [
  ['medagents', 'nobody objects', {}],
  [
    'medagents',
    'one objects once',
    { vote: ({ expert, round }) => (expert === 1 && round === 1 ? 'Vote: no' : 'Vote: yes') },
  ],
  ['medagents', 'all object to the end', { vote: () => 'Vote: no' }],
  ['mdagents', 'low', complexity('low')],
  ['mdagents', 'moderate, all agree at once', complexity('moderate')],
  ['mdagents', 'moderate, one speaks, all agree after round 1', { ...split, ...oneSpeaks }],
  ['mdagents', 'moderate, all speak and never agree', { ...split, ...allSpeak, ...never }],
  ['mdagents', 'high', complexity('high')],
]

function answererOf(name: string, model: Model): Answerer {
  const maker = agents.find((one) => one.name === name)
  if (maker === undefined) return modelAnswerer(model, createPrompt(zeroShot()), sampling, benchmark.folder)
  const standards = Object.entries(maker.rules).map(([setting, { standard }]) => [setting, standard])
  const fewShot = () => ({
    pool,
    contextOf: (task: (typeof tasks)[number]) => contextOf(benchmark, task),
    permute: undefined,
  })
  return agentAnswerer(
    maker.make(Object.fromEntries(standards), { fewShot }),
    model,
    sampling,
    benchmark.folder,
  )
}

async function measure(name: string, way: string, answers: Answers): Promise<void> {
  const counted = { calls: 0, sent: 0, received: 0 }
  const clinicModel = clinic(padded(answers))
  const model: Model = {
    ...clinicModel,
    generate: async (request) => {
      const reply =
        name === 'zero-shot'
          ? ({ text: 'Answer: A', finish: 'stop' } as const)
          : await clinicModel.generate(request)
      counted.calls += 1
      counted.sent += request.messages.reduce((sum, { content }) => sum + content.length, 0)
      counted.received += reply.text.length
      return reply
    },
  }
  const answerer = answererOf(name, model)
  for (const task of tasks) await answerer.reply(task, contextOf(benchmark, task), { seed: 1, repeat: 0 })
  const mean = (value: number): string => Math.round(value / tasks.length).toLocaleString('en')
  console.log(
    `| ${name} | ${way} | ${mean(counted.calls)} | ${mean(counted.sent)} | ${mean(counted.received)} |`,
  )
}

console.log(`${tasks.length} tasks of ${benchmark.header.id}; means per answer`)
console.log('| Agent | Way | Calls | Characters sent | Characters received |\n|---|---|---|---|---|')
await measure('zero-shot', 'one call', {})
for (const way of ways) await measure(...way)
