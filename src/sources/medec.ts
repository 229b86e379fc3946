// MEDEC: clinical notes that hold one wrong sentence, with its correction, or were checked and are right.
// One case a row; the label carries the span of the wrong sentence in the text.
import { createCase } from '../records/case.ts'
import type { LabelOf } from '../records/label.ts'
import { csvColumns, readCsv, type CsvRow } from './csv-rows.ts'
import { mendMojibake } from './mojibake.ts'
import type { Source } from './source.ts'
import { statedStrata } from './stated-strata.ts'
import { vignetteGroups } from './vignette-groups.ts'

const name = 'medec'
const columnsNeeded = ['text id', 'text', 'error flag', 'error sentence', 'corrected sentence']

type ErrorLabel = LabelOf<'error'>

export const medec: Source = {
  name,
  title: 'Notes with labelled errors and their corrections (MEDEC)',
  sniff(file) {
    if (file.text === undefined || !/\.csv$/i.test(file.name)) return 'no'
    const columns = csvColumns(file.text)
    return columnsNeeded.every((column) => columns.includes(column)) ? 'yes' : 'no'
  },
  async *read(file, batch) {
    const { rows, problems } = readCsv(file.text ?? '')
    for (const problem of problems) yield { kind: 'failed', problem: { subject: file.relative, ...problem } }
    const texts = rows.map((row) => noteText(row))
    const groups = vignetteGroups(texts)
    const licence = await batch.licenceOf(file)
    const seen = new Set<string>()
    for (const [index, row] of rows.entries()) {
      const id = row.cell('text id').trim()
      const place = `line ${row.line}, row ${id === '' ? '(no id)' : id}`
      const text = texts[index] ?? ''
      const fault = seen.has(id)
        ? 'the Text ID occurs twice; only the first row was read.'
        : faultOf(row, id, text)
      if (fault !== undefined) {
        yield { kind: 'failed', problem: { subject: file.relative, place, what: fault } }
        continue
      }
      seen.add(id)
      const label = labelOf(row, text)
      yield {
        kind: 'case',
        case: createCase({
          title: `Note ${id}`,
          provenance: {
            source: name,
            corpus: batch.corpusOf(file),
            file: file.name,
            part: id,
            sha256: file.sha256,
          },
          licence,
          strata: statedStrata(text),
          sections: [{ id: 'note', heading: '', role: 'note', text }],
          entries: [],
          tables: [],
          images: [],
          labels: [label],
          group: groups[index] ?? '',
        }),
      }
      if (label.present && label.start === undefined) {
        const what = 'column Error Sentence is not in column Text; the label has no span.'
        yield { kind: 'skipped', problem: { subject: file.relative, place, what } }
      }
    }
  },
}

function noteText(row: CsvRow): string {
  return mendMojibake(row.cell('text')).replace(/\r\n?/g, '\n').trim()
}

/** What is wrong with a row, in words, naming its column; undefined where it can be read. */
function faultOf(row: CsvRow, id: string, text: string): string | undefined {
  if (id === '') return 'column Text ID is empty.'
  if (text === '') return 'column Text is empty.'
  const flag = row.cell('error flag').trim()
  if (flag !== '0' && flag !== '1') return 'column Error Flag is neither 0 nor 1.'
  if (flag === '1' && value(row, 'error sentence') === undefined) {
    return 'column Error Flag is 1 but column Error Sentence is empty.'
  }
  return undefined
}

function labelOf(row: CsvRow, text: string): ErrorLabel {
  if (row.cell('error flag').trim() === '0') return { kind: 'error', present: false, section: 'note' }
  const sentence = value(row, 'error sentence') ?? ''
  const correction = value(row, 'corrected sentence')
  const errorType = value(row, 'error type')
  const corrected = mendMojibake(row.cell('corrected text')).replace(/\r\n?/g, '\n').trim()
  const span = findSentence(text, sentence, corrected)
  return {
    kind: 'error',
    present: true,
    section: 'note',
    sentence: span === undefined ? sentence : text.slice(span.start, span.end),
    ...span,
    ...(errorType === undefined ? {} : { errorType }),
    ...(correction === undefined ? {} : { correction }),
  }
}

/** The cell, undefined where it is empty or "NA". */
function value(row: CsvRow, column: string): string | undefined {
  const text = mendMojibake(row.cell(column)).replace(/\s+/g, ' ').trim()
  return text === '' || text === 'NA' ? undefined : text
}

/**
 * The span of a sentence in a text, whatever white space either has between words. Where it occurs more
 * than once, the one at the place where the corrected text begins to differ; undefined where it does not occur.
 */
export function findSentence(
  text: string,
  sentence: string,
  corrected: string,
): { readonly start: number; readonly end: number } | undefined {
  const words = sentence.trim().split(/\s+/)
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+')
  const spans = [...text.matchAll(new RegExp(pattern, 'g'))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  if (spans.length < 2) return spans[0]
  let difference = 0
  while (difference < text.length && text[difference] === corrected[difference]) difference += 1
  return spans.find(({ start, end }) => start <= difference && difference < end)
}
