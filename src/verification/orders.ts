// Orders that a turn gives, held against the chart by the rows of the knowledge base: which ones something in the
// record rules out, and whether what an option says of it is so. Reads the words of turns and options; shares no
// code with the rules that plant such orders.
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { leavesOf, type Predicate } from '../knowledge/predicate.ts'
import { rowNamed, stateProblems } from './challenge-row.ts'
import { belongsTo, chartOf, decide, drugsOn, type Chart } from './chart.ts'
import { stanceOf } from './claim.ts'
import type { Material } from './material.ts'
import type { Answer } from './oracles/oracle.ts'
import { limitsOf } from './order-limits.ts'
import type { Situation } from './situation.ts'
import { containsPhrase } from './words.ts'

/** Something in the record that rules an order out. */
interface Objection {
  readonly drug: string
  /** Code of the fact it rests on, where it is one fact. */
  readonly code?: string
  /** How the row names it: "an eGFR below 30 mL/min/1.73 m²"; and the codes of what can tell it. */
  readonly state?: string
  readonly codes?: readonly string[]
  /** "interactions:warfarin-nsaids" */
  readonly row: string
  readonly harm: string
}

interface Ordered {
  readonly report: number
  readonly chart: Chart
  readonly drugs: readonly string[]
  readonly objections: readonly Objection[]
  /** Drugs that a later turn takes back. */
  readonly withdrawn: ReadonlySet<string>
  /** What else is wrong with an order of the report, or with what a later turn puts in its place. */
  readonly flaws: readonly string[]
}

const tables = ['interactions', 'contraindications', 'cross-reactivity', 'allergy-groups']

/** Whether the task's challenge rests on orders and rows that this file can judge. */
export function isAboutOrders(material: Material): boolean {
  return tables.some((table) => rowNamed(material, table) !== undefined)
}

export function orderSituation(material: Material): Situation {
  const challenge = material.task.challenge
  const ordered = orderedIn(material)
  if (ordered === undefined) return { state: 'unknown', problems: ['no inserted turn orders a known drug'] }
  const { objections, withdrawn, flaws, chart } = ordered
  const problems = [...flaws]
  const standing = objections.filter(({ drug }) => !withdrawn.has(drug))
  if (new Set(objections.map(({ drug }) => drug)).size > 1) problems.push('more than one order is ruled out')
  if (objections.length > 1) problems.push('an order is ruled out for more than one reason')
  if (objections.some(({ row }) => row !== challenge?.knowledge))
    problems.push('an order is ruled out by another row than the task names')
  if (isWeighed(challenge?.knowledge ?? '', knowledge()))
    problems.push('the row is a warning that can be weighed and rules nothing out')
  if (isOfPregnancy(challenge?.knowledge ?? '', knowledge()) && isOver(material, chart, knowledge()))
    problems.push('the order is said to harm a child that is born or lost')
  const state = objections.length === 0 ? 'clean' : standing.length === 0 ? 'settled' : 'stands'
  problems.push(...stateProblems(state, challenge, 'by the knowledge base the fault'))
  // The near miss must look ruled out: what the row asks for is there, but not its drug.
  if (!isOnChart(challenge?.knowledge ?? '', chart, knowledge()))
    problems.push('nothing in the record is what the row speaks of')
  return { state, problems }
}

function isOfPregnancy(row: string, from: Knowledge): boolean {
  const when = from.contraindications.get(row.replace('contraindications:', ''))?.when
  return row === 'pregnancy' || JSON.stringify(when ?? '').includes('"pregnant"')
}

/** Whether birth has been ordered by the report, or the illness is one that ends the pregnancy. */
function isOver({ facts }: Material, chart: Chart, from: Knowledge): boolean {
  const rows = [...facts.values()].map(({ code }) => code?.code ?? '')
  return (
    [...from.actions.values()].some(
      ({ id, ends_pregnancy }) => ends_pregnancy === true && chart.entries.has(`actions:${id}`),
    ) ||
    [...from.conditions.values()].some(
      ({ id, who }) => who.pregnancy_lost === true && rows.includes(`conditions:${id}`),
    )
  )
}

