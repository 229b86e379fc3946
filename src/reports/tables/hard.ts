// A Hard subset: how it was mined, how far scores drop, and the runs on it, those whose models chose the tasks apart
// from the others. Paper: section 2 and Table 4.
import type { Hard } from '../../records/hard.ts'
import { categories } from '../../taxonomy/task-types.ts'
import { quantity, type Quantity, type Unit } from '../quantity.ts'
import { spoken, type Cell, type Column, type ReportTable, type Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'
import { categoryCells } from './category-cells.ts'

const none = 'The benchmark is no Hard subset (`behaviorbench hard` makes one).'

/** What is counted of the mining, in its order. */
const counted: readonly (readonly [keyof Hard['counts'], string])[] = [
  ['asked', 'Asked of every model in every seed'],
  ['askedBySome', 'Asked in some runs only'],
  ['undecided', 'Undecided for failed calls'],
  ['hard', 'Failed by enough models'],
  ['companions', 'Companions in triples with such a task'],
  ['refuted', 'Refused by the second check'],
  ['dropped', 'Dropped by physicians'],
  ['doubtful', 'Doubtful: one wrong letter by all'],
  ['confirmed', 'Of these kept by physicians'],
  ['held', 'Of these held back until decided'],
  ['leftWithTriple', 'Left out with another member of the triple'],
  ['leftForBalance', 'Left out for the balance'],
  ['kept', 'In the subset'],
  ['keptCompanions', 'Of these companions'],
]

export const hard: ReportTable = {
  id: 'hard',
  section: 'results',
  title: 'How the Hard subset was mined',
  build: ({ benchmark, headerFile }) => {
    const mined = benchmark.header.hard
    return {
      caption:
        mined === undefined
          ? ''
          : `From the benchmark ${mined.parent.name}, by ${mined.models.map(({ model, seeds }) => `${model} (${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'})`).join(', ')}: a task is Hard when at least ${mined.settings.failingModels} of the ${mined.models.length} models failed it, and a model failed it when it was wrong in ${seedRule(mined.settings.failedSeeds)}.`,
      columns: [
        { label: 'Tasks', align: 'text' },
        { label: 'Number', align: 'number' },
      ],
      rows:
        mined === undefined
          ? []
          : counted.map(([name, label]) => ({
              cells: [label, quantity(headerFile, ['hard', 'counts', name], 'count')],
            })),
      notes: [
        'The paper prints that more than two of three models failed; that would be all of them. Two or more is how we read it, and the rule above is what was done here.',
      ],
      empty: none,
    }
  },
}

function seedRule(rule: Hard['settings']['failedSeeds']): string {
  if (rule === 'majority') return 'more than half of its seeds'
  return rule === 'all' ? 'all of its seeds' : `at least ${rule} of its seeds`
}

const kinds: Readonly<Record<Hard['drop'][number]['kind'], string>> = {
  mined: 'Models that chose the tasks by failing them: selected against, no honest number',
  'without its vote': 'The same models on the tasks that the others alone would have chosen',
  'held out': 'Models that had no part in the choice',
}

export const hardDrop: ReportTable = {
  id: 'hard-drop',
  section: 'results',
  title: 'From all tasks to the Hard ones',
  build: ({ benchmark, headerFile }) => {
    const drop = benchmark.header.hard?.drop ?? []
    const row = (index: number): Row => {
      const at = ['hard', 'drop', index]
      const score = (
        part: readonly (string | number)[],
        interval: readonly (string | number)[],
        unit: Unit,
      ): Cell | Quantity => withInterval(headerFile, [...at, ...part], [...at, ...interval], unit)
      return {
        cells: [
          drop[index]?.model ?? '',
          quantity(headerFile, [...at, 'seeds'], 'count'),
          quantity(headerFile, [...at, 'hard', 'tasks'], 'count'),
          score(['all', 'accuracy'], ['all', 'accuracyInterval'], 'hundredths'),
          score(['hard', 'accuracy'], ['hard', 'accuracyInterval'], 'hundredths'),
          score(['accuracyDrop', 'value'], ['accuracyDrop', 'interval'], 'points'),
          score(['all', 'macroF1'], ['all', 'macroF1Interval'], 'hundredths'),
          score(['hard', 'macroF1'], ['hard', 'macroF1Interval'], 'hundredths'),
          score(['macroF1Drop', 'value'], ['macroF1Drop', 'interval'], 'points'),
        ],
      }
    }
    return {
      caption:
        'Per cent and points, means over the seeds of a model, with 95 % intervals over resampled cases. Macro-F1 is the mean of types. Who chose the tasks by failing them is bound to be bad at them, and part of that is bad luck that would not return: compare models only among those that had no part in the choice.',
      columns: [
        { label: 'Model', align: 'text' },
        { label: 'Seeds', align: 'number' },
        { label: 'Hard tasks', align: 'number' },
        ...(['Accuracy', 'Macro-F1'] as const).flatMap((group) =>
          ['All', 'Hard', 'Drop'].map((label): Column => ({ label, group, align: 'number' })),
        ),
      ],
      rows: (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind): Row[] => {
        const places = drop.flatMap((item, index) => (item.kind === kind ? [index] : []))
        return places.length === 0 ? [] : [{ kind: 'head', cells: [kinds[kind]] }, ...places.map(row)]
      }),
      empty: none,
    }
  },
}

export const hardRuns: ReportTable = {
  id: 'hard-runs',
  section: 'results',
  title: 'Runs on the Hard subset',
  build: ({ benchmark, runs }) => {
    const miners = new Set(benchmark.header.hard?.models.map(({ model }) => model) ?? [])
    const rowsOf = (title: string, own: typeof runs): Row[] =>
      own.length === 0
        ? []
        : [
            { kind: 'head', cells: [title] },
            ...own.map((run): Row => ({ cells: [run.label, ...categoryCells(run)] })),
          ]
    return {
      caption:
        'Macro-F1 in per cent (mean of types) with 95 % intervals over resampled cases, in the columns of the paper’s Table 4; its own numbers stand under the results by category.',
      columns: [
        { label: 'Run', align: 'text' },
        { label: 'Overall', align: 'number' },
        ...categories.map((name): Column => ({ label: spoken(name), align: 'number' })),
      ],
      rows:
        benchmark.header.hard === undefined
          ? []
          : [
              ...rowsOf(
                'Models that had no part in the choice of tasks',
                runs.filter(({ run }) => !miners.has(run.model)),
              ),
              ...rowsOf(
                'Models that chose the tasks by failing them: not comparable',
                runs.filter(({ run }) => miners.has(run.model)),
              ),
            ],
      empty: benchmark.header.hard === undefined ? none : 'No run on it was given to `behaviorbench report`.',
    }
  },
}
