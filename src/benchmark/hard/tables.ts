// How a Hard subset was mined, as rows of text: for its README and for the terminal.
import type { Drop, Hard } from '../../records/hard.ts'
import { categories } from '../../taxonomy/task-types.ts'

const percent = (value: number | null): string => (value === null ? '–' : (100 * value).toFixed(1))

type Interval = Drop['accuracyDrop']['interval']

function withInterval(value: number | null, interval: Interval): string {
  return interval === null
    ? percent(value)
    : `${percent(value)} (${percent(interval.low)}–${percent(interval.high)})`
}

const signed = (value: number | null): string => {
  if (value === null) return '–'
  const digits = (100 * Math.abs(value)).toFixed(1)
  return digits === '0.0' ? digits : `${value < 0 ? '−' : '+'}${digits}`
}

function difference({ value, interval }: Drop['accuracyDrop']): string {
  return interval === null
    ? signed(value)
    : `${signed(value)} (${signed(interval.low)} to ${signed(interval.high)})`
}

/** The rule in sentences, and where the paper leaves it open. */
export function ruleText({ models, settings }: Hard): string {
  const { failedSeeds, failingModels, triples, doubtful } = settings
  const inSeeds =
    failedSeeds === 'majority'
      ? 'more than half of its seeds'
      : failedSeeds === 'all'
        ? 'all of its seeds'
        : `at least ${failedSeeds} of its seeds`
  return [
    `A model failed a task when it was wrong in ${inSeeds}; an answer that cannot be read is wrong, a call that failed is no answer, and where such calls could tip it the task is undecided. A task is Hard when at least ${failingModels} of ${models.length} models failed it.`,
    'The paper takes three models with three seeds each and prints ">2 models failed across multiple runs". With three models that would be all of them; we read two or more (--failing-models), and "multiple" runs as more than half of the seeds (--failed-seeds).',
    triples === 'whole'
      ? 'A challenge triple with a Hard member is in it whole: without its silent members an agent that always speaks would look good, and the paired score needs all three. The others are called companions.'
      : 'Members of challenge triples stand alone: paired scores are of the few triples that happen to be whole, and an agent that always speaks may look good.',
    doubtful === 'hold'
      ? 'Where all models and seeds gave one and the same wrong letter, the key may be wrong, or the error common to all: such tasks are held back until a physician keeps them (review/).'
      : 'Where all models and seeds gave one and the same wrong letter, the key may be wrong: such tasks are listed in review/ and were kept.',
  ].join(' ')
}

export function minerRows({ models }: Hard): string[][] {
  return [
    [
      'model',
      'asked',
      'seeds',
      'wrong to fail',
      'failed',
      'passed',
      'undecided',
      'failed calls',
      'seeds differ',
    ],
    ...models.map((miner) => [
      miner.model,
      miner.asked,
      String(miner.seeds.length),
      String(miner.wrongToFail),
      String(miner.failed),
      String(miner.passed),
      String(miner.undecided),
      String(miner.failedCalls),
      miner.seeds.length === 1 ? '–' : miner.alike ? 'no' : 'yes',
    ]),
  ]
}

export function funnelRows({ counts }: Hard): string[][] {
  const rows: [string, number][] = [
    ['asked of every model in every seed', counts.asked],
    ['asked in some runs only (not judged)', counts.askedBySome],
    ['undecided for failed calls', counts.undecided],
    ['failed by enough models: Hard', counts.hard],
    ['companions in triples with a Hard member', counts.companions],
    ['refused by the second check', counts.refuted],
    ['dropped by physicians', counts.dropped],
    ['doubtful: one wrong letter by all', counts.doubtful],
    ['of these kept by physicians', counts.confirmed],
    ['of these held back until decided', counts.held],
    ['left out with another member of the triple', counts.leftWithTriple],
    ['left out for the balance', counts.leftForBalance],
    ['in the subset', counts.kept],
    ['of these companions', counts.keptCompanions],
  ]
  return [['', 'tasks'], ...rows.map(([name, count]) => [name, String(count)])]
}

export function balanceRows({ balance, counts }: Hard): string[][] {
  return [
    ['', 'wished %', 'available', 'kept', 'kept %'],
    ...balance.map(({ label, wished, available, kept }) => [
      label,
      percent(wished),
      String(available),
      String(kept),
      percent(counts.kept === 0 ? null : kept / counts.kept),
    ]),
  ]
}

export function dropRows({ drop }: Hard): string[][] {
  return [
    [
      'kind',
      'model',
      'seeds',
      'Hard tasks',
      'accuracy, all',
      'Hard',
      'drop',
      'macro-F1, all',
      'Hard',
      'drop',
      ...categories.map((category) => `Hard, ${category}`),
    ],
    ...drop.map((row) => [
      row.kind,
      row.model,
      String(row.seeds),
      String(row.hard.tasks),
      withInterval(row.all.accuracy, row.all.accuracyInterval),
      withInterval(row.hard.accuracy, row.hard.accuracyInterval),
      difference(row.accuracyDrop),
      withInterval(row.all.macroF1, row.all.macroF1Interval),
      withInterval(row.hard.macroF1, row.hard.macroF1Interval),
      difference(row.macroF1Drop),
      ...categories.map((category) => percent(row.hard.macroF1ByCategory[category] ?? null)),
    ]),
  ]
}

/** For which models the drop may be trusted. */
export const dropCaveat =
  'Models of the kind "mined" chose these tasks by failing them, so they are selected against: part of their drop is bad luck that would not return if they were asked again (the winner’s curse, turned around), and they must not be ranked here against others. "without its vote" is the same model on the tasks that the other models alone would have chosen, and "held out" a model that had no part in the choice: these are the honest numbers.'
