// All methods at once: fitted on the answers of a validation run, applied to the answers of another run.
import {
  calibrate,
  fitPlatt,
  fitTemperature,
  uncalibrated,
  type Calibration,
} from '../../metrics/calibrators.ts'
import type { Costs } from '../../metrics/cost-threshold.ts'
import { logOddsOf, sigmoid } from '../../metrics/log-odds.ts'
import { classify } from '../../metrics/logistic-regression.ts'
import { netBenefit } from '../../metrics/net-benefit.ts'
import type { Decided, Decision } from '../../records/decision.ts'
import { isScored, type ModeAnswer } from './answers.ts'
import { plainMethods, scoreMethods, speaks, type ModeMethod, type Rule } from './methods.ts'
import { outcomesOf, type RuleOutcome } from './outcome.ts'
import { fitProbe, withScores } from './probe.ts'
import { qualityOf } from './quality.ts'

export interface DecisionSettings {
  readonly costs: Costs
  /** On missed alerts, in (0, 1). */
  readonly bound: number
  readonly calibration: 'temperature' | 'platt'
}

/** The model's state at the end of an answer's prompt, where it is known. */
export type StateOf = (answer: ModeAnswer) => ArrayLike<number> | undefined

export type Decisions = Omit<Decision, 'format' | 'benchmarkId' | 'model' | 'promptHash' | 'predictions'>

/** Answers of two runs of one model; at least one of the validation answers of each kind must have a score. */
export function decide(
  validation: readonly ModeAnswer[],
  test: readonly ModeAnswer[],
  settings: DecisionSettings,
  stateOf: StateOf,
): { readonly decisions: Decisions; readonly decided: readonly Decided[] } {
  const sources = [tokenSource(validation, test), ...probeSource(validation, test, stateOf)]
  const fitted = [
    ...plainMethods.map((method) => ({
      method,
      source: undefined,
      rule: method.fit([], fitSettings(settings)),
    })),
    ...sources.flatMap((source) =>
      scoreMethods.map((method) => ({
        method,
        source,
        rule: method.fit(source.validation, fitSettings(settings, source[settings.calibration])),
      })),
    ),
  ]
  const reference = fitted.findIndex(({ rule }) => rule === 'named')
  const judged = (split: 'validation' | 'test') =>
    (split === 'test' ? test : validation).map((answer, index) => ({
      ...answer,
      alerts: fitted.map(({ rule, source }) => speaks(rule, source?.[split][index] ?? answer)),
    }))
  const outcomes = outcomesOf(judged('test'), settings.costs, reference)
  const before = judged('validation')
  const methods = fitted.map(({ method, source, rule }, index) => {
    const { outcome, difference } = outcomes[index] as RuleOutcome
    return {
      name: nameOf(method, source),
      score: source?.name ?? ('none' as const),
      ...ruleRecord(rule),
      validation: {
        missedAlerts: shareOf(
          before.filter(({ positive }) => positive),
          ({ alerts }) => alerts[index] !== true,
        ),
        falseAlerts: shareOf(
          before.filter(({ positive }) => !positive),
          ({ alerts }) => alerts[index] === true,
        ),
      },
      test: outcome,
      difference,
    }
  })
  const [token] = sources as [Source, ...Source[]]
  const calibration = token[settings.calibration]
  return {
    decisions: {
      ...settings,
      validation: countsOf(validation),
      test: countsOf(test),
      scores: sources.map(({ name, test: own, temperature, platt, probe }) => ({
        name,
        ...qualityOf(own, [
          { name: 'as it is', ...uncalibrated },
          { name: 'temperature', ...temperature },
          { name: 'platt', ...platt },
        ]),
        ...(probe === undefined ? {} : { probe }),
      })),
      methods,
      benefit: benefitOf(sources, test, settings.calibration),
    },
    decided: judged('test').map(({ taskId, repeat, score, alerts }) => ({
      taskId,
      repeat,
      score: isScored({ score }) ? score : null,
      probability: isScored({ score }) ? sigmoid(calibrate(calibration, score)) : null,
      tokens: Object.fromEntries(
        methods.map(({ name }, index) => [name, alerts[index] === true ? '<proactive>' : '<reactive>']),
      ),
    })),
  }
}

