// What the report says, before it is written as HTML, Markdown or JSON: headline numbers, the floor, figures,
// tables, examples, provenance and licences. One place, so that the three never differ.
import { regimeText } from '../records/run.ts'
import { taskTypeIds } from '../taxonomy/task-types.ts'
import { readExamples, type Example } from './examples/example.ts'
import type { FigureContent, ReportFigure } from './figure.ts'
import { figures } from './figures/index.ts'
import { solverTotals } from './floor.ts'
import type { LicenceRow } from './licences.ts'
import type { ReportMaterial } from './material.ts'
import { quantity, type Quantity } from './quantity.ts'
import { lowered, type ReportTable, type TableContent } from './table.ts'
import { tables } from './tables/index.ts'

export interface Headline {
  readonly label: string
  readonly number: Quantity
}

/** A sentence with numbers in it. */
export type Sentence = readonly (string | Quantity)[]

export interface ProvenanceRow {
  readonly name: string
  readonly value: Sentence
}

export interface ReportContent {
  readonly name: string
  readonly purpose: string
  readonly headlines: readonly Headline[]
  readonly floor: readonly Sentence[]
  /** What the audit found against publishing it; empty when it passes. */
  readonly failures: readonly string[]
  readonly reading: readonly string[]
  readonly figures: readonly { readonly figure: ReportFigure; readonly content: FigureContent }[]
  readonly tables: readonly { readonly table: ReportTable; readonly content: TableContent }[]
  readonly examples: readonly Example[]
  readonly provenance: readonly { readonly title: string; readonly rows: readonly ProvenanceRow[] }[]
  readonly licences: readonly LicenceRow[]
}

export const notAdvice = 'Nothing in this report is medical advice.'

export async function readContent(material: ReportMaterial): Promise<ReportContent> {
  const { header } = material.benchmark
  return {
    name: header.name,
    purpose:
      'A BehaviorBench benchmark: multiple-choice tasks about clinical conversations, from reactive (answer what was asked) to proactive (speak up unasked, and only when it is right to).',
    headlines: headlinesOf(material),
    floor: floorOf(material),
    failures: material.audit.failures,
    reading,
    figures: figures
      .map((figure) => ({ figure, content: figure.build(material) }))
      // A drawing of nothing is none; its table says why there is nothing.
      .filter(({ content }) => content.table.rows.length > 0),
    tables: tables.map((table) => ({ table, content: table.build(material) })),
    examples: await readExamples(material),
    provenance: provenanceOf(material),
    licences: material.benchmark.licences,
  }
}

const reading = [
  'Every number is read from a file beside this report; report.json names the file and the field of each. Whatever is printed in the paper stands apart under its table or figure, as a diamond in drawings; it was measured on the paper’s own tasks and is no score to beat here.',
  'The behaviour score of a task runs from 0 (blue: answering what was asked is right) to 1 (orange: speaking up unasked is right). It is given per task, by a stated rule, and may cross the category of its type.',
  'A challenge comes as a triple: a planted fault, where speaking is right; a near miss and a fault that someone has already dealt with, where silence is right. A model that always warns fails two of three.',
  'Before you trust a score, look at the shortcut audit: it says how far one gets without understanding the case. A model has shown something only where it stands clear of that floor.',
]

function headlinesOf({ headerFile, statistics, statisticsFile }: ReportMaterial): Headline[] {
  const header = (...path: string[]): Quantity => quantity(headerFile, path, 'count')
  const byType = statistics.dataset.byType
  const types = taskTypeIds.filter((type) => (byType[type]?.count ?? 0) > 0)
  return [
    { label: 'tasks', number: header('tasks') },
    {
      label: types.length === 1 ? 'task type' : 'task types',
      number: {
        value: types.length,
        unit: 'count',
        origin: { kind: 'positive', file: statisticsFile.file, field: '/dataset/byType', of: '/count' },
      },
    },
    { label: 'cases', number: header('cases') },
    { label: 'conversations', number: header('conversations') },
    { label: 'facts with evidence', number: header('facts') },
    { label: 'drafts rejected', number: header('rejected') },
  ]
}

function floorOf(material: ReportMaterial): Sentence[] {
  const totals = solverTotals(material)
  const [first] = totals
  if (first === undefined) return [['No task was audited, so there is no floor to compare with.']]
  const best = totals.reduce((a, b) => ((b.accuracy.value ?? 0) > (a.accuracy.value ?? 0) ? b : a))
  const { cells } = material.audit.shortcuts
  const top = cells.reduce((best, cell, index) => {
    const leader = cells[best]
    return leader === undefined || cell.margin > leader.margin ? index : best
  }, 0)
  const cell = cells[top]
  const read = (name: 'margin' | 'low' | 'high'): Quantity =>
    quantity(material.auditFile, ['shortcuts', 'cells', top, name], 'points')
  const chance: Quantity = { ...first.chance, unit: 'share' }
  return [
    [
      'Guessing gets ',
      chance,
      ' right. The best trivial solver, ',
      lowered(best.solver),
      ', gets ',
      best.accuracy,
      ' over all tasks.',
    ],
    [
      'Furthest above chance on a single type: ',
      lowered(cell?.solver ?? ''),
      ' on ',
      lowered(cell?.type ?? ''),
      ', ',
      read('margin'),
      ' points (95 % interval ',
      read('low'),
      ' to ',
      read('high'),
      `; verdict: ${cell?.verdict ?? ''}).`,
    ],
  ]
}

function provenanceOf({ benchmark, headerFile, runs }: ReportMaterial): ReportContent['provenance'] {
  const { header } = benchmark
  return [
    {
      title: 'Benchmark',
      rows: [
        { name: 'Id', value: [header.id] },
        { name: 'Recipe', value: [header.recipe] },
        { name: 'Seed', value: [quantity(headerFile, ['seed'], 'plain')] },
        { name: 'Author', value: [header.author] },
        { name: 'Token policy', value: [header.tokenPolicy] },
        ...Object.entries(header.files).map(([file, hash]) => ({ name: file, value: [`SHA-256 ${hash}`] })),
      ],
    },
    ...runs.map(({ label, run, runFile }) => ({
      title: `Run: ${label}`,
      rows: [
        { name: 'File', value: [runFile.file] },
        { name: 'Model', value: [run.model] },
        { name: 'Reached at', value: [run.endpoint] },
        { name: 'Regime', value: [regimeText(run)] },
        { name: 'Prompt hash', value: [run.promptHash] },
        { name: 'Split', value: [run.split] },
        { name: 'Seed', value: [quantity(runFile, ['seed'], 'plain')] },
        { name: 'Repeats', value: [quantity(runFile, ['repeats'], 'count')] },
        ...Object.entries(run.parameters).map(([name, value]) => ({
          name,
          value: [
            typeof value === 'number' ? quantity(runFile, ['parameters', name], 'plain') : String(value),
          ],
        })),
      ],
    })),
  ]
}
