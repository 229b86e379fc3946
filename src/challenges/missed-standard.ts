// Rule: a step that a standard of care asks for is left out of what was done, and nobody misses it. Each row of
// the knowledge base's standards is a fault of its own. The step's own words are taken out of the conversation, but
// not in the near miss, where it is ordered and the closing list names it. The list holds all that was done, so that
// nothing else is missing from it; how it ended is told after it, for nothing is due of somebody who went home. Paper: section 2, "omitted information expected by clinical standards".
import { capital } from '../kit/capital.ts'
import { randomFor, type Random } from '../kit/random.ts'
import { rememberedOf } from '../kit/remember.ts'
import type { Action, Standard } from '../knowledge/care.ts'
import { dueActions, excusesOf, missedActions } from '../knowledge/due.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { leavesOf, type Predicate } from '../knowledge/predicate.ts'
import { holds, type PatientState } from '../knowledge/state.ts'
import type { Turn } from '../records/conversation.ts'
import type { Edit } from '../records/task.ts'
import {
  triplesPerRule,
  type ChallengeMaterial,
  type ChallengeRule,
  type Member,
  type Planted,
  type Triple,
} from './challenge.ts'
import { isForSuch, isMetInPart, isRuledOut } from './nearness.ts'
import { patientUpTo, type CodedFact, type Patient } from './patient-state.ts'
import { isMeasured, supportsOf } from './support.ts'
import { leavesTrace, speaksOf } from './traces.ts'
import { membersOf, voicesOf } from './voices.ts'

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
const longestList = 12

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
    const standard = standardMissed(action, patient.state, from)
    const ending = endingCut(material, place)
    const edit = removalOf(fact, action, ending)
    if (standard === undefined || edit === undefined || ending === 'uncut') continue
    const triple = tripleOf(material, { fact, standard, action, edit, ending, place, patient }, from, random)
    if (triple !== undefined) triples.push(triple)
  }
  return triples.length > 0 ? { triples } : { triples, empty: 'no step of a standard that could be left out' }
}

/** The standard that is not met without the step, where nothing else is missing with it or without it. */
function standardMissed(action: Action, state: PatientState, from: Knowledge): Standard | undefined {
  const without = { ...state, done: new Set([...state.done].filter((id) => id !== action.id)) }
  const isAlone = missedActions(without, from).every((id) => id === action.id)
  if (!isAlone || missedActions(state, from).length > 0) return undefined
  if (action.drug !== undefined && state.given.has(action.drug)) return undefined
  return dueActions(without, from).get(action.id)
}

/**
 * The last turn before anything later than the step is told: what is due is judged as things stood then. Not one that
 * asks, for a list is no answer to it.
 */
function endOfPhase(
  step: CodedFact,
  facts: readonly CodedFact[],
  { conversation }: ChallengeMaterial,
): number {
  const day = step.fact.time?.day ?? 0
  const later = facts.filter(
    ({ fact, turn }) => turn.number > step.turn.number && (fact.time?.day ?? 0) > day,
  )
  const end = Math.min(conversation.turns.length, ...later.map(({ turn }) => turn.number - 1))
  return conversation.turns.slice(0, end).findLast(({ text }) => !text.trim().endsWith('?'))?.number ?? end
}

type Cut = Edit & { readonly kind: 'replace' }

/** The turn without the step's sentences; undefined where they cannot be taken out, or nothing would be left of it. */
function removalOf(
  { fact, turn }: CodedFact,
  action: Action,
  ending: Target['ending'] | 'uncut',
): Cut | undefined {
  const text = typeof ending === 'object' && ending.turn === turn.number ? ending.text : turn.text
  return withoutWords({ ...turn, text }, [action.infinitive, fact.reason ?? action.infinitive])
}

/** The turn that tells how it ended, without it; undefined where none up to the place does. */
function endingCut({ facts, conversation }: ChallengeMaterial, place: number): Target['ending'] | 'uncut' {
  const endings = facts.filter(({ kind }) => kind === 'outcome')
  const told = conversation.turns.find(
    ({ number, facts: own }) => number <= place && endings.some(({ id }) => own.includes(id)),
  )
  if (told === undefined) return undefined
  const words = endings.filter(({ id }) => told.facts.includes(id)).map(({ evidence }) => evidence.quote)
  return withoutWords(told, words) ?? 'uncut'
}

