// What a simulation drew, beside what was asked for: strata, conditions, findings, pictures, shape of dialogues.
import { readJsonl } from '../kit/jsonl.ts'
import type { ImportedCase } from '../records/imported.ts'
import type { Distributions } from './distributions.ts'

export interface StrataReport {
  readonly cases: number
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly means: Readonly<Record<'turns' | 'characters' | 'participants' | 'entries', number>>
  readonly text: string
}

export async function strataReport(path: string, asked: Distributions): Promise<StrataReport> {
  const counts: Record<string, Record<string, number>> = {}
  const sums = { turns: 0, characters: 0, participants: 0, entries: 0 }
  let cases = 0
  const bump = (table: string, key: string): void => {
    const row = (counts[table] ??= {})
    row[key] = (row[key] ?? 0) + 1
  }
  for await (const { case: source, conversation } of readJsonl<ImportedCase>(path)) {
    cases += 1
    const { age, sex, race, language, insurance } = source.strata
    bump('age', ageBand(age, asked))
    for (const [table, key] of Object.entries({ sex, race, language, insurance })) bump(table, key)
    for (const { code, negated } of source.entries) {
      const [table, id] = code?.code.split(':') ?? []
      if (id === undefined || negated) continue
      if (table === 'conditions' || table === 'findings' || table === 'comorbidities') bump(table, id)
      if (table === 'allergy-groups') bump('allergies', id)
    }
    for (const image of source.images) bump('pictures', image.modality ?? 'other')
    sums.entries += source.entries.length
    sums.turns += conversation?.turns.length ?? 0
    sums.participants += conversation?.participants.length ?? 0
    sums.characters += conversation?.turns.reduce((sum, turn) => sum + turn.text.length, 0) ?? 0
  }
  const means = Object.fromEntries(
    Object.entries(sums).map(([name, sum]) => [name, Math.round((10 * sum) / Math.max(1, cases)) / 10]),
  ) as Record<keyof typeof sums, number>
  return { cases, counts, means, text: textOf(cases, counts, means, asked) }
}

function ageBand(age: number | 'unknown', { ages }: Distributions): string {
  const band = ages.find(({ from, below }) => age !== 'unknown' && age >= from && age < below)
  return band === undefined ? 'unknown' : `${band.from} to ${band.below}`
}

function textOf(
  cases: number,
  counts: StrataReport['counts'],
  means: StrataReport['means'],
  asked: Distributions,
): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
  const wanted = (table: string): ReadonlyMap<string, number> => {
    if (table !== 'race' && table !== 'language') return new Map()
    const total = asked[table].reduce((sum, [, weight]) => sum + weight, 0)
    return new Map(asked[table].map(([name, weight]) => [name, weight / total]))
  }
  const lines = ['age', 'sex', 'race', 'language', 'insurance'].map((table) => {
    const shares = wanted(table)
    const cells = Object.entries(counts[table] ?? {})
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, count]) => {
        const asked = shares.get(key)
        return `${key} ${percent(count / cases)}${asked === undefined ? '' : ` (asked ${percent(asked)})`}`
      })
    return `${table}: ${cells.join(', ')}`
  })
  const distinct = (table: string): number => Object.keys(counts[table] ?? {}).length
  return [
    `${cases} cases of ${distinct('conditions')} conditions, ${distinct('findings')} findings, ${distinct('comorbidities')} comorbidities`,
    ...lines,
    `means: ${means.turns} turns, ${means.characters} characters, ${means.participants} participants, ${means.entries} facts`,
  ].join('\n')
}
