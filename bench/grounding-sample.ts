// Prints a seeded sample of grounded facts with their sentences, for reading: docs/quality/grounding.md says
// how. Cases come from the corpora under BEHAVIORBENCH_DATA (see test/shared-data.ts).
//   npx tsx bench/grounding-sample.ts [seed] [count] [kind]
import { ground } from '../src/grounding/ground.ts'
import { randomFor } from '../src/kit/random.ts'
import type { Fact } from '../src/records/fact.ts'
import { importBatch } from '../src/sources/import.ts'
import { sharedData } from '../test/shared-data.ts'

const corpora = [
  'pmc_case_reports_jats',
  'medec_ms',
  'aci_bench/challenge_data',
  'mts_dialog/Main-Dataset',
  'primock57',
]
const [seed = '1', count = '200', kind] = process.argv.slice(2)

const groups = new Map<string, { corpus: string; fact: Fact; around: string }[]>()
const totals: Record<string, number> = {}
for (const corpus of corpora) {
  const path = sharedData(corpus)
  if (path === undefined) continue
  for await (const { imported } of importBatch([path], { source: 'auto' })) {
    if (imported.kind !== 'case') continue
    for (const fact of ground(imported.case, imported.conversation)) {
      if (fact.evidence.kind === 'resource') continue
      totals[`${corpus} ${fact.kind}`] = (totals[`${corpus} ${fact.kind}`] ?? 0) + 1
      if (kind !== undefined && fact.kind !== kind) continue
      const key = `${corpus} ${fact.kind}`
      const group = groups.get(key) ?? []
      const text =
        fact.evidence.kind === 'span'
          ? imported.case.sections.find(
              (section) => section.id === (fact.evidence as { section: string }).section,
            )?.text
          : fact.evidence.kind === 'turn'
            ? imported.conversation?.turns[fact.evidence.turn - 1]?.text
            : undefined
      group.push({ corpus, fact, around: surroundings(text, fact) })
      groups.set(key, group)
    }
  }
}

// round robin over corpus × kind, so that rare kinds are read as well
const random = randomFor(seed, 'grounding-sample')
const shuffled = [...groups.keys()].sort().map((key) => random.shuffle(groups.get(key) ?? []))
const picked: { corpus: string; fact: Fact; around: string }[] = []
for (let round = 0; picked.length < Number(count) && shuffled.some((group) => group.length > round); round++)
  for (const group of shuffled) {
    const item = group[round]
    if (item !== undefined && picked.length < Number(count)) picked.push(item)
  }

for (const [i, { corpus, fact, around }] of picked.entries()) {
  const { kind, name, negated, experiencer, certainty, evidence, id: _id, caseId: _case, ...rest } = fact
  const marks = [
    negated ? 'NEGATED' : '',
    experiencer === 'patient' ? '' : experiencer,
    certainty === 'certain' ? '' : certainty,
  ]
  console.log(
    `${i + 1}. [${corpus.split('/')[0]}] ${kind}: ${name} ${JSON.stringify(rest)} ${marks.filter(Boolean).join(' ')}`,
  )
  console.log(`   quote: ${JSON.stringify(evidence.quote)}`)
  console.log(`   in: ${around}`)
}
console.error(JSON.stringify(totals, null, 1))

function surroundings(text: string | undefined, fact: Fact): string {
  if (text === undefined || !('start' in fact.evidence)) return ''
  const { start, end } = fact.evidence
  return text.slice(Math.max(0, start - 130), end + 70).replaceAll('\n', ' ⏎ ')
}