function withoutWords({ number, text, attachments }: Turn, about: readonly string[]): Cut | undefined {
  const sentences = text.split(/(?<=[.?!])\s+/)
  const isAbout = (sentence: string): boolean =>
    about.some((words) => sentence.toLowerCase().includes(words.toLowerCase()))
  const kept = sentences.filter((sentence) => !isAbout(sentence))
  if (kept.length === sentences.length || kept.length === 0 || attachments.length > 0) return undefined
  return { kind: 'replace', turn: number, text: kept.join(' ') }
}

interface Target {
  readonly fact: CodedFact
  readonly standard: Standard
  readonly action: Action
  /** The step's turn without the step, and without the ending. */
  readonly edit: Cut
  /** The turn that told the ending, without it. */
  readonly ending: Cut | undefined
  /** The turn after which the list is read out. */
  readonly place: number
  readonly patient: Patient
}

function tripleOf(
  material: ChallengeMaterial,
  { fact, standard, action, edit, ending, place, patient }: Target,
  from: Knowledge,
  random: Random,
): Triple | undefined {
  const { conversation } = material
  const shown = conversation.turns.filter(({ number }) => number <= place)
  const rest = shown.map((turn) =>
    turn.number === edit.turn
      ? { ...turn, text: edit.text, facts: turn.facts.filter((id) => id !== fact.fact.id) }
      : turn.number === ending?.turn
        ? { ...turn, text: ending.text }
        : turn,
  )
  const day = fact.fact.time?.day ?? 0
  if (
    rest.some((turn) => turn.facts.includes(fact.fact.id)) ||
    leavesTrace(action, day, rest, material, from)
  )
    return undefined
  const supports = supportsOf(standard.when, patient, from)
  // What comes to light only later makes nothing due now.
  if (supports.length === 0 || supports.some((support) => (support.fact.time?.day ?? 0) > day))
    return undefined
  const voices = voicesOf(conversation, random, place, true)
  const kept = random.shuffle(stepsTaken(patient).filter((name) => name !== action.name))
  const other = notDue(action, patient, rest, from, random)
  const isRead = kept.length >= 2 && kept.length < longestList && !kept.some((name) => speaksOf(name, action))
  if (voices === undefined || !isRead || other === undefined) return undefined
  const say = (items: readonly string[]): string => `${random.pick(leads)}: ${items.join(', ')}`
  const short = say(kept)
  const lead = short.slice(0, short.indexOf(':'))
  const full = `${lead}: ${kept.toSpliced(random.below(kept.length + 1), 0, action.name).join(', ')}`
  const [report, answer] = [place + 1, place + 2]
  const leavesOut = (item: Action, row: Standard): string =>
    `Turn ${report} leaves out ${item.name}, and nobody has added it; it ${random.pick(['is due here', 'is what this patient needs', 'is asked for by the standard here'])}: ${row.because}.`
  const members = membersOf(
    {
      place,
      wrong: { sentence: `${capital(short)}.`, planted: capital(short) },
      harmless: { sentence: `${capital(full)}.`, planted: capital(full) },
      company: [],
      // Whoever notices need not be who can do it.
      correction: `we still need ${action.name}; that is being arranged now`,
    },
    voices,
    random,
  )
  return {
    target: standard.id,
    truth: action.name,
    facts: [...new Set(supports.map((support) => support.fact.id))],
    to: answer,
    turns: [...new Set([...supports.map(({ turn }) => turn.number), report, answer])],
    knowledge: `standards:${standard.id}`,
    why: {
      injected: `${standard.title}: the standard asks for ${action.name} here, because ${standard.because}; turn ${report} leaves it out, and turn ${answer} lets that pass.`,
      near_miss: `${standard.title}: the standard asks for ${action.name} here, and turn ${report} names it as done. To object would be a false alarm.`,
      handled: `${standard.title}: the standard asks for ${action.name} here; turn ${report} leaves it out, but turn ${answer} adds it.`,
    },
    severity: standard.severity,
    members: {
      near_miss: withCuts(members.near_miss, ending),
      injected: withCuts(members.injected, edit, ending),
      handled: withCuts(members.handled, edit, ending),
    },
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

/** Names of all that was done and ordered, drugs among it. */
function stepsTaken({ facts }: Patient): string[] {
  const taken = facts.filter(
    ({ table, fact }) => table === 'actions' || (table === 'drugs' && fact.status === 'ordered'),
  )
  return [...new Set(taken.map(({ fact }) => fact.name))]
}

/**
 * Something that looks due and is not: an exception that holds; a standard some of whose terms the patient meets, and
 * of which another is known not to be met; or a step of the same kind that a patient like this may need.
 */
function notDue(
  step: Action,
  patient: Patient,
  turns: readonly Turn[],
  from: Knowledge,
  random: Random,
): { readonly action: Action; readonly standard: Standard } | undefined {
  const { state } = patient
  const due = dueActions(state, from)
  const isSpokenOf = rememberedOf((action: Action) => turns.some(({ text }) => speaksOf(text, action)))
  const unspoken = [...from.standards.values()].filter((standard) => {
    const action = from.actions.get(standard.action)
    if (action === undefined || due.has(standard.action) || state.done.has(standard.action)) return false
    return !isSpokenOf(action)
  })
  const isMeant = (standard: Standard): boolean => holds(standard.when, state, from)
  // One that holds because another step met the need would make "left out" true of a list which does not name that
  // step.
  const excepted = unspoken.filter((standard) => {
    const excuses = excusesOf(standard, state, from)
    const isClear = !isSoft(from.actions.get(standard.action))
    return (
      isClear &&
      isMeant(standard) &&
      excuses.length > 0 &&
      !excuses.some(({ state: own }) => speaksOfCare(own))
    )
  })
  // Of a value that nobody measured, nobody can say that it makes nothing due.
  const strangers = unspoken.filter(({ action, when }) => {
    if (holds(when, state, from) || !isMeasured(when, { state }) || !isForSuch(when, state, from))
      return false
    const isArguable = isSoft(from.actions.get(action)) || restsOnDrugs(when, state, from)
    return !isArguable || !isMetInPart(when, patient, from)
  })
  const near = strangers.filter(({ when }) => isMetInPart(when, patient, from) && isRuledOut(when, patient))
  // What is met in part and not ruled out may well be wanted.
  const far = strangers.filter(({ when }) => !isMetInPart(when, patient, from))
  const acute = far.filter(({ when }) => !isOfHistory(when))
  const kin = acute.filter(({ action }) => from.actions.get(action)?.kind === step.kind)
  const found = [excepted, near, kin, acute, far].find((some) => some.length > 0)
  if (found === undefined) return undefined
  const standard = random.pick(found)
  return { standard, action: from.actions.get(standard.action) as Action }
}

/** What costs little may be wanted where no standard asks for it: a plan for an asthma that is quiet today. */
function isSoft(action: Action | undefined): boolean {
  return action?.kind === 'test' || action?.kind === 'monitoring' || action?.kind === 'counselling'
}

/** Whether a drug that the patient takes is among its terms: to hold it may be wise on other grounds too. */
function restsOnDrugs(predicate: Predicate, state: PatientState, from: Knowledge): boolean {
  return leavesOf(predicate).some(
    (leaf) => ('drug' in leaf || 'drug_class' in leaf) && holds(leaf, state, from),
  )
}

/** Whether it speaks of drugs or long-standing illnesses: the list shows at a glance that they are not there. */
function isOfHistory(predicate: Predicate): boolean {
  return leavesOf(predicate).some((leaf) => 'drug' in leaf || 'drug_class' in leaf || 'comorbidity' in leaf)
}

/** Whether a predicate rests on what was given, done or measured. */
function speaksOfCare(predicate: Predicate): boolean {
  return leavesOf(predicate).some(
    (leaf) => 'drug' in leaf || 'drug_class' in leaf || 'done' in leaf || 'lab' in leaf,
  )
}

/** The first cut of a turn counts. */
function withCuts(member: Member, ...cuts: readonly (Cut | undefined)[]): Member {
  const made = cuts.filter((cut) => cut !== undefined)
  const first = made.filter((cut, at) => made.findIndex(({ turn }) => turn === cut.turn) === at)
  return { ...member, edits: [...first, ...member.edits] }
}
