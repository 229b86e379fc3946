// What physicians decided of tasks: the CSV file that came with the list, filled in. One line a task; "keep" or
// "drop" in the column decision; an empty cell is no decision. Columns may stand in any order, separated by commas,
// semicolons or tabs, as spreadsheets of different countries write them.
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { Failure, messageOf } from '../../kit/errors.ts'
import type { TaskLine } from './task-line.ts'

/** Columns of the file; what is written under "answer" is the letter that the physician would give, unprompted. */
export const decisionColumns = [
  'task',
  'page',
  'type',
  'challenge',
  'answer',
  'decision',
  'reviewer',
  'comment',
] as const

export type Decision = 'keep' | 'drop'

export interface Decisions {
  readonly byTask: ReadonlyMap<string, Decision>
  /** Lines without a decision. */
  readonly open: number
}

/**
 * Of several files, or several lines about one task, one "drop" is enough to drop it. Throws a Failure for a line
 * about a task that the benchmark does not have, an unknown word, or a "keep" by someone who gave another answer
 * than the key.
 */
export async function readDecisions(
  paths: readonly string[],
  lines: readonly TaskLine[],
): Promise<Decisions> {
  const known = new Map(lines.map((line) => [line.id, line]))
  const byTask = new Map<string, Decision>()
  let open = 0
  for (const path of paths) {
    for (const [index, row] of (await rowsOf(path)).entries()) {
      const place = `line ${index + 2}`
      const id = (row['task'] ?? '').trim()
      const word = (row['decision'] ?? '').trim().toLowerCase()
      const answer = (row['answer'] ?? '').trim().toUpperCase()
      const task = known.get(id)
      if (id === '' && word === '') continue
      if (task === undefined)
        throw new Failure({
          subject: path,
          place,
          what: `names a task that the benchmark does not have (${id.slice(0, 40)}).`,
          remedy: 'Is it the list of another benchmark?',
        })
      if (word === '') {
        open += 1
        continue
      }
      if (word !== 'keep' && word !== 'drop')
        throw new Failure({
          subject: path,
          place,
          what: 'has a decision that is neither "keep" nor "drop".',
          remedy: 'Write one of the two, or leave the cell empty.',
        })
      if (word === 'keep' && answer !== '' && answer !== task.gold)
        throw new Failure({
          subject: path,
          place,
          what: `keeps the task and answers ${answer.slice(0, 1)}, which is not its key (${task.gold}).`,
          remedy: 'Write "drop", or correct the answer.',
        })
      byTask.set(id, byTask.get(id) === 'drop' ? 'drop' : word)
    }
  }
  return { byTask, open }
}

async function rowsOf(path: string): Promise<Record<string, string>[]> {
  let rows: Record<string, string>[]
  try {
    rows = parse(await readFile(path, 'utf8'), {
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      skip_empty_lines: true,
    })
  } catch (error) {
    throw new Failure(
      {
        subject: path,
        what: `cannot be read as CSV: ${messageOf(error)}.`,
        remedy: 'Give the filled-in review.csv.',
      },
      { cause: error },
    )
  }
  const [first] = rows
  const missing = ['task', 'decision'].filter((name) => first !== undefined && !(name in first))
  if (missing.length === 0) return rows
  throw new Failure({
    subject: path,
    place: 'line 1',
    what: `has no column ${missing.join(' and ')}.`,
    remedy: 'Give the filled-in review.csv.',
  })
}
