// Writes a folder so that it appears under its name when it is whole, and not at all otherwise.
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { CheckpointError } from './checkpoint-error.ts'

/** `fill` gets the folder to write into. `path` must not exist yet. */
export async function writeWholeFolder(path: string, fill: (part: string) => Promise<void>): Promise<void> {
  if (await exists(path))
    throw new CheckpointError(path, 'It exists already; nothing was written.', 'Name another folder.')
  const part = `${path}.part`
  await rm(part, { recursive: true, force: true })
  await mkdir(part, { recursive: true })
  try {
    await fill(part)
    await rename(part, path)
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
