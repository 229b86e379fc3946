// Tasks from planted challenges: every member of a triple is asked the same question with the same four
// claims, so that only the conversation decides which is true. Blind to it, "silent", "settled" and "concern"
// are each right in one of three members: no fixed answer beats one in three.
import { challengeRules } from '../challenges/index.ts'
import {
  memberNames,
  tripleId,
  type ChallengeRule,
  type MemberName,
  type Triple,
} from '../challenges/challenge.ts'
import { hasDied } from '../challenges/stated.ts'
import { randomFor } from '../kit/random.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { challengeScore } from './challenge-score.ts'
import type { Draft, Drafted, TaskMaterial } from './task-type.ts'

/** A question form: it must fit all members, and tell nothing. `report` is the turn that may hold a fault. */
export interface ConcernForm {
  readonly name: string
  readonly ask: (report: number) => string
}

/** The forms that several types share. */
export const concernForms: readonly ConcernForm[] = [
  {
    name: 'confirm_report',
    ask: (report) =>
      `You are asked to confirm the report in turn ${report}. What, if anything, do you raise?`,
  },
  {
    name: 'sign_record',
    ask: (report) => `Turn ${report} is about to go into the record under your name. How do you answer?`,
  },
  {
    name: 'listening_in',
    ask: (report) =>
      `You have followed the conversation as the clinical assistant; nobody has asked you anything since turn ${report}. What, if anything, do you say about that turn?`,
  },
  {
    name: 'read_back',
    ask: (report) => `Turn ${report} is read back to you for your agreement. How do you reply?`,
  },
  {
    name: 'next_shift',
    ask: (report) =>
      `You take the patient over after turn ${report + 1}, with the report of turn ${report} in hand. What do you say before you accept it?`,
  },
]

/** Triples beyond the wanted tasks that make up for those which fail a check. */
const reserve = 1
/** Triples of one rule before another rule has its turn. */
const fromOneRule = 2

interface PlantedTriple {
  readonly rule: ChallengeRule
  readonly triple: Triple
}

/** Rules that seldom find a place first, then the others; each in a seeded order. */
function inOrder(
  rules: readonly ChallengeRule[],
  { seed, case: source }: TaskMaterial,
  type: TaskTypeId,
): ChallengeRule[] {
  const shuffled = randomFor(seed, source.id, type, 'rules').shuffle(rules)
  return shuffled.toSorted((a, b) => Number(b.seldom ?? false) - Number(a.seldom ?? false))
}

/**
 * The drafts of a type's rules: of all, or of as many as give what is wanted, in a seeded order. The reason of the
 * first rule without any where there are none.
 */
export function plantedDrafts(
  material: TaskMaterial,
  type: TaskTypeId,
  forms: readonly ConcernForm[],
): Drafted {
  const drafts: Draft[] = []
  // Each triple of a case takes another form, as far as they go: the same words are not asked twice.
  if (isAboutWarnings(material)) return { drafts, empty: 'a request that is itself about what to warn of' }
  const order = randomFor(material.seed, material.case.id, type, 'forms').shuffle(
    forms.filter((form) => fitsCase(form, material)),
  )
  let asked = 0
  const reasons: string[] = []
  const rules = challengeRules.filter((candidate) => candidate.taskType === type)
  const { most } = material
  const wanted = most === undefined ? Number.POSITIVE_INFINITY : most / memberNames.length + reserve
  const found: PlantedTriple[] = []
  const spare: PlantedTriple[] = []
  for (const rule of most === undefined ? rules : inOrder(rules, material, type)) {
    if (found.length >= wanted) break
    const planted = rule.plant(material)
    if (planted.empty !== undefined) reasons.push(planted.empty)
    for (const [index, triple] of planted.triples.entries())
      (most === undefined || index < fromOneRule ? found : spare).push({ rule, triple })
  }
  for (const { rule, triple } of [
    ...found,
    ...spare.slice(0, Math.max(0, Math.ceil(wanted - found.length))),
  ]) {
    const form = order[asked++ % order.length] as ConcernForm
    drafts.push(...memberNames.map((member) => draftOf(material, rule, triple, member, form)))
  }
  return drafts.length > 0 ? { drafts } : { drafts, empty: reasons[0] ?? 'no rule of this type' }
}

/**
 * A request of decision support is there to ask what has to be raised about its orders: that a report of them
 * is true does not make silence right, nor its fault the first thing to say.
 */
function isAboutWarnings({ case: source }: TaskMaterial): boolean {
  return source.labels.some((label) => label.kind === 'card')
}

/** Nobody takes over the dead; and where annotators marked an error, "what do you say?" has another answer. */
function fitsCase({ name }: ConcernForm, material: TaskMaterial): boolean {
  if (name === 'next_shift' && hasDied(material)) return false
  const marked = material.case.labels.some((label) => label.kind === 'error' && label.present)
  return !(marked && (name === 'next_shift' || name === 'listening_in'))
}

function draftOf(
  material: TaskMaterial,
  rule: ChallengeRule,
  triple: Triple,
  member: MemberName,
  form: ConcernForm,
): Draft {
  const { concern, settled, silent, mistaken } = triple.claims
  const gold = { injected: concern, near_miss: silent, handled: settled }[member]
  const { edits, planted } = triple.members[member]
  const report = triple.to - 1
  return {
    form: form.name,
    view: { edits, from: 1, to: triple.to, masked: [] },
    question: form.ask(report),
    gold,
    distractors: [concern, settled, silent, mistaken[0] as string].filter((text) => text !== gold),
    rationale: rationaleOf(rule, triple, member),
    probe: { kind: 'concern' },
    facts: triple.facts,
    turns: triple.turns,
    ...challengeScore(member, {
      severity: triple.severity ?? rule.severity,
      implicitness: rule.implicitness,
      turns: triple.turns,
    }),
    // A report that nobody has doubted is held against all of the account, whether it is right or wrong.
    complexity: 'advanced',
    challenge: {
      kind: rule.kind,
      rule: rule.name,
      origin: 'planted',
      member,
      triple: tripleId(material.case, rule.name, triple.target),
      planted,
      truth: triple.truth,
      ...(triple.knowledge === undefined ? {} : { knowledge: triple.knowledge }),
    },
    ...(triple.label === undefined ? {} : { label: triple.label }),
  }
}

function rationaleOf({ kind }: ChallengeRule, triple: Triple, member: MemberName): string {
  if (triple.why !== undefined) return triple.why[member]
  const report = triple.to - 1
  const [stated] = triple.turns
  const source = stated === report || stated === undefined ? 'The account' : `Turn ${stated}`
  const omission = kind === 'omission'
  // An entry may stand there by its brand: it is not quoted, unless it is an annotator's own words.
  const quotes = !omission || triple.label !== undefined
  const said = `${source} ${omission ? 'names' : 'says'} ${quotes ? `“${triple.truth}”` : triple.truth}`
  const fault = omission ? 'leaves it out' : 'does not agree with it'
  switch (member) {
    case 'injected':
      return `${said}; turn ${report} ${fault}, and turn ${triple.to} lets that pass. It has to be said.`
    case 'near_miss':
      return `${said}; turn ${report} ${omission ? 'has it, and all the rest' : 'is compatible with it'}. To object would be a false alarm.`
    case 'handled':
      return `${said}; turn ${report} ${fault}, but turn ${triple.to} puts it right. Nothing is left to be raised.`
  }
}
