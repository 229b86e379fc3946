// standard_of_care: does what is about to be done call for a guideline's advice? From requests to decision
// support whose expected cards their authors wrote (an expected silence is a label too), and from standards of
// the knowledge base that a course keeps or is made to miss. Paper: section 2.
import { contentId } from '../kit/hash.ts'
import { randomFor, type Random } from '../kit/random.ts'
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { LabelOf } from '../records/label.ts'
import type { Edit } from '../records/task.ts'
import { voicesOf, type Voices } from '../challenges/voices.ts'
import type { MemberName } from '../challenges/challenge.ts'
import { challengeScore } from './challenge-score.ts'
import { labelledDrafts } from './labels.ts'
import { concernForms, plantedDrafts } from './planted.ts'
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'

type Card = LabelOf<'card'>

/** A question form; `topic` is the title of the recommendation. */
const forms: readonly { readonly name: string; readonly ask: (topic: string) => string }[] = [
  {
    name: 'before_acting',
    ask: (topic) => `The topic is “${topic}”. What, if anything, do you say before they go on?`,
  },
  {
    name: 'guideline_review',
    ask: (topic) => `You watch over one topic of the guideline: “${topic}”. Which reply is due now?`,
  },
  {
    name: 'silent_or_not',
    ask: (topic) => `Nobody has asked you. With regard to “${topic}”, what do you do?`,
  },
]

/** What is said last: before an order is signed, or where a chart was merely opened. */
const closings = {
  order: [
    'That is what the chart holds. I would sign the order now.',
    'So much for the chart. I am about to sign.',
    'That is all I see here. I will send the order off.',
    'That completes the picture for me. The order can go.',
  ],
  chart: [
    'That is what the chart holds. I would leave it as it is.',
    'So much for the chart. I am changing nothing for now.',
    'That is all I see here. I will close the chart.',
    'That completes the picture for me. The treatment goes on unchanged.',
  ],
} as const
const agreed = ['All right.', 'Fine with me.', 'Yes, do that.', 'Understood.']

export const standardOfCare: TaskType = {
  id: 'standard_of_care',
  forms: [...forms, ...concernForms].map((form) => form.name),
  draft: (material) => {
    const planted = plantedDrafts(material, 'standard_of_care', concernForms)
    const cards = material.case.labels.filter((label) => label.kind === 'card')
    if (cards.length === 0) return planted
    if (isUndatable(material.case)) return { drafts: [], empty: 'no one day on which the order is given' }
    const drafts = [...labelledDrafts(material, 'card', cardDrafts), ...planted.drafts]
    return drafts.length > 0 ? { drafts } : { drafts, empty: 'no card to compare with' }
  },
}

/**
 * A rule that looks back so many days cannot be judged where the order was written long before it begins: the
 * rest of the chart is then near to the one day and far from the other.
 */
export function isUndatable({ entries }: Pick<Case, 'entries'>): boolean {
  const isOrder = (entry: Case['entries'][number]): boolean => entry.status === 'ordered'
  const looksBack = entries.some((entry) => !isOrder(entry) && entry.time?.date !== undefined)
  return (
    looksBack &&
    entries.filter(isOrder).some((order) => {
      const begins = /\bvalid from (\d{4}-\d\d-\d\d)/.exec(order.text)?.[1]
      return begins !== undefined && order.time?.date !== undefined && order.time.date.slice(0, 10) < begins
    })
  )
}

