// The pictures of the tasks that are shown, copied beside the pages under the hash of what they show: a report that
// is sent to someone has them with it.
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { hashFile } from '../../kit/hash.ts'
import type { Case } from '../../records/case.ts'
import { pictureOf } from '../picture.ts'

/** Pictures below this many bytes are shown. */
const largest = 300_000

/** Copies the pictures of a case; where each lies by its id, relative to the pages. */
export async function copyPictures(
  source: Pick<Case, 'images'>,
  benchmarkFolder: string,
  folder: string,
): Promise<Map<string, string>> {
  const places = new Map<string, string>()
  for (const { id, file } of source.images) {
    const picture = file === undefined ? undefined : await pictureOf(benchmarkFolder, file, largest)
    if (picture === undefined) continue
    const place = `pictures/${(await hashFile(picture.path)).slice(0, 16)}${picture.ending}`
    await mkdir(join(folder, 'pictures'), { recursive: true })
    await copyFile(picture.path, join(folder, place))
    places.set(id, place)
  }
  return places
}
