// A passage: one sentence with everything that recognisers look at, computed once. And a draft: a statement
// with the span it stands at, before it becomes a fact.
import type { Section } from '../records/case.ts'
import type { Statement } from '../records/statement.ts'
import { type Lexicon, type Mention, createLexicon, findMentions, parseItems } from './lexicon.ts'
import { analyteItems } from './laboratory-lexicon.ts'
import { laboratoryTestLexicon } from './lexicons/analytes.ts'
import { decoyLexicon } from './lexicons/decoys.ts'
import { diagnosisLexicon } from './lexicons/diagnoses.ts'
import { habitLexicon, signLexicon, symptomLexicon } from './lexicons/findings.ts'
import { imagingLexicon } from './lexicons/imaging.ts'
import { medicationClassLexicon, medicationLexicon } from './lexicons/medications.ts'
import { procedureLexicon } from './lexicons/procedures.ts'
import { type Context, type Scope, contextOf, scopesOf } from './negation.ts'
import { type TimeSpan, timeFor, timesOf } from './times.ts'
import { wordsOf } from './words.ts'

export type Topic =
  | 'decoy'
  | 'symptom'
  | 'sign'
  | 'habit'
  | 'diagnosis'
  | 'procedure'
  | 'imaging'
  | 'medication'
  | 'medicationClass'
  | 'analyte'
  | 'laboratoryTest'

/** Where a sentence stands. */
export interface Setting {
  readonly role: Section['role'] | 'turn'
  /** The nearest heading above, in lower case; "" where there is none. */
  readonly heading: string
  /** Spoken language: of whom. */
  readonly speaker?: 'patient' | 'family' | 'clinician'
}

export interface Passage {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly setting: Setting
  readonly mentions: readonly Mention<Topic>[]
  readonly scopes: readonly Scope[]
  readonly times: readonly TimeSpan[]
}

export interface Draft {
  readonly statement: Statement
  readonly start: number
  readonly end: number
}

/** Everything that is looked for, in order of precedence among equally long forms. */
export const clinicalLexicon: Lexicon<Topic> = createLexicon<Topic>([
  { category: 'decoy', items: parseItems(decoyLexicon) },
  { category: 'analyte', items: analyteItems },
  { category: 'laboratoryTest', items: parseItems(laboratoryTestLexicon) },
  { category: 'imaging', items: parseItems(imagingLexicon) },
  { category: 'medication', items: parseItems(medicationLexicon) },
  { category: 'medicationClass', items: parseItems(medicationClassLexicon) },
  { category: 'procedure', items: parseItems(procedureLexicon) },
  { category: 'symptom', items: parseItems(symptomLexicon) },
  { category: 'sign', items: parseItems(signLexicon) },
  { category: 'habit', items: parseItems(habitLexicon) },
  { category: 'diagnosis', items: parseItems(diagnosisLexicon) },
])

/** Names that their lexicon writes with capitals, by their form without: "stemi" → "STEMI". */
export const writtenNames: ReadonlyMap<string, string> = new Map(
  [diagnosisLexicon, symptomLexicon, signLexicon, procedureLexicon, medicationLexicon]
    .flatMap(parseItems)
    .filter(({ name }) => name !== name.toLowerCase())
    .map(({ name }) => [name.toLowerCase(), name]),
)

export function createPassage(text: string, start: number, end: number, setting: Setting): Passage {
  const words = wordsOf(text, start, end)
  return {
    text,
    start,
    end,
    setting,
    mentions: findMentions(clinicalLexicon, text, words),
    scopes: scopesOf(text, words, start, end),
    times: timesOf(text, start, end),
  }
}

/** Up to `length` characters before and after a place, within the sentence. */
export function before(passage: Passage, at: number, length = 60): string {
  return passage.text.slice(Math.max(passage.start, at - length), at)
}
export function after(passage: Passage, at: number, length = 60): string {
  return passage.text.slice(at, Math.min(passage.end, at + length))
}

/** The context of a mention, with what the section itself says about whose it is. */
export function contextAt(passage: Passage, start: number, end: number): Context {
  const context = contextOf(passage.scopes, passage.text, start, end)
  const family = inFamilyHistory(passage) && context.experiencer === 'patient'
  const past = /past|medicalhx|medical history|pmh|pastsurg|surgical history|comorbid/.test(
    passage.setting.heading,
  )
  return {
    ...context,
    experiencer: family ? 'family' : context.experiencer,
    historical: context.historical || past,
  }
}

/** Under a heading of family history, unless the sentence is about the patient ("The patient denies …"). */
function inFamilyHistory(passage: Passage): boolean {
  if (!/family|fam\//.test(passage.setting.heading)) return false
  return !/^(?:the patient|patient|he|she|i|we|mr|mrs|ms)\b/i.test(
    before(passage, passage.end, passage.end - passage.start),
  )
}

/** The parts of a statement that every recogniser fills alike. */
export function stated(
  passage: Passage,
  context: Pick<Context, 'negated' | 'experiencer' | 'certainty'>,
  span: { readonly start: number; readonly end: number },
): Pick<Statement, 'negated' | 'experiencer' | 'certainty'> & Pick<Partial<Statement>, 'time'> {
  const time = timeFor(passage.times, passage.text, span.start, span.end, passage.start)
  return {
    negated: context.negated,
    experiencer: context.experiencer,
    certainty: context.negated ? 'certain' : context.certainty,
    ...(time === undefined ? {} : { time }),
  }
}
