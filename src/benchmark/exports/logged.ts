// What readers of other tools' logs share: fields that must be there, and what to say when they are not.
import { Failure } from '../../kit/errors.ts'

export function unreadableLog(path: string, place: string, what: string): Failure {
  return new Failure({
    subject: path,
    place,
    what: `${what}.`,
    remedy: 'docs/exports.md says which logs can be brought back.',
  })
}

/** A field that our export wrote into the row; without it the log is of something else. */
export function loggedField(value: unknown, path: string, place: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw unreadableLog(path, place, 'is not of a task that `behaviorbench export` wrote')
}
