// The zero-shot regime: context, question and options, and the request for one letter. Paper: Table 2,
// "ZS". The words stand in templates/zero-shot.md, where a clinician can read and change them; their
// hash goes into every prediction.
import { readFileSync } from 'node:fs'
import { sha256 } from '../kit/hash.ts'
import type { Message } from '../models/model.ts'
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Task } from '../records/task.ts'
import { contextText, shownTurns } from '../conversations/view.ts'

export interface Prompt {
  readonly regime: string
  /** SHA-256 of the template. */
  readonly hash: string
  messages(
    task: Task,
    context: { readonly case: Case; readonly conversation: Conversation },
  ): readonly Message[]
}

export function zeroShot(): Prompt {
  const template = readFileSync(new URL('./templates/zero-shot.md', import.meta.url), 'utf8')
  return {
    regime: 'zero-shot',
    hash: sha256(template),
    messages: (task, context) => [
      {
        role: 'user',
        content: fill(template, {
          context: contextText(context.case, shownTurns(context.conversation, task.view)),
          question: task.question,
          options: task.options.map(({ letter, text }) => `${letter}. ${text}`).join('\n'),
          letters: task.options.map(({ letter }) => letter).join(', '),
        }),
      },
    ],
  }
}

/** Replaces each {{name}} once; what a value contains is never read as a placeholder. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => values[name] ?? placeholder).trim()
}
