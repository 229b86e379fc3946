// What of a reply there is to judge: what its reader sees, without reasoning that came before it. A letter, or
// the text of an option, is no such thing: those words are the benchmark's own, and accuracy says all of them.
import type { UnjudgedReason } from '../../records/judgement.ts'
import type { Prediction } from '../../records/prediction.ts'
import type { Task } from '../../records/task.ts'
import { behaviorTokens, fiveClasses } from '../../taxonomy/behavior.ts'
import { withoutReasoning } from '../../prompts/reasoning.ts'

/** Words of its own that a reply needs, so that anything can be said of how it is written. */
export const leastWords = 5

export type JudgedText = { readonly text: string } | { readonly nothing: UnjudgedReason }

export function judgedText(task: Pick<Task, 'options'>, { output, outcome }: Prediction): JudgedText {
  if (outcome === 'failed' || output.trim() === '') return { nothing: 'no_reply' }
  const text = withoutReasoning(output)?.trim()
  if (text === undefined || text === '') return { nothing: 'only_reasoning' }
  return ownWords(text, task).length < leastWords ? { nothing: 'only_the_option' } : { text }
}

const labels = new RegExp(
  [...behaviorTokens, ...fiveClasses.map((name) => name.replace('_', '[ _-]'))]
    .concat([
      'behaviou?r(?: token| class)?',
      '(?:the )?(?:final |correct |right |best )?(?:answer|option|choice)(?: is)?',
    ])
    .map((pattern) => `(?<![\\p{L}])${pattern}(?![\\p{L}])`)
    .join('|'),
  'giu',
)

/** Its words without options as they stand, names of behaviours, and what announces an answer. */
function ownWords(text: string, { options }: Pick<Task, 'options'>): readonly string[] {
  const rest = options.reduce((left, option) => left.replaceAll(option.text, ' '), text)
  return rest.replace(labels, ' ').match(/\p{L}{2,}/gu) ?? []
}
