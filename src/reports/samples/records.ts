// What the pages of single tasks show, as data: a task, its conversation (kept once, however many tasks ask about
// it) and what a run answered. The view of the conversation is applied in the browser, by viewer/conversation.js.
import type { Prediction } from '../../records/prediction.ts'
import type { Case } from '../../records/case.ts'
import type { Conversation } from '../../records/conversation.ts'
import type { WholeTask } from '../benchmark-on-disk.ts'
import { challengeOf, evidencePlace, factText, headingOf, originWords } from '../examples/words.ts'
import { webAddress } from '../licences.ts'
import { lowered, spoken } from '../table.ts'

/** Characters of one text that are shown; the files of the benchmark and of the run have the rest. */
const mostCharacters = 20_000
const mostRows = 200
/** Characters of all turns of one conversation, so that it fits in a file. */
const mostOfConversation = 160_000

function shown(text: string, most = mostCharacters): string {
  return text.length <= most ? text : `${text.slice(0, most)} […] (${text.length - most} more characters)`
}

export function taskRecord(whole: WholeTask, conversation: readonly [number, number]): object {
  const { task, split, facts } = whole
  const { behavior } = task
  return {
    id: task.id,
    heading: headingOf(whole),
    type: spoken(task.type),
    question: shown(task.question),
    options: task.options.map(({ letter, text }) => [letter, shown(text)]),
    gold: task.gold,
    rationale: shown(task.rationale),
    score: behavior.score,
    class: lowered(behavior.class),
    token: behavior.token,
    reason: shown(behavior.reason),
    challenge: challengeOf(whole).map(([name, value]) => [name, shown(value)]),
    conversation,
    view: task.view,
    cited: task.turns,
    facts: facts.map((fact) => [factText(fact), fact.kind, shown(fact.evidence.quote), evidencePlace(fact)]),
    checks: task.checks.map(spoken),
    about: [
      ['Split', split ?? 'in no split'],
      ['Complexity', task.complexity],
      ['Form', task.form],
      ['Author', task.author],
      ['Id', task.id],
    ],
  }
}

/** `pictures`: where the file of each image lies beside the page; one that cannot be shown has none. */
export function conversationRecord(
  source: Case,
  conversation: Conversation,
  pictures: ReadonlyMap<string, string>,
): object {
  let left = mostOfConversation
  return {
    title: source.title,
    corpus: source.provenance.corpus,
    document: source.provenance.document,
    origin: originWords[conversation.origin],
    licence: [source.licence.id, webAddress(source.licence.url) ?? '', source.licence.attribution ?? ''],
    participants: conversation.participants.map(({ id, name }) => [id, name]),
    turns: conversation.turns.map(({ speaker, text, attachments }) => {
      const own = shown(text, Math.max(0, Math.min(mostCharacters, left)))
      left -= own.length
      return { speaker, text: own, attachments: attachments.map(({ kind, id }) => [kind, id]) }
    }),
    // Not only those of its turns: a task's own edits may attach others.
    tables: source.tables.flatMap(({ id, caption, columns, rows }) => {
      const size = JSON.stringify(rows.slice(0, mostRows)).length
      if (size > left) return []
      left -= size
      return [
        { id, caption, columns, rows: rows.slice(0, mostRows), left: Math.max(0, rows.length - mostRows) },
      ]
    }),
    images: source.images.map(({ id, caption }) => ({ id, caption: shown(caption), file: pictures.get(id) })),
  }
}

/** Fields of a prediction that say who was asked, which stand once for the whole run. */
const ofTheRun = new Set(['taskId', 'model', 'regime', 'recipe', 'promptHash', 'seed', 'repeat'])
const shownApart = new Set([
  'answer',
  'outcome',
  'output',
  'failure',
  'shots',
  'shown',
  'token',
  'behaviorClass',
])

export function replyRecord(prediction: Prediction): object {
  const { answer, outcome, output, failure, shots, shown: asShown, token, behaviorClass } = prediction
  const rest = Object.entries(prediction).flatMap(([name, value]: [string, unknown]) => {
    if (ofTheRun.has(name) || shownApart.has(name)) return []
    if (!['number', 'string', 'boolean'].includes(typeof value)) return []
    return [
      [spoken(name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)), shown(String(value), 300)],
    ]
  })
  return {
    answer,
    outcome,
    output: shown(output, 4 * mostCharacters),
    ...(failure === undefined ? {} : { failure: shown(failure, 2000) }),
    ...(shots === undefined ? {} : { shots }),
    ...(asShown === undefined ? {} : { shown: { order: asShown.order.join(' '), answer: asShown.answer } }),
    ...(token === undefined ? {} : { token }),
    ...(behaviorClass === undefined ? {} : { class: lowered(behaviorClass) }),
    rest,
  }
}
