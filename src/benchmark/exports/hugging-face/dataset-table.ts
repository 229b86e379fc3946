// What was written of a dataset, as its card and its metadata describe it.
import type { SplitName } from '../../../records/benchmark.ts'
import type { Column } from './feature.ts'

/** One of the dataset's two tables, as card and metadata describe it. */
export interface DatasetTable {
  readonly name: 'tasks' | 'images'
  readonly what: string
  readonly folder: string
  readonly columns: readonly Column<never>[]
  readonly splits: readonly DatasetSplit[]
}

export interface DatasetSplit {
  readonly name: SplitName
  readonly rows: number
  /** Size before compression, in bytes. */
  readonly uncompressed: number
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[]
}
