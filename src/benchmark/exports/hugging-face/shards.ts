// Parquet files of one split, in shards named as Hugging Face names them, rows written as they come. A shard is
// called "-of-00003" only when all are written, since only then their number is known.
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileWriter, ParquetWriter } from 'hyparquet-writer'
import { parquetSchemaOf, type Column } from './feature.ts'

export interface ShardWriter<T> {
  write(row: T): Promise<void>
  close(): Promise<WrittenShards>
}

export interface WrittenShards {
  /** Paths of the shards, relative to the folder; none where no row came. */
  readonly paths: readonly string[]
  /** Size of the data before compression. */
  readonly uncompressed: number
}

interface ShardSizes {
  readonly rowsPerGroup: number
  readonly rowsPerShard: number
}

/** `prefix` is a path below the folder: "data/test". */
export function openShards<T>(
  folder: string,
  prefix: string,
  columns: readonly Column<T>[],
  { rowsPerGroup, rowsPerShard }: ShardSizes,
): ShardWriter<T> {
  const schema = parquetSchemaOf(columns)
  let open: ParquetWriter | undefined
  let rows: unknown[][] = columns.map(() => [])
  let inGroup = 0
  let inShard = 0
  let shards = 0
  let uncompressed = 0
  const temporary = (number: number): string => join(folder, `${prefix}-${number}.parquet.part`)
  const flush = (): void => {
    if (inGroup === 0 || open === undefined) return
    const columnData = columns.map(({ name }, index) => ({ name, data: rows[index] as unknown[] }))
    // One row group in one call: the file writer is synchronous.
    void open.write({ columnData, rowGroupSize: rowsPerGroup })
    rows = columns.map(() => [])
    inGroup = 0
  }
  const finish = (): void => {
    flush()
    void open?.finish()
    for (const group of open?.row_groups ?? []) uncompressed += Number(group.total_byte_size)
    open = undefined
    inShard = 0
  }
  return {
    write: async (row) => {
      if (open === undefined) {
        await mkdir(dirname(join(folder, prefix)), { recursive: true })
        open = new ParquetWriter({
          writer: fileWriter(temporary(shards)),
          schema,
          createdBy: 'behaviorbench',
        })
        shards += 1
      }
      for (const [index, column] of columns.entries()) rows[index]?.push(column.value(row))
      inGroup += 1
      inShard += 1
      if (inGroup === rowsPerGroup) flush()
      if (inShard === rowsPerShard) finish()
    },
    close: async () => {
      finish()
      const five = (number: number): string => String(number).padStart(5, '0')
      const paths: string[] = []
      for (let number = 0; number < shards; number += 1) {
        const name = `${prefix}-${five(number)}-of-${five(shards)}.parquet`
        await rename(temporary(number), join(folder, name))
        paths.push(name)
      }
      return { paths, uncompressed }
    },
  }
}
