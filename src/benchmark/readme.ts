// The README that lies in every benchmark folder: what it holds, how it was made, how far trivial solvers
// get, and whose licences apply. Written from the same numbers as the JSON files beside it.
import { auditTable } from '../verification/shortcuts/table.ts'
import type { Benchmark } from '../records/benchmark.ts'
import type { BenchmarkAudit } from './audit.ts'
import type { BenchmarkStatistics } from './folder.ts'
import { coverageRows, labelRows, markdownTable, shareTableRows } from './tables.ts'

export function benchmarkReadme(
  header: Benchmark,
  { dataset, coverage, shares }: BenchmarkStatistics,
  { whole, shortcuts, failures }: BenchmarkAudit,
): string {
  const { rows, notes } = coverageRows(coverage)
  const { turns, characters, participants, recorded, told, simulated } = dataset.conversations
  const count = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, number]) => `${name} ${number}`)
      .join(', ')
  return `# ${header.name}

A BehaviorBench benchmark: ${header.tasks} multiple-choice tasks of ${Object.values(dataset.byType).filter((type) => type.count > 0).length} types about ${header.cases} cases, from reactive (answer what was asked) to proactive (speak up unasked). Nothing in it is medical advice.

Id \`${header.id}\`, seed ${header.seed}, author \`${header.author}\`, token policy \`${header.tokenPolicy}\`. Splits by case: ${header.splits.train} train, ${header.splits.validation} validation, ${header.splits.test} test.

## Files

| file | holds |
|---|---|
| benchmark.json | header, with the SHA-256 of every other file |
| cases.jsonl, images/ | the documents as imported |
| facts.jsonl | ${header.facts} facts with their evidence |
| conversations.jsonl | ${header.conversations} conversations: ${recorded} recorded, ${told} told from documents, ${simulated} simulated |
| tasks.jsonl | the tasks; each names its facts, turns, checks and licence |
| rejected.jsonl | ${header.rejected} drafts that failed a check, with the reason |
| splits.jsonl | the split of each task |
| statistics.json, audit.json | the numbers of this page |

## Tasks by corpus and type

${markdownTable(rows)}

${notes.map((note) => `- ${note}`).join('\n')}

Behaviour classes: ${count(dataset.byClass)}. Tokens: ${count(dataset.byToken)}. Challenge members: ${count(dataset.byMember)}. Gold letters: ${count(dataset.letters)}.

${shares === undefined ? '' : `Shares of tasks, wished and kept:\n\n${markdownTable(shareTableRows(shares))}\n\n`}Conversations: ${turns.mean.toFixed(1)} turns (${turns.minimum}–${turns.maximum}), ${characters.mean.toFixed(0)} characters, ${participants.mean.toFixed(1)} participants on average.

## Labels of the corpora

${coverage.labels.length === 0 ? 'None of the cases has labels.' : markdownTable(labelRows(coverage))}

## Shortcut audit

${auditTable(shortcuts)}
## Checks of the whole

${whole.findings.length === 0 ? 'Nothing to report.' : whole.findings.map(({ check, severity, what }) => `- ${severity}, ${check}: ${what}`).join('\n')}

${failures.length === 0 ? 'The benchmark passes.' : `**The benchmark does not pass:** ${failures.join('; ')}.`}

## Licences

${count(whole.statistics['licence'] ?? {})} tasks. Each task and case carries the licence and the attribution of its source.
`
}
