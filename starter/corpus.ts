// The corpus on disk, three files of documents: for training, held-out cases of the same illnesses, and cases of
// illnesses that are not trained on. A second call takes up what is there.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runOrderedStage } from '../src/kit/ordered-stage.ts'
import { readJsonl } from '../src/kit/jsonl.ts'
import type { Document } from './document.ts'

/** Numbers of cases: held-out cases stand behind the trained ones, so that a larger corpus would move them. */
export interface CorpusSize {
  readonly trained: number
  readonly heldOutCases: number
  readonly heldOutConditions: number
}

export const corpusFiles = {
  trained: 'trained.jsonl',
  heldOutCases: 'held-out-cases.jsonl',
  heldOutConditions: 'held-out-conditions.jsonl',
} as const
export type CorpusPart = keyof typeof corpusFiles

export async function writeCorpus(
  folder: string,
  size: CorpusSize,
  concurrency: number,
  onDocument: () => void,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const write = async (part: CorpusPart, which: string, from: number): Promise<void> =>
    runOrderedStage({
      module: new URL('./document.ts', import.meta.url),
      setup: which,
      input: numbers(from, size[part]),
      total: size[part],
      output: join(folder, corpusFiles[part]),
      concurrency,
      onLine: onDocument,
    })
  await write('trained', 'seen', 0)
  await write('heldOutCases', 'seen', size.trained)
  await write('heldOutConditions', 'held out', 0)
}

export function readCorpus(folder: string, part: CorpusPart): AsyncGenerator<Document> {
  return readJsonl<Document>(join(folder, corpusFiles[part]))
}

async function* numbers(from: number, count: number): AsyncGenerator<string> {
  for (let number = from; number < from + count; number++) yield String(number)
}
