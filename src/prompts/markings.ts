// How a reply that a model is trained on is marked with its behaviour, and how one that it gives is read: the paper's
// two tokens (section 3.1), nothing (GeneralSFT), and three ablations. All else of a reply is the same under each.
import { behaviorTokens, fiveClasses } from '../taxonomy/behavior.ts'
import { actionOf, actions, type ActedTask } from './actions.ts'

export const markingNames = ['token', 'none', 'text', 'classes', 'actions'] as const
export type MarkingName = (typeof markingNames)[number]

/** The pieces at the very beginning of a target, each a token of its own where the marking adds tokens. */
export type Mark = readonly string[]

export interface Marking {
  readonly name: MarkingName
  /** One line for help and cards. */
  readonly what: string
  /** Tokens that the tokenizer must have, with words that describe each: its row starts from the mean of theirs. */
  readonly added: readonly AddedToken[]
  /** Every mark that a target can have. */
  readonly marks: readonly Mark[]
  markOf(task: ActedTask): Mark
}

export interface AddedToken {
  readonly text: string
  readonly words: string
}

const twoTokens: readonly AddedToken[] = [
  { text: '<reactive>', words: 'reactive: answer just what is asked' },
  { text: '<proactive>', words: 'proactive: warn, point out what nobody asked for' },
]

const classWords: Readonly<Record<(typeof fiveClasses)[number], string>> = {
  highly_reactive: 'highly reactive: repeat the stated fact',
  primarily_reactive: 'primarily reactive: answer from what was said',
  balanced: 'balanced: answer and weigh what changed',
  primarily_proactive: 'primarily proactive: point out, suggest',
  highly_proactive: 'highly proactive: warn at once, danger',
}

const classToken = (name: string): string => `<${name}>`

export const markings: Readonly<Record<MarkingName, Marking>> = {
  token: {
    name: 'token',
    what: 'the paper’s two tokens',
    added: twoTokens,
    marks: behaviorTokens.map((token) => [token]),
    markOf: ({ behavior }) => [behavior.token],
  },
  none: {
    name: 'none',
    what: 'no mark (GeneralSFT)',
    added: [],
    marks: [[]],
    markOf: () => [],
  },
  text: {
    name: 'text',
    what: 'the same characters as ordinary text, without tokens of their own',
    added: [],
    marks: behaviorTokens.map((token) => [token]),
    markOf: ({ behavior }) => [behavior.token],
  },
  classes: {
    name: 'classes',
    what: 'the five classes of the spectrum as tokens',
    added: fiveClasses.map((name) => ({ text: classToken(name), words: classWords[name] })),
    marks: fiveClasses.map((name) => [classToken(name)]),
    markOf: ({ behavior }) => [classToken(behavior.class)],
  },
  actions: {
    name: 'actions',
    what: 'the two tokens, each followed by a token for what is done',
    added: [...twoTokens, ...actions.map(({ token, words }) => ({ text: token, words }))],
    marks: actions.map(({ mode, token }) => [mode, token]),
    markOf: (task) => [task.behavior.token, actionOf(task).token],
  },
}

/** The mode behind a mark: whether it speaks up. Undefined where there is no mark. */
export function isProactive(mark: Mark): boolean | undefined {
  const [first] = mark
  return first === undefined ? undefined : first.includes('proactive')
}
