// What an import brought, counted per source and corpus: as data, and as a table for the terminal.
import { byCode } from './order.ts'
import { describeProblem, type Problem } from '../kit/errors.ts'
import type { Label } from '../records/label.ts'
import type { Imported } from './source.ts'

export interface SummaryRow {
  /** "" for files that no source read. */
  readonly source: string
  readonly corpus: string
  readonly files: number
  readonly cases: number
  readonly conversations: number
  readonly turns: number
  readonly sections: number
  readonly entries: number
  /** Facts that grounding finds, where the caller counts them. */
  readonly facts: number
  readonly tables: number
  /** Images named, and how many of them are there as files. */
  readonly images: number
  readonly imageFiles: number
  /** Labels by kind; kinds without labels are absent. */
  readonly labels: Readonly<Partial<Record<Label['kind'], number>>>
  readonly skipped: number
  readonly failed: number
}

export interface ImportSummary {
  readonly rows: readonly SummaryRow[]
  /** Files found, and those among them that belong to another file and were read with it. */
  readonly files: number
  readonly companions: number
  readonly cases: number
  readonly skipped: number
  readonly failed: number
  /** Reasons and how often each occurs, most frequent first. */
  readonly skippedReasons: readonly { readonly what: string; readonly count: number }[]
  readonly failures: readonly Problem[]
  /** Highest resident memory of the process so far, in bytes. */
  readonly peakMemory: number
}

interface Growing extends Omit<{ -readonly [K in keyof SummaryRow]: SummaryRow[K] }, 'labels'> {
  readonly labels: Partial<Record<Label['kind'], number>>
}

export interface SummaryCounter {
  /** A file was found. */
  found(count: number): void
  companion(): void
  /** A file is read by a source. */
  file(source: string, corpus: string): void
  /** `facts`: how many facts the case states, where they were counted. */
  add(source: string, corpus: string, imported: Imported, facts?: number): void
  finish(): ImportSummary
}

/** Failures beyond these are counted but not kept. */
const keptFailures = 1000

export function startSummary(): SummaryCounter {
  const rows = new Map<string, Growing>()
  const reasons = new Map<string, number>()
  const failures: Problem[] = []
  let files = 0
  let companions = 0
  const rowOf = (source: string, corpus: string): Growing => {
    const key = `${source}\n${corpus}`
    const row = rows.get(key) ?? emptyRow(source, corpus)
    rows.set(key, row)
    return row
  }
  return {
    found(count) {
      files += count
    },
    companion() {
      companions += 1
    },
    file(source, corpus) {
      rowOf(source, corpus).files += 1
    },
    add(source, corpus, imported, facts = 0) {
      const row = rowOf(source, corpus)
      row.facts += facts
      if (imported.kind === 'case') count(row, imported)
      else if (imported.kind === 'failed') {
        row.failed += 1
        if (failures.length < keptFailures) failures.push(imported.problem)
      } else {
        row.skipped += 1
        reasons.set(imported.problem.what, (reasons.get(imported.problem.what) ?? 0) + 1)
      }
    },
    finish() {
      const sorted = [...rows.values()].toSorted(
        (a, b) => byCode(a.source || '\uffff', b.source || '\uffff') || byCode(a.corpus, b.corpus),
      )
      const sum = (field: 'cases' | 'skipped' | 'failed'): number =>
        sorted.reduce((total, row) => total + row[field], 0)
      return {
        rows: sorted,
        files,
        companions,
        cases: sum('cases'),
        skipped: sum('skipped'),
        failed: sum('failed'),
        skippedReasons: [...reasons]
          .map(([what, times]) => ({ what, count: times }))
          .toSorted((a, b) => b.count - a.count || byCode(a.what, b.what)),
        failures,
        peakMemory: process.resourceUsage().maxRSS * 1024,
      }
    },
  }
}

function emptyRow(source: string, corpus: string): Growing {
  const zero = {
    files: 0,
    cases: 0,
    conversations: 0,
    turns: 0,
    sections: 0,
    entries: 0,
    facts: 0,
    tables: 0,
  }
  return { source, corpus, ...zero, images: 0, imageFiles: 0, labels: {}, skipped: 0, failed: 0 }
}

function count(row: Growing, imported: Extract<Imported, { kind: 'case' }>): void {
  const { case: found, conversation } = imported
  row.cases += 1
  row.sections += found.sections.length
  row.entries += found.entries.length
  row.tables += found.tables.length
  row.images += found.images.length
  row.imageFiles += found.images.filter((image) => image.file !== undefined).length
  for (const { kind } of found.labels) row.labels[kind] = (row.labels[kind] ?? 0) + 1
  if (conversation === undefined) return
  row.conversations += 1
  row.turns += conversation.turns.length
}

/** The summary as lines for a terminal; ends without a line break. */
export function printSummary(summary: ImportSummary): string {
  const header = [
    'source',
    'corpus',
    'files',
    'cases',
    'conversations',
    'facts',
    'images',
    'tables',
    'labels',
  ]
  const lines = summary.rows.map((row) => [
    row.source === '' ? '(none)' : row.source,
    row.corpus,
    ...[row.files, row.cases, row.conversations, row.facts].map(String),
    row.imageFiles === row.images ? String(row.images) : `${row.images} (${row.imageFiles} files)`,
    String(row.tables),
    Object.entries(row.labels)
      .map(([kind, times]) => `${times} ${kind}`)
      .join(', ') || '0',
    ...[row.skipped, row.failed].map(String),
  ])
  const megabytes = Math.round(summary.peakMemory / (1024 * 1024))
  return [
    ...table([header.concat('skipped', 'failed'), ...lines]),
    `${summary.files} files (${summary.companions} read with another), ${summary.cases} cases, ` +
      `${summary.skipped} skipped, ${summary.failed} failed; peak memory ${megabytes} MB`,
    ...summary.skippedReasons.slice(0, 12).map(({ what, count: times }) => `  skipped ${times}: ${what}`),
    ...(summary.skippedReasons.length > 12
      ? [`  … and ${summary.skippedReasons.length - 12} other reasons to skip`]
      : []),
    ...summary.failures.slice(0, 20).map((problem) => `  failed: ${describeProblem(problem)}`),
    ...(summary.failed > 20 ? [`  … and ${summary.failed - 20} more failed`] : []),
  ].join('\n')
}

/** Columns as wide as their widest cell; names to the left, numbers to the right. */
function table(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  )
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}
