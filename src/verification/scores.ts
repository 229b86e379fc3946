// Whether the points that a turn gives for a clinical score are what the stated facts add up to, by the score's
// items in the knowledge base. Shares no code with the rule that plants wrong sums.
import { rememberedOf } from '../kit/remember.ts'
import type { ClinicalScore } from '../knowledge/care.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { leavesOf } from '../knowledge/predicate.ts'
import { rowNamed, stateProblems } from './challenge-row.ts'
import { chartOf, decide, type Chart } from './chart.ts'
import { stanceOf } from './claim.ts'
import type { Material } from './material.ts'
import type { Answer } from './oracles/oracle.ts'
import type { Situation } from './situation.ts'

/** Whether the task's challenge rests on a score of the knowledge base. */
export function isAboutScores(material: Material): boolean {
  return rowNamed(material, 'scores') !== undefined
}

interface Sum {
  readonly name: string
  readonly said: number | undefined
  readonly corrected: number | undefined
  /** By the stated facts. */
  readonly right: number
}

export function scoreSituation(material: Material): Situation {
  const { challenge } = material.task
  const score = knowledge().scores.get(rowNamed(material, 'scores') ?? '')
  const sums = sumsOf(material)
  const own = sums.find(({ name }) => name === score?.name)
  if (own?.said === undefined)
    return { state: 'unknown', problems: ['the report gives no points for the score'] }
  const problems: string[] = []
  const others = sums.filter(
    ({ name, said, right }) => name !== score?.name && said !== undefined && said !== right,
  )
  if (others.length > 0) problems.push('another score of the report does not add up either')
  const state = own.said === own.right ? 'clean' : own.corrected === own.right ? 'settled' : 'stands'
  problems.push(...stateProblems(state, challenge, 'by its items the score'))
  return { state, problems }
}

export function judgeScore(option: string, material: Material): Answer {
  const sums = sumsOf(material)
  const stance = stanceOf(option)
  const wrong = sums.filter(({ said, right }) => said !== undefined && said !== right)
  if (stance === 'silent') return wrong.length === 0 ? 'right' : 'wrong'
  const named = sums.find(({ name }) => option.includes(name))
  if (named?.said === undefined) return 'undecidable'
  const numbers = [...option.matchAll(/(-?\d+(?:\.\d+)?) points?\b/g)].map((match) => Number(match[1]))
  if (stance === 'settled') {
    return numbers.includes(named.said) &&
      named.said !== named.right &&
      named.corrected === named.right &&
      numbers.includes(named.right)
      ? 'right'
      : 'wrong'
  }
  const [claimed, denied] = numbers
  return claimed === named.right &&
    denied === named.said &&
    named.said !== named.right &&
    named.corrected !== named.right
    ? 'right'
    : 'wrong'
}

/** Every score that an inserted turn names, with what it says and what the facts before it add up to. */
const sumsOf = rememberedOf((material: Material): readonly Sum[] => {
  const from = knowledge()
  const [report, ...after] = material.visible.filter((turn) => turn.edited)
  if (report === undefined) return []
  const text = material.textOf(report)
  return [...from.scores.values()].flatMap((score): Sum[] => {
    const said = pointsSaid(text, score.name)
    const right = said === undefined ? undefined : addUp(score.id, material, report.number - 1, from)
    if (said === undefined || right === undefined) return []
    const corrected = after
      .map((turn) => pointsSaid(material.textOf(turn), score.name))
      .find((points) => points !== undefined)
    return [{ name: score.name, said, corrected, right }]
  })
})

/** The points in the sentence that names the score. */
function pointsSaid(text: string, name: string): number | undefined {
  const sentence = text.split(/(?<=[.;!?])\s/).find((part) => part.includes(name))
  const match = /(-?\d+(?:\.\d+)?) points?\b/.exec(sentence?.replaceAll(name, ' ') ?? '')
  return match === null ? undefined : Number(match[1])
}

/**
 * The sum; undefined where the score is not for the patient, or where the arrival and the newest values add up to two
 * sums and the score is not one that is counted again and again.
 */
function addUp(id: string, material: Material, until: number, from: Knowledge): number | undefined {
  const score = from.scores.get(id)
  const chart = chartOf(material, until)
  if (score === undefined || decide(score.when, chart, from) !== true) return undefined
  const sum = sumOf(score, chart, from)
  if (score.followed === true) return sum
  const arrival = new Map(
    [...chart.entries, ...chart.passed].map(([code, items]) => [code, items.slice(0, 1)]),
  )
  return sumOf(score, { ...chart, entries: arrival }, from) === sum ? sum : undefined
}

/** Over the items; of a group the first that holds. Undefined where the facts do not decide an item. */
function sumOf(score: ClinicalScore, chart: Chart, from: Knowledge): number | undefined {
  let sum = 0
  const closed = new Set<string>()
  for (const { id: item, when, points, group = item } of score.items) {
    const holds = decide(when, chart, from)
    // What was begun once may have been stopped since.
    const isBegun = leavesOf(when).some((leaf) => 'done' in leaf && decide(leaf, chart, from) === true)
    if (holds === undefined || isBegun) return undefined
    if (!holds || closed.has(group)) continue
    closed.add(group)
    sum += points
  }
  return sum
}
