// An embedded model asked without generating: of each task the behaviour token and each option in the form that a reply
// would have, by how likely the model holds them. One pass over the prompt answers a task, and tasks of one
// conversation share it, so that a laptop evaluates a thousand of them in minutes. It measures what the model would
// choose if it answered at once: after a rationale of its own it might choose otherwise.
import type { Score } from '@behaviorbench/engine/engine.ts'
import { messageOf } from '../kit/errors.ts'
import { together } from '../kit/together.ts'
import { sigmoid } from '../metrics/log-odds.ts'
import { chatPrompt } from '../models/chat-prompt.ts'
import type { Embedded } from '../models/open-embedded.ts'
import { askWithin } from '../prompts/ask-within.ts'
import { isProactive, markings, type MarkingName } from '../prompts/markings.ts'
import { paperRecipe } from '../prompts/regimes/behavior-token.ts'
import type { Asked, Prompt } from '../prompts/prompt.ts'
import { letters as allLetters, type Letter } from '../records/task.ts'
import { behaviorTokens, type BehaviorToken } from '../taxonomy/behavior.ts'
import type { Answerer, Reply } from './answerer.ts'
import type { ForcedToken } from './forced-token.ts'
import type { HiddenStates } from './hidden-states.ts'
import { asksOf, replyOf, tooLong } from './model-answerer.ts'

export interface LikelihoodSettings {
  /** How replies open: with the tokens that the tokenizer has, where the prompt asks for the behaviour first; else with none. */
  readonly mark?: MarkingName
  readonly forced?: ForcedToken
  /** Where the states at the end of each prompt are kept for a probe; read in the same pass. */
  readonly states?: () => Promise<HiddenStates>
}

/** Tasks that are asked together. */
const most = 16

/** Throws a RangeError for a mark that the model or the prompt does not have. */
export function likelihoodAnswerer(
  embedded: Embedded,
  prompt: Prompt,
  settings: LikelihoodSettings = {},
): Answerer {
  const { engine, tokenizer } = embedded
  const { forced, states } = settings
  const form = formOf(prompt, tokenizer, settings.mark)
  if (forced !== undefined && form.mark !== 'token' && form.mark !== 'text') {
    throw new RangeError('a token can be forced only where replies open with <reactive> or <proactive>')
  }
  const score = together((requests: readonly Score[]) => engine.score(requests), most)
  const scoreWithState = together((requests: readonly Score[]) => engine.scoreWithState(requests), most)
  const tokensOf = ({ messages }: Pick<Asked, 'messages'>): Int32Array => chatPrompt(tokenizer, messages)
  const longest = Math.max(...form.marks.map(({ tokens }) => tokens.length)) + form.answer('A').length
  return {
    id: embedded.id,
    endpoint: embedded.endpoint,
    asks: { ...asksOf(prompt), ...(forced === undefined ? {} : { forced: forced.record }) },
    parameters: { likelihood: true, mark: form.mark },
    reply: async (task, context, { signal }) => {
      const within = askWithin(
        prompt,
        task,
        context,
        (asked) => tokensOf(asked).length + longest <= engine.config.positions,
      )
      if (within === undefined) return tooLong(embedded)
      const { asked, leftOut } = within
      const tokens = tokensOf(asked)
      const shown = allLetters.slice(0, task.options.length)
      const answers = shown.map((letter) => form.answer(letter))
      const sent = {
        ...(asked.shots.length === 0 ? {} : { shots: asked.shots }),
        promptCharacters: asked.characters,
        ...(leftOut === 0 ? {} : { leftOut }),
      }
      try {
        signal?.throwIfAborted()
        const request: Score = {
          prompt: tokens,
          continuations: form.marks.flatMap((mark) => answers.map((answer) => joined(mark.tokens, answer))),
        }
        let scores
        if (states === undefined) scores = await score(request)
        else {
          const { continuations, state } = await scoreWithState(request)
          const kept = await states()
          kept.add(task.id, state)
          scores = continuations
        }
        const marks = form.marks.map((mark, place) => {
          const own = scores.slice(place * shown.length, (place + 1) * shown.length)
          return {
            text: mark.text,
            proactive: mark.proactive,
            // The mark stands at the beginning of each of its continuations.
            logProbability: sumOf(own[0]?.subarray(0, mark.tokens.length)),
            answers: own.map((score) => sumOf(score.subarray(mark.tokens.length))),
          }
        })
        const given = forced?.beginningOf(task).token
        const place =
          given === undefined
            ? likeliest(marks.map(logProbabilityOf))
            : marks.findIndex(({ text }) => text === given)
        const chosen = marks[place] as (typeof marks)[number]
        const letter = shown[likeliest(chosen.answers)] as Letter
        const output = `${chosen.text === '' ? '' : `${chosen.text}\n`}${form.answerText(letter)}`
        const { token = modeOf(chosen), ...read } = replyOf(asked, prompt, output, 'stop')
        return {
          ...read,
          ...(given !== undefined || token === undefined ? {} : { token }),
          ...(given === undefined ? probabilityOf(marks) : {}),
          ...sent,
          output,
          inputTokens: tokens.length,
          outputTokens: 0,
        }
      } catch (error) {
        if (signal?.aborted === true) throw error
        return { answer: null, outcome: 'failed', ...sent, output: '', failure: messageOf(error) }
      }
    },
  }
}

