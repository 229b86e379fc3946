// What `train` says: a line of progress, the end, and what --doctor found, with the mask of one example made visible.
import { duration } from '../kit/progress.ts'
import type { BuiltExamples } from '../training/build-examples.ts'
import type { Examination, ShownExample } from '../training/examine.ts'
import type { TrainingOutcome, ValidationRecord, TrainingProgress } from '../training/trainer.ts'

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`

/** `before` is what stood there: validations are told once and then kept in sight. */
export function progressText(
  { steps, validation, step, tokens, seconds }: TrainingProgress,
  before: string,
): string {
  if (validation !== undefined && steps === undefined) return before
  const kept = /accuracy .*$/.exec(before)?.[0]
  const judged =
    validation === undefined
      ? kept
      : [
          `accuracy ${percent(validation.accuracy)}`,
          ...(validation.modeAccuracy === null ? [] : [`mode right ${percent(validation.modeAccuracy)}`]),
          `validation loss ${validation.loss.toFixed(3)} after step ${step}`,
        ].join(', ')
  const loss =
    steps === undefined
      ? []
      : [
          `loss ${steps.loss.toFixed(3)}`,
          ...(steps.markLoss === null ? [] : [`mark ${steps.markLoss.toFixed(3)}`]),
        ]
  const pace = seconds === 0 ? [] : [`${Math.round(tokens / seconds)} tokens/s`]
  return [...loss, ...pace, ...(judged === undefined ? [] : [judged])].join(', ')
}

export function validationText({ accuracy, modeAccuracy, tasks }: ValidationRecord): string {
  const mode = modeAccuracy === null ? '' : `, mode right in ${percent(modeAccuracy)}`
  return `right in ${percent(accuracy)} of ${tasks} validation tasks${mode}`
}

export function outcomeText(
  { best, validation, adapter }: Extract<TrainingOutcome, { kind: 'finished' }>,
  folder: string,
  megabytes: number,
): string {
  return [
    `best after step ${best}: ${validationText(validation)}`,
    `wrote ${adapter}; peak memory ${megabytes} MB`,
    `the curves: behaviorbench report BENCHMARK ${folder}`,
  ].join('\n')
}

export function doctorText(found: Examination): string {
  const { built, ended, rows, steps, memory, pace, faults } = found
  return [
    ...exampleLines(found.shown),
    '',
    ...builtLines('training', built.examples),
    ...builtLines('validation', built.validation),
    '',
    `end of a reply: trained in ${ended} of ${built.examples.count} targets`,
    rows.count === 0
      ? 'added tokens: none'
      : `added tokens: ${rows.count}; the nearest two rows are ${percent(rows.leastDistance ?? 0)} of their length apart`,
    `steps: ${steps}`,
    `memory: about ${gigabytes(memory.bytes)}; ${gigabytes(memory.free)} are free`,
    pace === undefined
      ? 'time: not measured'
      : `time: about ${duration(pace.trainingSeconds)} of training at ${Math.round(pace.tokensPerSecond)} tokens/s, and ${duration(pace.validationSeconds)} of validation`,
    '',
    ...(faults.length === 0
      ? ['Nothing stands against training.']
      : faults.map((fault) => `FAULT  ${fault}`)),
  ].join('\n')
}

/** The beginning and the end of the prompt, and the whole target; each piece says what it weighs in the loss. */
function exampleLines({ taskId, pieces }: ShownExample): readonly string[] {
  return [
    `One example, ${taskId}:`,
    ...pieces.flatMap(({ text, weight, tokens }) => [
      `--- ${weight === 0 ? 'not trained' : `trained, weight ${weight}`}, ${tokens} ${tokens === 1 ? 'token' : 'tokens'}`,
      weight === 0 && text.length > 1200 ? `${text.slice(0, 600)}\n[…]\n${text.slice(-600)}` : text,
    ]),
    '---',
  ]
}

function builtLines(name: string, built: BuiltExamples): readonly string[] {
  const { count, byType, byMark, tokens, shortened, without, unusable } = built
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([key, number]) => `${key === '' ? '(none)' : key} ${number}`)
      .join(', ')
  const lost = Object.entries(unusable)
  return [
    `${name}: ${count} examples of ${Math.round(tokens.mean)} tokens on average, at most ${tokens.longest}; ${tokens.trained} of ${tokens.total} are trained`,
    `  types: ${list(byType)}`,
    `  marks: ${list(byMark)}`,
    `  shortened: ${shortened.examples} examples, by ${shortened.turns} turns in all`,
    ...(Object.keys(without).length === 0 ? [] : [`  targets without: ${list(without)}`]),
    ...(lost.length === 0 ? [] : [`  left out: ${list(unusable)}`]),
  ]
}
