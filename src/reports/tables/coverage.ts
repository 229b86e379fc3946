// Source × type: tasks of each corpus and type, and the reason wherever a cell is empty.
import { taskTypeIds } from '../../taxonomy/task-types.ts'
import { quantity, sum, type Quantity } from '../quantity.ts'
import { spoken, type Cell, type ReportTable, type Row } from '../table.ts'

export const coverage: ReportTable = {
  id: 'coverage',
  section: 'coverage',
  title: 'Tasks by corpus and type',
  build: ({ statistics, statisticsFile }) => {
    const { corpora, cells } = statistics.coverage
    const notes: string[] = []
    const tasks = (corpus: string, type: string): Quantity =>
      quantity(statisticsFile, ['coverage', 'cells', corpus, type, 'tasks'], 'count')
    const cellOf = (corpus: string, type: string): Cell | Quantity => {
      const count = tasks(corpus, type)
      if (count.value !== 0) return count
      const reason = cells[corpus]?.[type]?.reason ?? 'no draft'
      const note = notes.indexOf(reason) + 1 || notes.push(reason)
      return { parts: ['– ', noteMark(note)], tone: 'quiet' }
    }
    const rows = taskTypeIds.map((type): Row => {
      const counts = corpora.map((corpus) => tasks(corpus, type))
      return { cells: [spoken(type), ...corpora.map((corpus) => cellOf(corpus, type)), sum(counts)] }
    })
    const cases = corpora.map((corpus) => quantity(statisticsFile, ['coverage', 'cases', corpus], 'count'))
    const totals = corpora.map((corpus) => sum(taskTypeIds.map((type) => tasks(corpus, type))))
    const all = sum(corpora.flatMap((corpus) => taskTypeIds.map((type) => tasks(corpus, type))))
    return {
      caption:
        'A task is made only where the source carries it with certainty. An empty cell names the commonest reason below.',
      columns: [
        { label: 'Type', align: 'text' },
        ...corpora.map((corpus) => ({ label: corpus, align: 'number' as const })),
        { label: 'All', align: 'number' },
      ],
      rows:
        corpora.length === 0
          ? []
          : [
              ...rows,
              { kind: 'total', cells: ['Tasks', ...totals, all] },
              { kind: 'total', cells: ['Cases', ...cases, sum(cases)] },
            ],
      notes: notes.map((reason, index) => `${noteMark(index + 1)}: ${reason}`),
      empty: 'The benchmark has no case.',
    }
  },
}

/** a, b, … z, aa, ab … */
function noteMark(number: number): string {
  const letter = String.fromCodePoint(97 + ((number - 1) % 26))
  return number > 26 ? noteMark(Math.floor((number - 1) / 26)) + letter : letter
}
