// What the shown turns tell of the patient in the codes of the knowledge base, gathered anew from the facts that
// they state; and whether a predicate of the knowledge base holds of it. Shares no code with the authors.
import { codeSystem } from '../knowledge/code.ts'
import { remembered, rememberedOf } from '../kit/remember.ts'
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
  const charts = chartsOf(material)
  const known = charts.get(until)
  if (known !== undefined) return known
  const chart = chartUntil(material, until ?? Number.POSITIVE_INFINITY)
  charts.set(until, chart)
  return chart
}

const chartsOf = rememberedOf((_: Material) => new Map<number | undefined, Chart>())

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
    .filter(tellsPassing)
    .map(asList)
  if (lists.length === 0) return new Map()
  return new Map(
    [...entries].filter(
      ([code, items]) =>
        code.startsWith('findings:') &&
        items.some(({ fact }) => lists.some((list) => list.includes(asList(fact.name)))),
    ),
  )
}

const tellsPassing = remembered((sentence) => /\b(?:gone|settled|no longer|any ?more)\b/i.test(sentence))

/** With a mark between the items, so that a name is found only as a whole item: "gone: | fever | cough |". */
const asList = remembered((text): string => {
  const items = plain(text)
    .replace(/\.$/, '')
    .replace(/^.*(?:: | no longer see | any ?more )/, '')
    .split(/, | and /)
  return `| ${items.join(' | ')} |`
})

function yearsIn(text: string): number | undefined {
  const match = /^([\d.]+) (year|month|week)s?$/.exec(text)
  if (match === null) return undefined
  return Number(match[1]) / { year: 1, month: 12, week: 52 }[match[2] as 'year' | 'month' | 'week']
}

/** Whether it holds; undefined where the chart does not tell. */
export function decide(predicate: Predicate, chart: Chart, knowledge: Knowledge): boolean | undefined {
  return questionsOf(knowledge)(predicate)(chart)
}

type Question = (chart: Chart) => boolean | undefined

/** The same rows are held against chart after chart: each predicate is read once. */
const questionsOf = rememberedOf((knowledge: Knowledge) =>
  rememberedOf((predicate: Predicate): Question => questionOf(predicate, knowledge)),
)

function questionOf(predicate: Predicate, knowledge: Knowledge): Question {
  if ('all' in predicate) return every(predicate.all.map((part) => questionOf(part, knowledge)))
  if ('any' in predicate) {
    const none = every(predicate.any.map((part) => negation(questionOf(part, knowledge))))
    return negation(none)
  }
  if ('not' in predicate) return negation(questionOf(predicate.not, knowledge))
  if ('lab' in predicate) {
    const code = `analytes:${predicate.lab}`
    return (chart) => between(newest(chart, code), predicate)
  }
  if ('vital' in predicate) {
    const code = `vitals:${predicate.vital}`
    return (chart) => between(newest(chart, code), predicate)
  }
  if ('age' in predicate) {
    const { from = 0, below = Number.POSITIVE_INFINITY } = predicate.age
    return ({ age }) => (age === undefined ? undefined : age >= from && age < below)
  }
  if ('sex' in predicate) return ({ sex }) => (sex === undefined ? undefined : sex === predicate.sex)
  if ('pregnant' in predicate) return ({ pregnant }) => pregnant === predicate.pregnant
  if ('condition' in predicate) return named('conditions', predicate.condition)
  if ('comorbidity' in predicate) return named('comorbidities', predicate.comorbidity)
  if ('allergy' in predicate) return named('allergy-groups', predicate.allergy)
  if ('finding' in predicate) return named('findings', predicate.finding)
  if ('result' in predicate) return named('results', predicate.result)
  if ('done' in predicate) return named('actions', predicate.done)
  if ('drug' in predicate) return named('drugs', predicate.drug)
  return (chart) => drugsOn(chart).some((drug) => belongsTo(drug, predicate.drug_class, knowledge))
}

function named(table: string, id: string): Question {
  const code = `${table}:${id}`
  return ({ entries }) => entries.has(code)
}

/** Ids of the drugs the chart has. */
export function drugsOn({ entries }: Chart): readonly string[] {
  return drugsAmong(entries)
}

const drugsAmong = rememberedOf((entries: Chart['entries']): readonly string[] =>
  [...entries.keys()].flatMap((code) => (code.startsWith('drugs:') ? [code.slice('drugs:'.length)] : [])),
)

/** A drug's classes, and the classes these lie within. */
export function classesOf(drug: string, knowledge: Knowledge): ReadonlySet<string> {
  return classesIn(knowledge)(drug)
}

const classesIn = rememberedOf((knowledge: Knowledge) =>
  remembered((drug) => gatheredClasses(drug, knowledge)),
)

function gatheredClasses(drug: string, knowledge: Knowledge): ReadonlySet<string> {
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
function every(parts: readonly Question[]): Question {
  return (chart) => {
    let all: boolean | undefined = true
    for (const part of parts) {
      const answer = part(chart)
      if (answer === false) return false
      if (answer === undefined) all = undefined
    }
    return all
  }
}

function negation(question: Question): Question {
  return (chart) => {
    const answer = question(chart)
    return answer === undefined ? undefined : !answer
  }
}