function isWeighed(row: string, from: Knowledge): boolean {
  const id = row.slice(row.indexOf(':') + 1)
  const table = row.startsWith('interactions:') ? from.interactions : from.contraindications
  return table.get(id)?.weighed === true
}

/** Whether the patient has the allergy, the drug or the state that a row names. */
function isOnChart(row: string, chart: Chart, from: Knowledge): boolean {
  const [table, id = ''] = row.split(':')
  const allergy = table === 'allergy-groups' ? id : from['cross-reactivity'].get(id)?.allergy
  if (table === 'allergy-groups' || table === 'cross-reactivity')
    return chart.entries.has(`allergy-groups:${allergy}`)
  if (table === 'interactions') {
    const pair = from.interactions.get(id)
    return drugsOn(chart).some(
      (drug) => pair !== undefined && (fits(pair.first, drug, from) || fits(pair.second, drug, from)),
    )
  }
  const state = from.contraindications.get(id)?.when
  return state !== undefined && decide(state, chart, from) === true
}

/** Whether an option is right: what it names must be in its turn and must rule out an order of the report. */
export function judgeOrder(option: string, material: Material): Answer {
  const ordered = orderedIn(material)
  if (ordered === undefined) return 'undecidable'
  const { objections, withdrawn, chart, report } = ordered
  const stance = stanceOf(option)
  if (stance === 'silent') return objections.length === 0 ? 'right' : 'wrong'
  const turns = [...option.matchAll(/\bturn (\d+)/gi)].map((match) => Number(match[1]))
  const cited = turns.find((turn) => turn < report)
  if (cited === undefined || !turns.includes(report)) return 'undecidable'
  const named = objections.filter((objection) => isNamed(objection, option, cited, chart))
  if (named.length === 0) return isRefuted(option, cited, ordered) ? 'wrong' : 'undecidable'
  if (stance === 'settled') return named.every(({ drug }) => withdrawn.has(drug)) ? 'right' : 'wrong'
  const risk = /risk of ([^;]+);/i.exec(option)?.[1]
  const standing = named.filter(({ drug }) => !withdrawn.has(drug))
  if (standing.length === 0) return 'wrong'
  return risk === undefined || standing.some(({ harm }) => harm === risk) ? 'right' : 'undecidable'
}

/**
 * Whether an objection that rules nothing out is surely none: it names something that its turn states (or the very
 * row of the challenge, in the members where that is not so), and a harm that no ordered drug is known for.
 */
function isRefuted(option: string, cited: number, { chart, drugs }: Ordered, from = knowledge()): boolean {
  const risk = /risk of ([^;]+);/i.exec(option)?.[1]
  const isStated = [...chart.entries.values()]
    .flat()
    .some(({ fact, turns }) => turns.includes(cited) && containsPhrase(option, fact.name))
  const rows = [...from.contraindications.values()]
  const isState = rows.some(({ state, when }) => option.includes(state) && decide(when, chart, from) === true)
  if (!isStated && !isState) return false
  const known = [
    ...[...from.interactions.values()].filter((row) =>
      drugs.some((drug) => fits(row.first, drug, from) || fits(row.second, drug, from)),
    ),
    ...rows.filter((row) => drugs.some((drug) => fits(row, drug, from))),
  ]
  return risk === undefined || !known.some(({ harm }) => harm === risk)
}

/** The option names the objection's fact (or state) and a turn that states that fact. */
function isNamed(
  { code, state, codes = [] }: Objection,
  option: string,
  cited: number,
  chart: Chart,
): boolean {
  const facts = code === undefined ? [] : (chart.entries.get(code) ?? [])
  const stated = facts.filter(({ turns }) => turns.includes(cited))
  if (state !== undefined)
    return option.includes(state) && codes.some((known) => isStatedIn(known, cited, chart))
  return stated.some(({ fact }) => containsPhrase(option, fact.name))
}

