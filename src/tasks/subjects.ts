// Subjects of values: which facts speak of the same quantity, and when the shown turns state exactly one value
// of it. A reader must not be able to find a second answer.
import { tableText } from '../conversations/view.ts'
import type { Fact } from '../records/fact.ts'
import { normalise } from './mentions.ts'
import type { ToldFact } from './material.ts'
import type { TaskMaterial } from './task-type.ts'
import { intervalOf, surelyBefore, whenText } from './when.ts'
import { numberText, subjectName, valueText } from './wording.ts'

/** Names that charts use for one quantity. */
const sameQuantity: readonly (readonly string[])[] = [
  ['heart rate', 'pulse', 'pulse rate', 'hr'],
  ['respiratory rate', 'respiration rate', 'respirations', 'rr'],
  ['temperature', 'body temperature', 'temp', 'oral temperature'],
  ['oxygen saturation', 'spo2', 'o2 saturation', 'sao2', 'saturation', 'pulse oximetry', 'sats'],
  ['blood pressure', 'bp', 'arterial pressure'],
  [
    'white blood cell count',
    'wbc',
    'white cell count',
    'leukocyte count',
    'leucocyte count',
    'leukocytes',
    'white blood cells',
  ],
  ['red blood cell count', 'rbc', 'red cell count', 'erythrocyte count', 'erythrocytes', 'red blood cells'],
  ['hemoglobin', 'haemoglobin', 'hb', 'hgb'],
  ['hemoglobin a1c', 'hba1c', 'a1c', 'glycated hemoglobin', 'hemoglobin a1c/hemoglobin.total'],
  ['platelet count', 'platelets', 'plt', 'thrombocyte count'],
  ['creatinine', 'serum creatinine', 'scr', 'cr'],
  ['c-reactive protein', 'crp'],
  ['erythrocyte sedimentation rate', 'esr'],
  ['body mass index', 'bmi'],
  ['ejection fraction', 'lvef', 'ef', 'left ventricular ejection fraction'],
  ['weight', 'body weight'],
  ['height', 'body height'],
  ['glucose', 'blood glucose', 'serum glucose', 'blood sugar', 'plasma glucose', 'random blood sugar'],
  ['urea', 'blood urea nitrogen', 'bun', 'urea nitrogen'],
  ['alanine aminotransferase', 'alt', 'alat', 'sgpt'],
  ['aspartate aminotransferase', 'ast', 'asat', 'sgot'],
]

/** One spelling for all names of a quantity. */
export function quantityOf(fact: Pick<Fact, 'name'>): string {
  const name = normalise(subjectName(fact))
  const group = sameQuantity.find((names) => names.some((other) => normalise(other) === name))
  return group === undefined ? name : normalise(group[0] as string)
}

/** All names of a quantity, for a search in text. */
function namesOf(fact: Pick<Fact, 'name'>): readonly string[] {
  const name = normalise(subjectName(fact))
  return sameQuantity.find((names) => names.some((other) => normalise(other) === name)) ?? [name]
}

/** The facts up to a turn that speak of the same quantity, whatever its value and time. */
export function sameSubject(told: readonly ToldFact[], fact: Fact, upTo: number): Fact[] {
  const quantity = quantityOf(fact)
  return told
    .filter(
      (other) => other.turn <= upTo && other.fact.kind === fact.kind && quantityOf(other.fact) === quantity,
    )
    .map((other) => other.fact)
}

/**
 * How the value of a fact can be asked for without ambiguity up to a turn: `plain` when it is the only value,
 * `timed` when its time tells it from the others; undefined when neither does.
 */
export function askableAs(
  material: TaskMaterial,
  told: readonly ToldFact[],
  fact: Fact,
  upTo: number,
): 'plain' | 'timed' | undefined {
  const same = sameSubject(told, fact, upTo)
  if (same.some((other) => other.experiencer !== 'patient' || other.negated)) return undefined
  const values = new Set(same.map((other) => normalise(valueText(other))))
  if (numbersSaidOf(material, fact, upTo).some((number) => !same.some((other) => holdsNumber(other, number))))
    return undefined
  if (values.size === 1) return 'plain'
  const when = whenText(fact.time)
  const interval = intervalOf(fact.time)
  if (when === undefined || interval === undefined) return undefined
  const others = same.filter((other) => normalise(valueText(other)) !== normalise(valueText(fact)))
  const apart = others.every((other) => {
    const time = intervalOf(other.time)
    return whenText(other.time) !== when && (surelyBefore(interval, time) || surelyBefore(time, interval))
  })
  return apart ? 'timed' : undefined
}

function holdsNumber(fact: Fact, number: string): boolean {
  const own = numberText(fact).split('/')
  const range = [fact.range?.low, fact.range?.high].map(String)
  const inTime = (fact.time?.text ?? '').match(/\d+(?:\.\d+)?/g) ?? []
  return (
    [...own, ...range, ...inTime].some((part) => Number(part) === Number(number)) ||
    fact.evidence.quote.includes(number)
  )
}

/** Numbers that stand shortly after a name of the quantity in the shown prose. */
function numbersSaidOf(material: TaskMaterial, fact: Fact, upTo: number): string[] {
  const text = material.conversation.turns
    .slice(0, upTo)
    .map((turn) => turn.text.toLowerCase())
    .join('\n')
  const found: string[] = []
  for (const name of namesOf(fact)) {
    const pattern = new RegExp(
      `(?<![a-z0-9])${escaped(name)}(?![a-z0-9])[^0-9.;\\n]{0,40}?(\\d+(?:\\.\\d+)?)`,
      'g',
    )
    for (const match of text.matchAll(pattern)) found.push(match[1] as string)
  }
  return found
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

/** Whether the value really stands in the turn: in its words or in a table shown with it. */
export function standsInTurn(material: TaskMaterial, turnNumber: number, value: string): boolean {
  const turn = material.conversation.turns[turnNumber - 1]
  if (turn === undefined) return false
  const tables = turn.attachments.flatMap((attachment) =>
    attachment.kind === 'table' ? material.case.tables.filter((table) => table.id === attachment.id) : [],
  )
  const text = [turn.text, ...tables.map(tableText)].join('\n')
  return normalise(text).includes(normalise(value))
}
