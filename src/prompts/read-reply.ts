// Reads a reply back: the option, and the behaviour token and class where the recipe asks for them. What was
// not written, or was written in two ways, is left out.
import type { InvalidReason } from '../records/prediction.ts'
import type { Letter, Option } from '../records/task.ts'
import { behaviorTokens, fiveClasses, type BehaviorToken, type FiveClass } from '../taxonomy/behavior.ts'
import type { Recipe } from '../taxonomy/recipes.ts'
import { parseAnswer } from './parse-answer.ts'
import { withoutReasoning } from './reasoning.ts'

export interface ReadReply {
  readonly answer: Letter | null
  /** Why there is no answer. */
  readonly invalid?: InvalidReason
  readonly token?: BehaviorToken
  readonly behaviorClass?: FiveClass
}

export function readReply(reply: string, options: readonly Option[], segments: Recipe = ['OP']): ReadReply {
  const parsed = parseAnswer(reply, options)
  return {
    ...(parsed.outcome === 'answered' ? { answer: parsed.letter } : { answer: null, invalid: parsed.reason }),
    ...(segments.includes('BT') ? readBehavior(reply) : {}),
  }
}

const labelledLine = /^[\s>*_#\d.)-]*behaviou?r(?: token| class)?[\s*_]*:(.*)$/gimu

/** From the lines that name the behaviour; without one, from the first line and tokens anywhere. */
function readBehavior(reply: string): Pick<ReadReply, 'token' | 'behaviorClass'> {
  const text = (withoutReasoning(reply.normalize('NFKC')) ?? '').trim()
  const labelled = [...text.matchAll(labelledLine)].map((match) => match[1] as string).join('\n')
  const [first = ''] = text.split('\n')
  const token = onlyOne(behaviorTokens, labelled) ?? onlyOne(behaviorTokens, text)
  // A class is an ordinary word elsewhere ("a balanced crystalloid"), so a first line must be short.
  const behaviorClass =
    onlyOne(fiveClasses, labelled) ?? (first.length <= 60 ? onlyOne(fiveClasses, first) : undefined)
  return {
    ...(token === undefined ? {} : { token }),
    ...(behaviorClass === undefined ? {} : { behaviorClass }),
  }
}

/** The one name that stands in the text, in any case, with "_", "-" or a space inside it. */
function onlyOne<T extends string>(names: readonly T[], text: string): T | undefined {
  const lower = text.toLowerCase()
  const found = names.filter((name) =>
    new RegExp(`(?<![\\p{L}])${name.replace('_', '[ _-]')}(?![\\p{L}])`, 'u').test(lower),
  )
  return found.length === 1 ? found[0] : undefined
}
