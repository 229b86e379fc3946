// A benchmark folder of any size for tests of runs and for measurements: tasks whose prompts are about 1 KB and
// all differ, in cases as large as real ones. What it asks means nothing.
import { join } from 'node:path'
import { benchmarkFiles } from '../src/benchmark/folder.ts'
import { writeJson, writeJsonl } from '../src/kit/jsonl.ts'
import type { Benchmark } from '../src/records/benchmark.ts'
import { createCase, type Case } from '../src/records/case.ts'
import { createConversation, type Conversation } from '../src/records/conversation.ts'
import { createTask, letters, type Letter, type Task } from '../src/records/task.ts'
import { taskTypeIds } from '../src/taxonomy/task-types.ts'

const tasksOfCase = 20
/** A simulated case has 38 KB. */
const caseBytes = 38_000
const sentence =
  'The potassium was measured again in the morning and was within the range of the laboratory. '

export async function writePlainBenchmark(folder: string, count: number): Promise<void> {
  const cases = Math.ceil(count / tasksOfCase)
  const path = (name: keyof typeof benchmarkFiles): string => join(folder, benchmarkFiles[name])
  const numbers = Array.from({ length: cases }, (_, number) => number)
  const tasks: Pick<Task, 'id' | 'caseId'>[] = []
  await writeJsonl(path('cases'), generated(numbers, caseOf))
  await writeJsonl(
    path('conversations'),
    generated(numbers, (number) => conversationOf(caseOf(number))),
  )
  function* allTasks(): Generator<Task> {
    for (const number of numbers) {
      const source = caseOf(number)
      const conversation = conversationOf(source)
      for (let index = 0; index < tasksOfCase && tasks.length < count; index++) {
        const task = taskOf(source, conversation, number * tasksOfCase + index)
        tasks.push({ id: task.id, caseId: task.caseId })
        yield task
      }
    }
  }
  await writeJsonl(path('tasks'), allTasks())
  await writeJsonl(
    path('splits'),
    generated(tasks, ({ id, caseId }) => ({ taskId: id, caseId, split: 'test' })),
  )
  const header: Benchmark = {
    format: 'behaviorbench/1',
    id: `plain_${count}`,
    recipe: 'plain',
    name: 'plain',
    seed: 1,
    author: 'rules',
    cases,
    conversations: cases,
    facts: 0,
    tasks: count,
    rejected: 0,
    splits: { train: 0, validation: 0, test: count },
    tokenPolicy: 'contextual',
    files: {},
  }
  await writeJson(path('header'), header)
}

function* generated<I, O>(inputs: Iterable<I>, make: (input: I) => O): Generator<O> {
  for (const input of inputs) yield make(input)
}

function caseOf(number: number): Case {
  return createCase({
    title: `Case ${number}`,
    provenance: {
      source: 'text',
      corpus: 'plain',
      file: `${number}.md`,
      part: '',
      sha256: '0'.repeat(64),
    },
    licence: { id: 'CC0-1.0' },
    strata: { age: 40, sex: 'female', race: 'unknown', language: 'unknown', insurance: 'unknown' },
    sections: [
      {
        id: 's',
        heading: 'Note',
        role: 'note',
        text: sentence.repeat(Math.ceil(caseBytes / sentence.length)),
      },
    ],
    entries: [],
    tables: [],
    images: [],
    labels: [],
  })
}

function conversationOf(source: Case): Conversation {
  return createConversation({
    caseId: source.id,
    origin: 'told',
    participants: [{ id: 'doctor_a', role: 'physician', name: 'Doctor A' }],
    turns: Array.from({ length: 36 }, (_, index) => ({
      number: index + 1,
      speaker: 'doctor_a',
      text: sentence.trim(),
      attachments: [],
      facts: [],
    })),
  })
}

function taskOf(source: Case, conversation: Conversation, index: number): Task {
  return createTask({
    caseId: source.id,
    conversationId: conversation.id,
    type: taskTypeIds[index % taskTypeIds.length] as Task['type'],
    form: 'value',
    author: 'rules',
    view: { edits: [], from: 1, to: 4, masked: [] },
    question: `Which value was given in measurement ${index + 1}, as the laboratory stated it?`,
    options: letters
      .slice(0, 4)
      .map((letter, place) => ({ letter, text: `${letter}${place} mmol/L, measured in serum` })),
    gold: letters[index % 4] as Letter,
    rationale: sentence,
    probe: { kind: 'value', subject: { kind: 'lab', name: 'potassium' } },
    facts: [],
    turns: [1],
    behavior: { score: 0.1, class: 'highly_reactive', token: '<reactive>', reason: 'asked for' },
    complexity: 'intermediate',
    source: 'text',
    corpus: 'plain',
    licence: { id: 'CC0-1.0' },
    checks: ['schema'],
  })
}
