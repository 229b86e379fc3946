// The facts of a benchmark by case, fetched when they are asked for: at the paper's size they are a quarter of a
// gigabyte. One pass notes where the facts of each case lie, which is one range of bytes a case.
import { openLineReader, scanLines } from '../kit/line-file.ts'
import { parseRecord } from '../kit/jsonl.ts'
import { factSchema, type Fact } from '../records/fact.ts'

export interface FactsOnDisk {
  ofCase(id: string): readonly Fact[]
  close(): void
}

interface Range {
  readonly start: number
  end: number
  /** Number of its first line. */
  readonly number: number
}

export async function openFacts(path: string): Promise<FactsOnDisk> {
  const ranges = new Map<string, Range[]>()
  await scanLines(path, (line, { start, end, number }) => {
    if (line.length <= 1) return
    const id = caseOf(line, path, number)
    const own = ranges.get(id)
    const last = own?.at(-1)
    if (own === undefined) ranges.set(id, [{ start, end, number }])
    else if (last !== undefined && last.end + 1 === start) last.end = end
    else own.push({ start, end, number })
  })
  const reader = openLineReader(path)
  // Tasks of one case follow each other.
  let kept: { readonly id: string; readonly facts: readonly Fact[] } | undefined
  return {
    ofCase: (id) => {
      if (kept?.id !== id) {
        const facts = (ranges.get(id) ?? []).flatMap(({ start, end, number }) =>
          reader
            .read(start, end)
            .split('\n')
            .flatMap((line, index) =>
              line.trim() === '' ? [] : [parseRecord(path, number + index, line, factSchema)],
            ),
        )
        kept = { id, facts }
      }
      return kept.facts
    },
    close: () => reader.close(),
  }
}

/** The case's id stands near the beginning as we write facts; a line that begins otherwise is parsed whole. */
function caseOf(line: Buffer, path: string, number: number): string {
  const [, id] = /^\{"id":"[^"\\]+","caseId":"([^"\\]+)"/.exec(line.toString('utf8', 0, 200)) ?? []
  // A copy, so that the id does not keep the text alive that it was cut from.
  if (id !== undefined) return Buffer.from(id).toString()
  return parseRecord(path, number, line.toString('utf8'), factSchema).caseId
}
