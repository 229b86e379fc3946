// The dataset statistics of the paper's appendix C: Table 5 and the data of Figures 6–12. Numbers only; the
// drawings are in reports/.
import { bump } from '../kit/group.ts'
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Task } from '../records/task.ts'
import { fiveClasses, behaviorTokens } from '../taxonomy/behavior.ts'
import { taskTypeIds } from '../taxonomy/task-types.ts'

export interface Spread {
  readonly count: number
  readonly mean: number
  readonly median: number
  readonly minimum: number
  readonly maximum: number
}

/** Counts in bins of equal width: bin i holds [i·width, (i+1)·width). */
export interface Histogram {
  readonly width: number
  readonly counts: readonly number[]
}

export interface DatasetStatistics {
  readonly conversations: {
    readonly recorded: number
    readonly simulated: number
    readonly told: number
    readonly turns: Spread
    readonly characters: Spread
    readonly participants: Spread
    readonly turnsHistogram: Histogram
    readonly charactersHistogram: Histogram
  }
  readonly byType: Readonly<Record<string, { readonly count: number; readonly meanScore: number }>>
  readonly byComplexity: Readonly<Record<string, { readonly count: number; readonly meanScore: number }>>
  readonly byClass: Readonly<Record<string, number>>
  readonly byToken: Readonly<Record<string, number>>
  readonly byMember: Readonly<Record<string, number>>
  /** Behaviour scores in 20 bins of 0.05; 1.0 belongs to the last. */
  readonly scoreHistogram: Histogram
  readonly options: Readonly<Record<string, number>>
  readonly letters: Readonly<Record<string, number>>
  readonly strata: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface StatisticsCounter {
  addCase(source: Case): void
  addConversation(conversation: Conversation): void
  addTask(task: Task): void
  result(): DatasetStatistics
}

export function createStatisticsCounter(): StatisticsCounter {
  const turns: number[] = []
  const characters: number[] = []
  const participants: number[] = []
  const origins = { recorded: 0, told: 0, simulated: 0 }
  const byType = new Map<string, number[]>(taskTypeIds.map((type) => [type, []]))
  const byComplexity = new Map<string, number[]>([
    ['intermediate', []],
    ['advanced', []],
  ])
  const byClass = counter(fiveClasses)
  const byToken = counter(behaviorTokens)
  const byMember = counter([])
  const options = counter([])
  const letterCounts = counter([])
  const scores: number[] = []
  const strata = new Map(
    ['age', 'sex', 'race', 'language', 'insurance'].map((name) => [name, counter([])] as const),
  )
  return {
    addCase: (source) => {
      for (const [name, counts] of strata) {
        const value = source.strata[name as keyof Case['strata']]
        bump(counts, name === 'age' ? ageBand(source.strata.age) : String(value))
      }
    },
    addConversation: (conversation) => {
      origins[conversation.origin] += 1
      turns.push(conversation.turns.length)
      characters.push(conversation.turns.reduce((sum, turn) => sum + turn.text.length, 0))
      participants.push(new Set(conversation.turns.map((turn) => turn.speaker)).size)
    },
    addTask: (task) => {
      const { score } = task.behavior
      byType.get(task.type)?.push(score)
      byComplexity.get(task.complexity)?.push(score)
      scores.push(score)
      bump(byClass, task.behavior.class)
      bump(byToken, task.behavior.token)
      bump(byMember, task.challenge?.member ?? 'no challenge')
      bump(options, String(task.options.length))
      bump(letterCounts, task.gold)
    },
    result: () => ({
      conversations: {
        ...origins,
        turns: spread(turns),
        characters: spread(characters),
        participants: spread(participants),
        turnsHistogram: histogram(turns, 5),
        charactersHistogram: histogram(characters, 500),
      },
      byType: Object.fromEntries([...byType].map(([key, values]) => [key, countAndMean(values)])),
      byComplexity: Object.fromEntries([...byComplexity].map(([key, values]) => [key, countAndMean(values)])),
      byClass: Object.fromEntries(byClass),
      byToken: Object.fromEntries(byToken),
      byMember: ordered(byMember),
      scoreHistogram: histogram(
        scores.map((score) => Math.min(score, 0.999_999)),
        0.05,
        20,
      ),
      options: ordered(options),
      letters: ordered(letterCounts),
      strata: Object.fromEntries([...strata].map(([name, counts]) => [name, ordered(counts)])),
    }),
  }
}

function ageBand(age: number | 'unknown'): string {
  if (age === 'unknown') return 'unknown'
  if (age < 1) return '0'
  if (age < 18) return '1–17'
  if (age < 40) return '18–39'
  if (age < 65) return '40–64'
  if (age < 80) return '65–79'
  return '80+'
}

function counter(keys: readonly string[]): Map<string, number> {
  return new Map(keys.map((key) => [key, 0]))
}

function ordered(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function countAndMean(values: readonly number[]): { count: number; meanScore: number } {
  return { count: values.length, meanScore: mean(values) }
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const median =
    sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
  return {
    count: sorted.length,
    mean: mean(sorted),
    median,
    minimum: sorted[0] ?? 0,
    maximum: sorted.at(-1) ?? 0,
  }
}

function histogram(values: readonly number[], width: number, bins?: number): Histogram {
  // A hair is added so that 0.15 / 0.05 falls into bin 3 and not, by rounding, into bin 2.
  const binOf = (value: number): number => Math.floor(value / width + 1e-9)
  const length = bins ?? values.reduce((most, value) => Math.max(most, binOf(value) + 1), 0)
  const counts = Array.from({ length }, () => 0)
  for (const value of values) {
    const bin = Math.min(binOf(value), length - 1)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { width, counts }
}
