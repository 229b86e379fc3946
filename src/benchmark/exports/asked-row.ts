// A task as tools that only ask see it: the prompt, the letters, the right one, and what results are told
// apart by. lm-eval, Inspect and promptfoo get the same row under their own names.
import { definitionOf } from '../../taxonomy/task-types.ts'
import { canary } from './canary.ts'
import type { ExportItem, ExportPrompt } from './export-format.ts'
import { licenceAddress } from './licence-terms.ts'

/** The prompt's hash in the short form of our ids: a whole one is taken for a secret and struck out by some tools. */
export function promptId({ hash }: Pick<ExportPrompt, 'hash'>): string {
  return `prompt_${hash.slice(0, 16)}`
}

/** The whole prompt as one text; regimes write one message. */
export function promptText({ messages }: Pick<ExportItem, 'messages'>): string {
  return messages.map(({ content }) => content).join('\n\n')
}

export function askedRow(
  { task, split, case: source, terms, gold, options }: ExportItem,
  prompt: ExportPrompt,
) {
  return {
    id: task.id,
    split,
    case: task.caseId,
    group: source.group ?? task.caseId,
    type: task.type,
    category: definitionOf(task.type).category,
    complexity: task.complexity,
    behavior_score: task.behavior.score,
    behavior_class: task.behavior.class,
    behavior_token: task.behavior.token,
    challenge: task.challenge?.member ?? '',
    triple: task.challenge?.triple ?? '',
    letters: options.map(({ letter }) => letter),
    gold,
    gold_index: options.findIndex(({ letter }) => letter === gold),
    regime: prompt.regime.name,
    prompt_id: promptId(prompt),
    corpus: task.corpus,
    licence: task.licence.id,
    licence_url: licenceAddress(task.licence) ?? '',
    attribution: task.licence.attribution ?? '',
    redistributable: terms.redistributable,
    commercial_use: terms.commercial,
    share_alike: terms.shareAlike,
    canary,
  }
}
