// reasoning_differential_evolution on simulated courses: how a value moved between two turns, among movements
// between the two values and a third that the same measure had. All numbers of all options stand in the shown turns, and
// each of the three in most of the six movements between them: neither a stranger nor a rare number tells the key.
import type { Random } from '../kit/random.ts'
import { groupBy } from '../kit/group.ts'
import { valueChange } from './value-change.ts'
import { courseFacts, type CourseFact } from './course-facts.ts'
import { outsideRange } from './limits.ts'
import { lastTurn, viewUpTo } from './material.ts'
import type { Draft, TaskMaterial } from './task-type.ts'
import { withUnit } from './wording.ts'

const questions = [
  'Compare turn %b with turn %a: what has become of the %n?',
  'Between turn %a and turn %b, how did the %n move?',
  'What does turn %b add to turn %a as regards the %n?',
  'Which way did the %n go from turn %a to turn %b?',
  'Turn %a and turn %b both speak of the %n. What happened in between?',
] as const

export function courseChanges(
  material: TaskMaterial,
  random: Random,
): { readonly key: string; readonly draft: Draft }[] {
  const measured = courseFacts(material).filter(
    ({ table, key, fact }) =>
      (table === 'vitals' || table === 'analytes') &&
      // A pressure is said as a pair.
      key !== 'systolic' &&
      key !== 'diastolic' &&
      typeof fact.value === 'number' &&
      fact.value > 0,
  )
  return [...groupBy(measured, ({ table, key }) => `${table}:${key}`).values()].flatMap((series) => {
    const values = new Set(series.map(({ fact }) => fact.value))
    if (values.size < 3 || values.size !== series.length) return []
    const [earlier, later] = random.sample(series, 2).toSorted((a, b) => a.turn - b.turn) as [
      CourseFact,
      CourseFact,
    ]
    return earlier.turn === later.turn || !isSteady(series, earlier, later)
      ? []
      : [draftOf(material, series, earlier, later, random)]
  })
}

/** The least movement that says anything, as a share of the earlier value: less is chance or the laboratory. */
const leastMovement = 0.15

/** The same in units of the measure, where its share of the value says little: narrow bounds, or counted by hand. */
const leastUnits: Readonly<Record<string, number>> = {
  temperature: 0.6,
  'oxygen-saturation': 3,
  'respiratory-rate': 4,
  'glasgow-coma-scale': 1,
  'pain-score': 2,
  sodium: 4,
  chloride: 4,
  osmolality: 7,
  ph: 0.04,
  potassium: 0.5,
  calcium: 0.8,
  hemoglobin: 1,
}

/** Whether the value moved enough to speak of, and every reading between the two lies between them. */
function isSteady(series: readonly CourseFact[], earlier: CourseFact, later: CourseFact): boolean {
  const [first, second] = [earlier.fact.value as number, later.fact.value as number]
  const [low, high] = [Math.min(first, second), Math.max(first, second)]
  // Decimals are not exact: 37.9 - 37.3 is a little less than 0.6.
  if (high - low < (leastUnits[earlier.key] ?? leastMovement * first) - 1e-9) return false
  return series.every(({ turn, fact }) => {
    const value = fact.value as number
    return turn <= earlier.turn || turn >= later.turn || (value >= low && value <= high)
  })
}

function draftOf(
  material: TaskMaterial,
  series: readonly CourseFact[],
  earlier: CourseFact,
  later: CourseFact,
  random: Random,
): { readonly key: string; readonly draft: Draft } {
  const [first, second] = [earlier.fact, later.fact]
  const turns = [earlier.turn, later.turn]
  const worsened = outsideRange(first) === undefined && outsideRange(second) !== undefined
  const critical = second.interpretation === 'critical' && first.interpretation !== 'critical'
  const effort = { facts: 2, turns, knowledge: worsened || critical, unasked: worsened || critical }
  const change = valueChange(
    material,
    { earlier, later, name: first.name, questions, effort, mustBeTold: worsened || critical },
    random,
  )
  const others = series.filter(({ turn }) => !turns.includes(turn))
  const shown = others.filter(({ turn }) => turn <= later.turn)
  const third = random.pick(shown.length > 0 ? shown : others)
  const view = shown.length > 0 ? change.view : viewUpTo(lastTurn(material.conversation))
  const numbers = [first, second, third.fact].map(({ value }) => value as number)
  const decimals = Math.max(...numbers.map((value) => String(value).split('.')[1]?.length ?? 0))
  const move = (from: number, to: number): string =>
    `A ${to > from ? 'rise' : 'fall'} from ${from.toFixed(decimals)} to ${withUnit(to.toFixed(decimals), first.unit)}`
  const gold = move(first.value as number, second.value as number)
  const moves = numbers.flatMap((from) => numbers.filter((to) => to !== from).map((to) => move(from, to)))
  return {
    key: first.name,
    draft: {
      form: 'movement_of_a_value',
      ...change,
      view,
      gold,
      distractors: random.shuffle(moves.filter((text) => text !== gold)),
      rationale: `Turn ${earlier.turn} gives ${withUnit((first.value as number).toFixed(decimals), first.unit)}, turn ${later.turn} ${withUnit((second.value as number).toFixed(decimals), first.unit)}.`,
    },
  }
}