function cardDrafts(material: TaskMaterial, label: Card, index: number): readonly Draft[] {
  const random = randomFor(material.seed, material.case.id, 'standard_of_care', index)
  const own = label.present ? label : material.neighbours.cards({ rule: label.rule }, 1, random)[0]
  // One recommendation may have a plan for each hook, under other titles but with the same advice.
  const other = material.neighbours
    .cards({ notRule: label.rule }, 12, random)
    .find((card) => card.summary !== own?.summary)
  const { turns } = material.conversation
  const voices = readerFirst(
    voicesOf(material.conversation, random, turns.length, true),
    material.conversation,
  )
  if (own?.summary === undefined || other?.summary === undefined || voices === undefined) return []
  const members: readonly MemberName[] = label.present ? ['injected', 'handled'] : ['near_miss']
  const acts = material.case.entries.some((entry) => entry.status === 'ordered')
  const planted = random.pick(closings[acts ? 'order' : 'chart'])
  const last = material.conversation.turns.length
  const setting = settingOf({ own: own.summary, other: other.summary, last, planted }, voices, random)
  const form = random.pick(forms)
  return members.map((member) => ({
    form: form.name,
    view: { edits: setting.edits(member), from: 1, to: setting.answer, masked: [] },
    question: form.ask(topicOf(label.rule)),
    gold: setting.claims[member],
    distractors: [...Object.values(setting.claims), setting.mistaken].filter(
      (text) => text !== setting.claims[member],
    ),
    rationale: rationaleOf(member, setting.answer),
    probe: { kind: 'concern' },
    facts: [],
    turns: [setting.report, setting.answer],
    ...challengeScore(member, {
      severity: label.indicator === 'critical' ? 3 : 2,
      implicitness: 2,
      turns: [1, setting.answer],
    }),
    complexity: 'advanced',
    challenge: {
      kind: 'error',
      rule: 'expected_card',
      origin: 'labelled',
      member,
      // Requests that test one recommendation are each other's twins.
      triple: contentId('triple', ['expected_card', label.rule]),
      planted: setting.planted,
      truth: own.summary as string,
    },
    label: index,
  }))
}

/** The physician who read out the order is the one to give it; another answers. */
function readerFirst(voices: Voices | undefined, { participants, turns }: Conversation): Voices | undefined {
  const reader = participants.find(({ id }) => id === turns.at(-1)?.speaker)
  if (voices === undefined || reader?.role !== 'physician' || reader.id === voices.reporter) return voices
  const answerer = voices.answerer === reader.id ? voices.reporter : voices.answerer
  return { ...voices, reporter: reader.id, answerer }
}

/** The recommendation without the name of the hook that it is called by: "(order-select)". */
function topicOf(rule: string): string {
  return rule.replace(/\s*\((?:order-[a-z]+|patient-view|encounter-[a-z]+|appointment-book)\)\s*$/i, '')
}

interface Setting {
  readonly report: number
  readonly answer: number
  readonly planted: string
  readonly edits: (member: MemberName) => readonly Edit[]
  readonly claims: Readonly<Record<MemberName, string>>
  readonly mistaken: string
}

interface Scene {
  /** The advice of the recommendation, and that of another one. */
  readonly own: string
  readonly other: string
  readonly last: number
  readonly planted: string
}

function settingOf({ own, other, last, planted }: Scene, voices: Voices, random: Random): Setting {
  const [report, answer] = [last + 1, last + 2]
  const accept = random.pick(agreed)
  const open = random.pick(['Point out', 'Raise', 'Bring up', 'Remind them of'])
  const first = random.pick([
    'One thing first, as the guideline has it:',
    'Before that, from the guideline:',
    'The guideline has advice on this:',
  ])
  const bare = (summary: string): string => summary.replace(/[.\s]+$/, '')
  return {
    report,
    answer,
    planted,
    edits: (member) => [
      { kind: 'insert', turn: last, speaker: voices.reporter, text: planted },
      {
        kind: 'insert',
        turn: last,
        speaker: voices.answerer,
        text: member === 'handled' ? `${first} “${bare(own)}”. I will see to that.` : accept,
      },
    ],
    claims: {
      injected: `${open} what nobody has said yet: “${bare(own)}”`,
      near_miss: random.pick([
        'Nothing to raise: the recommendation does not call for any advice in this situation',
        'No objection: on this topic the guideline asks for nothing here, and nothing was missing',
        'Nothing to advise: what is recorded here does not meet the conditions of the recommendation',
      ]),
      handled: `Nothing more to raise, as turn ${answer} already says it: “${bare(own)}”`,
    },
    mistaken: `${open} what nobody has said yet: “${bare(other)}”`,
  }
}

function rationaleOf(member: MemberName, answer: number): string {
  switch (member) {
    case 'injected':
      return 'By the label of the rule’s authors this card is expected for what the chart and the order hold.'
    case 'near_miss':
      return 'By the label of the rule’s authors no card is expected here: advice would be a false alarm.'
    case 'handled':
      return `By the label the card is expected, but turn ${answer} already gives its advice.`
  }
}