/** The orders of a task are read once for all its options. */
const read = new WeakMap<Material, { readonly ordered: Ordered | undefined }>()

function orderedIn(material: Material): Ordered | undefined {
  let found = read.get(material)
  if (found === undefined) read.set(material, (found = { ordered: readOrders(material) }))
  return found.ordered
}

function readOrders(material: Material): Ordered | undefined {
  const from = knowledge()
  const edited = material.visible.filter((turn) => turn.edited)
  const [report, ...after] = edited
  if (report === undefined) return undefined
  const drugs = drugsNamed(material.textOf(report), from)
  if (drugs.length === 0) return undefined
  const chart = chartOf(material, report.number - 1)
  const objections = drugs.flatMap((drug) => objectionsTo(drug, drugs, chart, from))
  const withdrawn = new Set(
    drugs.filter((drug) =>
      after.some((turn) => {
        const name = from.drugs.get(drug)?.name ?? drug
        return new RegExp(`withdraw (?:the )?${escaped(name)}`, 'i').test(material.textOf(turn))
      }),
    ),
  )
  const instead = after.flatMap((turn) => {
    const text = /; ([^;]+) instead\b/.exec(material.textOf(turn))?.[1] ?? ''
    return drugsNamed(text, from).map((drug) => ({ drug, text }))
  })
  const orders = [...drugs.map((drug) => ({ drug, text: material.textOf(report) })), ...instead]
  const flaws = [
    ...orders.flatMap(({ drug, text }) => flawsOf(drug, text, objections, chart, from)),
    ...instead.flatMap(({ drug }) =>
      objectionsTo(drug, [], chart, from).length > 0 ? ['what is ordered instead is ruled out too'] : [],
    ),
    ...drugsOn(chart).flatMap((drug) =>
      isOrdered(drug, chart) && objectionsTo(drug, [], chart, from).length > 0
        ? ['a drug that was ordered before is ruled out too']
        : [],
    ),
  ]
  return { report: report.number, chart, drugs, objections, withdrawn, flaws }
}

function isOrdered(drug: string, chart: Chart): boolean {
  return chart.entries.get(`drugs:${drug}`)?.some(({ fact }) => fact.status === 'ordered') === true
}

/** What kidney, pregnancy, class and dose say against an order, where the row that rules it out does not say it. */
function flawsOf(
  drug: string,
  text: string,
  objections: readonly Objection[],
  chart: Chart,
  from: Knowledge,
): string[] {
  const row = from.drugs.get(drug)
  const at = text.toLowerCase().indexOf(row?.name.toLowerCase() ?? '')
  if (row === undefined || at < 0) return []
  const said = objections
    .filter((objection) => objection.drug === drug)
    .map((objection) =>
      JSON.stringify(from.contraindications.get(objection.row.replace('contraindications:', ''))?.when ?? ''),
    )
    .join()
  return limitsOf(row, text.slice(at + row.name.length), chart, from)
    .filter((limit) => !(limit === 'kidney' && /egfr|ckd/.test(said)))
    .filter((limit) => !(limit === 'pregnancy' && said.includes('"pregnant"')))
    .map((limit) => `an order is not in order by its ${limit}`)
}

/** Ids of the drugs whose names stand in a text; a name within a longer one that stands there does not count. */
function drugsNamed(text: string, from: Knowledge): string[] {
  let rest = text.toLowerCase()
  const found: string[] = []
  for (const { id, name, pattern } of drugNames(from)) {
    if (!rest.includes(name) || !pattern.test(rest)) continue
    found.push(id)
    rest = rest.replace(pattern, ' ')
  }
  return found
}

interface DrugName {
  readonly id: string
  readonly name: string
  readonly pattern: RegExp
}

const names = new WeakMap<Knowledge, readonly DrugName[]>()

