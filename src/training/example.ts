// One example: a task as token numbers, prompt and target, with the weight of each target token in the loss. This is
// also how it stands in the training folder, one JSON line each, and all that a trainer sees of a task.
import { shownTurns } from '../conversations/view.ts'
import { namedTurns, shortened } from '../prompts/leave-out.ts'
import type { TaskContext } from '../prompts/prompt.ts'
import type { Letter, Task } from '../records/task.ts'
import type { Codec } from './codec.ts'
import type { Mark, Marking } from '../prompts/markings.ts'
import type { TrainingRecipe } from './recipe.ts'
import { neededTurns } from './shorten.ts'
import { answerText, targetText, type AnswerForm, type TargetOrder } from './target.ts'
import type { TrainingPrompt } from './training-prompt.ts'

export interface Example {
  readonly taskId: string
  readonly type: Task['type']
  /** Examples of one conversation begin alike. */
  readonly conversationId: string
  /** The mark as text; "" where there is none. */
  readonly mark: string
  /** Prompt and target. */
  readonly tokens: readonly number[]
  /** Where the target begins; nothing before it is trained. */
  readonly prompt: number
  /** How many tokens of the target are its mark. */
  readonly markTokens: number
  /** Of each token of the target. */
  readonly weights: readonly number[]
  /** Turns that were left out for length. */
  readonly leftOut?: number
  /** Set where the rationale (or the option's text as well) would not have been read back as the gold. */
  readonly without?: 'rationale' | 'rationale and option'
}

/** What a validation asks of a task besides: how likely each mark and, behind it, each answer is. */
export interface ValidationTask extends Example {
  readonly marks: readonly (readonly number[])[]
  /** Place in `marks`. */
  readonly goldMark: number
  /** By the letters as shown: what stands behind the mark, up to the letter and its closing. */
  readonly answers: Readonly<Record<string, readonly number[]>>
  readonly gold: Letter
}

/** Why a task became no example. */
export type Unusable = 'too long' | 'not read back'

export interface ExampleSettings {
  readonly codec: Codec
  readonly asking: TrainingPrompt
  readonly marking: Marking
  /** Longest example; the smaller of the recipe's and the model's. */
  readonly length: number
  readonly recipe: Pick<TrainingRecipe, 'order' | 'markWeight'>
  /** For a validation: what is left out for length follows from nothing that an evaluation does not know. */
  readonly judged?: boolean
}

export function createExample(
  task: Task,
  context: TaskContext,
  settings: ExampleSettings,
): ValidationTask | Unusable {
  const { codec, asking, marking, recipe, length } = settings
  const mark = marking.markOf(task)
  const markIds = markTokens(mark, marking, codec)
  const asked = asking.prompt.ask(task, context)
  const letters = task.options.map(({ letter }) => letter)
  const gold = letters[asked.order.indexOf(task.gold)] as Letter
  const readable = targetsOf(task, gold, recipe.order, asking.form).find(
    ({ text }) => asked.read(withMark(mark, text)).answer === task.gold,
  )
  if (readable === undefined) return 'not read back'
  const target = [...markIds, ...bodyTokens(mark, readable.text, codec), codec.end]
  const turns = shownTurns(context.conversation, task.view)
  const kept = settings.judged === true ? namedTurns(task, turns) : neededTurns(task, turns)
  const found = shortened(
    turns,
    kept,
    (leftOut) =>
      codec.prompt(
        leftOut.size === 0 ? asked.messages : asking.prompt.ask(task, { ...context, leftOut }).messages,
      ),
    (prompt) => prompt.length + target.length <= length,
  )
  if (found === undefined) return 'too long'
  const { made: prompt, leftOut } = found
  return {
    taskId: task.id,
    type: task.type,
    conversationId: task.conversationId,
    mark: mark.join(''),
    tokens: [...prompt, ...target],
    prompt: prompt.length,
    markTokens: markIds.length,
    weights: target.map((_, place) => (place < markIds.length ? recipe.markWeight : 1)),
    ...(leftOut > 0 ? { leftOut } : {}),
    ...(readable.without === undefined ? {} : { without: readable.without }),
    marks: marking.marks.map((one) => markTokens(one, marking, codec)),
    goldMark: marking.marks.findIndex((one) => one.join('') === mark.join('')),
    answers: Object.fromEntries(
      letters.map((letter) => [letter, bodyTokens(mark, answerText(letter, asking.form), codec)]),
    ),
    gold,
  }
}

interface PossibleTarget {
  readonly text: string
  readonly without?: Example['without']
}

/** The target as it should be, then poorer ones for a task whose own words would be read as another choice. */
function targetsOf(
  task: Task,
  gold: Letter,
  order: TargetOrder,
  form: AnswerForm,
): readonly PossibleTarget[] {
  return [
    { text: targetText(task, gold, order, form) },
    { text: targetText({ ...task, rationale: '' }, gold, order, form), without: 'rationale' },
    { text: targetText(task, gold, 'answer-only', form), without: 'rationale and option' },
  ]
}

/** A target as text. */
export function withMark(mark: Mark, body: string): string {
  return mark.length === 0 ? body : `${mark.join('')}\n${body}`
}

/** Without a mark the same tokens less the line break behind it: so methods differ in the mark and in nothing else. */
function bodyTokens(mark: Mark, body: string, codec: Codec): readonly number[] {
  return mark.length === 0 ? codec.encode(body) : [...codec.encode('\n'), ...codec.encode(body)]
}

function markTokens(mark: Mark, marking: Marking, codec: Codec): readonly number[] {
  if (marking.added.length === 0) return mark.flatMap((text) => ordinary(text, codec))
  return mark.map((text) => codec.single(text) as number)
}

/** As text even where the tokenizer has a token for it: in two halves, of which none is that token. */
function ordinary(text: string, codec: Codec): readonly number[] {
  if (codec.single(text) === undefined) return codec.encode(text)
  return [...codec.encode(text.slice(0, 1)), ...codec.encode(text.slice(1))]
}
