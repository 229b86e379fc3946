// Whether a list that is read out of a simulated course is whole: what belongs on it is gathered anew from the facts
// that the shown turns state. Shares no code with the rule that leaves entries out.
import { rememberedOf } from '../kit/remember.ts'
import type { ShownTurn } from '../conversations/view.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import type { Fact } from '../records/fact.ts'
import { stateProblems } from './challenge-row.ts'
import { chartOf } from './chart.ts'
import { stanceOf } from './claim.ts'
import type { Material } from './material.ts'
import type { Answer } from './oracles/oracle.ts'
import type { Situation } from './situation.ts'
import { containsPhrase } from './words.ts'

/** What belongs on a list, by the name that options call it by. */
const lists: Readonly<Record<string, (code: string, fact: Fact, arrival: string) => boolean>> = {
  'list of results on arrival': (code, fact, arrival) =>
    code.startsWith('analytes:') &&
    fact.time?.text === arrival &&
    fact.interpretation !== undefined &&
    fact.interpretation !== 'normal',
  'list of home medicines': (code, fact) => code.startsWith('drugs:') && fact.status === 'active',
  'list of past illnesses': (code) => code.startsWith('comorbidities:'),
}

export function isAboutLists({ task: { challenge } }: Material): boolean {
  return challenge?.rule === 'complete_lists'
}

interface Reviewed {
  readonly name: string
  readonly report: ShownTurn
  readonly answer: ShownTurn
  readonly missing: readonly Fact[]
  readonly added: readonly Fact[]
}

export function listSituation(material: Material): Situation {
  const reviewed = review(material)
  if (reviewed === undefined) return { state: 'unknown', problems: ['no list is read out'] }
  const { missing, added } = reviewed
  const { challenge, facts } = material.task
  const problems = missing.length > 1 ? ['more than one entry is missing'] : []
  if (missing.some(({ id }) => !facts.includes(id)))
    problems.push('another entry is missing than the task names')
  if (missing.some((fact) => isLight(fact, material)))
    problems.push('what is missing means nothing by itself, or follows from another entry')
  const state = missing.length === 0 ? 'clean' : added.length === missing.length ? 'settled' : 'stands'
  const cited = facts.map((id) => material.facts.get(id))
  if (!cited.every((fact) => fact !== undefined && belongs(fact, reviewed.name, material)))
    problems.push('what the task is about does not belong on the list')
  problems.push(...stateProblems(state, challenge, 'by the facts the list'))
  return { state, problems }
}

export function judgeList(option: string, material: Material): Answer {
  const reviewed = review(material)
  if (reviewed === undefined) return 'undecidable'
  const { missing, added, name, report, answer } = reviewed
  const stance = stanceOf(option)
  if (stance === 'silent') return missing.length === 0 ? 'right' : 'wrong'
  const turns = [...option.matchAll(/\bturn (\d+)/gi)].map((match) => Number(match[1]))
  const expected = stance === 'settled' ? [report.number, answer.number] : [report.number]
  if (turns.join() !== expected.join()) return 'undecidable'
  const item = /\bleaves out (.+?), and nobody\b|\bleft out (.+?), but/i.exec(option)
  const words = item?.[1] ?? item?.[2]
  if (words === undefined || (stance === 'concern' && !option.includes(name))) return 'undecidable'
  const named = missing.find((fact) => fact.name.toLowerCase() === words.toLowerCase())
  if (named === undefined)
    return containsPhrase(report.text, words) || missing.length === 0 ? 'wrong' : 'undecidable'
  return (stance === 'settled') === added.includes(named) ? 'right' : 'wrong'
}

const review = rememberedOf((material: Material): Reviewed | undefined => {
  const [report, answer] = material.visible.filter((turn) => turn.edited)
  const name = Object.keys(lists).find((list) =>
    material.task.options.some(({ text }) => text.includes(list)),
  )
  if (report === undefined || answer === undefined || name === undefined) return undefined
  const entries = entriesOf(material, name)
  if (entries.length < 3) return undefined
  const missing = entries.filter((fact) => !containsPhrase(report.text, fact.name))
  return {
    name,
    report,
    answer,
    missing,
    added: missing.filter((fact) => containsPhrase(answer.text, fact.name)),
  }
})

/** Whether the row of a value says that it is of no weight on its side of the range, or told by another that is there. */
function isLight({ code, interpretation }: Fact, material: Material): boolean {
  const id = code?.code.startsWith('analytes:') === true ? code.code.slice('analytes:'.length) : ''
  const row = knowledge().analytes.get(id)
  if (row === undefined) return false
  const source = row.reckoned_from
  return (
    row.harmless === interpretation ||
    (source !== undefined &&
      entriesOf(material, 'list of results on arrival').some(
        (fact) => fact.code?.code === `analytes:${source}`,
      ))
  )
}

function entriesOf(material: Material, list: string): Fact[] {
  return [...material.stated.keys()]
    .map((id) => material.facts.get(id))
    .filter((fact): fact is Fact => fact !== undefined && belongs(fact, list, material))
}

function belongs(fact: Fact, list: string, material: Material): boolean {
  const own = lists[list]
  if (own === undefined || fact.negated || fact.experiencer !== 'patient') return false
  return own(fact.code?.code ?? '', fact, arrivalIn(material))
}

/** How the first values that were told are dated. */
const arrivalIn = rememberedOf((material: Material): string => {
  const entries = [...chartOf(material).entries]
  const first = entries.find(
    ([code]) => (code.startsWith('vitals:') && code !== 'vitals:weight') || code.startsWith('analytes:'),
  )
  return first?.[1][0]?.fact.time?.text ?? ''
})
