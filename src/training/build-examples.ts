// Builds the examples of a training into its folder, from the train split, and the tasks by which its checkpoints are
// judged, from the validation split; nothing of the test split is read. Whatever was shortened, left out or changed
// on the way is counted, and the counts are a file of the folder.
import { join } from 'node:path'
import type { OpenBenchmark, TaskEntry } from '../benchmark/open-benchmark.ts'
import { Failure } from '../kit/errors.ts'
import { bump } from '../kit/group.ts'
import { hashFile } from '../kit/hash.ts'
import { writeJson, writeJsonl } from '../kit/jsonl.ts'
import { chooseTasks } from './choose.ts'
import {
  createExample,
  type Example,
  type ExampleSettings,
  type Unusable,
  type ValidationTask,
} from './example.ts'
import {
  openTrainingFolder,
  trainingFiles,
  writeTrainingHeader,
  type TrainingFolder,
  type TrainingPlan,
} from './folder.ts'

/** What building found, of one of the two files. */
export interface BuiltExamples {
  readonly count: number
  readonly byType: Readonly<Record<string, number>>
  readonly byMark: Readonly<Record<string, number>>
  readonly tokens: {
    readonly total: number
    readonly mean: number
    readonly longest: number
    readonly trained: number
  }
  /** Examples whose conversation was shortened, and turns left out of all of them together. */
  readonly shortened: { readonly examples: number; readonly turns: number }
  /** Targets whose rationale, or rationale and option, would have been read as another choice. */
  readonly without: Readonly<Record<string, number>>
  /** Tasks that became no example, by reason. */
  readonly unusable: Readonly<Partial<Record<Unusable, number>>>
}

export interface Built {
  readonly examples: BuiltExamples
  readonly validation: BuiltExamples
}

/** Undefined when the signal stopped it. Same benchmark, plan and settings, same bytes. */
export async function buildExamples(
  benchmark: OpenBenchmark,
  plan: TrainingPlan,
  settings: ExampleSettings,
  path: string,
  controls: {
    readonly signal?: AbortSignal
    readonly onProgress?: (done: number, total: number) => void
  } = {},
): Promise<TrainingFolder | undefined> {
  const training = chooseTasks(benchmark.tasks, 'train', plan.wanted, plan.draw, plan.seed)
  const judging = chooseTasks(benchmark.tasks, 'validation', plan.recipe.validationTasks, 'even', plan.seed)
  for (const [tasks, split] of [
    [training, 'train'],
    [judging, 'validation'],
  ] as const) {
    if (tasks.length > 0) continue
    throw new Failure({
      subject: benchmark.folder,
      what: `has no task in its ${split} split.`,
      remedy: 'Build it with --splits that give one, such as 80/5/15.',
    })
  }
  const total = training.length + judging.length
  let done = 0
  const built: Partial<Record<'examples' | 'validation', BuiltExamples>> = {}
  for (const [name, tasks] of [
    ['examples', training],
    ['validation', judging],
  ] as const) {
    const counter = createCounter()
    const lines = async function* (): AsyncGenerator<Example> {
      for (const entry of tasks) {
        if (controls.signal?.aborted === true) return
        const example = exampleOf(benchmark, entry, { ...settings, judged: name === 'validation' })
        counter.count(example)
        done += 1
        controls.onProgress?.(done, total)
        // So that Ctrl-C is heard.
        if (done % 16 === 0) await new Promise((resume) => setImmediate(resume))
        if (typeof example !== 'string') yield name === 'examples' ? withoutAnswers(example) : example
      }
    }
    await writeJsonl(join(path, trainingFiles[name]), lines())
    if (controls.signal?.aborted === true) return undefined
    built[name] = counter.result()
    if (built[name].count > 0) continue
    throw new Failure({
      subject: benchmark.folder,
      what: `gives no example of at most ${settings.length} tokens for ${name === 'examples' ? 'training' : name} (${reasons(built[name])}).`,
      remedy: 'Take a greater length, or a base with a longer context.',
    })
  }
  await writeJson(join(path, trainingFiles.built), built)
  const fileOf = async (name: 'examples' | 'validation') => ({
    count: built[name]?.count ?? 0,
    sha256: await hashFile(join(path, trainingFiles[name])),
  })
  await writeTrainingHeader(path, {
    ...plan,
    examples: await fileOf('examples'),
    validation: await fileOf('validation'),
  })
  return openTrainingFolder(path)
}

function exampleOf(
  benchmark: OpenBenchmark,
  entry: TaskEntry,
  settings: ExampleSettings,
): ValidationTask | Unusable {
  const task = benchmark.task(entry.id)
  return createExample(task, benchmark.contextOf(task), settings)
}

/** What only a validation needs stays out of the examples: it is most of a line of a short target. */
function withoutAnswers({
  marks: _,
  goldMark: __,
  answers: ___,
  gold: ____,
  ...example
}: ValidationTask): Example {
  return example
}

function createCounter() {
  const byType = new Map<string, number>()
  const byMark = new Map<string, number>()
  const without = new Map<string, number>()
  const unusable = new Map<Unusable, number>()
  let count = 0
  let total = 0
  let longest = 0
  let trained = 0
  let shortened = 0
  let turns = 0
  return {
    count: (example: Example | Unusable): void => {
      if (typeof example === 'string') return bump(unusable, example)
      count += 1
      bump(byType, example.type)
      bump(byMark, example.mark)
      if (example.without !== undefined) bump(without, example.without)
      total += example.tokens.length
      longest = Math.max(longest, example.tokens.length)
      trained += example.tokens.length - example.prompt
      shortened += example.leftOut === undefined ? 0 : 1
      turns += example.leftOut ?? 0
    },
    result: (): BuiltExamples => ({
      count,
      byType: Object.fromEntries(byType),
      byMark: Object.fromEntries(byMark),
      tokens: { total, mean: count === 0 ? 0 : total / count, longest, trained },
      shortened: { examples: shortened, turns },
      without: Object.fromEntries(without),
      unusable: Object.fromEntries(unusable),
    }),
  }
}

function reasons({ unusable }: BuiltExamples): string {
  return Object.entries(unusable)
    .map(([reason, count]) => `${count} ${reason}`)
    .join(', ')
}
