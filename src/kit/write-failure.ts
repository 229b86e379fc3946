// What it means for the reader when something cannot be written: the disk is full, the folder is not theirs.
import { Failure, messageOf } from './errors.ts'

const meanings: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ENOSPC: ['the disk is full.', 'Make room and run the same command again; it goes on from here.'],
  EDQUOT: ['your quota on this disk is used up.', 'Make room and run the same command again.'],
  EACCES: ['may not be written by you.', 'Choose another folder with -o.'],
  EPERM: ['may not be written by you.', 'Choose another folder with -o.'],
  EROFS: ['lies on a disk that can only be read.', 'Choose another folder with -o.'],
  ENOTDIR: ['lies below something that is a file.', 'Choose another folder with -o.'],
  EISDIR: ['is a folder where a file was expected.', 'Choose another folder with -o.'],
  EEXIST: ['is a file where a folder was expected.', 'Choose another folder with -o.'],
}

/** A Failure in words; what is one already stays as it is. */
export function writeFailure(path: string, error: unknown): Failure {
  if (error instanceof Failure) return error
  const [what, remedy] = meanings[(error as { code?: string }).code ?? ''] ?? [
    `${messageOf(error)}.`,
    undefined,
  ]
  return new Failure({ subject: path, what, ...(remedy === undefined ? {} : { remedy }) }, { cause: error })
}
