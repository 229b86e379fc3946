// integrity_missing_turn_inference on simulated talks: a clinician's question is missing, its answer stands. The
// wrong options are the same question with one or two of its parts exchanged for others, in a square: each of the
// two parts asked for and each of the two strangers stands in two of the four options, in the same words around it.
// So neither the lead-in nor what most options share tells the key; only the answer does.
import { patientUpTo } from '../challenges/patient-state.ts'
import type { Random } from '../kit/random.ts'
import { remembered } from '../kit/remember.ts'
import type { Finding } from '../knowledge/finding.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import type { Turn } from '../records/conversation.ts'
import { asksFor } from '../simulation/dialogue/history.ts'
import { createVoice, type Voice } from '../simulation/dialogue/speech.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { courseFacts, type CourseFact } from './course-facts.ts'
import { mayBePregnant, strikingConditions, type Person } from './course-people.ts'
import { lastTurn } from './material.ts'
import { mayMeanTheSame, normalise } from './mentions.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

/** Turns shown on either side of the missing one. */
const reach = 6

const questions = [
  'Turn %t was not recorded. What was asked in it?',
  'Which question must stand in turn %t, going by what follows?',
  'The record has a gap at turn %t. Which of these fills it?',
  'What did the clinician say in turn %t, to judge by the answer?',
] as const

export function courseMissingTurns(
  material: TaskMaterial,
  random: Random,
): { readonly key: string; readonly draft: Draft }[] {
  const facts = courseFacts(material)
  const person = patientUpTo(material, lastTurn(material.conversation))?.state
  if (person === undefined) return []
  const { turns, participants } = material.conversation
  const roleOf = (turn: Turn | undefined): string | undefined =>
    participants.find(({ id }) => id === turn?.speaker)?.role
  const symptoms = facts.filter(({ table, fact }) => table === 'findings' && fact.kind === 'symptom')
  // Of the parts of the body that this talk is about: a question from elsewhere would be seen through unread.
  const systems = new Set(symptoms.map(({ key }) => knowledge().findings.get(key)?.system))
  const askable = findingsFor(person, knowledge()).filter(({ system }) => systems.has(system))
  const spokenOf = [...new Set(facts.map(({ fact }) => fact.name))]
  const unspoken = askable.filter(({ name }) => !spokenOf.some((said) => areNear(said, name)))
  return turns.flatMap((turn) => {
    const answer = turns[turn.number]
    const answered = symptoms.filter((symptom) => symptom.turn === answer?.number)
    const asks = roleOf(turn) === 'physician' && turn.facts.length === 0 && turn.text.trim().endsWith('?')
    if (!asks || answered.length < 2 || !['patient', 'family'].includes(roleOf(answer) ?? '')) return []
    const parts = partsOf(turn.text, answered)
    if (parts === undefined) return []
    const [first, second] = random.sample(parts, 2) as [Part, Part]
    // One that is spoken of nearby, whose words tempt, and one that nobody speaks of.
    const nearby = new Set(
      symptoms
        .filter((symptom) => symptom.turn !== answer?.number && Math.abs(symptom.turn - turn.number) <= reach)
        .map(({ key }) => key),
    )
    const strangers = strangersTo(
      answered.map(({ fact }) => fact.name),
      askable.filter(({ id }) => nearby.has(id)),
      unspoken,
      random,
    )
    if (strangers === undefined) return []
    const voice = createVoice(random, { sex: person.sex, patient: 'the patient' })
    const others = square(turn.text, [first, second], strangers, voice, roleOf(answer) === 'family')
    return [{ key: String(turn.number), draft: draftOf(material, turn, [first, second], others, random) }]
  })
}

/** One question of a turn: where it stands, and what it asks for. */
interface Part {
  readonly asked: CourseFact
  readonly start: number
  readonly end: number
}

/** Where each of the symptoms is asked for; undefined where one cannot be found, or two lie within each other. */
function partsOf(text: string, answered: readonly CourseFact[]): Part[] | undefined {
  const parts = answered.flatMap((asked): Part[] => {
    const patterns = knowledge().findings.get(asked.key)?.ask ?? []
    const [found] = patterns
      .flatMap((pattern) => [...text.matchAll(patternOf(pattern))])
      .toSorted((one, other) => other[0].length - one[0].length)
    return found === undefined ? [] : [{ asked, start: found.index, end: found.index + found[0].length }]
  })
  const inOrder = parts.toSorted((a, b) => a.start - b.start)
  const apart = inOrder.every(({ start }, index) => index === 0 || start >= (inOrder[index - 1] as Part).end)
  return parts.length === answered.length && apart ? inOrder : undefined
}

