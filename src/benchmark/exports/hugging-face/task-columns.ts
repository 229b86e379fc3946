// The columns of the dataset's tasks. What a column is called here is what users of the dataset write, so a name
// is changed only with a line in the changelog.
import { shownTurns, tableText, type ShownTurn } from '../../../conversations/view.ts'
import type { Case } from '../../../records/case.ts'
import type { Participant } from '../../../records/conversation.ts'
import { definitionOf } from '../../../taxonomy/task-types.ts'
import { promptId } from '../asked-row.ts'
import { canary } from '../canary.ts'
import type { ExportItem, ExportPrompt } from '../export-format.ts'
import { licenceAddress } from '../licence-terms.ts'
import type { Column, Feature } from './feature.ts'
import { imageName } from './image-columns.ts'

const strings: Feature = { list: 'string' }
const challengeFields = [
  'kind',
  'rule',
  'origin',
  'member',
  'triple',
  'planted',
  'truth',
  'knowledge',
] as const

export function taskColumns(prompt: ExportPrompt): readonly Column<ExportItem>[] {
  return [
    { name: 'id', what: 'id of the task in its benchmark', feature: 'string', value: ({ task }) => task.id },
    {
      name: 'prompt',
      what: 'the whole prompt as chat messages',
      feature: { list: { struct: { role: 'string', content: 'string' } } },
      value: ({ messages }) => messages.map(({ role, content }) => ({ role, content })),
    },
    {
      name: 'conversation',
      what: 'the turns a reader of the task sees, numbered as shown; a masked turn is one that is to be inferred',
      feature: {
        list: {
          struct: {
            turn: 'int32',
            speaker: 'string',
            role: 'string',
            text: 'string',
            masked: 'bool',
            tables: strings,
            images: strings,
          },
        },
      },
      value: (item) => shownTurns(item.conversation, item.task.view).map((turn) => turnRow(item, turn)),
    },
    { name: 'question', what: 'what is asked', feature: 'string', value: ({ task }) => task.question },
    {
      name: 'options',
      what: 'the options as shown, four to six, of which one is right',
      feature: { list: { struct: { letter: 'string', text: 'string' } } },
      value: ({ options }) => options.map(({ letter, text }) => ({ letter, text })),
    },
    {
      name: 'gold',
      what: 'letter of the right option, as shown',
      feature: 'string',
      value: ({ gold }) => gold,
    },
    {
      name: 'gold_index',
      what: 'its place among the options, from 0',
      feature: 'int32',
      value: ({ options, gold }) => options.findIndex(({ letter }) => letter === gold),
    },
    {
      name: 'letter_order',
      what: 'the letters of the benchmark in the order shown; A, B, C … unless options were permuted',
      feature: strings,
      value: ({ order }) => [...order],
    },
    { name: 'rationale', what: 'why it is right', feature: 'string', value: ({ task }) => task.rationale },
    {
      name: 'evidence_turns',
      what: 'turns the answer rests on, numbered as shown',
      feature: { list: 'int32' },
      value: ({ task }) => [...task.turns],
    },
    { name: 'type', what: 'one of the 13 task types', feature: 'string', value: ({ task }) => task.type },
    {
      name: 'category',
      what: 'reactive, balanced or proactive: the category of the type',
      feature: 'string',
      value: ({ task }) => definitionOf(task.type).category,
    },
    {
      name: 'form',
      what: 'which question form of the type',
      feature: 'string',
      value: ({ task }) => task.form,
    },
    {
      name: 'complexity',
      what: 'intermediate or advanced',
      feature: 'string',
      value: ({ task }) => task.complexity,
    },
    {
      name: 'behavior',
      what: 'the behaviour the situation calls for: score from 0.0 (reactive) to 1.0 (proactive), its class of five, its token, and the rule that gave the score',
      feature: { struct: { score: 'float64', class: 'string', token: 'string', reason: 'string' } },
      value: ({ task }) => task.behavior,
    },
    {
      name: 'challenge',
      what: 'where a fault was planted or labelled: its kind and rule, and which member of its triple this is (injected: speaking is right; near_miss and handled: silence is right)',
      feature: { struct: Object.fromEntries(challengeFields.map((field) => [field, 'string' as const])) },
      value: ({ task: { challenge } }) =>
        challenge === undefined
          ? null
          : Object.fromEntries(challengeFields.map((field) => [field, challenge[field] ?? null])),
    },
    {
      name: 'author',
      what: 'what wrote the task: rules or llm',
      feature: 'string',
      value: ({ task }) => task.author,
    },
    {
      name: 'patient',
      what: 'what the record says of the patient; age in years, null where unknown',
      feature: {
        struct: { age: 'float64', sex: 'string', race: 'string', language: 'string', insurance: 'string' },
      },
      value: ({ case: { strata } }) => ({ ...strata, age: strata.age === 'unknown' ? null : strata.age }),
    },
    { name: 'case_id', what: 'id of the case', feature: 'string', value: ({ task }) => task.caseId },
    {
      name: 'conversation_id',
      what: 'id of the conversation',
      feature: 'string',
      value: ({ task }) => task.conversationId,
    },
    {
      name: 'conversation_origin',
      what: 'recorded, told (a document retold as talk) or simulated',
      feature: 'string',
      value: ({ conversation }) => conversation.origin,
    },
    {
      name: 'group',
      what: 'cases of one patient or one vignette share it; it is never divided between splits',
      feature: 'string',
      value: ({ task, case: source }) => source.group ?? task.caseId,
    },
    {
      name: 'provenance',
      what: 'the collection, the file and its part, and the document’s id in the world where known',
      feature: {
        struct: { source: 'string', corpus: 'string', file: 'string', part: 'string', document: 'string' },
      },
      value: ({ case: { provenance } }) => ({
        source: provenance.source,
        corpus: provenance.corpus,
        file: provenance.file,
        part: provenance.part,
        document: provenance.document ?? null,
      }),
    },
    {
      name: 'licence',
      what: 'SPDX identifier or "unknown", whom to credit, and what it is known to allow',
      feature: {
        struct: {
          id: 'string',
          url: 'string',
          attribution: 'string',
          redistributable: 'bool',
          commercial_use: 'bool',
          share_alike: 'bool',
        },
      },
      value: ({ task: { licence }, terms }) => ({
        id: licence.id,
        url: licenceAddress(licence) ?? null,
        attribution: licence.attribution ?? null,
        redistributable: terms.redistributable,
        commercial_use: terms.commercial,
        share_alike: terms.shareAlike,
      }),
    },
    {
      name: 'prompt_id',
      what: 'from the hash of everything that makes the prompt besides the task',
      feature: 'string',
      value: () => promptId(prompt),
    },
    {
      name: 'canary',
      what: 'a word by which leaks into training corpora are found',
      feature: 'string',
      value: () => canary,
    },
  ]
}

function turnRow({ case: source, conversation }: ExportItem, turn: ShownTurn): Record<string, unknown> {
  const attached = turn.masked ? [] : turn.attachments
  const role = conversation.participants.find(({ id }: Participant) => id === turn.speaker)?.role ?? 'other'
  return {
    turn: turn.number,
    speaker: turn.masked ? null : turn.name,
    role: turn.masked ? null : role,
    text: turn.masked ? null : turn.text,
    masked: turn.masked,
    tables: attached.flatMap(({ kind, id }) => (kind === 'table' ? tableOf(source, id) : [])),
    images: attached.flatMap(({ kind, id }) => (kind === 'image' ? [imageName(source, id)] : [])),
  }
}

function tableOf(source: Case, id: string): string[] {
  const table = source.tables.find((candidate) => candidate.id === id)
  return table === undefined ? [] : [tableText(table)]
}