/** Scores of both runs, with what makes probabilities of them. */
interface Source {
  readonly name: 'token' | 'probe'
  readonly validation: readonly ModeAnswer[]
  readonly test: readonly ModeAnswer[]
  readonly temperature: Calibration
  readonly platt: Calibration
  readonly probe?: { readonly penalty: number; readonly width: number; readonly answers: number }
}

function calibrated(validation: readonly ModeAnswer[]): Pick<Source, 'temperature' | 'platt'> {
  const scored = validation.filter(isScored)
  return { temperature: fitTemperature(scored), platt: fitPlatt(scored) }
}

function tokenSource(validation: readonly ModeAnswer[], test: readonly ModeAnswer[]): Source {
  return { name: 'token', validation, test, ...calibrated(validation) }
}

/** None where the runs kept no states. */
function probeSource(
  validation: readonly ModeAnswer[],
  test: readonly ModeAnswer[],
  stateOf: StateOf,
): Source[] {
  const known = validation.flatMap((answer) => {
    const features = stateOf(answer)
    return features === undefined
      ? []
      : [{ answer, features, positive: answer.positive, cluster: answer.cluster }]
  })
  const [first] = known
  if (first === undefined) return []
  const { classifier, penalty, heldOut } = fitProbe(known)
  const own = withScores(
    validation,
    new Map(known.map(({ answer }, index) => [answer, heldOut[index] as number])),
  )
  const others = withScores(
    test,
    new Map(
      test.flatMap((answer) => {
        const features = stateOf(answer)
        return features === undefined ? [] : [[answer, classify(classifier, features)] as const]
      }),
    ),
  )
  const probe = { penalty, width: first.features.length, answers: known.length }
  return [{ name: 'probe', validation: own, test: others, ...calibrated(own), probe }]
}

function fitSettings({ costs, bound }: DecisionSettings, calibration: Calibration = uncalibrated) {
  return { costs, bound, calibration }
}

function nameOf({ name }: ModeMethod, source: Source | undefined): string {
  return source?.name === 'probe' ? `probe-${name}` : name
}

function ruleRecord(rule: Rule): Pick<Decision['methods'][number], 'threshold' | 'speaks'> {
  if (rule === 'named') return { threshold: null, speaks: 'as named' }
  if (rule.threshold === -Infinity) return { threshold: null, speaks: 'always' }
  if (rule.threshold === Infinity) return { threshold: null, speaks: 'never' }
  return { threshold: rule.threshold, speaks: 'from the threshold' }
}

function countsOf(answers: readonly ModeAnswer[]): Decision['test'] {
  return {
    answers: answers.length,
    scored: answers.filter(isScored).length,
    proactive: answers.filter(({ positive }) => positive).length,
    cases: new Set(answers.map(({ cluster }) => cluster)).size,
  }
}

function shareOf<T>(items: readonly T[], has: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter(has).length / items.length
}

/** In twentieths. */
const indifferences = Array.from({ length: 19 }, (_, index) => (index + 1) / 20)

function benefitOf(
  sources: readonly Source[],
  test: readonly ModeAnswer[],
  calibration: DecisionSettings['calibration'],
): Decision['benefit'] {
  return indifferences.map((indifference) => {
    const of = (speaksOf: (answer: ModeAnswer, index: number) => boolean): number | null =>
      netBenefit(
        test.map((answer, index) => ({ positive: answer.positive, alert: speaksOf(answer, index) })),
        indifference,
      )
    const bySource = sources.map((source) =>
      of((_, index) => {
        const score = source.test[index]?.score ?? -Infinity
        return isScored({ score }) && calibrate(source[calibration], score) >= logOddsOf(indifference)
      }),
    )
    return {
      indifference,
      always: of(() => true),
      named: of(({ named }) => named === '<proactive>'),
      calibrated: bySource[0] ?? null,
      ...(bySource[1] === undefined ? {} : { probe: bySource[1] }),
    }
  })
}
