// Tells a document that has no dialogue as a case conference: a chair asks, the presenter and the
// specialists read the document's own words, results arrive as tables and images. It adds questions and
// nothing clinical: every statement of the conversation is the document's. Paper: appendix C.1.
import type { Case, Image, Table } from '../records/case.ts'
import type { Entry, FactKind } from '../records/statement.ts'
import type { Fact } from '../records/fact.ts'
import type { Attachment, Participant, Turn } from '../records/conversation.ts'
import { sentencesOf } from '../grounding/sentences.ts'
import { groupBy } from '../kit/group.ts'
import { randomFor, type Random } from '../kit/random.ts'
import { cast, tellerOfEntry, tellingOf, type CastRole, type Telling } from './speakers.ts'
import { passagesOf, type Passage } from './passages.ts'
import { phrases, type Prompt } from './phrases.ts'

/** What a told turn reads out, so that its facts can be found by place rather than by words. */
export interface Reading {
  readonly passage?: Passage
  readonly resources?: readonly string[]
}

export type ToldTurn = Omit<Turn, 'facts'> & { readonly reading: Reading }

export interface Told {
  readonly participants: readonly Participant[]
  readonly turns: readonly ToldTurn[]
}

interface Stage {
  say(who: CastRole, text: string, reading?: Reading, attachments?: readonly Attachment[]): void
  ask(prompt: Prompt): void
  /** Asks for the next part where the teller or the topic changes, and now and then in between. */
  lead(telling: Telling): void
}

/** The told conversation of a case; at least two turns, or none when the case states nothing. */
export function tell(source: Case, facts: readonly Fact[]): Told {
  const random = randomFor('tell', source.id)
  const turns: ToldTurn[] = []
  const stage = createStage(turns, random)
  stage.ask('open')
  const exhibits = exhibitsOf(source)
  tellSections(source, facts, exhibits, stage)
  tellEntries(source, stage)
  showAll(exhibits, stage)
  const spoken = new Set(turns.map((turn) => turn.speaker))
  return {
    participants: Object.values(cast).filter((participant) => spoken.has(participant.id)),
    turns: turns.length > 1 ? turns : [],
  }
}

function createStage(turns: ToldTurn[], random: Random): Stage {
  const unused = new Map<Prompt, string[]>()
  /** Every phrase of a prompt once before any comes twice. */
  const phrase = (prompt: Prompt): string => {
    let left = unused.get(prompt) ?? []
    if (left.length === 0) left = random.shuffle(phrases[prompt])
    unused.set(prompt, left.slice(1))
    return left[0] as string
  }
  const say: Stage['say'] = (who, text, reading = {}, attachments = []) => {
    turns.push({ number: turns.length + 1, speaker: cast[who].id, text, attachments, reading })
  }
  let last: Telling | undefined
  const ask: Stage['ask'] = (prompt) => {
    const asker = prompt === 'open' || random.next() < 0.6 ? 'chair' : 'listener'
    say(asker, phrase(prompt))
  }
  return {
    say,
    ask,
    lead: (telling) => {
      const first = last === undefined
      const changed = last?.teller !== telling.teller || last.prompt !== telling.prompt
      // Who has heard the history asks what came after it.
      if (!first && changed) ask(telling.prompt === 'history' ? 'course' : telling.prompt)
      else if (!first && random.next() < 0.35) ask('continue')
      last = telling
    },
  }
}

/** A list is read out without its marks; its words stay. */
function spoken(text: string): string {
  return text.replace(/^[ \t]*(?:[-*•·]|\d{1,2}[.)])[ \t]+(?=\S)/gm, '')
}

/** Literature and background are not the patient's story. */
function sectionsToTell(source: Case): Case['sections'] {
  const clinical = source.sections.filter(
    (section) => section.role !== 'discussion' && section.role !== 'other' && section.text.trim() !== '',
  )
  return clinical.length > 0 ? clinical : source.sections.filter((section) => section.role !== 'discussion')
}

function tellSections(
  source: Case,
  facts: readonly Fact[],
  exhibits: readonly Exhibit[],
  stage: Stage,
): void {
  for (const section of sectionsToTell(source)) {
    for (const passage of passagesOf(section)) {
      const telling = tellingOf(section.role, kindsBySentence(passage, facts))
      stage.lead(telling)
      const mentioned = exhibits.filter((exhibit) => exhibit.mention.test(passage.text) && exhibit.take())
      stage.say(
        telling.teller,
        spoken(passage.text),
        { passage },
        mentioned.map((exhibit) => exhibit.attachment),
      )
    }
    showAll(
      exhibits.filter((exhibit) => exhibit.section === section.id && !exhibit.isMentionedIn(source)),
      stage,
    )
  }
}

