// How a clinician reports a finding of their own: what was read, examined or asked, and what came of it. Without
// verb or article, as in notes, so that every finding fits; and with the study's name, where there is one.
import type { FactKind } from '../records/statement.ts'

export type Look = (result: string) => string

export function looksAt(study: string): readonly Look[] {
  return [
    (result) => `my own reading of the ${study}: ${result}`,
    (result) => `the ${study} as I read it: ${result}`,
    (result) => `having looked at the ${study} myself: ${result}`,
    (result) => `the ${study}, in my reading: ${result}`,
  ]
}

const examinations: readonly Look[] = [
  (result) => `my own examination: ${result}`,
  (result) => `when I examined the patient: ${result}`,
  (result) => `on examination, as I found it: ${result}`,
  (result) => `what I found on examination: ${result}`,
]

const histories: readonly Look[] = [
  (result) => `the history as I took it: ${result}`,
  (result) => `what I was told when I asked: ${result}`,
  (result) => `the complaint as I understood it: ${result}`,
  (result) => `as I took the history: ${result}`,
]

/** The ways to report a finding of this kind; `name` is the study's where it is one of an image. */
export function looksFor(kind: FactKind, name: string): readonly Look[] {
  if (kind === 'imaging') return looksAt(studyName(name))
  return kind === 'sign' ? examinations : histories
}

/** "chest x-ray" → "chest X-ray". */
export function studyName(name: string): string {
  return name.replace(/\b(?:ct|mri|mra|pet|dxa)\b/g, (word) => word.toUpperCase()).replace(/\bx-ray/, 'X-ray')
}
