// The facts a probe's subject stands for, and where the shown text speaks of it.
import type { Fact } from '../../records/fact.ts'
import type { Probe } from '../../records/task.ts'
import type { Material } from '../material.ts'
import { containsPhrase, plain, sentences } from '../words.ts'

export type Subject = Extract<Probe, { kind: 'value' }>['subject']

/** Same kind and name; same time where the subject has one. */
export function isSubject(fact: Fact, subject: Subject): boolean {
  if (fact.kind !== subject.kind || plain(fact.name) !== plain(subject.name)) return false
  if (subject.time === undefined) return true
  const { time } = fact
  if (time === undefined) return false
  return [time.text, time.date, time.day === undefined ? undefined : String(time.day)].includes(subject.time)
}

/** The subject's facts that the readable turns state. */
export function statedOf(material: Material, subject: Subject): Fact[] {
  return [...material.stated.keys()]
    .map((id) => material.facts.get(id))
    .filter((fact): fact is Fact => fact !== undefined && isSubject(fact, subject))
}

/** Sentences and table rows of the readable turns that name the subject. */
export function mentionsOf(material: Material, name: string): string[] {
  return material.visible.flatMap((turn) =>
    sentences(material.textOf(turn)).filter((sentence) => containsPhrase(sentence, name)),
  )
}
