// What a source is: one corpus format, read from files into cases. Adding one takes a file that exports a
// Source, a line in index.ts, and fixtures; every source passes testSource() in source-contract.ts.
import type { Case, Licence } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Problem } from '../kit/errors.ts'

/** A file of the batch that is being imported, not yet read. */
export interface BatchFile {
  /** Absolute path. */
  readonly path: string
  /** Path below the argument it was found under, with forward slashes; the bare name for a single file. */
  readonly relative: string
  readonly name: string
  readonly size: number
}

/** A file that was read: within the size limit, not empty, and decoded without loss if it is text. */
export interface SourceFile extends BatchFile {
  readonly bytes: Uint8Array
  readonly sha256: string
  /** The bytes as UTF-8 text without byte order mark; undefined when they are binary. */
  readonly text: string | undefined
}

/** Everything that is imported together: where sources find their companion files (notes, orders, images). */
export interface Batch {
  /** Sorted by path. */
  readonly files: readonly BatchFile[]
  /** Reads a file of the batch; a Problem when it cannot be read. Kept in a small cache. */
  open(file: BatchFile): Promise<SourceFile | Problem>
  /** The licence that stands nearest to a file: a LICENSE or SOURCE.md in its folder or above, within the batch's root. */
  licenceOf(file: BatchFile): Promise<Licence>
  /** Name of the collection a file belongs to. */
  corpusOf(file: BatchFile): string
}

/** One result of reading a file. A file may yield many cases, and failures of single parts among them. */
export type Imported =
  | { readonly kind: 'case'; readonly case: Case; readonly conversation?: Conversation }
  /** A part left out on purpose, with the reason in `problem.what`. */
  | { readonly kind: 'skipped'; readonly problem: Problem }
  | { readonly kind: 'failed'; readonly problem: Problem }

export interface Source {
  /** Name for `--source` and for provenance: "jats", "fhir". */
  readonly name: string
  /** One line for help and documentation. */
  readonly title: string
  /**
   * Whether the file is this source's: "yes", "no", or "companion" for a file that belongs to another one
   * of this source (metadata, the second speaker, expected answers) and is read together with it.
   */
  sniff(file: SourceFile): 'yes' | 'no' | 'companion'
  /** The cases of a file that sniffed "yes". Never throws for what a file contains: that is a `failed` result. */
  read(file: SourceFile, batch: Batch): AsyncIterable<Imported>
}
