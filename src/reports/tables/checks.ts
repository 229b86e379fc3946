// What the checks over the whole benchmark had to say.
import { spoken, type ReportTable } from '../table.ts'

export const checks: ReportTable = {
  id: 'checks',
  section: 'shortcuts',
  title: 'Checks over the whole benchmark',
  build: ({ audit }) => ({
    caption:
      'Splits without leakage, letters in balance, lengths that tell nothing, no near-duplicates, licences.',
    columns: [
      { label: 'Check', align: 'text' },
      { label: 'Severity', align: 'text' },
      { label: 'Finding', align: 'text' },
    ],
    rows: audit.whole.findings.map(({ check, severity, what }) => ({
      cells: [spoken(check), severity === 'error' ? { parts: [severity], tone: 'loud' } : severity, what],
    })),
    empty: 'Nothing to report: every check passed.',
  }),
}
