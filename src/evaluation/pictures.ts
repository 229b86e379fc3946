// The pictures that a task shows: those attached to the turns of its view, as data: URLs that go with the last
// message. A masked turn shows none.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { shownTurns } from '../conversations/view.ts'
import { pictureType } from '../kit/picture-types.ts'
import type { Message } from '../models/model.ts'
import type { AskedTask, TaskContext } from '../prompts/prompt.ts'

/** `folder` is the benchmark's: image files of its cases lie below it. */
export function picturesOf(
  task: Pick<AskedTask, 'view'>,
  context: TaskContext,
  folder: string,
): readonly string[] {
  return shownTurns(context.conversation, task.view)
    .filter((turn) => !turn.masked)
    .flatMap((turn) => turn.attachments)
    .filter((attachment) => attachment.kind === 'image')
    .map(({ id }) => context.case.images.find((image) => image.id === id)?.file)
    .filter((file) => file !== undefined)
    .map((file) => dataUrl(resolve(folder, file)))
    .filter((url) => url !== undefined)
}

export function withPictures(messages: readonly Message[], pictures: readonly string[]): readonly Message[] {
  const last = messages.at(-1)
  if (pictures.length === 0 || last === undefined) return messages
  return [...messages.slice(0, -1), { ...last, images: pictures }]
}

function dataUrl(path: string): string | undefined {
  const mediaType = pictureType(path)
  if (mediaType === undefined) return undefined
  return `data:${mediaType};base64,${readFileSync(path).toString('base64')}`
}
