// Dialogue and note tables: ACI-Bench (one row a visit, with a whole note) and MTS-Dialog (one row a
// consultation, with one section of a note). The dialogue becomes a recorded conversation, the note
// sections, and orders of a MEDIQA-OE overlay labels. Paper: section 3.1 names dialogues among its sources.
import { contentId } from '../kit/hash.ts'
import { createCase, unknownStrata, type Case, type Section, type Strata } from '../records/case.ts'
import { createConversation } from '../records/conversation.ts'
import { csvColumns, readCsv, type CsvRow } from './csv-rows.ts'
import { readDialogue, type RecordedTurns } from './dialogue-text.ts'
import { sectionCodes, splitNote } from './note-sections.ts'
import { isOrdersFile, ordersOf, type OrderLabel } from './orders.ts'
import type { Batch, Imported, Source, SourceFile } from './source.ts'
import { agreed, statedStrata } from './stated-strata.ts'
import { idColumn, isVisitDescription, isVisitTable, visitsOf, type Visit } from './visit-transcripts.ts'

const name = 'dialogue-csv'

export const dialogueCsv: Source = {
  name,
  title: 'Dialogue and note tables (ACI-Bench, MTS-Dialog), with MEDIQA-OE orders',
  sniff(file) {
    if (isOrdersFile(file)) return 'companion'
    if (file.text === undefined || !/\.csv$/i.test(file.name)) return 'no'
    const columns = csvColumns(file.text)
    if (isVisitTable(columns) || isSectionTable(columns) || isStudyTable(columns)) return 'yes'
    return isVisitDescription(columns) ? 'companion' : 'no'
  },
  async *read(file, batch) {
    const text = file.text ?? ''
    const { columns, rows, problems } = readCsv(text)
    if (isStudyTable(columns)) {
      const what = 'a table of scored automatic summaries holds no cases of its own; it was left out.'
      yield { kind: 'skipped', problem: { subject: file.relative, what } }
      return
    }
    for (const problem of problems) yield { kind: 'failed', problem: { subject: file.relative, ...problem } }
    const seen = new Set<string>()
    for (const row of rows) {
      const id = row.cell(idColumn(columns) ?? '').trim()
      const place = `line ${row.line}, row ${id === '' ? '(no id)' : id}`
      if (id === '' || seen.has(id)) {
        const what = id === '' ? 'the id is empty.' : 'the id occurs twice; only the first row was read.'
        yield { kind: 'failed', problem: { subject: file.relative, place, what } }
        continue
      }
      seen.add(id)
      yield* isVisitTable(columns)
        ? readVisit(file, batch, row, id, place)
        : readSection(file, batch, row, id, place)
    }
  },
}

/** MTS-Dialog: one section of a note a row. */
function isSectionTable(columns: readonly string[]): boolean {
  return ['id', 'section_header', 'section_text', 'dialogue'].every((column) => columns.includes(column))
}

/** MTS-Dialog's correlation study: automatic summaries, and what people thought of them. */
function isStudyTable(columns: readonly string[]): boolean {
  return columns.includes('automatic summary') || columns.includes('factualprecision')
}

async function* readVisit(
  file: SourceFile,
  batch: Batch,
  row: CsvRow,
  id: string,
  place: string,
): AsyncGenerator<Imported> {
  const visits = await visitsOf(batch, file)
  const best = visits.best(file, id, row.cell('note'))
  if (best !== undefined && best.key !== `${file.path} ${id}`) {
    const what = `another transcript of the same visit; the case is made from ${best.file}.`
    yield { kind: 'skipped', problem: { subject: file.relative, place, what } }
    return
  }
  const visit = visits.describe(file, id)
  const sections = splitNote(row.cell('note'))
  const complaint = visit?.complaint ?? ''
  yield* finish(file, batch, {
    id,
    place,
    title: complaint === '' ? `Visit ${id}` : `Visit ${id}: ${complaint}`,
    sections,
    strata: strataOf(visit, sections),
    dialogue: readDialogue(row.cell('dialogue')),
    orderIds: [id],
  })
}

async function* readSection(
  file: SourceFile,
  batch: Batch,
  row: CsvRow,
  id: string,
  place: string,
): AsyncGenerator<Imported> {
  const heading = row.cell('section_header').trim()
  const code = sectionCodes[heading.toUpperCase()]
  const text = row.cell('section_text').trim()
  const role = code?.role ?? 'other'
  const sections: Section[] = text === '' ? [] : [{ id: 'note', heading, role, text }]
  yield* finish(file, batch, {
    id,
    place,
    title: `Consultation ${id}: ${code?.title ?? heading.toLowerCase()}`,
    sections,
    strata: /^FAM/i.test(heading) ? unknownStrata : statedStrata(text),
    dialogue: readDialogue(row.cell('dialogue')),
    // The same text under two ids is the same patient; short ones ("None.") say nothing of that.
    ...(text.length < 60 ? {} : { group: contentId('note', text.replace(/\s+/g, ' ').toLowerCase()) }),
    // Ids are plain numbers here: an overlay that numbers other dialogues must not match by chance.
    orderIds: [],
  })
}

interface Parts {
  readonly id: string
  readonly place: string
  readonly title: string
  readonly sections: readonly Section[]
  readonly strata: Strata
  readonly dialogue: RecordedTurns
  readonly orderIds: readonly string[]
  readonly group?: string
}

async function* finish(file: SourceFile, batch: Batch, parts: Parts): AsyncGenerator<Imported> {
  const { id, place, dialogue } = parts
  if (dialogue.turns.length === 0) {
    const what = 'column dialogue holds no line with a speaker tag such as "[doctor]" or "Doctor:".'
    yield { kind: 'failed', problem: { subject: file.relative, place, what } }
    return
  }
  const orders = await ordersOf(batch, parts.orderIds, dialogue)
  for (const problem of orders.problems) yield { kind: 'skipped', problem }
  const content = await caseOf(file, batch, parts, orders.labels)
  const conversation = createConversation({
    caseId: content.id,
    origin: 'recorded',
    participants: dialogue.participants,
    turns: dialogue.turns,
  })
  yield { kind: 'case', case: content, conversation }
  if (parts.sections.length === 0) {
    const what = 'the note is empty; the case has its conversation only.'
    yield { kind: 'skipped', problem: { subject: file.relative, place: `row ${id}`, what } }
  }
}

async function caseOf(
  file: SourceFile,
  batch: Batch,
  parts: Parts,
  labels: readonly OrderLabel[],
): Promise<Case> {
  return createCase({
    title: parts.title,
    provenance: {
      source: name,
      corpus: batch.corpusOf(file),
      file: file.name,
      part: parts.id,
      sha256: file.sha256,
    },
    licence: await batch.licenceOf(file),
    strata: parts.strata,
    sections: parts.sections,
    entries: [],
    tables: [],
    images: [],
    labels,
    ...(parts.group === undefined ? {} : { group: parts.group }),
  })
}

/** What the description of the visit says and what its note states; where they differ, "unknown". */
function strataOf(visit: Visit | undefined, sections: readonly Section[]): Strata {
  const stated = statedStrata(sections.map((section) => section.text).join('\n'))
  return {
    ...stated,
    age: visit === undefined || visit.age === 'unknown' ? stated.age : visit.age,
    sex: agreed<Strata['sex']>(visit?.sex ?? 'unknown', stated.sex),
  }
}
