// "What did the clinicians do next?" Right is an order of the corpus, or an action that a turn after the view
// states; wrong is an action which the whole case nowhere orders, gives or plans, and, in a simulated case, one that
// the knowledge base does not call for.
import { remembered } from '../../kit/remember.ts'
import type { Fact } from '../../records/fact.ts'
import { labelsOf } from '../../records/label.ts'
import { containsPhrase, contentSet, contentWords, plain } from '../words.ts'
import { isCalledFor } from '../called-for.ts'
import { quantities } from '../quantity.ts'
import type { Answer, Oracle } from './oracle.ts'

const actionKinds: ReadonlySet<Fact['kind']> = new Set([
  'medication',
  'procedure',
  'decision',
  'imaging',
  'lab',
])
/** Words that name no particular action. */
const general = new Set(
  'start begin order obtain continue increase decrease stop refer schedule check perform give prescribe arrange prescription referral refer repeat daily mg twice once day week month year follow up followup test study therapy treatment patient take new lab blood level left right bilateral'.split(
    ' ',
  ),
)

export const nextAction: Oracle<'next_action'> = {
  probe: 'next_action',
  prepare: (_, material) => {
    const orders = labelsOf(material.case.labels, 'order')
    const laterIds = new Set(material.later.flatMap((turn) => turn.facts))
    const actions = [...material.facts.values()].filter((fact) => actionKinds.has(fact.kind))
    const firstLater = material.later.find((turn) => turn.origin !== undefined)?.origin
    const isLater = (turns: readonly number[]): boolean =>
      firstLater !== undefined && turns.some((turn) => turn >= firstLater)
    const own = material.task.label === undefined ? undefined : material.case.labels[material.task.label]
    const later = [
      // The order the task carries may be marked from the turn of its reason on; that it is not said yet is no-leak's.
      ...(own?.kind === 'order' && isLater(own.turns) ? [own.description] : []),
      ...orders
        .filter((order) => order.turns.length === 0 || isLater(order.turns))
        .map((order) => order.description),
      ...actions
        .filter((fact) => laterIds.has(fact.id) && !material.stated.has(fact.id) && !fact.negated)
        .flatMap(actionTexts),
    ]
    // An amount that nobody gave is not made right by the drug's name, nor by a test of the same substance.
    const bare = new Set(
      actions
        .flatMap(actionTexts)
        .filter((text) => quantities(text).length === 0)
        .map(plain),
    )
    const isBareName = (option: string, action: string): boolean =>
      quantities(option).length > 0 && bare.has(plain(action))
    const whole = [...orders.map((order) => order.description), ...actions.flatMap(actionTexts)]
    const texts = [
      material.visibleText,
      ...material.later.map(material.textOf),
      ...material.case.sections.map((section) => section.text),
    ]
    const problems = later.length === 0 ? ['no action follows the view'] : []
    const judge = (option: string): Answer => {
      if (later.some((action) => sameAction(option, action) && !isBareName(option, action))) return 'right'
      if (whole.some((action) => sameAction(option, action))) return 'undecidable'
      const head = particular(option)
      if (head.length === 0 || isCalledFor(option, material)) return 'undecidable'
      return texts.some(
        (text) => containsPhrase(text, option) || head.every((word) => contentSet(text).has(word)),
      )
        ? 'undecidable'
        : 'wrong'
    }
    return { problems, judge }
  },
}

function actionTexts(fact: Fact): string[] {
  const texts = [fact.name, [fact.name, fact.dose, fact.route, fact.frequency].filter(Boolean).join(' ')]
  if (typeof fact.value === 'string') texts.push(fact.value, `${fact.name} ${fact.value}`)
  texts.push(fact.evidence.quote)
  return texts
}

/** The same particular words, or one's within the other's, and no different number. */
function sameAction(option: string, action: string): boolean {
  if (plain(option) === plain(action)) return true
  if (numbers(option) !== '' && numbers(action) !== '' && numbers(option) !== numbers(action)) return false
  const [a, b] = [particular(option), particular(action)]
  if (a.length === 0 || b.length === 0) return false
  return a.every((word) => b.includes(word)) || b.every((word) => a.includes(word))
}

const numbers = remembered((text): string =>
  quantities(text)
    .map((quantity) => quantity.value)
    .join(),
)

const particular = remembered((text): readonly string[] =>
  contentWords(text).filter((word) => !general.has(word) && !/\d/.test(word)),
)
