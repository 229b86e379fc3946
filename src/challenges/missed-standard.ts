// Rule: a step that a standard of care asks for is left out of what was done, and nobody misses it. Each row of
// the knowledge base's standards is a fault of its own. The step's own words are taken out of the conversation in
// all members; in the near miss the closing list names it as done. Paper: section 2, "omitted information
// expected by clinical standards".
import { randomFor, type Random } from '../kit/random.ts'
import type { Action, Standard } from '../knowledge/care.ts'
import { dueActions } from '../knowledge/due.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { leavesOf, type Predicate } from '../knowledge/predicate.ts'
import { holds } from '../knowledge/state.ts'
import type { Conversation, Turn } from '../records/conversation.ts'
import type { Edit } from '../records/task.ts'
import {
  triplesPerRule,
  type ChallengeMaterial,
  type ChallengeRule,
  type Member,
  type MemberName,
  type Planted,
  type Triple,
} from './challenge.ts'
import { patientUpTo, type CodedFact, type Patient } from './patient-state.ts'
import { capitalised, membersOf, voicesOf } from './voices.ts'

export const missedStandard: ChallengeRule = {
  name: 'missed_standard',
  title: 'A step that a standard of care asks for is left out.',
  kind: 'omission',
  taskType: 'standard_of_care',
  severity: 3,
  implicitness: 2,
  plant,
}

/** A list of more steps than this is not read out. */
const longestList = 7

function plant(material: ChallengeMaterial): Planted {
  const random = randomFor(material.seed, material.case.id, 'missed_standard')
  const known = patientUpTo(material, material.conversation.turns.length)
  if (known === undefined) return { triples: [], empty: 'no course of the knowledge base' }
  const from = knowledge()
  const triples: Triple[] = []
  for (const fact of random.shuffle(known.facts.filter(({ table }) => table === 'actions'))) {
    if (triples.length >= triplesPerRule) break
    const action = from.actions.get(fact.key)
    const place = endOfPhase(fact, known.facts, material)
    const patient = patientUpTo(material, place)
    if (action === undefined || patient === undefined) continue
    const due = dueActions(patient.state, from)
    const standard = due.get(fact.key)
    const removal = removalOf(fact, action, material.conversation)
    if (standard === undefined || removal === undefined) continue
    const triple = tripleOf(material, { fact, standard, action, removal, place, patient, due }, from, random)
    if (triple !== undefined) triples.push(triple)
  }
  return triples.length > 0 ? { triples } : { triples, empty: 'no step of a standard that could be left out' }
}

/** The last turn before anything later than the step is told: what is due is judged as things stood then. */
function endOfPhase(
  step: CodedFact,
  facts: readonly CodedFact[],
  { conversation }: ChallengeMaterial,
): number {
  const day = step.fact.time?.day ?? 0
  const later = facts.filter(
    ({ fact, turn }) => turn.number > step.turn.number && (fact.time?.day ?? 0) > day,
  )
  return Math.min(conversation.turns.length, ...later.map(({ turn }) => turn.number - 1))
}

/** How the step is taken out: its sentences, or its whole turn with the reply to it. */
interface Removal {
  readonly edits: readonly Edit[]
  /** Turns that are gone. */
  readonly turns: number
  /** What the turn still says, "" where it is gone. */
  readonly left: string
}

/** Undefined where the turn's other words would not stand without the step. */
function removalOf(
  { fact, turn }: CodedFact,
  action: Action,
  conversation: Conversation,
): Removal | undefined {
  const about = [action.infinitive, fact.reason ?? action.infinitive].map((words) => words.toLowerCase())
  const sentences = turn.text.split(/(?<=[.?!])\s+/)
  const kept = sentences.filter((sentence) => !about.some((words) => sentence.toLowerCase().includes(words)))
  if (kept.length === sentences.length || turn.attachments.length > 0) return undefined
  if (kept.length > 0) {
    const left = kept.join(' ')
    return { edits: [{ kind: 'replace', turn: turn.number, text: left }], turns: 0, left }
  }
  const next = conversation.turns[turn.number]
  const before = conversation.turns[turn.number - 2]
  if (next === undefined || before === undefined || turn.facts.length > 1) return undefined
  const reply = next.facts.length === 0 && next.attachments.length === 0 ? [next.number] : []
  const gone = [turn.number, ...reply]
  return {
    edits: gone.map((number): Edit => ({ kind: 'remove', turn: number })),
    turns: gone.length,
    left: '',
  }
}

interface Target {
  readonly fact: CodedFact
  readonly standard: Standard
  readonly action: Action
  readonly removal: Removal
  /** The turn after which the list is read out. */
  readonly place: number
  readonly patient: Patient
  readonly due: ReadonlyMap<string, Standard>
}

