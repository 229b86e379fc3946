// Drafts that a check rejected, by type and check.
import { taskTypeIds } from '../../taxonomy/task-types.ts'
import { quantity } from '../quantity.ts'
import { spoken, type ReportTable } from '../table.ts'

export const rejections: ReportTable = {
  id: 'rejections',
  section: 'coverage',
  title: 'Drafts rejected by a check',
  build: ({ statistics, statisticsFile }) => {
    const found = statistics.coverage.rejections
    const checks = [...new Set(Object.values(found).flatMap((counts) => Object.keys(counts)))].toSorted()
    return {
      caption:
        'Every draft is checked by code that shares nothing with its author; one that fails is dropped with its reason. A draft may fail several checks.',
      columns: [
        { label: 'Type', align: 'text' },
        ...checks.map((check) => ({ label: spoken(check), align: 'number' as const })),
      ],
      rows: taskTypeIds
        .filter((type) => found[type] !== undefined)
        .map((type) => ({
          cells: [
            spoken(type),
            ...checks.map((check) =>
              found[type]?.[check] === undefined
                ? { parts: ['–'], tone: 'quiet' as const }
                : quantity(statisticsFile, ['coverage', 'rejections', type, check], 'count'),
            ),
          ],
        })),
      empty: 'No draft was rejected.',
    }
  },
}
