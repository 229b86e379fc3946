// Whether a step that is due for the patient is missing from what was done, by the standards of the knowledge base
// and the shown words. Shares no code with the rule that leaves such steps out.
import { rememberedOf } from '../kit/remember.ts'
import type { Action, Standard } from '../knowledge/care.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import type { ShownTurn } from '../conversations/view.ts'
import type { Fact } from '../records/fact.ts'
import { rowNamed, stateProblems } from './challenge-row.ts'
import { chartOf, decide, type Chart } from './chart.ts'
import { stanceOf } from './claim.ts'
import type { Material } from './material.ts'
import type { Answer } from './oracles/oracle.ts'
import type { Situation } from './situation.ts'
import { containsPhrase, plain } from './words.ts'

/** Whether the task's challenge rests on a standard of care of the knowledge base. */
export function isAboutStandards(material: Material): boolean {
  return rowNamed(material, 'standards') !== undefined
}

interface Reviewed {
  readonly report: ShownTurn
  readonly chart: Chart
  readonly missing: readonly Action[]
  readonly added: readonly Action[]
}

export function standardSituation(material: Material): Situation {
  const { challenge } = material.task
  const from = knowledge()
  const standard = from.standards.get(rowNamed(material, 'standards') ?? '')
  const reviewed = review(material)
  if (standard === undefined || reviewed === undefined)
    return { state: 'unknown', problems: ['the standard or the report is not there'] }
  const problems: string[] = []
  const { missing, added } = reviewed
  const target = missing.find(({ id }) => id === standard.action)
  if (missing.some(({ id }) => id !== standard.action))
    problems.push('another step that is due is missing too')
  const state = target === undefined ? 'clean' : added.includes(target) ? 'settled' : 'stands'
  if (!asksFor(standard, reviewed.chart, from)) problems.push('the standard asks for nothing here')
  problems.push(...listProblems(reviewed, standard.action, material, from))
  problems.push(...stateProblems(state, challenge, 'by the standards the step'))
  if (target === undefined && !named(standardAction(standard.action, from), material.visible, material))
    problems.push('the near miss does not name the step')
  return { state, problems }
}

/** Whether an option about a left-out step is right. */
export function judgeStandard(option: string, material: Material): Answer {
  const from = knowledge()
  const reviewed = review(material)
  if (reviewed === undefined) return 'undecidable'
  const { missing, added, report } = reviewed
  const stance = stanceOf(option)
  if (stance === 'silent') return missing.length === 0 ? 'right' : 'wrong'
  if (!new RegExp(`\\bturn ${report.number}\\b`, 'i').test(option)) return 'undecidable'
  const words = /\b(?:leaves|left) out (.+?),/i.exec(option)?.[1]
  const action = [...from.actions.values()].find(({ name }) => name.toLowerCase() === words?.toLowerCase())
  if (action === undefined) return 'undecidable'
  if (!missing.includes(action)) return isSurelyNotDue(action, reviewed, from) ? 'wrong' : 'undecidable'
  if (stance === 'concern' && !givesReason(option, action, reviewed.chart, from)) return 'undecidable'
  return (stance === 'settled') === added.includes(action) ? 'right' : 'wrong'
}

/** Whether an option gives the reason of a standard that asks for the step here. */
function givesReason(option: string, action: Action, chart: Chart, from: Knowledge): boolean {
  return [...from.standards.values()].some(
    (row) =>
      row.action === action.id &&
      asksFor(row, chart, from) &&
      plain(option).includes(plain(row.because.replace(/\.$/, ''))),
  )
}

/** Steps that are due and not named up to the report, and those of them that a later turn adds. */
const review = rememberedOf((material: Material): Reviewed | undefined => {
  const from = knowledge()
  const report = material.visible.find((turn) => turn.edited && turn.origin === undefined)
  if (report === undefined) return undefined
  const chart = chartOf(material)
  const before = material.visible.filter((turn) => turn.number <= report.number)
  const after = material.visible.filter((turn) => turn.number > report.number)
  const missing = dueActions(chart, from).filter(
    (action) =>
      !named(action, before, material) && !chart.entries.has(`actions:${action.id}`) && !given(action, chart),
  )
  return { report, chart, missing, added: missing.filter((action) => named(action, after, material)) }
})

function dueActions(chart: Chart, from: Knowledge): Action[] {
  const due = new Set<string>()
  for (const standard of from.standards.values()) if (asksFor(standard, chart, from)) due.add(standard.action)
  return [...due].map((id) => standardAction(id, from))
}

function asksFor({ when, unless = [] }: Standard, chart: Chart, from: Knowledge): boolean {
  return decide(when, chart, from) === true && !isExcused({ unless }, chart, from)
}

/** Met already, or asked for by no standard whose terms the chart can decide. */
function isSurelyNotDue(action: Action, { chart }: Reviewed, from: Knowledge): boolean {
  const rows = [...from.standards.values()].filter((standard) => standard.action === action.id)
  return rows.every(
    (row) =>
      asksFor(row, chart, from) || isExcused(row, chart, from) || decide(row.when, chart, from) === false,
  )
}

/** A drug of the list from home excuses only where the exception says so. */
function isExcused({ unless = [] }: Pick<Standard, 'unless'>, chart: Chart, from: Knowledge): boolean {
  const entries = new Map(
    [...chart.entries].filter(([code]) => !code.startsWith('drugs:') || isOrdered(code, chart)),
  )
  return unless.some(
    ({ state, home }) => decide(state, home === true ? chart : { ...chart, entries }, from) === true,
  )
}

function isOrdered(code: string, chart: Chart): boolean {
  return (chart.entries.get(code) ?? []).some(({ fact }) => fact.status === 'ordered')
}

/** The list must hold all else that was done, and nothing shown may tell that a step which it lacks was taken. */
function listProblems(
  { report, chart }: Reviewed,
  step: string,
  material: Material,
  from: Knowledge,
): string[] {
  const list = material.textOf(report)
  const isOnList = ({ name }: Fact): boolean => containsPhrase(list, name)
  const taken = [...chart.entries].flatMap(([code, stated]) =>
    /^(?:actions|drugs):/.test(code)
      ? stated.map(({ fact }) => fact).filter(({ status }) => status === 'ordered')
      : [],
  )
  const problems = taken.every(isOnList) ? [] : ['the list leaves out a step that was taken']
  const own = [...material.facts.values()].find(({ code }) => code?.code === `actions:${step}`)
  if (own === undefined || isOnList(own)) return problems
  const { panel } = standardAction(step, from)
  const isResult = (code: string, { name, time }: Fact): boolean => {
    if ((time?.day ?? 0) < (own.time?.day ?? 0)) return false
    if (code.startsWith('results:')) return name === own.name
    const analyte = code.startsWith('analytes:')
      ? from.analytes.get(code.slice('analytes:'.length))
      : undefined
    return panel !== undefined && analyte?.panel === panel
  }
  const results = [...chart.entries].some(([code, stated]) => stated.some(({ fact }) => isResult(code, fact)))
  return results ? [...problems, 'a result of the missing step is shown'] : problems
}

function standardAction(id: string, from: Knowledge): Action {
  return from.actions.get(id) as Action
}

function given(action: Action, chart: Chart): boolean {
  return action.drug !== undefined && isOrdered(`drugs:${action.drug}`, chart)
}

function named(action: Action, turns: readonly ShownTurn[], material: Material): boolean {
  return turns.some((turn) =>
    [action.name, action.infinitive, action.done].some((words) =>
      containsPhrase(material.textOf(turn), words),
    ),
  )
}
