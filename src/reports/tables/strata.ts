// Whom the cases are about: patients by age, sex, race, language and insurance, "unknown" where the record
// does not say.
import { quantity, share } from '../quantity.ts'
import { spoken, type ReportTable, type Row } from '../table.ts'

export const strata: ReportTable = {
  id: 'strata',
  section: 'dataset',
  title: 'The patients',
  build: ({ statistics, statisticsFile, headerFile }) => {
    const cases = quantity(headerFile, ['cases'], 'count')
    return {
      caption:
        'Cases by what their record says of the patient. Unknown is a group of its own: it is never guessed.',
      columns: [
        { label: 'Group', align: 'text' },
        { label: 'Cases', align: 'number' },
        { label: 'Share', align: 'number' },
      ],
      rows: Object.entries(statistics.dataset.strata).flatMap(([name, counts]): Row[] => [
        { kind: 'head', cells: [spoken(name)] },
        ...Object.keys(counts)
          .toSorted(byNumber)
          .map((key) => {
            const count = quantity(statisticsFile, ['dataset', 'strata', name, key], 'count')
            return { cells: [key, count, share(count, cases)] }
          }),
      ]),
      empty: 'The benchmark has no case.',
    }
  },
}

/** Age bands by their first number; names, and "unknown" among them, as they came. */
function byNumber(a: string, b: string): number {
  const [first, second] = [Number.parseInt(a, 10), Number.parseInt(b, 10)]
  return Number.isNaN(first) || Number.isNaN(second) ? 0 : first - second
}
