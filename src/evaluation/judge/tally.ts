// The calls of one question together: one distribution over its labels, or the reason why there is none.
import type { JudgeMethod } from '../../records/judgement.ts'
import type { JudgeCall } from './ask.ts'

export interface Tally {
  readonly distribution?: readonly number[]
  readonly reason?: string
  readonly mass?: number
  readonly parsed: number
  readonly calls: number
  readonly outputs: readonly string[]
  readonly inputTokens?: number
  readonly outputTokens?: number
}

/** `least` is how many calls must be readable; what could not be read is left out, never counted as a value. */
export function tally(calls: readonly JudgeCall[], least: number): Tally {
  const read = calls.map(({ reading }) => reading).filter((reading) => reading.kind === 'read')
  const mass = calls.map(({ reading }) => reading.mass).filter((value) => value !== undefined)
  const counted = {
    parsed: read.length,
    calls: calls.length,
    outputs: calls.map(({ output }) => output),
    ...(mass.length === 0 ? {} : { mass: mean(mass) }),
    ...tokensOf(calls),
  }
  if (read.length < Math.max(1, least)) return { reason: commonReason(calls), ...counted }
  const labels = read[0]?.distribution.length ?? 0
  const distribution = Array.from({ length: labels }, (_, label) =>
    mean(read.map((reading) => reading.distribution[label] ?? 0)),
  )
  return { distribution, ...counted }
}

export function leastRead(method: JudgeMethod): number {
  return method.kind === 'samples' ? method.leastParsed : 1
}

export function callsOf(method: JudgeMethod): number {
  return method.kind === 'samples' ? method.samples : 1
}

/** Tokens of those calls that say how many they took. */
export function tokensOf(
  counted: readonly { readonly inputTokens?: number; readonly outputTokens?: number }[],
): { readonly inputTokens?: number; readonly outputTokens?: number } {
  const sum = (name: 'inputTokens' | 'outputTokens'): number | undefined => {
    const known = counted.map((one) => one[name]).filter((value) => value !== undefined)
    return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0)
  }
  const inputTokens = sum('inputTokens')
  const outputTokens = sum('outputTokens')
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  }
}

/** The commonest reason of those calls that could not be read. */
function commonReason(calls: readonly JudgeCall[]): string {
  const counts = new Map<string, number>()
  for (const { reading } of calls) {
    if (reading.kind !== 'read') counts.set(reading.reason, (counts.get(reading.reason) ?? 0) + 1)
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'nothing was asked'
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
