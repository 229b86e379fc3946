// Counts narratives that are the same: `npx tsx bench/distinct-narratives.ts [CASES] [SEED]` simulates 10,000 cases
// without pictures and compares the text of each record and of each conversation, apart from the names and ages of
// people and from times. Says how many are the same as an earlier one; it should be 0, and exits 1 otherwise.
import { sha256 } from '../src/kit/hash.ts'
import { knowledge } from '../src/knowledge/knowledge.ts'
import { defaultDistributions } from '../src/simulation/distributions.ts'
import { simulateCase } from '../src/simulation/simulate.ts'

const [count = '10000', seed = '1'] = process.argv.slice(2)
const base = knowledge()
const settings = { seed: Number(seed), distributions: defaultDistributions }

/** Without what tells two patients apart but not their stories. */
function anonymous(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/\b(?:doctor|nurse|dr|mr|mrs|ms)\.? [a-z]\b/g, 'person')
    .replaceAll(/\b\d+(?:\.\d+)? (?:years?|months?|weeks?|days?|hours?|minutes?)(?: old)?\b/g, 'time')
    .replaceAll(/\b(?:white|black|asian|hispanic|latino|spanish|english|woman|man|girl|boy)\b/g, 'person')
    .replaceAll(/\s+/g, ' ')
}

const kinds = { records: new Map<string, number>(), conversations: new Map<string, number>() }
const same: Record<keyof typeof kinds, string[]> = { records: [], conversations: [] }
for (let number = 0; number < Number(count); number++) {
  const { case: source, conversation } = simulateCase(number, settings, base).imported
  const texts = {
    records: source.sections.map(({ heading, text }) => `${heading}: ${text}`).join('\n'),
    conversations: (conversation?.turns ?? []).map(({ text }) => text).join('\n'),
  }
  for (const kind of ['records', 'conversations'] as const) {
    const key = sha256(anonymous(texts[kind]))
    const earlier = kinds[kind].get(key)
    if (earlier === undefined) kinds[kind].set(key, number)
    else same[kind].push(`${number} as ${earlier}`)
  }
}
for (const kind of ['records', 'conversations'] as const) {
  const shown = same[kind].slice(0, 5).join(', ')
  console.log(
    `${count} cases of seed ${seed}, ${kind} the same as an earlier one: ${same[kind].length} ${shown}`,
  )
}
if (same.records.length + same.conversations.length > 0) process.exitCode = 1
