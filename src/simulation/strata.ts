// What a simulation drew, beside what was asked for: strata, conditions, findings, pictures, shape of dialogues.
import { readJsonl } from '../kit/jsonl.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Case } from '../records/case.ts'
import type { ImportedCase } from '../records/imported.ts'
import { leavesOpen, type Distributions } from './distributions.ts'
import { expectedShares } from './expected.ts'

/** A share that was drawn, of how many cases, beside the share that was to be expected by what was asked for. */
export interface DrawnShare {
  readonly asked: number
  readonly drawn: number
  readonly of: number
}

export interface StrataReport {
  readonly cases: number
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** By table and name; findings only where their share is set, among the cases whose illness leaves them open. */
  readonly shares: Readonly<Record<string, Readonly<Record<string, DrawnShare>>>>
  readonly means: Readonly<Record<'turns' | 'characters' | 'participants' | 'entries', number>>
  readonly text: string
}

/** Tables of which the text of the report names each row. */
const told = ['age', 'sex', 'race', 'language', 'insurance', 'number of allergies', 'findings'] as const

export async function strataReport(
  path: string,
  asked: Distributions,
  from: Knowledge,
): Promise<StrataReport> {
  const counts: Record<string, Record<string, number>> = {}
  /** Cases in which a finding whose share is set was open, and in which it then was there. */
  const open: Record<string, { of: number; shown: number }> = {}
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
    const ids = idsOf(source)
    for (const table of ['conditions', 'findings', 'comorbidities'] as const)
      for (const id of ids(table)) bump(table, id)
    for (const id of ids('allergy-groups')) bump('allergies', id)
    bump('number of allergies', String(ids('allergy-groups').size))
    const condition = from.conditions.get([...ids('conditions')][0] ?? '')
    for (const id of Object.keys(asked.findings)) {
      const ownSex = from.findings.get(id)?.sex
      if (condition === undefined || !leavesOpen(condition, id) || (ownSex ?? sex) !== sex) continue
      const row = (open[id] ??= { of: 0, shown: 0 })
      row.of += 1
      if (ids('findings').has(id)) row.shown += 1
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
  const shares = Object.fromEntries(
    Object.entries(expectedShares(asked, from)).map(([table, rows]) => {
      const names = [...new Set([...Object.keys(rows), ...Object.keys(counts[table] ?? {})])]
      const kept = table === 'findings' ? Object.keys(rows) : names
      return [
        table,
        Object.fromEntries(
          kept.map((name): [string, DrawnShare] => {
            const { of, shown } =
              table === 'findings'
                ? (open[name] ?? { of: 0, shown: 0 })
                : { of: cases, shown: counts[table]?.[name] ?? 0 }
            return [name, { asked: rows[name] ?? 0, drawn: of === 0 ? 0 : shown / of, of }]
          }),
        ),
      ]
    }),
  )
  return { cases, counts, shares, means, text: textOf(cases, counts, shares, means) }
}

/** The ids of a table of the knowledge base that a case's entries state. */
function idsOf({ entries }: Case): (table: string) => ReadonlySet<string> {
  const stated = entries.flatMap(({ code, negated }) => (code === undefined || negated ? [] : [code.code]))
  return (table) =>
    new Set(stated.flatMap((code) => (code.startsWith(`${table}:`) ? [code.slice(table.length + 1)] : [])))
}

function ageBand(age: number | 'unknown', { ages }: Distributions): string {
  const band = ages.find(({ from, below }) => age !== 'unknown' && age >= from && age < below)
  return band === undefined ? 'unknown' : `${band.from} to ${band.below}`
}

function textOf(
  cases: number,
  counts: StrataReport['counts'],
  shares: StrataReport['shares'],
  means: StrataReport['means'],
): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
  const lines = told.flatMap((table) => {
    const rows = Object.entries(shares[table] ?? {})
    if (rows.length === 0) return []
    const cells = rows.map(([name, { asked, drawn, of }]) => {
      const among = table === 'findings' ? `, of ${of} cases` : ''
      return `${name} ${percent(drawn)} (asked ${percent(asked)}${among})`
    })
    return [`${table}: ${cells.join(', ')}`]
  })
  const distinct = (table: string): number => Object.keys(counts[table] ?? {}).length
  return [
    `${cases} cases of ${distinct('conditions')} conditions, ${distinct('findings')} findings, ${distinct('comorbidities')} comorbidities`,
    ...lines,
    `means: ${means.turns} turns, ${means.characters} characters, ${means.participants} participants, ${means.entries} facts`,
  ].join('\n')
}
