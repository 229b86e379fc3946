// The pictures that exported tasks show, each once a split: embedding them in every task would repeat one
// picture for each question about its case.
import { existsSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { shownTurns } from '../../../conversations/view.ts'
import type { Case, Image } from '../../../records/case.ts'
import { canary } from '../canary.ts'
import type { ExportItem } from '../export-format.ts'
import type { Column } from './feature.ts'

export interface ImageRow {
  readonly name: string
  readonly image: Image
  readonly bytes: Uint8Array
  readonly item: ExportItem
}

/** What joins a turn to its picture: the case and the image's id in it. */
export function imageName(source: Pick<Case, 'id'>, id: string): string {
  return `${source.id}/${id}`
}

export const imageColumns: readonly Column<ImageRow>[] = [
  {
    name: 'name',
    what: 'as turns name it in their `images`',
    feature: 'string',
    value: ({ name }) => name,
  },
  {
    name: 'image',
    what: 'the picture itself',
    feature: 'image',
    value: ({ image, bytes }) => ({ bytes, path: image.file ?? null }),
  },
  { name: 'caption', what: 'its caption', feature: 'string', value: ({ image }) => image.caption },
  {
    name: 'modality',
    what: 'such as ECG, where known',
    feature: 'string',
    value: ({ image }) => image.modality ?? null,
  },
  { name: 'case_id', what: 'id of the case', feature: 'string', value: ({ item }) => item.case.id },
  { name: 'licence', what: 'of the case', feature: 'string', value: ({ item }) => item.case.licence.id },
  {
    name: 'attribution',
    what: 'whom to credit',
    feature: 'string',
    value: ({ item }) => item.case.licence.attribution ?? null,
  },
  { name: 'canary', what: 'as in tasks', feature: 'string', value: () => canary },
]

/** Ids of the pictures in the turns of a task. */
export function shownImages({ conversation, task }: ExportItem): string[] {
  return shownTurns(conversation, task.view)
    .filter(({ masked }) => !masked)
    .flatMap(({ attachments }) => attachments)
    .filter(({ kind }) => kind === 'image')
    .map(({ id }) => id)
}

/** The bytes of a picture; undefined where it is not at hand or lies outside the benchmark's folder. */
export async function readImage(folder: string, { file }: Image): Promise<Uint8Array | undefined> {
  if (file === undefined || !existsSync(join(folder, file))) return undefined
  const [path, root] = await Promise.all([realpath(join(folder, file)), realpath(folder)])
  return path.startsWith(`${root}${sep}`) ? readFile(path) : undefined
}
