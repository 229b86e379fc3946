// The README in the folder of a Hard subset: what it is, how it was mined, what was left out, how far scores drop,
// and for which models that number may be trusted.
import { auditTable } from '../../verification/shortcuts/table.ts'
import type { Benchmark } from '../../records/benchmark.ts'
import type { Hard } from '../../records/hard.ts'
import type { BenchmarkAudit } from '../audit.ts'
import { markdownTable } from '../tables.ts'
import { balanceRows, dropCaveat, dropRows, funnelRows, minerRows, ruleText } from './tables.ts'

export function hardReadme(header: Benchmark, hard: Hard, { shortcuts, failures }: BenchmarkAudit): string {
  const { parent, settings } = hard
  return `# ${header.name}

The Hard subset of the BehaviorBench benchmark ${parent.name} (\`${parent.id}\`): ${header.tasks} of its tasks, about ${header.cases} cases, which several models fail again and again. It is a benchmark folder like any other: \`eval\`, \`report\` and \`export\` take it. Tasks are the parent's, word for word and with the same ids. Nothing in it is medical advice.

Id \`${header.id}\`, seed ${header.seed}. Splits are the parent's: ${header.splits.train} train, ${header.splits.validation} validation, ${header.splits.test} test.

## How it was mined

${ruleText(hard)}

${markdownTable(minerRows(hard))}

${markdownTable(funnelRows(hard))}

${balanceText(settings.balance !== null)}

${markdownTable(balanceRows(hard))}

mined.jsonl has a line for each task that is Hard, came along with one, or could not be decided, with the models that failed it; rejected.jsonl those that were mined and taken out for a doubt, with the reason.

## How far scores drop

${markdownTable(dropRows(hard))}

${dropCaveat}

## Shortcut audit

${auditTable(shortcuts)}
${failures.length === 0 ? 'No trivial solver stands out.' : `**Not passed:** ${failures.join('; ')}. A subset chosen by the failures of models can have shortcuts that its parent has not: what avoids the letter or the kind of option that those models prefer is right more often.`}

Each task and case carries the licence and the attribution of its source.
`
}

function balanceText(wished: boolean): string {
  return wished
    ? 'The largest part with the wished shares, each within one task:'
    : 'No shares were wished; all that is left is in it:'
}
