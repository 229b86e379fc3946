// predictive_next_action, form next_step: a step that the conversation itself states as ordered or planned,
// asked from the turns before it. Only where these turns hold all that leads to it, where it is new, and where
// it is surely decided: what was merely discussed, goes on, or follows from the same turn is not to be foreseen.
import type { Random } from '../kit/random.ts'
import type { Evidence, Fact } from '../records/fact.ts'
import type { FactKind } from '../records/statement.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { complaintsOf, isDefensible, isScreening } from './broad-actions.ts'
import { lastTurn, neighbourFacts, toldFacts, type ToldFact, viewUpTo } from './material.ts'
import {
  type CaseWords,
  contentStems,
  mayMeanTheSame,
  normalise,
  surelyUnmentioned,
  wordsOf,
} from './mentions.ts'
import { clashesWithSex } from './sexed-words.ts'
import type { Draft, TaskMaterial } from './task-type.ts'
import { medicationText, readsAsName, subjectName, withArticle } from './wording.ts'

/** Fewer turns than this leave nothing to foresee an action from; talk takes more of them than a presentation. */
const leastContext = { told: 4, recorded: 8 } as const

const questions = {
  told: [
    'The conference has reached turn %t. Which of these did the team do or plan next?',
    'From the case up to turn %t, which step followed?',
    'Think ahead from turn %t: which of these was the next action of the team?',
  ],
  recorded: [
    'The visit has reached turn %t. Which of these does the clinician decide on next?',
    'From what is known up to turn %t, which of these steps follows?',
    'Think ahead from turn %t: which of these will the clinician do or arrange?',
  ],
} as const

type Keyed = { readonly key: string; readonly draft: Draft }

/** Drafts from the steps that a told or recorded conversation states. */
export function statedSteps(material: TaskMaterial, words: CaseWords, random: Random): Keyed[] {
  // Where annotators marked the orders, theirs are the better words for them.
  if (material.case.labels.some((label) => label.kind === 'order')) return []
  const { origin } = material.conversation
  // Simulated courses have a form of their own.
  if (origin === 'simulated') return []
  const told = toldFacts(material)
  const steps = told.filter(
    (item) =>
      isStep(item.fact) &&
      item.turn - 1 >= leastContext[origin] &&
      item.turn <= lastTurn(material.conversation) &&
      isNew(item, told) &&
      isDecided(item, material) &&
      followsFromView(item, told),
  )
  return random.sample(steps, 20).flatMap((item) => stepDraft(material, item, origin, words, random))
}

const stepKinds: ReadonlySet<FactKind> = new Set(['medication', 'procedure', 'decision', 'imaging', 'lab'])

function isStep(fact: Fact): boolean {
  const open = fact.status === 'ordered' || fact.status === 'planned'
  // A draft order that arrives with a request is what is to be judged, not what the record leads up to.
  if (fact.evidence.kind === 'resource' && fact.status === 'ordered') return false
  return (
    open &&
    stepKinds.has(fact.kind) &&
    !fact.negated &&
    fact.experiencer === 'patient' &&
    readsAsName(subjectName(fact))
  )
}

/** Not spoken of before under this name, and not named as half of another drug. */
function isNew({ fact, turn }: ToldFact, told: readonly ToldFact[]): boolean {
  return !told.some(
    (other) =>
      other.fact !== fact &&
      ((other.turn < turn && normalise(other.fact.name) === normalise(fact.name)) ||
        (other.fact.kind === 'medication' &&
          other.turn === turn &&
          overlap(other.fact.evidence, fact.evidence))),
  )
}

function overlap(a: Evidence, b: Evidence): boolean {
  const [first, second] = [spanOf(a), spanOf(b)]
  return first !== undefined && second !== undefined && first.start < second.end && second.start < first.end
}

function spanOf(evidence: Evidence): { readonly start: number; readonly end: number } | undefined {
  return evidence.kind === 'span' || evidence.kind === 'turn' ? evidence : undefined
}

const undecided =
  /\b(?:discuss\w*|consider\w*|options?|candidate|possib\w+|may|might|could|if|whether|refus\w+|declin\w+|continu\w+|keep\w*|still|already|refill\w*|resum\w+|have you on|do you|have you|did you|are you)\b/i

/** Whether the sentence that states a step surely decides on it, and on something that is not running yet; a record's entry is taken at its word. */
function isDecided({ fact, turn }: ToldFact, material: TaskMaterial): boolean {
  const { conversation } = material
  const spoken = conversation.turns[turn - 1]
  const role = conversation.participants.find(({ id }) => id === spoken?.speaker)?.role
  // What a patient tells of plans is what somebody else once advised.
  if (role === 'patient' || role === 'family') return false
  const text = spoken?.text ?? ''
  const at = text.indexOf(fact.evidence.quote)
  if (at < 0) return false
  if (fact.evidence.kind === 'resource') return true
  const end = at + fact.evidence.quote.length
  const sentence = `${text
    .slice(0, end)
    .split(/[.;?!]\s/)
    .at(-1)}${text.slice(end).split(/[.;?!](?:\s|$)/)[0]}`
  // Nobody dictates a whole speech without a stop: there the words right around have to do.
  const around = sentence.length <= 240 ? sentence : text.slice(Math.max(0, at - 60), end + 60)
  if (undecided.test(around)) return false
  // In talk, "prescribed" tells of what was done before the visit.
  return conversation.origin === 'told' || !/\b(?:prescribed|ordered)\b/i.test(around)
}

