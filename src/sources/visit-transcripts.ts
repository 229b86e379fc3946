// Which transcript of a visit to use. ACI-Bench ships visits several times: as published for its
// challenge, as transcribed by people, as corrected and as raw speech recognition. One visit is one case,
// from its best transcript; the others are left out. Also the companions that describe the visits.
import { sha256 } from '../kit/hash.ts'
import type { Strata } from '../records/case.ts'
import { csvColumns, readCsv, type CsvRow } from './csv-rows.ts'
import { isProblem } from './read-file.ts'
import type { Batch, BatchFile, SourceFile } from './source.ts'
import { ageOf } from './stated-strata.ts'

/** What a metadata file says of a visit. */
export interface Visit {
  /** Id of the visit across its transcripts ("ACI086"), "" where the file does not give one. */
  readonly visitId: string
  readonly complaint: string
  readonly age: Strata['age']
  readonly sex: Strata['sex']
}

/** A transcript that was chosen for a visit. */
export interface Transcript {
  readonly file: string
  readonly key: string
  readonly rank: number
}

export interface Visits {
  /** By file (relative path of the dialogue file) and row id. */
  describe(file: BatchFile, id: string): Visit | undefined
  /** The best transcript of the visit of a row. */
  best(file: BatchFile, id: string, note: string): Transcript | undefined
}

const companionEnding = '_metadata.csv'
const opened = new WeakMap<Batch, Map<string, Promise<Visits>>>()

/** Whether a header is that of a table of dialogues with their whole notes. */
export function isVisitTable(columns: readonly string[]): boolean {
  return columns.includes('dialogue') && columns.includes('note') && idColumn(columns) !== undefined
}

/** Whether a header is that of a table that describes visits. */
export function isVisitDescription(columns: readonly string[]): boolean {
  return columns.includes('patient_age') && columns.includes('patient_gender')
}

/** The column that identifies a row. */
export function idColumn(columns: readonly string[]): string | undefined {
  return ['encounter_id', 'id'].find((name) => columns.includes(name))
}

/** The visits of the collection a file belongs to; read once a batch. */
export function visitsOf(batch: Batch, file: BatchFile): Promise<Visits> {
  const corpora = opened.get(batch) ?? new Map<string, Promise<Visits>>()
  opened.set(batch, corpora)
  const corpus = batch.corpusOf(file)
  const known = corpora.get(corpus) ?? readVisits(batch, corpus)
  corpora.set(corpus, known)
  return known
}

async function readVisits(batch: Batch, corpus: string): Promise<Visits> {
  const tables = new Map<string, SourceFile>()
  const described = new Map<string, Visit>()
  for (const entry of batch.files) {
    if (!entry.name.endsWith('.csv') || batch.corpusOf(entry) !== corpus) continue
    const file = await batch.open(entry)
    if (isProblem(file) || file.text === undefined) continue
    const columns = csvColumns(file.text)
    if (isVisitTable(columns)) tables.set(file.path, file)
    if (isVisitDescription(columns)) {
      const dialogues = file.path.slice(0, -companionEnding.length)
      for (const [id, visit] of describedVisits(file.text)) described.set(`${dialogues}.csv ${id}`, visit)
    }
  }
  const best = new Map<string, Transcript>()
  for (const file of tables.values()) {
    const { columns, rows } = readCsv(file.text ?? '')
    const rank = rankOf(file.name, columns)
    for (const row of rows) {
      const id = row.cell(idColumn(columns) ?? '').trim()
      for (const key of keysOf(described, file, id, row.cell('note'))) {
        const known = best.get(key)
        // Files come sorted, so equal ranks keep the first.
        if (known === undefined || rank < known.rank) {
          best.set(key, { file: file.relative, key: `${file.path} ${id}`, rank })
        }
      }
    }
  }
  return {
    describe: (file, id) => described.get(`${file.path} ${id}`),
    best: (file, id, note) => {
      const found = keysOf(described, file, id, note).map((key) => best.get(key))
      return found.filter((entry) => entry !== undefined).toSorted((a, b) => a.rank - b.rank)[0]
    },
  }
}

/** A visit is known by its own id, where its metadata gives one, and by the note written about it. */
function keysOf(described: ReadonlyMap<string, Visit>, file: BatchFile, id: string, note: string): string[] {
  const visit = described.get(`${file.path} ${id}`)?.visitId ?? ''
  const text = note.replace(/\s+/g, ' ').trim().toLowerCase()
  return [...(visit === '' ? [] : [`visit ${visit}`]), ...(text === '' ? [] : [`note ${sha256(text)}`])]
}

/** 0 published, 1 transcribed by people, 2 corrected speech recognition, 3 raw, by name and columns. */
function rankOf(name: string, columns: readonly string[]): number {
  if (columns.includes('encounter_id')) return 0
  if (/humantrans/i.test(name)) return 1
  if (/asrcorr/i.test(name)) return 2
  return /asr/i.test(name) ? 3 : 1
}

function describedVisits(text: string): [string, Visit][] {
  const { columns, rows } = readCsv(text)
  return rows.map((row) => {
    const id = row.cell(idColumn(columns) ?? '').trim()
    const visitId = columns.includes('id') ? row.cell('id').trim() : ''
    return [id, { visitId, complaint: complaintOf(row), age: ageOfRow(row), sex: sexOf(row) }]
  })
}

function complaintOf(row: CsvRow): string {
  return row.cell('cc').replace(/\s+/g, ' ').trim()
}

/** "62", "45.0" in years; "22-month". */
function ageOfRow(row: CsvRow): Strata['age'] {
  const match = /^(\d+(?:\.\d+)?)(?:\s*-?\s*(year|month|week|day)s?)?$/.exec(row.cell('patient_age').trim())
  return match === null ? 'unknown' : ageOf(match[1], match[2] ?? 'year')
}

function sexOf(row: CsvRow): Strata['sex'] {
  const word = row.cell('patient_gender').trim().toLowerCase()
  return word === 'female' || word === 'male' || word === 'other' ? word : 'unknown'
}
