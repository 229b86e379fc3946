// How much simulated conversations repeat each other: the share of 8-word runs of a conversation that stand in
// another one too, and the runs that stand in most. `npx tsx bench/repeated-words.ts CASES.jsonl [TOP]`.
import { readJsonl } from '../src/kit/jsonl.ts'
import type { ImportedCase } from '../src/records/imported.ts'

const length = 8
const [path, top = '15'] = process.argv.slice(2)
if (path === undefined) throw new Error('name a cases file')
const conversationsOf = new Map<string, number>()
const runs: string[][] = []
const texts = new Set<string>()
for await (const { conversation } of readJsonl<ImportedCase>(path)) {
  if (conversation === undefined) continue
  const own = new Set<string>()
  for (const { text } of conversation.turns) {
    const words = text.toLowerCase().match(/[\p{L}\d.%/]+/gu) ?? []
    for (let at = 0; at + length <= words.length; at++) own.add(words.slice(at, at + length).join(' '))
  }
  texts.add(conversation.turns.map(({ text }) => text).join('\n'))
  for (const run of own) conversationsOf.set(run, (conversationsOf.get(run) ?? 0) + 1)
  runs.push([...own])
}
const shares = runs.map(
  (own) => own.filter((run) => (conversationsOf.get(run) ?? 0) > 1).length / Math.max(1, own.length),
)
const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
const often = [...conversationsOf].filter(([, count]) => count > runs.length * 0.01)
console.log(
  `${runs.length} conversations, ${texts.size} of them distinct; ${conversationsOf.size} different runs of ${length} words`,
)
console.log(`a conversation shares on average ${(100 * mean).toFixed(1)} % of its runs with some other one`)
console.log(`${often.length} runs stand in more than 1 % of the conversations`)
for (const [run, count] of [...conversationsOf].toSorted((a, b) => b[1] - a[1]).slice(0, Number(top)))
  console.log(`${String(count).padStart(6)}  ${run}`)
