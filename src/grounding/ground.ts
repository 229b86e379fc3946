// Grounding: a case, and the conversation recorded with it, into facts with exact evidence. Without a model:
// what cannot be told with certainty is left out. Paper: section 2, first step of the construction.
import type { Case, Section } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import { type Evidence, type Fact, createFact } from '../records/fact.ts'
import { canonicalJson } from '../kit/hash.ts'
import { allergiesOf } from './allergies.ts'
import { decisionsOf } from './decisions.ts'
import { demographicsOf } from './demographics.ts'
import { diagnosesOf } from './diagnoses.ts'
import { entryFacts } from './entries.ts'
import { findingsOf } from './findings.ts'
import { type Heading, headingsOf } from './headings.ts'
import { imagingOf } from './imaging.ts'
import { laboratoryOf } from './laboratory.ts'
import { medicationsOf } from './medications.ts'
import { outcomesOf } from './outcomes.ts'
import { type Draft, type Passage, type Setting, createPassage } from './passage.ts'
import { proceduresOf } from './procedures.ts'
import { type Sentence, sentencesOf } from './sentences.ts'
import { isQuestion, speakerOf, utterancesOf } from './speech.ts'
import { tableFacts } from './tables.ts'
import { vitalsOf } from './vitals.ts'

const recognisers: readonly ((passage: Passage) => Draft[])[] = [
  demographicsOf,
  vitalsOf,
  laboratoryOf,
  medicationsOf,
  allergiesOf,
  findingsOf,
  diagnosesOf,
  proceduresOf,
  imagingOf,
  decisionsOf,
  outcomesOf,
]

/** Sections that state nothing about this patient: the literature, other people's cases. */
const silentRoles: ReadonlySet<Section['role']> = new Set(['discussion'])

/**
 * The facts of a case in document order: entries, tables, sections, then recorded turns. Every quote equals
 * the text at its place; no two facts share kind, name, value, time and evidence.
 */
export function ground(source: Case, recorded?: Conversation): readonly Fact[] {
  if (source.complete === true) return distinct(entryFacts(source))
  const facts = [...entryFacts(source), ...tableFacts(source)]
  for (const section of source.sections) {
    if (silentRoles.has(section.role)) continue
    for (const draft of draftsOf(section.text, sentencesOf(section.text), sectionSetting(section)))
      facts.push(
        factOf(source.id, draft, {
          kind: 'span',
          section: section.id,
          start: draft.start,
          end: draft.end,
          quote: section.text.slice(draft.start, draft.end),
        }),
      )
  }
  for (const turn of recorded?.turns ?? []) {
    const speaker = speakerOf(recorded as Conversation, turn.speaker)
    for (const draft of draftsOf(turn.text, utterancesOf(turn.text), () => ({
      role: 'turn',
      heading: '',
      speaker,
    })))
      facts.push(
        factOf(source.id, draft, {
          kind: 'turn',
          turn: turn.number,
          start: draft.start,
          end: draft.end,
          quote: turn.text.slice(draft.start, draft.end),
        }),
      )
  }
  return distinct(facts)
}

/** The statements of a text with their spans, sentence by sentence, in order. */
function draftsOf(
  text: string,
  sentences: readonly Sentence[],
  settingAt: (offset: number) => Setting,
): Draft[] {
  return sentences.flatMap(({ start, end }) => {
    const setting = settingAt(start)
    const sentence = text.slice(start, end)
    const asks =
      setting.speaker === undefined ? /\?\s*$/.test(sentence) : isQuestion(sentence, setting.speaker)
    if (asks) return []
    const passage = createPassage(text, start, end, setting)
    return recognisers
      .flatMap((recognise) => recognise(passage))
      .sort((a, b) => a.start - b.start || a.end - b.end)
  })
}

function sectionSetting(section: Section): (offset: number) => Setting {
  const headings: readonly Heading[] = headingsOf(section.text)
  const own = section.heading.toLowerCase()
  return (offset) => {
    const inner = headings.findLast((heading) => heading.start <= offset)
    return { role: section.role, heading: inner?.text ?? own }
  }
}

function factOf(caseId: string, draft: Draft, evidence: Evidence): Fact {
  return createFact({ caseId, ...draft.statement, evidence })
}

/** The first of each: facts that share kind, name, value, time and evidence are one. */
function distinct(facts: readonly Fact[]): Fact[] {
  const seen = new Set<string>()
  return facts.filter(({ kind, name, value, time, evidence }) => {
    const key = canonicalJson([kind, name, value ?? null, time ?? null, evidence])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
