// What answers cost that take several calls (agents, votes), and what became of the calls: rounds, agreement,
// steps that could not be read, ties. Only for runs whose predictions count their calls.
import { meanOf } from '../metrics/repeats.ts'
import type { EffortScores, RunScores } from '../records/score.ts'
import type { Row, RowEffort } from './rows.ts'

export function effortScores(rows: readonly Row[]): Pick<RunScores, 'effort'> {
  const efforts = rows.flatMap(({ effort }) => effort ?? [])
  const known = (valueOf: (effort: RowEffort) => number | undefined): number[] =>
    efforts.map(valueOf).filter((value) => value !== undefined)
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
  const calls = known((one) => one.calls)
  if (calls.length === 0) return {}
  const agreements = efforts.filter(({ agreed }) => agreed !== undefined)
  const unreadOnes = efforts.filter(({ unread }) => unread)
  const voices = total(known((one) => one.voices))
  return {
    effort: {
      count: calls.length,
      calls: {
        mean: meanOf(calls),
        least: calls.reduce((a, b) => Math.min(a, b)),
        most: calls.reduce((a, b) => Math.max(a, b)),
      },
      inputTokens: meanOf(known((one) => one.inputTokens)),
      outputTokens: meanOf(known((one) => one.outputTokens)),
      rounds: meanOf(known((one) => one.rounds)),
      repairs: total(known((one) => one.repairs)),
      unreadSteps: unreadOnes.length,
      unreadByStep: countsOf(unreadOnes.map(({ failedStep }) => kindOf(failedStep ?? 'unknown'))),
      ...(agreements.length === 0
        ? {}
        : { agreed: agreements.filter(({ agreed }) => agreed).length / agreements.length }),
      byPath: countsOf(efforts.flatMap(({ path }) => path ?? [])),
      ...(voices === 0
        ? {}
        : {
            votes: {
              voices,
              abstentions: total(known((one) => one.abstentions)),
              ties: efforts.filter(({ tied }) => tied).length,
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
