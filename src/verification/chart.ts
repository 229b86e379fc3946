// What the shown turns tell of the patient in the codes of the knowledge base, gathered anew from the facts that
// they state; and whether a predicate of the knowledge base holds of it. Shares no code with the authors.
import { codeSystem } from '../knowledge/code.ts'
import { rememberedOf } from '../kit/remember.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Predicate } from '../knowledge/predicate.ts'
import type { Fact } from '../records/fact.ts'
import type { Material } from './material.ts'
import { plain, sentences } from './words.ts'

interface Item {
  readonly fact: Fact
  readonly turns: readonly number[]
}

export interface Chart {
  /** Present facts by code ("drugs:warfarin"), newest last, with the turns that state them. */
  readonly entries: ReadonlyMap<string, readonly Item[]>
  readonly age: number | undefined
  readonly sex: string | undefined
  readonly pregnant: boolean
  /** Findings that a later turn tells are no longer there; they are not among the entries. */
  readonly passed: ReadonlyMap<string, readonly Item[]>
}

/** The chart from turns that no edit wrote, up to and with turn `until` where it is given. */
export function chartOf(material: Material, until?: number): Chart {
  return until === undefined ? wholeChart(material) : chartUntil(material, until)
}

const wholeChart = rememberedOf((material: Material) => chartUntil(material, Number.POSITIVE_INFINITY))

function chartUntil(material: Material, until: number): Chart {
  const entries = new Map<string, { fact: Fact; turns: readonly number[] }[]>()
  let age: number | undefined
  let sex: string | undefined
  let pregnant = false
  const order = [...material.stated]
    .map(([id, turns]) => ({
      fact: material.facts.get(id) as Fact,
      turns: turns.filter((turn) => turn <= until),
    }))
    .filter(({ turns }) => turns.length > 0)
    .toSorted((a, b) => Math.min(...a.turns) - Math.min(...b.turns))
  for (const item of order) {
    const { fact } = item
    if (fact.experiencer !== 'patient' || fact.negated || fact.certainty !== 'certain') continue
    if (fact.name === 'age') age = yearsIn(String(fact.value))
    if (fact.name === 'sex') sex = String(fact.value)
    if (fact.name === 'pregnancy') pregnant = true
    if (fact.code?.system !== codeSystem) continue
    entries.set(fact.code.code, [...(entries.get(fact.code.code) ?? []), item])
  }
  const passed = passedIn(entries, material, until)
  for (const code of passed.keys()) entries.delete(code)
  return { entries, age, sex, pregnant, passed }
}

function passedIn(
  entries: Chart['entries'],
  material: Material,
  until: number,
): Map<string, readonly Item[]> {
  const lists = material.visible
    .filter(({ number, edited }) => number <= until && !edited)
    .flatMap(({ text }) => sentences(text))
    .filter((sentence) => /\b(?:gone|settled|no longer|any ?more)\b/i.test(sentence))
    .map(asList)
  return new Map(
    [...entries].filter(
      ([code, items]) =>
        code.startsWith('findings:') &&
        items.some(({ fact }) => lists.some((list) => list.includes(asList(fact.name)))),
    ),
  )
}

/** With a mark between the items, so that a name is found only as a whole item: "gone: | fever | cough |". */
function asList(text: string): string {
  const items = plain(text)
    .replace(/\.$/, '')
    .replace(/^.*(?:: | no longer see | any ?more )/, '')
    .split(/, | and /)
  return `| ${items.join(' | ')} |`
}

function yearsIn(text: string): number | undefined {
  const match = /^([\d.]+) (year|month|week)s?$/.exec(text)
  if (match === null) return undefined
  return Number(match[1]) / { year: 1, month: 12, week: 52 }[match[2] as 'year' | 'month' | 'week']
}

/** Whether it holds; undefined where the chart does not tell. */
export function decide(predicate: Predicate, chart: Chart, knowledge: Knowledge): boolean | undefined {
  if ('all' in predicate) return every(predicate.all.map((part) => decide(part, chart, knowledge)))
  if ('any' in predicate)
    return negate(every(predicate.any.map((part) => negate(decide(part, chart, knowledge)))))
  if ('not' in predicate) return negate(decide(predicate.not, chart, knowledge))
  if ('lab' in predicate) return between(newest(chart, `analytes:${predicate.lab}`), predicate)
  if ('vital' in predicate) return between(newest(chart, `vitals:${predicate.vital}`), predicate)
  if ('age' in predicate) {
    if (chart.age === undefined) return undefined
    const { from, below } = predicate.age
    return !(from !== undefined && chart.age < from) && !(below !== undefined && chart.age >= below)
  }
  if ('sex' in predicate) return chart.sex === undefined ? undefined : chart.sex === predicate.sex
  if ('pregnant' in predicate) return chart.pregnant === predicate.pregnant
  if ('condition' in predicate) return has(chart, 'conditions', predicate.condition)
  if ('comorbidity' in predicate) return has(chart, 'comorbidities', predicate.comorbidity)
  if ('allergy' in predicate) return has(chart, 'allergy-groups', predicate.allergy)
  if ('finding' in predicate) return has(chart, 'findings', predicate.finding)
  if ('result' in predicate) return has(chart, 'results', predicate.result)
  if ('done' in predicate) return has(chart, 'actions', predicate.done)
  if ('drug' in predicate) return has(chart, 'drugs', predicate.drug)
  return drugsOn(chart).some((drug) => belongsTo(drug, predicate.drug_class, knowledge))
}

function has(chart: Chart, table: string, id: string): boolean {
  return chart.entries.has(`${table}:${id}`)
}

/** Ids of the drugs the chart has. */
export function drugsOn(chart: Chart): string[] {
  return [...chart.entries.keys()].flatMap((code) =>
    code.startsWith('drugs:') ? [code.slice('drugs:'.length)] : [],
  )
}

/** A drug's classes, and the classes these lie within. */
export function classesOf(drug: string, knowledge: Knowledge): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [...(knowledge.drugs.get(drug)?.classes ?? [])]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue
    found.add(name)
    const above = knowledge['drug-classes'].get(name)?.within
    if (above !== undefined) open.push(above)
  }
  return found
}

export function belongsTo(drug: string, wanted: string, knowledge: Knowledge): boolean {
  return classesOf(drug, knowledge).has(wanted)
}

/** The last number that was given under a code. */
export function newest(chart: Chart, code: string): number | undefined {
  const value = chart.entries.get(code)?.at(-1)?.fact.value
  return typeof value === 'number' ? value : undefined
}

function between(
  value: number | undefined,
  { above, below }: { readonly above?: number | undefined; readonly below?: number | undefined },
): boolean | undefined {
  if (value === undefined) return undefined
  return !(above !== undefined && value <= above) && !(below !== undefined && value >= below)
}

/** Of three values: false beats unknown beats true. */
function every(parts: readonly (boolean | undefined)[]): boolean | undefined {
  return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value
}
