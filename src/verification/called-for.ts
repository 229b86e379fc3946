// Whether a simulated case calls for a step that an option names, so that nobody could call it wrong: by the file of
// its condition at whatever time and for whomever, by the files of the conditions it is weighed against, by what the
// patient's other illnesses are treated with, or by a standard of care as things stand in the shown turns. Drugs of one class, and a treatment that is named after a class
// and a drug of it, call for one another. Shares no code with the authors; says nothing of real documents.
import { codeSystem } from '../knowledge/code.ts'
import { remembered, rememberedOf } from '../kit/remember.ts'
import { allSteps, type Condition } from '../knowledge/condition.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { chartOf, classesOf, decide, type Chart } from './chart.ts'
import type { Material } from './material.ts'
import { containsPhrase, plain } from './words.ts'

/** An action or a drug of the knowledge base. */
interface Named {
  readonly action?: string | undefined
  readonly drug?: string | undefined
}

export function isCalledFor(option: string, material: Material): boolean {
  const from = knowledge()
  const named = stepNamed(option, from)
  const called = calledIn(material)
  return named !== undefined && called.some((step) => areAlike(step, named, from))
}

/** What a case calls for, gathered once for all options of a task. */
const calledIn = rememberedOf((material: Material): readonly Named[] => {
  const from = knowledge()
  const own = [...material.facts.values()].flatMap(({ code }) => {
    const id = code?.system === codeSystem ? /^conditions:(.+)$/.exec(code.code)?.[1] : undefined
    return id === undefined ? [] : (from.conditions.get(id) ?? [])
  })
  const thinkable = [...new Set([...own, ...own.flatMap((condition) => rivalsOf(condition, from))])]
  const chart = chartOf(material)
  const taken = [...from.comorbidities.values()]
    .filter(({ id }) => chart.entries.has(`comorbidities:${id}`))
    .flatMap(({ takes }) => takes.map(({ drug }) => ({ drug })))
  const steps = thinkable.flatMap((condition) => [
    ...condition.steps.flatMap(allSteps),
    ...(condition.debated ?? []),
    ...dueIn(chart, condition.id, from),
  ])
  return [...steps, ...taken]
})

function rivalsOf({ differential }: Condition, from: Knowledge): Condition[] {
  return differential.flatMap(({ condition = '' }) => from.conditions.get(condition) ?? [])
}

/** Actions that the standards ask for, were this the illness. */
function dueIn(chart: Chart, condition: string, from: Knowledge): Named[] {
  const supposed = { ...chart, entries: new Map([...chart.entries, [`conditions:${condition}`, []]]) }
  return [...from.standards.values()]
    .filter(
      ({ when, unless = [] }) =>
        decide(when, supposed, from) === true &&
        unless.every(({ state }) => decide(state, supposed, from) !== true),
    )
    .map(({ action }) => ({ action }))
}

function stepNamed(option: string, from: Knowledge): Named | undefined {
  const { actions, drugs } = namesIn(from)
  const text = plain(option)
  const action = actions.get(text)
  if (action !== undefined) return { action }
  const drug = drugs.find(({ start }) => `${text} `.startsWith(start))
  return drug === undefined ? undefined : { drug: drug.id }
}

/** Actions by their names; drugs by what an order of them begins with, the longest names first. */
const namesIn = rememberedOf((from: Knowledge) => ({
  actions: new Map([...from.actions.values()].toReversed().map(({ id, name }) => [plain(name), id])),
  drugs: [...from.drugs.values()]
    .toSorted((a, b) => b.name.length - a.name.length)
    .map(({ id, name }) => ({ id, start: `${plain(name)} ` })),
}))

function areAlike(a: Named, b: Named, from: Knowledge): boolean {
  if (a.action !== undefined && a.action === b.action) return true
  const [first, second] = [drugOf(a, from), drugOf(b, from)]
  if (first !== undefined && second !== undefined)
    return first === second || overlap(classesOf(first, from), classesOf(second, from))
  return isNamedAfterClass(a, b, from) || isNamedAfterClass(b, a, from)
}

function drugOf({ action, drug }: Named, from: Knowledge): string | undefined {
  return drug ?? from.actions.get(action ?? '')?.drug
}

/** "Empirical antibiotics" and a drug whose classes lie within "antibiotic". */
function isNamedAfterClass(treatment: Named, other: Named, from: Knowledge): boolean {
  const action = from.actions.get(treatment.action ?? '')
  const drug = drugOf(other, from)
  if (action?.kind !== 'treatment' || drug === undefined) return false
  return overlap(classesOf(drug, from), classesNamedBy(from)(action.name))
}

/** Classes whose names stand in the name of a treatment. */
const classesNamedBy = rememberedOf((from: Knowledge) =>
  remembered(
    (treatment): ReadonlySet<string> =>
      new Set(
        [...from['drug-classes'].values()].flatMap(({ id, name }) =>
          containsPhrase(treatment, name) ? [id] : [],
        ),
      ),
  ),
)

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const item of a) if (b.has(item)) return true
  return false
}
