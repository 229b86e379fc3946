// Why an agent came to no answer: a step that could not be read, that the model refused, or whose call failed.
// It ends the item, never the run.

export type StopReason = 'step_unparseable' | 'refused' | 'failed'

export class StepStop extends Error {
  readonly reason: StopReason
  readonly step: string
  constructor(reason: StopReason, step: string, message: string, options?: { cause: unknown }) {
    super(message, options)
    this.name = 'StepStop'
    this.reason = reason
    this.step = step
  }
}