/** The kinds of the facts that each sentence of a passage states. */
function kindsBySentence({ section, start, text }: Passage, facts: readonly Fact[]): FactKind[][] {
  return sentencesOf(text).map((sentence) =>
    facts
      .filter(
        ({ evidence }) =>
          evidence.kind === 'span' &&
          evidence.section === section.id &&
          evidence.start < start + sentence.end &&
          evidence.end > start + sentence.start,
      )
      .map((fact) => fact.kind),
  )
}

const entriesPerTurn = 5

/** Entries are read out date by date, those of one teller together; draft orders come last. */
function tellEntries(source: Case, stage: Stage): void {
  const isOrder = (entry: Entry): boolean => entry.status === 'ordered'
  const dates = groupBy(
    source.entries.filter((entry) => !isOrder(entry)),
    (entry) => entry.time?.date?.slice(0, 10) ?? entry.time?.text ?? '',
  )
  const read = (entries: readonly Entry[]): void => {
    for (const [teller, group] of groupBy(entries, (entry) => tellerOfEntry(entry.kind).teller)) {
      for (let i = 0; i < group.length; i += entriesPerTurn) {
        const part = group.slice(i, i + entriesPerTurn)
        stage.lead({ ...tellerOfEntry((part[0] as Entry).kind), teller })
        stage.say(teller, sentenceOf(part), { resources: part.map((entry) => entry.resource) })
      }
    }
  }
  for (const entries of dates.values()) {
    // What a day ended with is told last: nobody is operated on after their death.
    read(entries.filter((entry) => entry.kind !== 'outcome'))
    read(entries.filter((entry) => entry.kind === 'outcome'))
  }
  const orders = source.entries.filter(isOrder)
  if (orders.length > 0) {
    stage.ask('orders')
    stage.say('presenter', sentenceOf(orders), { resources: orders.map((entry) => entry.resource) })
  }
}

function sentenceOf(entries: readonly Entry[]): string {
  const last = entries.length - 1
  return entries
    .map(({ text }, index) => (text.endsWith('.') ? text : `${text}${index === last ? '.' : ';'}`))
    .join(' ')
}

/** A table or an image, to be shown once: with the passage that mentions it, after its section, or at the end. */
interface Exhibit {
  readonly attachment: Attachment
  readonly who: CastRole
  readonly words: string
  readonly section: string | undefined
  readonly mention: RegExp
  isMentionedIn(source: Case): boolean
  /** True the first time. */
  take(): boolean
}

function exhibitsOf(source: Case): Exhibit[] {
  const exhibit = (kind: 'table' | 'image', item: Table | Image, index: number): Exhibit => {
    const mention = mentionOf(kind, item.caption, index)
    let taken = false
    return {
      attachment: { kind, id: item.id },
      who: kind === 'table' ? 'laboratory' : 'radiologist',
      words: item.caption === '' ? 'This is how it was recorded.' : item.caption,
      section: item.section,
      mention,
      isMentionedIn: (whole) => sectionsToTell(whole).some((section) => mention.test(section.text)),
      take: () => {
        const first = !taken
        taken = true
        return first
      },
    }
  }
  return [
    ...source.tables.map((table, index) => exhibit('table', table, index)),
    ...source.images.map((image, index) => exhibit('image', image, index)),
  ]
}

function showAll(exhibits: readonly Exhibit[], stage: Stage): void {
  for (const exhibit of exhibits) {
    if (!exhibit.take()) continue
    stage.lead({ teller: exhibit.who, prompt: exhibit.attachment.kind })
    stage.say(exhibit.who, exhibit.words, {}, [exhibit.attachment])
  }
}

/** Finds "Table 2", "Fig. 1a" or "Figures 1 and 2"; the number is the caption's own, else the place. */
function mentionOf(kind: 'table' | 'image', caption: string, index: number): RegExp {
  const number = /^(?:table|fig(?:ure)?)\.?\s*(\d+)/i.exec(caption)?.[1] ?? String(index + 1)
  const stem = kind === 'table' ? 'tables?' : 'fig(?:ure)?s?'
  return new RegExp(`\\b${stem}\\.?\\s*(?:\\d+[a-z]?\\s*(?:,|and|–|-)\\s*)*${number}(?!\\d)`, 'i')
}