/** What a pattern of the knowledge base ("[Any|Is there any] pain in the {side} leg?") may have become. */
function patternOf(pattern: string): RegExp {
  const source = pattern
    .split(/(\{\w+\}|[[\]|])/)
    .map((piece) => {
      if (piece === '[') return '(?:'
      if (piece === ']') return ')'
      if (piece === '|') return piece
      return piece.startsWith('{') ? String.raw`\p{L}+` : piece.replace(/[.*+?^$()\\]/g, String.raw`\$&`)
    })
    .join('')
  return new RegExp(source.replace(/ +/g, String.raw`\s*`), 'giu')
}

/** Symptoms that such a person may be asked about: what somebody of this age and sex has, or is asked for, in some illness. */
function findingsFor(person: Person, from: Knowledge): Finding[] {
  const asked = new Set(
    strikingConditions(person, from).flatMap(({ shows, lacks }) => [
      ...shows.map(({ finding }) => finding),
      ...lacks,
    ]),
  )
  return [...asked].flatMap((id) => {
    const finding = from.findings.get(id)
    if (finding === undefined || finding.kind !== 'symptom') return []
    const fits =
      (finding.sex === undefined || finding.sex === person.sex) &&
      (!/\b(?:period|menstrual)\b/.test(finding.name) || mayBePregnant(person)) &&
      (!['mind', 'genital'].includes(finding.system) || person.age >= 12) &&
      // Placeholders of a child's phrases are not filled here.
      !(finding.ask ?? []).some((text) => text.includes('{'))
    return fits ? [finding] : []
  })
}

/** Two symptoms that have no word in common with the ones asked for, nor with each other. */
function strangersTo(
  own: readonly string[],
  near: readonly Finding[],
  far: readonly Finding[],
  random: Random,
): readonly [Finding, Finding] | undefined {
  const isUsable = ({ name }: Finding): boolean => !own.some((other) => areNear(other, name))
  const distant = random.shuffle(far)
  const first = random.shuffle(near).find(isUsable) ?? distant.find(isUsable)
  const second = distant.find(
    (other) => first !== undefined && !areNear(first.name, other.name) && isUsable(other),
  )
  return first === undefined || second === undefined ? undefined : [first, second]
}

/** "Chest pain" and "pain in one joint": an answer about the one might do for the other. */
function areNear(a: string, b: string): boolean {
  const known = longWords(a)
  return longWords(b).some((word) => known.includes(word)) || mayMeanTheSame(a, b)
}

const longWords = remembered((text) =>
  normalise(text)
    .split(' ')
    .filter((word) => word.length >= 4),
)

/** The turn with the one part exchanged, with the other, and with both. */
function square(
  text: string,
  [first, second]: readonly [Part, Part],
  [one, other]: readonly [Finding, Finding],
  voice: Voice,
  isRelative: boolean,
): string[] {
  const instead = ({ start }: Part, finding: Finding): string => {
    const words = voice.part(asksFor(finding, isRelative))
    const letter = text.charAt(start)
    const small = letter === letter.toLowerCase() && !/^(?:I\b|\p{Lu}{2})/u.test(words)
    return `${small ? words.charAt(0).toLowerCase() : words.charAt(0).toUpperCase()}${words.slice(1)}`
  }
  const changes = new Map([
    [first, instead(first, one)],
    [second, instead(second, other)],
  ])
  const without = (parts: readonly Part[]): string =>
    parts
      .toSorted((a, b) => b.start - a.start)
      .reduce(
        (rest, part) => rest.slice(0, part.start) + (changes.get(part) ?? '') + rest.slice(part.end),
        text,
      )
  return [without([first]), without([second]), without([first, second])]
}

function draftOf(
  material: TaskMaterial,
  turn: Turn,
  parts: readonly [Part, Part],
  others: readonly string[],
  random: Random,
): Draft {
  const from = Math.max(1, turn.number - reach)
  const to = Math.min(material.conversation.turns.length, turn.number + reach)
  const [first, second] = parts.map(({ asked }) => asked.fact.name)
  // Turns of a view are numbered from its conversation, so the window keeps the numbers.
  const effort = { facts: parts.length, turns: [turn.number, turn.number + 1] }
  return {
    form: 'missing_question_of_course',
    view: { edits: [], from, to, masked: [turn.number] },
    question: random.pick(questions).replace('%t', String(turn.number)),
    gold: turn.text,
    distractors: others,
    rationale: `The answer in turn ${turn.number + 1} speaks of ${first} and of ${second}; each of the other options leaves out one of them, or both, and asks for what the answer says nothing of.`,
    probe: { kind: 'masked_turn', turn: turn.number },
    facts: parts.map(({ asked }) => asked.fact.id),
    turns: [turn.number, turn.number + 1],
    ...behaviorScore('integrity_missing_turn_inference', effort),
    token: '<reactive>',
    complexity: complexityOf(effort),
  }
}
