// The image files of a case, taken along into the folder of a benchmark.
import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Case } from '../records/case.ts'

/** Files lie below `from`; one that is missing there, or is in the folder already, is left as it is. */
export async function copyImages(source: Case, from: string, folder: string): Promise<void> {
  for (const { file } of source.images) {
    if (file === undefined || !existsSync(join(from, file))) continue
    const target = join(folder, file)
    if (existsSync(target)) continue
    await mkdir(dirname(target), { recursive: true })
    await copyFile(join(from, file), target)
  }
}
