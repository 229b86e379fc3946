// How the parts of an example are put into words: the same in HTML and in Markdown.
import type { Fact } from '../../records/fact.ts'
import type { Challenge } from '../../records/task.ts'
import { spoken } from '../table.ts'
import type { Example } from './example.ts'

const memberWords: Readonly<Record<Challenge['member'], string>> = {
  injected: 'injected: speaking is right',
  near_miss: 'near miss: silence is right',
  handled: 'already handled: silence is right',
}

export const originWords = {
  recorded: 'recorded',
  told: 'told from the document',
  simulated: 'simulated',
} as const

/** Name and value pairs of an example's head. */
export function metaOf({ task, split, case: source, conversation }: Example): [string, string][] {
  return [
    ['Corpus', task.corpus],
    ['Case', source.title],
    ['Conversation', originWords[conversation.origin]],
    ['Split', split],
    ['Complexity', task.complexity],
    ['Form', task.form],
    ['Author', task.author],
    ['Licence', task.licence.id],
    ['Id', task.id],
  ]
}

/** Name and value pairs of a challenge. */
export function challengeOf({ task: { challenge } }: Pick<Example, 'task'>): [string, string][] {
  if (challenge === undefined) return []
  return [
    ['Kind', `${challenge.kind}, ${challenge.origin}`],
    ['Member of its triple', memberWords[challenge.member]],
    ['Rule', challenge.rule],
    ...(challenge.planted === undefined ? [] : [['Its words', challenge.planted] as [string, string]]),
    ...(challenge.truth === undefined ? [] : [['Right instead', challenge.truth] as [string, string]]),
  ]
}

export function headingOf({ task }: Pick<Example, 'task'>): string {
  const { challenge } = task
  return challenge === undefined
    ? spoken(task.type)
    : `${spoken(task.type)}, ${memberWords[challenge.member].split(':')[0]}`
}

/** "creatinine 1.2 mg/dL", "no chest pain (family)". */
export function factText(fact: Fact): string {
  const { name, value, unit, comparator, negated, experiencer, certainty, dose, frequency, time } = fact
  const parts = [
    negated ? 'no' : '',
    name,
    comparator === undefined || comparator === '~' ? '' : comparator,
    value === undefined ? '' : String(value),
    unit ?? '',
    dose ?? '',
    frequency ?? '',
    time === undefined ? '' : `(${time.text})`,
    certainty === 'possible' ? '(possible)' : '',
    experiencer === 'patient' ? '' : `(${experiencer})`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

export function evidencePlace({ evidence }: Fact): string {
  if (evidence.kind === 'span') return `section ${evidence.section}, ${evidence.start}–${evidence.end}`
  if (evidence.kind === 'cell') {
    return `table ${evidence.table}, row ${evidence.row + 1}, column ${evidence.column + 1}`
  }
  if (evidence.kind === 'turn') return `turn ${evidence.turn}, ${evidence.start}–${evidence.end}`
  return evidence.resource
}

export function contextTitle({ turns, conversation }: Example): string {
  const of = conversation.turns.length
  const count = turns.length === 1 ? '1 turn' : `${turns.length} turns`
  return `What the reader sees: ${count} of a conversation of ${of}`
}
