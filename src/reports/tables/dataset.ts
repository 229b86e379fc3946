// The data set in numbers, beside the paper's section 2, Table 5 and appendix C.2.
import { splitNames } from '../../records/benchmark.ts'
import { behaviorTokens } from '../../taxonomy/behavior.ts'
import { published } from '../published.ts'
import { quantity, share, type Quantity } from '../quantity.ts'
import type { ReportMaterial } from '../material.ts'
import type { ReportTable, Row } from '../table.ts'

export const dataset: ReportTable = {
  id: 'dataset',
  section: 'dataset',
  title: 'The data set beside the paper’s',
  build: (material) => ({
    caption:
      'The paper’s conversations and tasks are written by a language model from journal cases; these by the author named under Provenance, from the corpora below. A dash: the paper prints no such number.',
    columns: [
      { label: 'Measure', align: 'text' },
      { label: 'This benchmark', align: 'number' },
      { label: 'Paper', align: 'number' },
    ],
    rows: [...sizes(material), ...shapes(material), ...behaviours(material)],
    empty: '',
  }),
}

function sizes({ headerFile, statisticsFile }: ReportMaterial): Row[] {
  const header = (...path: string[]): Quantity => quantity(headerFile, path, 'count')
  const paper = (...path: string[]): Quantity =>
    published('dataset.ts', 'section 2', ['paperDataset', ...path], 'count')
  const held = (name: string): Quantity =>
    quantity(statisticsFile, ['dataset', 'conversations', name], 'count')
  return [
    { kind: 'head', cells: ['Size'] },
    { cells: ['Cases', header('cases'), paper('cases')] },
    { cells: ['Facts with evidence', header('facts'), '–'] },
    { cells: ['Conversations, recorded', held('recorded'), '–'] },
    { cells: ['Conversations, told from documents', held('told'), '–'] },
    { cells: ['Conversations, simulated', held('simulated'), '–'] },
    { cells: ['Tasks', header('tasks'), paper('tasks')] },
    { cells: ['Drafts rejected by a check', header('rejected'), '–'] },
    ...splitNames.map(
      (name): Row => ({
        cells: [`Split: ${name}`, header('splits', name), paper('splits', name)],
      }),
    ),
  ]
}

function shapes({ statisticsFile }: ReportMaterial): Row[] {
  const mean = (name: string): Quantity =>
    quantity(statisticsFile, ['dataset', 'conversations', name, 'mean'], 'mean')
  const paper = (name: string): Quantity =>
    published('dataset.ts', 'Table 5', ['paperDataset', 'conversation', name], 'mean')
  const span = (name: string): { parts: (string | Quantity)[] } => {
    const read = (end: string): Quantity =>
      quantity(statisticsFile, ['dataset', 'conversations', name, end], 'count')
    return { parts: [read('median'), ' (', read('minimum'), '–', read('maximum'), ')'] }
  }
  return [
    { kind: 'head', cells: ['Conversations (Table 5)'] },
    { cells: ['Turns, mean', mean('turns'), paper('turns')] },
    { cells: ['Turns, median (range)', span('turns'), '–'] },
    { cells: ['Characters, mean', mean('characters'), paper('characters')] },
    { cells: ['Characters, median (range)', span('characters'), '–'] },
    { cells: ['Participants, mean', mean('participants'), paper('participants')] },
    { cells: ['Participants, median (range)', span('participants'), '–'] },
  ]
}

function behaviours({ statistics, statisticsFile, headerFile }: ReportMaterial): Row[] {
  const all = quantity(headerFile, ['tasks'], 'count')
  const part = (...path: string[]): Row['cells'][number] => {
    const count = quantity(statisticsFile, ['dataset', ...path], 'count')
    return { parts: [count, ' (', share(count, all), ')'] }
  }
  const counted = (group: 'byMember' | 'letters' | 'options', name: (key: string) => string): Row[] =>
    Object.keys(statistics.dataset[group]).map((key) => ({ cells: [name(key), part(group, key), '–'] }))
  return [
    { kind: 'head', cells: ['Behaviour tokens'] },
    ...behaviorTokens.map((token): Row => ({ cells: [token, part('byToken', token), '–'] })),
    { kind: 'head', cells: ['Challenges'] },
    ...counted('byMember', (key) => memberNames[key] ?? key),
    { kind: 'head', cells: ['Options'] },
    ...counted('options', (key) => `Tasks with ${key} options`),
    ...counted('letters', (key) => `Gold letter ${key}`),
  ]
}

const memberNames: Readonly<Record<string, string>> = {
  'no challenge': 'None',
  injected: 'Injected: speaking is right',
  near_miss: 'Near miss: silence is right',
  handled: 'Already handled: silence is right',
}
