// A call after which no other can succeed (no access, no such model, the budget is spent) ends what asked for it.
import { Failure } from '../kit/errors.ts'
import { ModelError, type Model } from '../models/model.ts'

/** Throws a Failure where the error is such a call's; any other is left to the caller. */
export function refusePointless({ id }: Model, error: unknown, remedy?: string): void {
  if (!(error instanceof ModelError) || !error.pointless) return
  const { message } = error
  // Some reasons end with a question to the reader.
  const what = message.endsWith('?') ? message : `${message}.`
  throw new Failure({ subject: id, what, ...(remedy === undefined ? {} : { remedy }) })
}
