// A picture of a case, if it may be shown: a file of a known kind, inside the benchmark's folder, not too large.
import { realpath, stat } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { pictureType } from '../kit/picture-types.ts'

export interface Picture {
  readonly path: string
  readonly mediaType: string
  /** With its dot, in small letters. */
  readonly ending: string
}

/** Undefined for a file that is missing, of `most` bytes or more, no picture, or outside the folder. */
export async function pictureOf(folder: string, file: string, most: number): Promise<Picture | undefined> {
  const ending = extname(file).toLowerCase()
  const mediaType = pictureType(file)
  if (mediaType === undefined) return undefined
  try {
    const path = await realpath(resolve(folder, file))
    const inside = path.startsWith((await realpath(folder)) + sep)
    const { size } = await stat(path)
    return inside && size < most ? { path, mediaType, ending } : undefined
  } catch {
    return undefined
  }
}
