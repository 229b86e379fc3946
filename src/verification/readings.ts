// Whether a second reading of a study agrees with what it showed, by the variants of one meaning which the
// knowledge base lists for the illness. Shares no code with the rule that plants misreadings.
import type { Condition } from '../knowledge/condition.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { rowNamed, stateProblems } from './challenge-row.ts'
import type { Material } from './material.ts'
import type { Answer } from './oracles/oracle.ts'
import type { Situation } from './situation.ts'
import { plain } from './words.ts'

/** Whether the task's challenge rests on what a study of a condition shows. */
export function isAboutReadings(material: Material): boolean {
  return rowNamed(material, 'conditions') !== undefined
}

/** What studies show in the illness of the challenge. */
function resultsOf(material: Material): Condition['results'] {
  return knowledge().conditions.get(rowNamed(material, 'conditions') ?? '')?.results ?? []
}

/** The texts on either side of the body, as they are compared. */
function variants(texts: readonly string[]): string[] {
  return texts.flatMap((text) => ['left', 'right'].map((side) => plain(text.replaceAll('{side}', side))))
}

/**
 * "Wrong" where an option holds the reading of one study against that of another: two studies do not contradict
 * each other by showing different things. Undefined where the general reading of claims decides.
 */
export function judgeReading(option: string, material: Material): Answer | undefined {
  const quotes = [...option.matchAll(/“([^”]+)”/g)].map((match) => plain(match[1] as string))
  const results = resultsOf(material)
  const owners = quotes.map((quote) =>
    results.filter(({ says, misread }) => variants([...says, ...misread]).includes(quote)),
  )
  const [first = [], second = []] = owners
  if (quotes.length !== 2 || first.length === 0 || second.length === 0) return undefined
  return first.some((result) => second.some(({ study }) => study === result.study)) ? undefined : 'wrong'
}

export function readingSituation(material: Material): Situation {
  const { challenge, facts: cited } = material.task
  const codes = cited.map((id) => material.facts.get(id)?.code?.code)
  const result = resultsOf(material).find(({ key }) => codes.includes(`results:${key}`))
  const [report, ...after] = material.visible.filter((turn) => turn.edited)
  if (result === undefined || report === undefined)
    return { state: 'unknown', problems: ['the study or the second reading is not there'] }
  const words = plain(material.textOf(report))
  const holds = (texts: readonly string[]): boolean => variants(texts).some((text) => words.includes(text))
  const problems: string[] = []
  const [agrees, differs] = [holds(result.says), holds(result.misread)]
  if (agrees === differs)
    return { state: 'unknown', problems: ['the second reading is neither of the known ones'] }
  const fact = cited
    .map((id) => material.facts.get(id))
    .find((known) => known?.code?.code === `results:${result.key}`)
  const own = plain(String(fact?.value ?? ''))
  const first = material.visible.find((turn) => !turn.edited && plain(material.textOf(turn)).includes(own))
  if (first === undefined || !variants(result.says).includes(own))
    problems.push('no earlier turn gives the first reading')
  const corrected = after.some((turn) =>
    variants(result.says).some((text) => plain(material.textOf(turn)).includes(text)),
  )
  const state = agrees ? 'clean' : corrected ? 'settled' : 'stands'
  problems.push(...stateProblems(state, challenge, 'by the known readings the conflict'))
  return { state, problems }
}
