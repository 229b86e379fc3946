// A simulation into a cases file: numbered cases through worker threads, in order, taken up again after a kill.
import { existsSync, statSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { Failure } from '../kit/errors.ts'
import { canonicalJson, sha256 } from '../kit/hash.ts'
import { writeJson } from '../kit/jsonl.ts'
import { runOrderedStage } from '../kit/ordered-stage.ts'
import { dataHash } from '../knowledge/data-hash.ts'
import type { SimulatorSetup } from './worker.ts'

export interface SimulationRun {
  readonly cases: number
  readonly settings: SimulatorSetup
  readonly concurrency: number
  readonly signal?: AbortSignal
  readonly onCase?: () => void
}

/** True when `output` is whole; false when the signal stopped it. Throws a Failure when it was begun otherwise. */
export async function simulateCases(output: string, run: SimulationRun): Promise<boolean> {
  const { folder: _, ...drawn } = run.settings
  const recipe = {
    cases: run.cases,
    ...drawn,
    pictures: run.settings.folder !== undefined,
    knowledge: dataHash(),
  }
  const hash = sha256(canonicalJson(recipe))
  const [partial, marker] = [`${output}.part`, `${output}.recipe.json`]
  const made = existsSync(marker)
    ? (JSON.parse(await readFile(marker, 'utf8')) as { hash?: string })
    : undefined
  // A run that wrote no case before it failed has begun nothing.
  const begun = existsSync(output) || sizeOf(partial) > 0 ? made : undefined
  if (begun !== undefined && begun.hash !== hash) {
    throw new Failure({
      subject: output,
      what: 'was made, or begun, with other settings or another knowledge base.',
      remedy: `Choose another file with -o, or delete it with ${marker}.`,
    })
  }
  if (begun === undefined && existsSync(output)) {
    throw new Failure({
      subject: output,
      what: 'exists and was not made by a simulation.',
      remedy: 'Choose another file with -o.',
    })
  }
  if (existsSync(output)) return true
  if (begun === undefined) {
    await rm(partial, { force: true })
    await writeJson(marker, { hash, ...recipe })
  }
  await runOrderedStage({
    module: new URL('./worker.ts', import.meta.url),
    setup: JSON.stringify(run.settings),
    input: numbers(run.cases),
    total: run.cases,
    output: partial,
    concurrency: run.concurrency,
    ...(run.signal === undefined ? {} : { signal: run.signal }),
    onLine: () => run.onCase?.(),
  })
  if (run.signal?.aborted) return false
  await rename(partial, output)
  return true
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0
}

async function* numbers(count: number): AsyncGenerator<string> {
  for (let number = 0; number < count; number++) yield String(number)
}
