// What answers cost that take several calls (agents, votes), and what became of the calls: rounds, agreement,
// steps that could not be read, ties. Only for runs whose predictions count their calls.
import { meanOf } from '../metrics/repeats.ts'
import type { EffortScores, RunScores } from '../records/score.ts'
import type { Prediction } from '../records/prediction.ts'
import type { Row } from './rows.ts'

export function effortScores(rows: readonly Row[]): Pick<RunScores, 'effort'> {
  const predictions = rows.map(({ prediction }) => prediction)
  const known = (valueOf: (prediction: Prediction) => number | undefined): number[] =>
    predictions.map(valueOf).filter((value) => value !== undefined)
  const calls = known((one) => one.calls)
  if (calls.length === 0) return {}
  const agreements = predictions.filter(({ agreed }) => agreed !== undefined)
  const unread = predictions.filter(({ outcome }) => outcome === 'step_unparseable')
  const votes = predictions.flatMap((one) => one.votes ?? [])
  return {
    effort: {
      count: calls.length,
      calls: { mean: meanOf(calls), least: Math.min(...calls), most: Math.max(...calls) },
      inputTokens: meanOf(known((one) => one.inputTokens)),
      outputTokens: meanOf(known((one) => one.outputTokens)),
      rounds: meanOf(known((one) => one.rounds)),
      repairs: known((one) => one.repairs).reduce((sum, value) => sum + value, 0),
      unreadSteps: unread.length,
      unreadByStep: countsOf(unread.map(({ failedStep }) => kindOf(failedStep ?? 'unknown'))),
      ...(agreements.length === 0
        ? {}
        : { agreed: agreements.filter(({ agreed }) => agreed).length / agreements.length }),
      byPath: countsOf(predictions.flatMap(({ path }) => path ?? [])),
      ...(votes.length === 0
        ? {}
        : {
            votes: {
              voices: votes.length,
              abstentions: votes.filter(({ answer }) => answer === null).length,
              ties: predictions.filter(({ tied }) => tied !== undefined).length,
            },
          }),
    } satisfies EffortScores,
  }
}

/** "sample 2, round 1, vote 3" is a vote. */
function kindOf(step: string): string {
  return (step.split(', ').at(-1) as string).replace(/ \d+$/, '')
}

function countsOf(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const name of names.toSorted()) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries(counts)
}
