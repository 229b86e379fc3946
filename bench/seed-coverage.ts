// How often intervals of a mean over seeds hold the truth, on answers drawn from a model in which cases and seeds
// both move the chance to be right: the interval of the report, and one that knows of cases only.
//
//   npx tsx bench/seed-coverage.ts [trials]
import type { Row } from '../src/evaluation/rows.ts'
import { seedFamilies } from '../src/evaluation/seed-scores.ts'
import { randomFor } from '../src/kit/random.ts'
import { normal975 } from '../src/metrics/normal.ts'
import type { Run } from '../src/records/run.ts'

const trials = Number(process.argv[2] ?? 300)
const [cases, tasksEach, truth] = [60, 3, 0.6] as const

function rowsOf(random: ReturnType<typeof randomFor>, chance: readonly number[], luck: number): Row[] {
  return Array.from({ length: cases * tasksEach }, (_, task) => {
    const place = Math.floor(task / tasksEach)
    const right = random.next() < (chance[place] as number) + luck
    return {
      task: { id: `${task}`, type: 'fact_retrieval' } as Row['task'],
      prediction: { repeat: 0 },
      spoke: false,
      gold: 'A',
      predicted: right ? 'A' : 'B',
      group: `${place}`,
    }
  })
}

console.log('deviation of seeds, points | seeds | held, cases and seeds | held, cases only')
for (const deviation of [0, 0.02, 0.05, 0.1]) {
  for (const seeds of [2, 3, 5]) {
    let [both, alone] = [0, 0]
    for (let trial = 0; trial < trials; trial++) {
      const random = randomFor('seed coverage', deviation, seeds, trial)
      const normal = (): number =>
        Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
      const chance = Array.from({ length: cases }, () => truth + 0.12 * normal())
      const items = Array.from({ length: seeds }, (_, seed) => {
        const rows = rowsOf(random, chance, deviation * normal())
        const run: Run = {
          format: 'behaviorbench-run/1',
          benchmarkId: '',
          split: 'test',
          model: 'model',
          endpoint: 'test',
          parameters: {},
          regime: 'zero-shot',
          promptHash: '',
          seed,
          repeats: 1,
          tasks: rows.length,
        }
        return { run, rows: () => rows }
      })
      const spread = seedFamilies(items)[0]?.accuracy
      const { mean, caseError, interval } = spread ?? {}
      if (interval && interval.low <= truth && truth <= interval.high) both += 1
      if (Math.abs((mean ?? 0) - truth) <= normal975 * (caseError ?? 0)) alone += 1
    }
    const percent = (held: number): string => `${((100 * held) / trials).toFixed(1)} %`
    console.log(`${100 * deviation} | ${seeds} | ${percent(both)} | ${percent(alone)}`)
  }
}
