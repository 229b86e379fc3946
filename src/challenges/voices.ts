// Who reports and who answers in the turns that a challenge inserts, and the words around what they report.
// The words are the same for all members of a triple and announce nothing: only the case decides.
import type { Conversation, Participant } from '../records/conversation.ts'
import type { Edit } from '../records/task.ts'
import type { Random } from '../kit/random.ts'
import type { Member, MemberName } from './challenge.ts'

const clinical: ReadonlySet<Participant['role']> = new Set([
  'physician',
  'nurse',
  'pharmacist',
  'radiologist',
  'laboratory',
])

export interface Voices {
  /** Key of the speaker of the report. */
  readonly reporter: string
  /** Key of the speaker of the answer; the same person where only one clinician takes part. */
  readonly answerer: string
  /** Whether the report is a dictation rather than said to a colleague. */
  readonly dictated: boolean
}

/**
 * Reporter and answerer among the clinicians who speak; undefined when none does. `place`: the turn after which the
 * report comes. `doctor`: who reports is one.
 */
export function voicesOf(
  conversation: Conversation,
  random: Random,
  place: number,
  doctor = false,
): Voices | undefined {
  const spoken = new Set(conversation.turns.map((turn) => turn.speaker))
  const present = conversation.participants.filter(({ id, role }) => clinical.has(role) && spoken.has(id))
  // Laboratory and radiology read out their own results; they do not hand patients over.
  const bedside = present.filter(({ role }) => role === 'physician' || role === 'nurse')
  // Whoever received the patient may be long gone when it is handed over.
  const lately = new Set(
    conversation.turns.slice(Math.floor(conversation.turns.length / 2)).map((turn) => turn.speaker),
  )
  const stillThere = bedside.filter(({ id }) => lately.has(id))
  const people = [stillThere, bedside].find((some) => some.length >= 2) ?? present
  const shuffled = random.shuffle(people)
  const fit = shuffled.filter(({ role }) => !doctor || role === 'physician')
  // Who has just spoken does not begin anew, as if somebody else had.
  const before = conversation.turns[place - 1]?.speaker
  const reporter = fit.find(({ id }) => id !== before) ?? fit[0] ?? shuffled[0]
  const answerer = shuffled.find((person) => person !== reporter)
  if (reporter === undefined) return undefined
  return answerer === undefined
    ? { reporter: reporter.id, answerer: reporter.id, dictated: true }
    : { reporter: reporter.id, answerer: answerer.id, dictated: false }
}

const said = {
  open: [
    'Let me sum up where we are.',
    'For the handover, then.',
    'Before we go on, I will read back what I have.',
    'I will put it together for whoever takes over.',
    'Quick summary for those who joined late.',
    'Let me repeat the main points for the record.',
    'So that we all have the same picture.',
    'This is what I am passing on.',
    'Correct me where you must.',
    'From my notes.',
    'Reading from what I wrote down.',
    'In short, for the team.',
  ],
  close: [
    '',
    'The rest is as discussed.',
    'That is what I pass on.',
    'I will write it up like that.',
    'That is it from me.',
    'That is the end of my notes.',
    'That is all I have.',
  ],
  // Said after a correction of one's own too, so nobody is thanked.
  accept: [
    'We go on from there.',
    'I have noted that.',
    'I will take it from there.',
    'I have that down.',
    'I have written it down like that.',
    'I will pass it on that way.',
    'Right, then we can move on.',
    'That is how I put it into the notes.',
    'Who is next?',
  ],
  correct: [
    'One correction before we go on:',
    'I need to correct that:',
    'Let me set one thing straight:',
    'Small correction from the chart:',
    // No "not", which could be taken for a part of what follows.
    'One thing there is wrong:',
    'Before that goes any further:',
    'I have to put one thing right:',
    'That needs correcting:',
  ],
} as const

const dictated = {
  open: [
    'Dictation for the note.',
    'For the chart, in short.',
    'I am putting this into the note now.',
    'Let me dictate the summary of this visit.',
    'Summary for the referral letter.',
    'I will just get this into the record.',
    'A few lines for the file.',
    'Note to self, for the record.',
    'For my own record of today.',
    'To be typed up.',
  ],
  close: [
    '',
    'End of this paragraph.',
    'The plan is as discussed.',
    'The rest as discussed today.',
    'That is all for now.',
    'No more under this heading.',
  ],
  accept: [
    'That paragraph can go into the note.',
    'Next paragraph.',
    'That is the summary so far.',
    'I will sign it later today.',
    'That will do for this section.',
    'Please file it with today’s visit.',
    'That is dictated, then.',
    'On to the plan.',
  ],
  correct: [
    'Correction to what I just dictated:',
    'Let me correct that line:',
    'That line was not right:',
    'Correction, after looking at the chart again:',
    'Scratch that:',
    'No, let me say that again:',
    'I misspoke just now:',
  ],
} as const

/** What a report says in one member: the words that matter, and the sentence that carries them. */
export interface Report {
  /** A full sentence that contains `planted` word for word. */
  readonly sentence: string
  readonly planted: string
}

export interface Script {
  /** Turn of the conversation after which the report comes. */
  readonly place: number
  /** What the reporter says in a turn of its own first, the same in all members. */
  readonly before?: string
  readonly wrong: Report
  readonly harmless: Report
  /** Further sentences of the report, the same in all members. */
  readonly company: readonly string[]
  /** The sentence that puts the wrong one right, without lead-in: "potassium is 3.6 mmol/L". */
  readonly correction: string
}

/** The three members: a report and an answer to it, inserted at one place. */
export function membersOf(script: Script, voices: Voices, random: Random): Record<MemberName, Member> {
  const words = voices.dictated ? dictated : said
  const [open, close] = [random.pick(words.open), random.pick(words.close)]
  const [accept, lead] = [random.pick(words.accept), random.pick(words.correct)]
  const position = random.below(script.company.length + 1)
  const member = (report: Report, answer: string): Member => {
    const sentences = script.company.toSpliced(position, 0, report.sentence)
    const text = [open, ...sentences, close].filter((part) => part !== '').join(' ')
    return { edits: inserts(script, voices, text, answer), planted: report.planted }
  }
  return {
    injected: member(script.wrong, accept),
    near_miss: member(script.harmless, accept),
    handled: member(script.wrong, `${lead} ${script.correction}. ${accept}`),
  }
}

function inserts({ place, before }: Script, voices: Voices, report: string, answer: string): Edit[] {
  const said = (speaker: string, text: string): Edit => ({ kind: 'insert', turn: place, speaker, text })
  return [
    ...(before === undefined ? [] : [said(voices.reporter, before)]),
    said(voices.reporter, report),
    said(voices.answerer, answer),
  ]
}
