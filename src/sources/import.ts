// Importing a batch: every file is found, read safely, given to the source that knows it, and its results
// passed on. A file that cannot be read is a result like any other; the batch always goes on.
import { UsageError, type Problem } from '../kit/errors.ts'
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import { openBatch, type OpenedBatch } from './batch.ts'
import { isImageName } from './image-file.ts'
import { sources, sourceNamed } from './index.ts'
import { isProblem } from './read-file.ts'
import type { BatchFile, Imported, Source, SourceFile } from './source.ts'
import { startSummary, type ImportSummary } from './summary.ts'
import { knownByName, unclaimed, unnamedImage } from './unclaimed.ts'

export interface ImportOptions {
  /** "auto" asks each source of the registry in turn; a name asks that one only. */
  readonly source: string
  /** Files above this many bytes are refused unread; 64 MB unless told. */
  readonly sizeLimit?: number
  /** How many facts a case states; without it the summary says 0. */
  readonly countFacts?: (source: Case, conversation: Conversation | undefined) => number
  /** Stops between two results. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ImportProgress) => void
}

export interface ImportProgress {
  /** Files done and found. */
  readonly done: number
  readonly total: number
  /** The one that is begun now: each file is reported once. */
  readonly file: string
}

export interface ImportResult {
  /** Path below the argument under which the file was found. */
  readonly file: string
  /** Name of the source that read it, "" where none did. */
  readonly source: string
  readonly imported: Imported
}

/**
 * The results of all files, in the order of their paths; the generator's return value is the summary.
 * @throws UsageError when `source` is neither "auto" nor a name of the registry.
 */
export async function* importBatch(
  paths: readonly string[],
  options: ImportOptions,
): AsyncGenerator<ImportResult, ImportSummary, undefined> {
  const candidates = candidatesFor(options.source)
  const batch = await openBatch(
    paths,
    options.sizeLimit === undefined ? {} : { sizeLimit: options.sizeLimit },
  )
  const summary = startSummary()
  summary.found(batch.files.length)
  const known = new Map<string, string>()
  const named = new Set<string>()
  const companions: { readonly file: BatchFile; readonly source: string }[] = []
  const emit = (file: string, source: string, corpus: string, imported: Imported): ImportResult => {
    const kept = withoutRepeats(imported, known, file)
    if (kept.kind === 'case') for (const image of kept.case.images) named.add(image.file ?? '')
    const facts = kept.kind === 'case' ? options.countFacts?.(kept.case, kept.conversation) : undefined
    summary.add(source, corpus, kept, facts)
    return { file, source, imported: kept }
  }
  for (const problem of batch.problems)
    yield emit(problem.subject, '', '', { kind: problemKind(problem), problem })

  const stopped = (): boolean => options.signal?.aborted === true
  let done = 0
  for (const file of batch.files) {
    if (stopped()) break
    options.onProgress?.({ done, total: batch.files.length, file: file.relative })
    done += 1
    if (isImageName(file.name)) continue
    const corpus = batch.corpusOf(file)
    const claim = await claimOf(file, batch, candidates, options.source)
    if (claim.kind === 'companion') companions.push({ file, source: claim.source.name })
    else if (claim.kind === 'none') yield emit(file.relative, '', corpus, claim.imported)
    else {
      summary.file(claim.source.name, corpus)
      for await (const imported of readSafely(claim.source, claim.file, batch)) {
        yield emit(file.relative, claim.source.name, corpus, imported)
        if (stopped()) break
      }
    }
  }
  if (!stopped()) {
    for (const { file, source } of companions) {
      if (batch.opened.has(file.path)) summary.companion()
      else yield emit(file.relative, source, batch.corpusOf(file), lonely(file, source))
    }
    for (const file of batch.files) {
      const problem = unnamedImage(file)
      if (problem === undefined) continue
      if (named.has(file.path)) summary.companion()
      else yield emit(file.relative, '', batch.corpusOf(file), { kind: 'skipped', problem })
    }
  }
  return summary.finish()
}

function candidatesFor(name: string): readonly Source[] {
  if (name === 'auto') return sources
  const source = sourceNamed(name)
  if (source !== undefined) return [source]
  const names = sources.map((one) => one.name).join(', ')
  throw new UsageError(`there is no source "${name}". Use auto or one of: ${names}.`)
}

type Claim =
  | { readonly kind: 'yes'; readonly source: Source; readonly file: SourceFile }
  | { readonly kind: 'companion'; readonly source: Source }
  | { readonly kind: 'none'; readonly imported: Imported }

/** The first source that says yes; else the first that says companion; else what is wrong with the file. */
async function claimOf(
  file: BatchFile,
  batch: OpenedBatch,
  candidates: readonly Source[],
  asked: string,
): Promise<Claim> {
  const byName = knownByName(file)
  if (byName !== undefined) return { kind: 'none', imported: { kind: 'skipped', problem: byName } }
  const opened = await batch.look(file)
  if (isProblem(opened)) return { kind: 'none', imported: { kind: 'failed', problem: opened } }
  const answers = candidates.map((source) => ({ source, answer: sniffSafely(source, opened) }))
  const reader = answers.find(({ answer }) => answer === 'yes')
  if (reader !== undefined) return { kind: 'yes', source: reader.source, file: opened }
  const helper = answers.find(({ answer }) => answer === 'companion')
  if (helper !== undefined) return { kind: 'companion', source: helper.source }
  const verdict = unclaimed(opened)
  const [only] = candidates
  if (verdict.kind === 'failed' || asked === 'auto' || only === undefined)
    return { kind: 'none', imported: verdict }
  const what = `it is not of the source "${only.name}" (${only.title}).`
  const problem = { subject: file.relative, what, remedy: 'Use --source auto.' }
  return { kind: 'none', imported: { kind: 'skipped', problem } }
}

function sniffSafely(source: Source, file: SourceFile): 'yes' | 'no' | 'companion' {
  try {
    return source.sniff(file)
  } catch {
    return 'no'
  }
}

/** A source must not throw for what a file holds; if one does, that file failed and the batch goes on. */
async function* readSafely(source: Source, file: SourceFile, batch: OpenedBatch): AsyncGenerator<Imported> {
  try {
    yield* source.read(file, batch)
  } catch (error) {
    // The message may quote the document; its kind is all that may be shown.
    const kind = error instanceof Error ? error.name : typeof error
    const what = `the source "${source.name}" stopped with an internal error (${kind}); please report it.`
    yield { kind: 'failed', problem: { subject: file.relative, what } }
  }
}

function withoutRepeats(imported: Imported, known: Map<string, string>, file: string): Imported {
  if (imported.kind !== 'case') return imported
  const { id, provenance } = imported.case
  const part = provenance.part === '' ? file : `${file} ${provenance.part}`
  const earlier = known.get(id)
  known.set(id, earlier ?? part)
  if (earlier === undefined) return imported
  return {
    kind: 'skipped',
    problem: { subject: part, what: 'the same case was imported before.', remedy: `See ${earlier}.` },
  }
}

function lonely(file: BatchFile, source: string): Imported {
  const what = `it belongs to another file of the source "${source}", which is not in the batch.`
  return { kind: 'skipped', problem: { subject: file.relative, what, remedy: 'Import them together.' } }
}

/** Something the folder holds that is no file is left out; an argument that is none is an error. */
function problemKind(problem: Problem): 'skipped' | 'failed' {
  return /a link to a folder/.test(problem.what) ? 'skipped' : 'failed'
}