const findings: ReadonlySet<FactKind> = new Set(['symptom', 'sign', 'vital', 'lab', 'imaging', 'diagnosis'])

/** Whether what leads to a step stands in the view: its own turn adds no finding before it comes to it. */
function followsFromView({ fact, turn }: ToldFact, told: readonly ToldFact[]): boolean {
  const step = spanOf(fact.evidence)
  if (step === undefined) return fact.reason !== undefined && isJustDiagnosed(fact.reason, turn, told)
  return !told.some(
    ({ fact: other, turn: first }) =>
      first === turn &&
      other !== fact &&
      findings.has(other.kind) &&
      other.status !== 'ordered' &&
      (spanOf(other.evidence)?.start ?? step.start) < step.start,
  )
}

/** Turns after which an entry of a record no longer follows from a diagnosis. */
const recently = 3

/** Whether a record has only just told the diagnosis that the reason speaks of. */
function isJustDiagnosed(reason: string, turn: number, told: readonly ToldFact[]): boolean {
  const wanted = contentStems(reason)
  return (
    wanted.length > 0 &&
    told.some(({ fact, turns }) => {
      const stems = new Set(contentStems(fact.name))
      return (
        fact.kind === 'diagnosis' &&
        turns.some((number) => number < turn && turn - number <= recently) &&
        wanted.every((part) => stems.has(part))
      )
    })
  )
}

/** Names too vague to foresee: any plan has them. */
const vague =
  /^(?:blood work|blood tests?|labs?|lab work|laboratory tests?|imaging|surgery|medications?|treatment|therapy|scan|x-?ray|tests?|biopsy|exercise)$/i
const drugClass =
  /^(?:antibiotic|antihistamine|corticosteroid|steroid|immunosuppressant|diuretic|statin|anticoagulant|opioid|laxative|antidepressant|antiviral|antiemetic|bronchodilator|antifungal|analgesic|nsaid|beta[ -]blocker|ace inhibitor|proton pump inhibitor|muscle relaxant|inhaler|antacid|vaccine)$/i

/** The step as an action. */
function phrase(fact: Fact): string {
  const name = subjectName(fact)
  if (fact.kind !== 'medication') return name
  return `prescribe ${drugClass.test(name) ? withArticle(name) : medicationText({ name })}`
}

/** Steps of other patients that nobody could defend here. */
function distractorsFor(material: TaskMaterial, fact: Fact, words: CaseWords, random: Random): string[] {
  const distractors: string[] = []
  const complaints = complaintsOf(material.case, material.facts)
  const others = neighbourFacts(material, fact.kind, 120, random)
  for (const other of [...others.filter(isStep), ...others.filter((known) => !isStep(known))]) {
    if (distractors.length >= 9) break
    const name = subjectName(other)
    if (
      vague.test(name) ||
      other.negated ||
      !readsAsName(name) ||
      (other.evidence.kind === 'resource') !== (fact.evidence.kind === 'resource') ||
      // A step for one sex only stands out in any case that does not call for it.
      clashesWithSex(name, 'unknown') ||
      isDefensible(name, complaints) ||
      !surelyUnmentioned(name, words) ||
      distractors.some((known) => mayMeanTheSame(known, phrase(other)))
    )
      continue
    distractors.push(phrase(other))
  }
  return distractors
}

function stepDraft(
  material: TaskMaterial,
  { fact, turn }: ToldFact,
  origin: keyof typeof questions,
  words: CaseWords,
  random: Random,
): Keyed[] {
  const { turns } = material.conversation
  const before = wordsOf(
    turns
      .slice(0, turn - 1)
      .map((spoken) => spoken.text)
      .join(' '),
  )
  if (!surelyUnmentioned(fact.name, before) || vague.test(subjectName(fact))) return []
  // A test that is drawn for many complaints could as well have been another.
  if (fact.kind === 'lab' && isScreening(fact.name)) return []
  const distractors = distractorsFor(material, fact, words, random)
  if (distractors.length < 3) return []
  const effort = { facts: 2, turns: [1, turn - 1], knowledge: true }
  return [
    {
      key: fact.name,
      draft: {
        form: 'next_step',
        view: viewUpTo(turn - 1),
        question: random.pick(questions[origin]).replace('%t', String(turn - 1)),
        gold: phrase(fact),
        distractors,
        rationale: `Right after turn ${turn - 1} ${origin === 'told' ? 'the record' : 'the clinician'} states it as ${fact.status}; nothing of the kind is said of the other options anywhere in the case.`,
        probe: { kind: 'next_action' },
        facts: [fact.id],
        turns: [turn - 1],
        ...behaviorScore('predictive_next_action', effort),
        complexity: complexityOf(effort),
      },
    },
  ]
}
