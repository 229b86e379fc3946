// Multiple-choice questions as CSV: MedARC-QA (options as a JSON list) and the common form with one column
// an option. One case a row: the vignette is its text, the question with its key a label.
import { createCase } from '../records/case.ts'
import type { LabelOf } from '../records/label.ts'
import { csvColumns, readCsv, type CsvRow } from './csv-rows.ts'
import type { Source } from './source.ts'
import { statedStrata } from './stated-strata.ts'
import { vignetteGroups } from './vignette-groups.ts'

const name = 'mcq-csv'
const letters = 'abcdefghij'.split('')

type QuestionLabel = LabelOf<'question'>

const questionColumns = ['question', 'stem']
const answerColumns = ['answer_index', 'answer', 'correct_answer', 'correct', 'answer_idx']
const idColumns = ['question_id', 'id', 'qid']
const topicColumns = ['src', 'topic', 'subject', 'specialty', 'category']

export const mcqCsv: Source = {
  name,
  title: 'Multiple-choice questions as CSV (MedARC-QA and tables with one column an option)',
  sniff(file) {
    if (file.text === undefined || !/\.csv$/i.test(file.name)) return 'no'
    const columns = csvColumns(file.text)
    const has = (names: readonly string[]): boolean => names.some((column) => columns.includes(column))
    const options = columns.includes('options') || optionColumns(columns).length > 1
    return has(questionColumns) && has(answerColumns) && options ? 'yes' : 'no'
  },
  async *read(file, batch) {
    const { columns, rows, problems } = readCsv(file.text ?? '')
    for (const problem of problems) yield { kind: 'failed', problem: { subject: file.relative, ...problem } }
    const stems = rows.map((row) => withoutEmphasis(firstCell(row, questionColumns)).replace(/\s+/g, ' '))
    const groups = vignetteGroups(stems)
    const licence = await batch.licenceOf(file)
    const seen = new Set<string>()
    for (const [index, row] of rows.entries()) {
      const id = firstCell(row, idColumns) || String(index + 1)
      const place = `line ${row.line}, row ${id}`
      const stem = stems[index] ?? ''
      const label = seen.has(id)
        ? 'the id occurs twice; only the first row was read.'
        : labelOf(row, columns, stem)
      if (typeof label === 'string') {
        yield { kind: 'failed', problem: { subject: file.relative, place, what: label } }
        continue
      }
      seen.add(id)
      const { vignette } = splitQuestion(stem)
      yield {
        kind: 'case',
        case: createCase({
          title: label.topic === undefined ? `Question ${id}` : `Question ${id}: ${label.topic}`,
          provenance: {
            source: name,
            corpus: batch.corpusOf(file),
            file: file.name,
            part: id,
            sha256: file.sha256,
          },
          licence,
          strata: statedStrata(vignette),
          sections: [{ id: 'question', heading: '', role: 'question', text: vignette }],
          entries: [],
          tables: [],
          images: [],
          labels: [label],
          group: groups[index] ?? '',
        }),
      }
    }
  },
}

/** The first of the columns that has something in it, trimmed. */
function firstCell(row: CsvRow, columns: readonly string[]): string {
  return columns.map((column) => row.cell(column).trim()).find((text) => text !== '') ?? ''
}

/** The marks of emphasised words are no part of what a question says: "_5_ mm" → "5 mm". A blank to fill stays. */
export function withoutEmphasis(text: string): string {
  return text.replace(/(?<![\w_])_([^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])/g, '$1')
}

/** The label of a row, or what is wrong with the row. */
function labelOf(row: CsvRow, columns: readonly string[], stem: string): QuestionLabel | string {
  if (stem === '') return 'column question is empty.'
  const options = optionsOf(row, columns)
  if (typeof options === 'string') return options
  const repeated = new Set(options.map((option) => option.toLowerCase())).size < options.length
  if (repeated) return 'two options are the same.'
  const answers = answerColumns.filter((column) => columns.includes(column) && row.cell(column).trim() !== '')
  const keys = answers.map((column) => answerIndex(column, row.cell(column), options))
  const answer = keys[0]
  if (answer === undefined) return `column ${answers[0] ?? 'answer'} names no option.`
  if (keys.some((key) => key !== answer)) return `columns ${answers.join(' and ')} disagree.`
  const topic = firstCell(row, topicColumns).replaceAll('_', ' ')
  return {
    kind: 'question',
    question: splitQuestion(stem).question,
    options,
    answer,
    ...(topic === '' ? {} : { topic }),
  }
}

/** Columns that hold one option each, in order: option_a, "option 1", opa, a. */
function optionColumns(columns: readonly string[]): string[] {
  const found: string[] = []
  for (const [index, letter] of letters.entries()) {
    const names = [
      `option_${letter}`,
      `option ${letter}`,
      `op${letter}`,
      letter,
      `option_${index + 1}`,
      `option ${index + 1}`,
    ]
    const column = names.find((candidate) => columns.includes(candidate))
    if (column === undefined) break
    found.push(column)
  }
  return found
}

function optionsOf(row: CsvRow, columns: readonly string[]): string[] | string {
  const listed = columns.includes('options')
  const texts = listed
    ? optionList(row.cell('options'))
    : optionColumns(columns).map((column) => row.cell(column).trim())
  if (texts === undefined) return 'column options is no JSON list of texts.'
  // Tables with one column an option leave the last ones empty where a question has fewer.
  while (texts.at(-1) === '') texts.pop()
  if (texts.includes('')) return 'an option is empty.'
  return texts.length < 2 ? 'there are fewer than two options.' : texts
}

function optionList(cell: string): string[] | undefined {
  try {
    const list: unknown = JSON.parse(cell)
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) return undefined
    return list.map((item) => item.trim())
  } catch {
    return undefined
  }
}

/** The index a key means: a number from 0 in "…index" columns; else a letter, the option's text, or a number from 1. */
function answerIndex(column: string, key: string, options: readonly string[]): number | undefined {
  const text = key.trim().toLowerCase()
  const number = /^\d+$/.test(text) ? Number(text) : -1
  const written = options.findIndex((option) => option.toLowerCase() === text)
  const named = /^[a-j]$/.test(text) ? letters.indexOf(text) : written !== -1 ? written : number - 1
  const index = column.includes('ind') ? number : named
  return index >= 0 && index < options.length ? index : undefined
}

/**
 * The vignette and the question at its end. They are divided only where the last sentence is certainly a
 * question; otherwise both are the whole text.
 */
export function splitQuestion(stem: string): { readonly vignette: string; readonly question: string } {
  const text = stem.trim()
  const [, vignette = '', question = ''] = lastQuestion.exec(text) ?? []
  // A full stop after an abbreviation ends no sentence: before it must stand a word, or after it a word of questions.
  const certain =
    !/\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|[eE]\.g|i\.e)\.$/.test(vignette) &&
    (/^(?:What|Which|How|Who|Where|When|Why|Choose|Select)\b/.test(question) ||
      /(?:[^\s.]{3,}|[A-Z]{2}|\d|[)%"”])[.?!]["”)]?$/.test(vignette))
  return question === '' || !certain ? { vignette: text, question: text } : { vignette, question }
}

/** A sentence end, then one sentence to the question mark; an instruction ("Pick the best …") may follow. */
const lastQuestion =
  /^(.*[.?!]["”)]?) +([A-Z][^.?!]*(?:\d\.\d[^.?!]*)*\?(?: (?:Select|Choose|Pick) [^.?!]*\.)?)$/s