interface ReplyMark {
  readonly text: string
  readonly tokens: Int32Array
  /** Whether it speaks up; undefined where there is none. */
  readonly proactive: boolean | undefined
}

interface ReplyForm {
  readonly mark: MarkingName
  readonly marks: readonly ReplyMark[]
  answerText(letter: Letter): string
  /** What stands behind the mark, up to the letter and its closing. */
  answer(letter: Letter): Int32Array
}

/** The richest first: one that adds actions has the two tokens as well. */
const withTokens = ['actions', 'classes', 'token'] as const

/** As training writes its targets: the mark, a line break, and the answer as the prompt wants it. */
function formOf(
  prompt: Prompt,
  tokenizer: Embedded['tokenizer'],
  wanted: MarkingName | undefined,
): ReplyForm {
  const { recipe, name } = prompt.regime
  const lacks = (marking: MarkingName): readonly string[] =>
    markings[marking].added.map(({ text }) => text).filter((text) => tokenizer.token(text) === undefined)
  const asks = recipe?.segments[0] === 'BT'
  if (recipe !== undefined && recipe.name !== paperRecipe) {
    throw new RangeError(
      `the recipe ${recipe.name} wants more than a token and an answer; take ${paperRecipe}`,
    )
  }
  const found = asks ? withTokens.find((marking) => lacks(marking).length === 0) : undefined
  const mark = wanted ?? found ?? 'none'
  const [lacking] = lacks(mark)
  if (lacking !== undefined) throw new RangeError(`the tokenizer has no ${lacking}: take text or none`)
  if (mark !== 'none' && !asks)
    throw new RangeError(`the regime ${name} does not ask for the behaviour token first`)
  const answerText = (letter: Letter): string =>
    recipe?.name === paperRecipe ? `<answer>${letter}</answer>` : `Answer: ${letter}`
  const behind = mark === 'none' ? new Int32Array() : tokenizer.encode('\n')
  return {
    mark,
    marks: markings[mark].marks.map((pieces) => ({
      text: pieces.join(''),
      tokens:
        mark === 'text'
          ? ordinary(pieces.join(''), tokenizer)
          : Int32Array.from(pieces, (piece) => tokenizer.token(piece) as number),
      proactive: isProactive(pieces),
    })),
    answerText,
    answer: (letter) => joined(behind, tokenizer.encode(answerText(letter))),
  }
}

/** As text even where the tokenizer has a token for it: in two halves, of which none is that token. */
function ordinary(text: string, tokenizer: Embedded['tokenizer']): Int32Array {
  if (tokenizer.token(text) === undefined) return tokenizer.encode(text)
  return joined(tokenizer.encode(text.slice(0, 1)), tokenizer.encode(text.slice(1)))
}

/** The token that a mark of another kind stands for. */
function modeOf({ proactive }: Pick<ReplyMark, 'proactive'>): BehaviorToken | undefined {
  return proactive === undefined ? undefined : behaviorTokens[proactive ? 1 : 0]
}

/** Of all marks that speak up, against all that do not. */
function probabilityOf(
  marks: readonly (Pick<ReplyMark, 'proactive'> & { readonly logProbability: number })[],
): Pick<Reply, 'proactiveProbability' | 'proactiveLogOdds'> {
  const sides = [true, false].map((side) => marks.filter(({ proactive }) => proactive === side))
  if (sides.some((side) => side.length === 0)) return {}
  const [speaking = 0, silent = 0] = sides.map((side) => logSum(side.map(logProbabilityOf)))
  const logOdds = speaking - silent
  return { proactiveProbability: sigmoid(logOdds), proactiveLogOdds: logOdds }
}

/** Of probabilities that are given as logarithms, the logarithm of their sum. */
function logSum(values: readonly number[]): number {
  const highest = Math.max(...values)
  return highest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - highest), 0))
}

function logProbabilityOf({ logProbability }: { readonly logProbability: number }): number {
  return logProbability
}

/** Of equals the first. */
function likeliest(values: readonly number[]): number {
  return values.reduce((best, value, place) => (value > (values[best] as number) ? place : best), 0)
}

function sumOf(values: Float32Array | undefined): number {
  return (values ?? new Float32Array()).reduce((sum, value) => sum + value, 0)
}

function joined(first: Int32Array, second: Int32Array): Int32Array {
  const both = new Int32Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
