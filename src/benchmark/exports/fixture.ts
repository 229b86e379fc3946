// A small benchmark folder for the tests of the exports: mixed licences, a group of two cases, a challenge
// triple, a masked turn, a table, a picture, a task in no split, and texts that templates and CSV trip over.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeJson, writeJsonl } from '../../kit/jsonl.ts'
import type { Benchmark, SplitName } from '../../records/benchmark.ts'
import { createCase, type Case, type Licence } from '../../records/case.ts'
import { createConversation, type Conversation } from '../../records/conversation.ts'
import { createTask, letters, type Letter, type Task } from '../../records/task.ts'
import { classOfScore } from '../../taxonomy/behavior.ts'
import type { TaskTypeId } from '../../taxonomy/task-types.ts'
import { benchmarkFiles } from '../folder.ts'

export const awkward = 'He said “{{prompt}}” {% raw %}, then {# nothing #}; 5 < 6, "quoted", naïve ☤ \u2028.'

/** A picture of one transparent point. */
export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

interface Spec {
  readonly licence: Licence
  readonly split: SplitName | undefined
  readonly group?: string
}

const specs: readonly Spec[] = [
  { licence: { id: 'CC-BY-4.0', attribution: 'A. Author, Journal 1' }, split: 'train', group: 'patient-1' },
  { licence: { id: 'CC-BY-4.0', attribution: 'B. Author, Journal 2' }, split: 'train', group: 'patient-1' },
  { licence: { id: 'CC-BY-NC-SA-4.0', url: 'https://example.org/terms' }, split: 'validation' },
  { licence: { id: 'CC0-1.0' }, split: 'test' },
  { licence: { id: 'CC-BY-ND-4.0', attribution: 'C. Author' }, split: 'test' },
  { licence: { id: 'unknown' }, split: 'test' },
  { licence: { id: 'MIT' }, split: undefined },
]

export interface ExportFixture {
  readonly folder: string
  readonly tasks: readonly Task[]
  readonly cases: ReadonlyMap<string, Case>
  readonly conversations: ReadonlyMap<string, Conversation>
  readonly splits: ReadonlyMap<string, SplitName>
}

export async function writeExportFixture(folder: string): Promise<ExportFixture> {
  const items = specs.map(({ licence, split, group }, number) => {
    const source = exampleCase(number, licence, group)
    const conversation = exampleConversation(source, number)
    return { source, conversation, split, tasks: exampleTasks(source, conversation, number) }
  })
  const tasks = items.flatMap((item) => item.tasks)
  const rows = items.flatMap(({ tasks: own, split }) =>
    split === undefined ? [] : own.map(({ id, caseId }) => ({ taskId: id, caseId, split })),
  )
  const path = (name: keyof typeof benchmarkFiles): string => join(folder, benchmarkFiles[name])
  await mkdir(join(folder, 'images'), { recursive: true })
  await writeFile(join(folder, 'images', 'point.png'), picture)
  await writeFile(join(folder, '..', 'outside.png'), picture)
  await writeJsonl(
    path('cases'),
    items.map(({ source }) => source),
  )
  // In another order than the tasks, which an export must not mind.
  await writeJsonl(path('conversations'), items.map(({ conversation }) => conversation).toReversed())
  await writeJsonl(path('tasks'), tasks)
  await writeJsonl(path('splits'), rows)
  await writeJson(path('header'), headerOf(tasks, rows))
  return {
    folder,
    tasks,
    cases: new Map(items.map(({ source }) => [source.id, source])),
    conversations: new Map(items.map(({ conversation }) => [conversation.id, conversation])),
    splits: new Map(rows.map(({ taskId, split }) => [taskId, split])),
  }
}

function headerOf(tasks: readonly Task[], rows: readonly { readonly split: SplitName }[]): Benchmark {
  const sizeOf = (name: SplitName): number => rows.filter(({ split }) => split === name).length
  return {
    format: 'behaviorbench/1',
    id: 'bench_fixture',
    recipe: 'recipe',
    name: 'Fixture | of *exports*',
    seed: 1,
    author: 'rules',
    cases: specs.length,
    conversations: specs.length,
    facts: 0,
    tasks: tasks.length,
    rejected: 0,
    splits: { train: sizeOf('train'), validation: sizeOf('validation'), test: sizeOf('test') },
    tokenPolicy: 'contextual',
    files: {},
  }
}

function exampleCase(number: number, licence: Licence, group: string | undefined): Case {
  return createCase({
    title: `Case ${number}`,
    provenance: {
      source: 'text',
      corpus: 'own | corpus',
      file: `${number}.md`,
      part: '',
      sha256: '0'.repeat(64),
    },
    licence,
    strata: {
      age: number === 3 ? 'unknown' : 40 + number,
      sex: 'female',
      race: 'unknown',
      language: 'English',
      insurance: 'unknown',
    },
    sections: [{ id: 's1', heading: '', role: 'note', text: awkward }],
    entries: [],
    tables: [
      { id: 't1', caption: 'Results', columns: ['Test', 'Value'], rows: [['Potassium', '5.9 mmol/L']] },
    ],
    images: [
      { id: 'i1', caption: 'Tracing', file: 'images/point.png', modality: 'ECG' },
      { id: 'i2', caption: 'Outside of the folder', file: '../outside.png' },
    ],
    labels: [],
    ...(group === undefined ? {} : { group }),
  })
}

function exampleConversation(source: Case, number: number): Conversation {
  const said = [
    `Potassium was 5.${number} mmol/L.`,
    `She takes spironolactone. ${awkward}`,
    'Let us go on.',
    'Agreed.',
  ]
  return createConversation({
    caseId: source.id,
    origin: 'told',
    participants: [{ id: 'doctor_a', role: 'physician', name: 'Doctor A' }],
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

const types: readonly TaskTypeId[] = [
  'fact_retrieval',
  'integrity_missing_turn_inference',
  'explicit_error_correction',
  'explicit_error_correction',
]
const members = ['injected', 'near_miss'] as const

function exampleTasks(source: Case, conversation: Conversation, number: number): Task[] {
  return types.map((type, index) => {
    const score = [0.05, 0.5, 0.85, 0.85][index] as number
    const offered = letters.slice(0, 4 + (number % 3))
    const member = members[index - 2]
    return createTask({
      caseId: source.id,
      conversationId: conversation.id,
      type,
      form: 'value_at_time',
      author: 'rules',
      view: {
        edits: index >= 2 ? [{ kind: 'replace', turn: 3, text: `An edited turn, ${index}.` }] : [],
        from: 1,
        to: 4,
        masked: index === 1 ? [3] : [],
      },
      question: `What follows for question ${index} about patient ${number}? ${awkward}`,
      options: offered.map((letter) => ({
        letter,
        text: `measure ${number}-${index}-${letter.charCodeAt(0)}`,
      })),
      gold: offered[(number + index) % offered.length] as Letter,
      rationale: `Secret reason ${number}-${index}.`,
      probe: { kind: 'concern' },
      facts: [],
      turns: [2],
      behavior: {
        score,
        class: classOfScore(score),
        token: score > 0.5 ? '<proactive>' : '<reactive>',
        reason: 'stated',
      },
      complexity: 'intermediate',
      ...(member === undefined
        ? {}
        : { challenge: { kind: 'error', rule: 'wrong-dose', origin: 'planted', member, triple: source.id } }),
      source: 'text',
      corpus: source.provenance.corpus,
      licence: source.licence,
      checks: ['schema'],
    })
  })
}
