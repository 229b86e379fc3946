// A folder or file of a model that cannot be used: which one, what is wrong with it, and what can be done.

export class CheckpointError extends Error {
  /** `what` and `remedy` are sentences. */
  constructor(path: string, what: string, remedy?: string, options?: { cause: unknown }) {
    super(`${path}: ${what}${remedy === undefined ? '' : ` ${remedy}`}`, options)
    this.name = 'CheckpointError'
  }
}

/** The fault of opening or reading a file, in words. */
export function readError(path: string, error: unknown): CheckpointError {
  if (error instanceof CheckpointError) return error
  const code = (error as { code?: string }).code
  if (code === 'ENOENT')
    return new CheckpointError(path, 'There is no such file.', undefined, { cause: error })
  const what = error instanceof Error ? error.message : String(error)
  return new CheckpointError(path, `It cannot be read: ${what}.`, undefined, { cause: error })
}