function tripleOf(
  material: ChallengeMaterial,
  { fact, standard, action, removal, place, patient, due }: Target,
  from: Knowledge,
  random: Random,
): Triple | undefined {
  const { conversation } = material
  const gone = new Set(removal.edits.map((edit) => edit.turn))
  const rest = conversation.turns.filter(({ number }) => number <= place && !gone.has(number))
  // What the step's result says later would tell that it was done.
  if (speaksOf(removal.left, action)) return undefined
  if (rest.some((turn) => speaksOf(turn.text, action) || turn.facts.includes(fact.fact.id))) return undefined
  const voices = voicesOf(conversation, random, true)
  const done = patient.facts.filter(({ table, key }) => table === 'actions' && key !== action.id)
  // Steps that are due come first: a list that leaves out a second one would have two faults.
  const kept = random
    .shuffle(done)
    .toSorted((a, b) => Number(due.has(b.key)) - Number(due.has(a.key)))
    .slice(0, longestList - 1)
    .map(({ key }) => from.actions.get(key)?.name ?? '')
  const other = notDue(patient, due, rest, from, random)
  if (voices === undefined || kept.length < 2 || other === undefined) return undefined
  const say = (items: readonly string[]): string => `${random.pick(leads)}: ${items.join(', ')}`
  const short = say(kept)
  const lead = short.slice(0, short.indexOf(':'))
  const full = `${lead}: ${kept.toSpliced(random.below(kept.length + 1), 0, action.name).join(', ')}`
  const [report, answer] = [place - removal.turns + 1, place - removal.turns + 2]
  const leavesOut = (item: Action, row: Standard): string =>
    `Turn ${report} leaves out ${item.name}, which ${random.pick(['is due here', 'this patient needs', 'the standard asks for here'])}: ${row.because}.`
  const members = membersOf(
    {
      place,
      wrong: { sentence: `${capitalised(short)}.`, planted: capitalised(short) },
      harmless: { sentence: `${capitalised(full)}.`, planted: capitalised(full) },
      company: [],
      correction: `we still need ${action.name}, and I will see to it now`,
    },
    voices,
    random,
  )
  return {
    target: standard.id,
    truth: action.name,
    facts: [fact.fact.id],
    to: answer,
    turns: [report, answer],
    knowledge: `standards:${standard.id}`,
    why: {
      injected: `${standard.title}: the standard asks for ${action.name} here, because ${standard.because}; turn ${report} leaves it out, and turn ${answer} lets that pass.`,
      near_miss: `${standard.title}: the standard asks for ${action.name} here, and turn ${report} names it as done. To object would be a false alarm.`,
      handled: `${standard.title}: the standard asks for ${action.name} here; turn ${report} leaves it out, but turn ${answer} adds it.`,
    },
    severity: standard.severity,
    members: withoutStep(members, removal.edits),
    claims: {
      concern: leavesOut(action, standard),
      settled: `Nothing more to raise: turn ${report} left out ${action.name}, but turn ${answer} has already added it.`,
      silent: random.pick([
        `Nothing to raise: what is due for this patient stands in turn ${report} from the start, and nothing had to be added.`,
        `No concern: turn ${report} names all that the standards ask for in this case without anybody adding to it.`,
      ]),
      mistaken: [leavesOut(other.action, other.standard)],
    },
  }
}

const leads = [
  'so far we have done or ordered',
  'done or under way',
  'what has been set in motion',
  'the list of what was done',
  'steps taken up to now',
  'behind us or ordered',
]

/** Whether a text speaks of the step in any of its forms. */
function speaksOf(text: string, action: Action): boolean {
  const said = text.toLowerCase()
  return [action.name, action.infinitive, action.done].some((words) => said.includes(words.toLowerCase()))
}

/** Something that looks due and is not: a standard whose terms this patient does not meet, or an exception. */
function notDue(
  { state }: Patient,
  due: ReadonlyMap<string, Standard>,
  turns: readonly Turn[],
  from: Knowledge,
  random: Random,
): { readonly action: Action; readonly standard: Standard } | undefined {
  const unspoken = [...from.standards.values()].filter((standard) => {
    const action = from.actions.get(standard.action)
    if (action === undefined || due.has(standard.action) || state.done.has(standard.action)) return false
    return !turns.some((turn) => speaksOf(turn.text, action))
  })
  const isMeant = (standard: Standard): boolean => holds(standard.when, state, from)
  // An exception that holds tempts most. One that holds because another step met the need would make "left out"
  // true of a list which does not name that step.
  const excepted = unspoken.filter((standard) => {
    const excuses = (standard.unless ?? []).filter((exception) => holds(exception.state, state, from))
    return isMeant(standard) && excuses.length > 0 && !excuses.some((excuse) => speaksOfCare(excuse.state))
  })
  const strangers = unspoken.filter((standard) => !isMeant(standard))
  const standard = random.shuffle(excepted)[0] ?? random.shuffle(strangers)[0]
  return standard === undefined
    ? undefined
    : { standard, action: from.actions.get(standard.action) as Action }
}

/** Whether a predicate rests on what was given, done or measured. */
function speaksOfCare(predicate: Predicate): boolean {
  return leavesOf(predicate).some(
    (leaf) => 'drug' in leaf || 'drug_class' in leaf || 'done' in leaf || 'lab' in leaf,
  )
}

function withoutStep(
  members: Readonly<Record<MemberName, Member>>,
  removed: readonly Edit[],
): Record<MemberName, Member> {
  const without = (member: Member): Member => ({ ...member, edits: [...removed, ...member.edits] })
  return {
    injected: without(members.injected),
    near_miss: without(members.near_miss),
    handled: without(members.handled),
  }
}