/** Longest first. */
function drugNames(from: Knowledge): readonly DrugName[] {
  let list = names.get(from)
  if (list === undefined) {
    list = [...from.drugs.values()]
      .map(({ id, name }) => ({ id, name: name.toLowerCase() }))
      .toSorted((a, b) => b.name.length - a.name.length)
      .map(({ id, name }) => ({
        id,
        name,
        pattern: new RegExp(`(?<![\\p{L}-])${escaped(name)}(?![\\p{L}-])`, 'u'),
      }))
    names.set(from, list)
  }
  return list
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

function isStatedIn(code: string, turn: number, chart: Chart): boolean {
  return chart.entries.get(code)?.some(({ turns }) => turns.includes(turn)) === true
}

/** Codes of the facts that a predicate asks for. */
function codesIn(predicate: Predicate, chart: Chart, from: Knowledge): string[] {
  return leavesOf(predicate).flatMap((leaf) => {
    if ('lab' in leaf) return [`analytes:${leaf.lab}`]
    if ('vital' in leaf) return [`vitals:${leaf.vital}`]
    if ('comorbidity' in leaf) return [`comorbidities:${leaf.comorbidity}`]
    if ('condition' in leaf) return [`conditions:${leaf.condition}`]
    if ('finding' in leaf) return [`findings:${leaf.finding}`]
    if ('result' in leaf) return [`results:${leaf.result}`]
    if ('drug' in leaf) return [`drugs:${leaf.drug}`]
    if ('drug_class' in leaf)
      return drugsOn(chart).flatMap((drug) =>
        belongsTo(drug, leaf.drug_class, from) ? [`drugs:${drug}`] : [],
      )
    if ('pregnant' in leaf) return ['state:pregnant']
    return 'age' in leaf ? ['state:age'] : []
  })
}

interface Agent {
  readonly drug?: string | undefined
  readonly drug_class?: string | undefined
}

function fits(agent: Agent, id: string, from: Knowledge): boolean {
  if (agent.drug !== undefined) return agent.drug === id
  return agent.drug_class !== undefined && belongsTo(id, agent.drug_class, from)
}

function objectionsTo(drug: string, company: readonly string[], chart: Chart, from: Knowledge): Objection[] {
  const objections: Objection[] = []
  const partners = [...new Set([...drugsOn(chart), ...company])].filter((other) => other !== drug)
  for (const row of from.interactions.values()) {
    const [first, second] = [fits(row.first, drug, from), fits(row.second, drug, from)]
    if (!first && !second) continue
    for (const other of partners) {
      if ((first && fits(row.second, other, from)) || (second && fits(row.first, other, from)))
        objections.push({ drug, code: `drugs:${other}`, row: `interactions:${row.id}`, harm: row.harm })
    }
  }
  for (const row of from.contraindications.values()) {
    if (fits(row, drug, from) && decide(row.when, chart, from) === true)
      objections.push({
        drug,
        state: row.state,
        codes: codesIn(row.when, chart, from),
        row: `contraindications:${row.id}`,
        harm: row.harm,
      })
  }
  for (const code of chart.entries.keys()) {
    if (!code.startsWith('allergy-groups:')) continue
    const allergy = code.slice('allergy-groups:'.length)
    const rows = [...from['cross-reactivity'].values()].filter(
      (row) => row.allergy === allergy && fits(row, drug, from),
    )
    const particular = rows.find((row) => row.drug === drug) ?? rows[0]
    if (particular?.verdict === 'avoid')
      objections.push({ drug, code, row: `cross-reactivity:${particular.id}`, harm: 'an allergic reaction' })
    if (particular === undefined && from.drugs.get(drug)?.allergy_groups?.includes(allergy) === true)
      objections.push({ drug, code, row: code, harm: 'an allergic reaction' })
  }
  const told = objections.some(({ row }) =>
    JSON.stringify(from.contraindications.get(row.replace('contraindications:', ''))?.when ?? '').includes(
      '"pregnant":true',
    ),
  )
  if (chart.pregnant && !told && from.drugs.get(drug)?.pregnancy === 'avoid')
    objections.push({ drug, code: 'pregnancy', row: 'pregnancy', harm: 'harm to the unborn child' })
  return objections
}
