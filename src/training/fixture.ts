// Tasks, a benchmark folder and a codec for the tests of this folder: real tasks that the authors draft about
// hand-written cases, planted challenges among them.
import { join } from 'node:path'
import { benchmarkFiles } from '../benchmark/folder.ts'
import { openBenchmark, type OpenBenchmark } from '../benchmark/open-benchmark.ts'
import { writeJson, writeJsonl } from '../kit/jsonl.ts'
import type { Message } from '../models/model.ts'
import type { TaskContext } from '../prompts/prompt.ts'
import type { Benchmark } from '../records/benchmark.ts'
import type { Task } from '../records/task.ts'
import { assembleTask } from '../tasks/assemble.ts'
import { challengeCases } from '../tasks/fixtures-challenges.ts'
import { fixtureCases } from '../tasks/fixtures.ts'
import { taskTypes } from '../tasks/index.ts'
import { materialsOf } from '../tasks/task-type-contract.ts'
import type { Codec } from './codec.ts'

const cases = [...fixtureCases, ...challengeCases]
const contexts = new Map<string, TaskContext>(cases.map((item) => [item.case.id, item]))
export const contextOf = (task: Pick<Task, 'caseId'>): TaskContext => contexts.get(task.caseId) as TaskContext

/** Some cases give many of each. */
const ofTypeAndCase = 6

let drafted: readonly Task[] | undefined

/** Every task that every type drafts, its gold in each place in turn. */
export function fixtureTasks(): readonly Task[] {
  drafted ??= materialsOf(cases).flatMap((material) =>
    taskTypes.flatMap((type) =>
      type
        .draft(material)
        .drafts.filter(({ distractors }) => new Set(distractors).size >= 3)
        .slice(0, ofTypeAndCase)
        .map((draft, position) => assembleTask(draft, type.id, material, position)),
    ),
  )
  return drafted
}

/** A folder of some of them: every fifth case is for validation, every fifth for the test. */
export async function writeTrainingBenchmark(folder: string, perType = 4): Promise<OpenBenchmark> {
  const counts = new Map<string, number>()
  const splitOf = (caseId: string): 'train' | 'validation' | 'test' => {
    const place = cases.findIndex((item) => item.case.id === caseId) % 5
    return place === 3 ? 'validation' : place === 4 ? 'test' : 'train'
  }
  const tasks = fixtureTasks().filter((task) => {
    const key = `${task.type} ${splitOf(task.caseId)}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    return (counts.get(key) as number) <= perType
  })
  const path = (name: keyof typeof benchmarkFiles): string => join(folder, benchmarkFiles[name])
  await writeJsonl(
    path('cases'),
    cases.map((item) => item.case),
  )
  await writeJsonl(
    path('conversations'),
    cases.map((item) => item.conversation),
  )
  await writeJsonl(path('tasks'), tasks)
  await writeJsonl(
    path('splits'),
    tasks.map(({ id, caseId }) => ({ taskId: id, caseId, split: splitOf(caseId) })),
  )
  const count = (split: string): number => tasks.filter(({ caseId }) => splitOf(caseId) === split).length
  const header: Benchmark = {
    format: 'behaviorbench/1',
    id: 'bench_training_fixture',
    recipe: 'fixture',
    name: 'fixture',
    seed: 1,
    author: 'rules',
    cases: cases.length,
    conversations: cases.length,
    facts: 0,
    tasks: tasks.length,
    rejected: 0,
    splits: { train: count('train'), validation: count('validation'), test: count('test') },
    tokenPolicy: 'contextual',
    files: {},
  }
  await writeJson(path('header'), header)
  return openBenchmark(folder)
}

/** A codec of bytes, with single tokens above them: what a tokenizer and a chat template do, in the simplest way. */
export function byteCodec(singles: readonly string[] = []): Codec {
  const end = 256
  const begin = 257
  const first = 258
  const encode = (text: string): number[] => {
    const [found] = singles
      .map((single) => ({ single, at: text.indexOf(single) }))
      .filter(({ at }) => at >= 0)
      .toSorted((a, b) => a.at - b.at)
    if (found === undefined) return [...Buffer.from(text)]
    const behind = text.slice(found.at + found.single.length)
    return [...Buffer.from(text.slice(0, found.at)), first + singles.indexOf(found.single), ...encode(behind)]
  }
  return {
    encode,
    decode: (tokens) => {
      const parts: Buffer[] = []
      for (const token of tokens) {
        if (token < 256) parts.push(Buffer.from([token]))
        else if (token >= first) parts.push(Buffer.from(singles[token - first] ?? ''))
      }
      return Buffer.concat(parts).toString('utf8')
    },
    prompt: (messages: readonly Message[]) => messages.flatMap(({ content }) => [...encode(content), begin]),
    single: (text) => {
      const place = singles.indexOf(text)
      return place < 0 ? undefined : first + place
    },
    end,
  }
}
