// Cases → benchmark folder: ground, converse, draft, verify, select, balance, split, audit. Work in progress
// lies in `.work/` inside the folder as lines in input order, so a killed build goes on where it stopped and
// ends in the same bytes, at any concurrency. Paper: section 2.
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../kit/errors.ts'
import { hashFile, sha256 } from '../kit/hash.ts'
import { readJsonl, readLines, writeJson, writeText } from '../kit/jsonl.ts'
import { runOrderedStage } from '../kit/ordered-stage.ts'
import type { Benchmark } from '../records/benchmark.ts'
import { importedCaseSchema, type ImportedCase } from '../records/imported.ts'
import { createNeighbourIndex, type NeighbourSnapshot } from '../tasks/neighbours.ts'
import { benchmarkFiles, readHeader } from './folder.ts'
import type { DraftSetup } from './draft.ts'
import type { PreparedCase } from './prepare.ts'
import { mostOfEachType } from './enough.ts'
import type { Shares } from './shares.ts'
import type { SplitPlan } from './splits.ts'
import { finishBenchmark } from './finish.ts'

export interface BuildOptions {
  readonly name: string
  readonly seed: number
  readonly splits: SplitPlan
  /** Wished number of tasks; absent: as many as there are, or as the wished shares allow. */
  readonly size?: number
  readonly shares?: Shares
  /** "contextual": silent challenge members are kept, with the reactive token; "paper": they are left out. */
  readonly tokenPolicy: 'contextual' | 'paper'
  /** Types whose shortcut audit may fail without failing the build. */
  readonly waived: readonly string[]
}

export interface BuildControls {
  readonly concurrency: number
  readonly signal?: AbortSignal
  /** Called with the stage's name and how much of it is done. */
  readonly onProgress?: (stage: string, done: number, total: number | undefined) => void
}

export interface Built {
  readonly header: Benchmark
  /** True when the folder already held this very build. */
  readonly already: boolean
}

/**
 * Builds `folder` from the cases file that `import` or `simulate` wrote. Throws a Failure when the folder
 * holds something else, when no task could be made, or when a type fails the shortcut audit unwaived;
 * returns undefined when it was stopped by the signal.
 */
export async function buildBenchmark(
  casesPath: string,
  folder: string,
  options: BuildOptions,
  controls: BuildControls,
): Promise<Built | undefined> {
  await requireCases(casesPath)
  const casesHash = await hashFile(casesPath)
  // Waivers change no byte of the benchmark: a build that failed its audit goes on with one.
  const { waived: _, ...settings } = options
  const recipe = { format: 1, casesHash, ...settings }
  const recipeHash = sha256(JSON.stringify(recipe))
  const finished = await finishedBuild(folder, recipeHash)
  if (finished !== undefined) return { header: finished, already: true }

  const work = join(folder, '.work')
  await claim(folder, work, { ...recipe, recipeHash })
  const prepared = join(work, 'prepared.jsonl')
  const drafted = join(work, 'drafted.jsonl')
  const total = await prepare(casesPath, prepared, controls)
  if (controls.signal?.aborted) return undefined
  // In a file, so that the statements of all cases do not lie in this thread while others work with them.
  const neighbours = join(work, 'neighbours.json')
  await writeText(neighbours, JSON.stringify(await neighboursOf(prepared)))
  const setup: DraftSetup = { seed: options.seed, neighbours, most: mostOfEachType(options, total) }
  await runStage('tasks', new URL('./draft.ts', import.meta.url), JSON.stringify(setup), {
    input: readLines(prepared),
    total,
    output: drafted,
    controls,
  })
  if (controls.signal?.aborted) return undefined
  const header = await finishBenchmark({
    casesPath,
    folder,
    work,
    prepared,
    drafted,
    recipeHash,
    options,
    controls,
  })
  await rm(work, { recursive: true, force: true })
  return { header, already: false }
}

async function requireCases(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile()) return
  throw new Failure({
    subject: path,
    what: found === undefined ? 'does not exist.' : 'is not a file.',
    remedy: 'Write one with `behaviorbench import FILE… -o cases.jsonl`.',
  })
}

/** The header when the folder holds this finished build; a Failure when it holds another one. */
async function finishedBuild(folder: string, recipeHash: string): Promise<Benchmark | undefined> {
  if (!existsSync(join(folder, benchmarkFiles.header))) return undefined
  const header = await readHeader(folder)
  if (header.recipe === recipeHash) return header
  throw new Failure({
    subject: folder,
    what: 'already holds a benchmark made from other cases or settings.',
    remedy: 'Choose another folder with -o, or delete this one first.',
  })
}

/** Marks the folder as being built with this recipe; a Failure when another build was begun in it. */
async function claim(folder: string, work: string, recipe: { readonly recipeHash: string }): Promise<void> {
  const path = join(work, 'recipe.json')
  if (existsSync(path)) {
    const begun = JSON.parse(await readFile(path, 'utf8')) as { recipeHash?: string }
    if (begun.recipeHash === recipe.recipeHash) return
    throw new Failure({
      subject: folder,
      what: 'holds an unfinished build with other cases or settings.',
      remedy: `Choose another folder with -o, or delete ${join(folder, '.work')} to give that build up.`,
    })
  }
  await mkdir(work, { recursive: true })
  await writeJson(path, recipe)
}

async function prepare(casesPath: string, output: string, controls: BuildControls): Promise<number> {
  let total = 0
  for await (const _ of readLines(casesPath)) total += 1
  // Checked here, in order, so that a damaged cases file is named by line before any work is lost to it.
  const input = readJsonl<ImportedCase>(casesPath, importedCaseSchema)
  async function* lines(): AsyncGenerator<string> {
    for await (const imported of input) yield JSON.stringify(imported)
  }
  await runStage('cases', new URL('./prepare.ts', import.meta.url), '', {
    input: lines(),
    total,
    output,
    controls,
  })
  return total
}

async function neighboursOf(prepared: string): Promise<NeighbourSnapshot> {
  const index = createNeighbourIndex()
  for await (const item of readJsonl<PreparedCase>(prepared)) index.add(item.case, item.facts)
  return index.snapshot()
}

interface Stage {
  readonly input: AsyncIterable<string>
  readonly total: number
  readonly output: string
  readonly controls: BuildControls
}

async function runStage(name: string, module: URL, setup: string, stage: Stage): Promise<void> {
  const { controls, ...lines } = stage
  await runOrderedStage({
    ...lines,
    module,
    setup,
    concurrency: controls.concurrency,
    ...(controls.signal === undefined ? {} : { signal: controls.signal }),
    onLine: (done) => controls.onProgress?.(name, done, stage.total),
  })
}
