// Puts questions to a judge, each by as many calls as the method needs. Every reply goes into a journal, so that
// what is stopped in the midst of twenty samples asks for none of them again. A call that failed is not in it: the
// same command asks for it again.
import type { Journal } from '../../kit/journal.ts'
import { mapOrdered } from '../../kit/pool.ts'
import type { Message, Model } from '../../models/model.ts'
import type { JudgeMethod } from '../../records/judgement.ts'
import { askJudge, type JudgeCall } from './ask.ts'
import type { Labels } from './reading.ts'

export interface Question extends Labels {
  /** Unique in its judging. */
  readonly key: string
  readonly messages: () => readonly Message[]
  readonly calls: number
}

export interface QuestionControls {
  readonly method: JudgeMethod
  readonly seed: number
  readonly maxOutputTokens: number
  readonly concurrency: number
  readonly signal?: AbortSignal
  readonly onCall?: () => void
}

/** The calls of each question, in the order of the questions; ends early when the signal stops it. */
export async function* answers<Q extends Question>(
  model: Model,
  questions: Iterable<Q>,
  journal: Journal<JudgeCall>,
  controls: QuestionControls,
): AsyncGenerator<{ readonly question: Q; readonly calls: readonly JudgeCall[] }> {
  const { method, seed, maxOutputTokens, concurrency, signal, onCall } = controls
  let calls: JudgeCall[] = []
  for await (const { question, call } of mapOrdered(samplesOf(questions), concurrency, ask, signal)) {
    // What was in flight when it was stopped was never answered.
    if (call === undefined) return
    calls.push(call)
    onCall?.()
    if (calls.length < question.calls) continue
    yield { question, calls }
    calls = []
  }

  async function ask({ question, sample, messagesOf }: Sample<Q>): Promise<{
    question: Q
    call: JudgeCall | undefined
  }> {
    const key = `${question.key} ${sample}`
    const known = journal.get(key)
    if (known !== undefined) return { question, call: known }
    const { labels, names } = question
    const messages = messagesOf()
    try {
      const call = await askJudge(model, {
        messages,
        labels,
        names,
        method,
        sample,
        seed,
        maxOutputTokens,
        ...(signal === undefined ? {} : { signal }),
      })
      if (call.reading.kind !== 'failed') journal.add(key, call)
      return { question, call }
    } catch (error) {
      if (signal?.aborted) return { question, call: undefined }
      throw error
    }
  }
}

interface Sample<Q> {
  readonly question: Q
  readonly sample: number
  readonly messagesOf: () => readonly Message[]
}

function* samplesOf<Q extends Question>(questions: Iterable<Q>): Generator<Sample<Q>> {
  for (const question of questions) {
    // All samples send the same messages, which are made when the first of them is asked.
    let made: readonly Message[] | undefined
    const messagesOf = (): readonly Message[] => (made ??= question.messages())
    for (let sample = 0; sample < question.calls; sample++) yield { question, sample, messagesOf }
  }
}
