// How a planted or labelled fault stands in what the reader sees, recomputed from the shown words: it stands,
// it was put right in a later turn, or there is none. Not what the task says of itself.
import { rememberedOf } from '../kit/remember.ts'
import type { ShownTurn } from '../conversations/view.ts'
import type { Challenge } from '../records/task.ts'
import type { Fact } from '../records/fact.ts'
import { contradiction, distinctWords } from './contradiction.ts'
import { knowledgeJudgeOf } from './knowledge-judges.ts'
import { labelledSituation } from './labelled.ts'
import type { Material } from './material.ts'
import { quantities, sameQuantity } from './quantity.ts'
import { orderIn, presenceIn } from './spoken.ts'
import { compareTimes } from './times.ts'
import { containment, containsPhrase, plain, sentences } from './words.ts'

export interface Situation {
  /** "unknown": the words do not allow to tell. */
  readonly state: 'stands' | 'settled' | 'clean' | 'unknown'
  /** What is wrong with the challenge as planted; empty when it is as it should be. */
  readonly problems: readonly string[]
}

/** The state of the task's challenge; undefined when it has none. */
export const situationOf = rememberedOf((material: Material): Situation | undefined => {
  const { challenge } = material.task
  if (challenge === undefined) return undefined
  const labelled = labelledSituation(material)
  if (labelled !== undefined) return labelled
  const known = knowledgeJudgeOf(material)
  if (known !== undefined) return known.situation(material)
  const { planted, truth } = challenge
  if (planted === undefined)
    return { state: 'unknown', problems: ['the challenge does not name its planted words'] }
  const turn = findTurn(material, planted, challenge)
  if (turn === undefined) {
    return { state: 'unknown', problems: ['the planted words are not in a turn that is shown'] }
  }
  if (truth === undefined)
    return { state: 'unknown', problems: ['the challenge does not name what would be right'] }
  const after = material.visible.filter((candidate) => candidate.number > turn.number)
  if (challenge.kind === 'omission') return omissionState(material, challenge, turn, after, truth)
  return conflictState(material, challenge, turn, after, planted, truth)
})

/** The last readable turn that holds the words; one that an edit wrote, where the fault was planted. */
function findTurn(material: Material, planted: string, challenge: Challenge): ShownTurn | undefined {
  return material.visible.findLast(
    (turn) =>
      (challenge.origin === 'labelled' || turn.edited) &&
      plain(material.textOf(turn)).includes(plain(planted)),
  )
}

function conflictState(
  material: Material,
  challenge: Challenge,
  turn: ShownTurn,
  after: readonly ShownTurn[],
  planted: string,
  truth: string,
): Situation {
  const problems: string[] = []
  const others = material.visible.filter((candidate) => candidate.number !== turn.number)
  const inContext = others.some((candidate) => plain(material.textOf(candidate)).includes(plain(truth)))
  if (!inContext && challenge.origin === 'planted' && !inCase(material, truth)) {
    problems.push('what would be right stands neither in a shown turn nor in the case')
  }
  const { conflicts, corrects } = readingOf(material, planted, truth)
  const conflict = conflicts(planted)
  if (conflict === 'unclear')
    return { state: 'unknown', problems: ['the planted words cannot be compared with the truth'] }
  const corrected = after.some((candidate) => corrects(material.textOf(candidate)))
  if (conflict === 'no') {
    if (challenge.member !== 'near_miss') problems.push('the planted words do not contradict the truth')
    return { state: 'clean', problems }
  }
  if (challenge.member === 'near_miss') problems.push('the near miss contradicts the truth')
  if (challenge.member === 'handled' && !corrected) problems.push('no later turn puts it right')
  if (challenge.member === 'injected' && corrected) problems.push('a later turn already puts it right')
  return { state: corrected ? 'settled' : 'stands', problems }
}

interface Reading {
  readonly conflicts: (planted: string) => 'yes' | 'no' | 'unclear'
  /** Whether a later turn says what is right. */
  readonly corrects: (text: string) => boolean
}

/** How the planted words are to be compared: by numbers, allergen, order in time, presence, status, or words. */
function readingOf(material: Material, planted: string, truth: string): Reading {
  const facts = material.task.facts
    .map((id) => material.facts.get(id))
    .filter((fact): fact is Fact => fact !== undefined)
  const [first, second] = facts
  const restated = (text: string): boolean => restates(text, planted, truth)
  if (first?.kind === 'allergy' && !first.negated) {
    const allergens = [...material.facts.values()].filter((fact) => fact.kind === 'allergy' && !fact.negated)
    return {
      conflicts: (text) => (allergens.some((fact) => containsPhrase(text, fact.name)) ? 'yes' : 'no'),
      corrects: (text) =>
        containsPhrase(text, first.name) && /\b(?:allerg|withdraw|cancel|instead|stop)/i.test(text),
    }
  }
  const kind = contradiction(planted, truth)
  // Numbers that belong to a name ("type 2 diabetes") are no values to compare.
  const nameless = (text: string): string =>
    facts.reduce((rest, fact) => plain(rest).replaceAll(plain(fact.name), ' '), text)
  const bothNumbers = [planted, truth].every((text) => quantities(nameless(text)).length > 0)
  if (second !== undefined && [first, second].every((fact) => containsPhrase(planted, fact?.name ?? ''))) {
    const [a, b] = [first as Fact, second]
    const relation = compareTimes(a.time, b.time)
    const wrong = (text: string): boolean | undefined => {
      const order = sentences(text)
        .map((sentence) => orderIn(sentence, a.name, b.name))
        .find((said) => said !== undefined)
      return order === undefined || relation === 'unknown' || relation === 'same'
        ? undefined
        : order !== (relation === 'before')
    }
    const answer = (text: string): 'yes' | 'no' | 'unclear' => {
      const said = wrong(text)
      return said === undefined ? 'unclear' : said ? 'yes' : 'no'
    }
    return { conflicts: answer, corrects: (text) => answer(text) === 'no' }
  }
  if (kind === 'side' || kind === 'sex') {
    const corrects = (text: string): boolean =>
      sentences(text).some(
        (sentence) => contradiction(planted, sentence) === kind && contradiction(truth, sentence) !== kind,
      )
    return { conflicts: () => 'yes', corrects: (text) => restated(text) || corrects(text) }
  }
  if (bothNumbers) return { conflicts: () => (kind === 'number' ? 'yes' : 'no'), corrects: restated }
  // What an examination is called is not what it shows.
  const named =
    facts.length === 1 && first !== undefined && first.kind !== 'imaging' && nameIn(first, planted)
  if (named !== false && named !== undefined && first !== undefined) {
    const expected =
      first.kind === 'medication' ? first.status !== 'stopped' && !first.negated : !first.negated
    const says = (text: string): boolean | undefined =>
      sentences(text)
        .map((sentence) => presenceIn(sentence, named))
        .find((said) => said !== undefined)
    return {
      conflicts: (text) => {
        const said = says(text)
        return said === undefined ? 'unclear' : said === expected ? 'no' : 'yes'
      },
      corrects: (text) => restated(text) || says(text) === expected,
    }
  }
  return {
    conflicts: () =>
      kind === 'none'
        ? 'no'
        : kind === 'words' && material.task.challenge?.member === 'near_miss'
          ? 'no'
          : 'yes',
    corrects: restated,
  }
}

/** The fact's name as the words have it: in full, or without the strength and form that records add. */
function nameIn(fact: Fact, text: string): string | undefined {
  const bare = fact.name
    .replace(/\s*[([].*$/, '')
    .replace(/\s+\d.*$/, '')
    .replace(/\s+(?:oral|tablet|capsule|injection)\b.*$/i, '')
  return [fact.name, bare, bare.split(' ')[0] as string].find(
    (name) => name.length > 2 && containsPhrase(text, name),
  )
}

/** A later turn says again what is right: the truth itself, or all that tells it from the planted words. */
function restates(text: string, planted: string, truth: string): boolean {
  if (plain(text).includes(plain(truth))) return true
  const numbers = quantities(truth).filter(
    (quantity) => !quantities(planted).some((other) => sameQuantity(quantity, other)),
  )
  const only = distinctWords(planted, truth).second
  if (numbers.length === 0 && only.length === 0) return false
  const written = quantities(text)
  // Where numbers tell the two apart, the right numbers are the correction.
  return numbers.length > 0
    ? numbers.every((number) => written.some((candidate) => sameQuantity(candidate, number)))
    : containment(only.join(' '), text) === 1
}

function omissionState(
  material: Material,
  challenge: Challenge,
  turn: ShownTurn,
  after: readonly ShownTurn[],
  truth: string,
): Situation {
  const problems: string[] = []
  const elsewhere = material.visible.some(
    (candidate) => candidate.number !== turn.number && mentions(material.textOf(candidate), truth),
  )
  // A fact may name the drug where the text has its trade name; its evidence stands in a readable turn.
  const asFact = [...material.stated.keys()].some((id) => mentions(material.facts.get(id)?.name ?? '', truth))
  if (!elsewhere && !asFact && !inCase(material, truth)) problems.push('the item is nowhere in the case')
  const inRecap = mentions(material.textOf(turn), truth)
  const added = after.some((candidate) => mentions(material.textOf(candidate), truth))
  if (challenge.member === 'injected' && inRecap)
    problems.push('the item is in the recap that should leave it out')
  if (challenge.member === 'injected' && added) problems.push('a later turn already adds the item')
  if (challenge.member === 'near_miss' && !inRecap) problems.push('the near miss leaves the item out')
  if (challenge.member === 'handled' && inRecap) problems.push('the recap has the item from the start')
  if (challenge.member === 'handled' && !added) problems.push('no later turn adds the item')
  return { state: inRecap ? 'clean' : added ? 'settled' : 'stands', problems }
}

/** The item's words side by side, or all of them in the text. */
export function mentions(text: string, item: string): boolean {
  return containsPhrase(text, item) || containment(item, text) === 1
}

/** Whether the case's own documents say it. */
function inCase(material: Material, text: string): boolean {
  const { case: source } = material
  const documents = [
    ...source.sections.map((section) => section.text),
    ...source.entries.map((entry) => entry.text),
    ...source.tables.flatMap((table) => table.rows.map((row) => row.join(' '))),
    ...source.labels.flatMap((label) =>
      label.kind === 'checklist'
        ? [label.item]
        : label.kind === 'order'
          ? [label.description]
          : label.kind === 'error'
            ? [label.correction ?? '', label.sentence ?? '']
            : label.kind === 'card'
              ? [label.summary ?? '', label.detail ?? '', ...(label.suggestions ?? [])]
              : [],
    ),
    ...material.conversation.turns.map((turn) => turn.text),
  ]
  return documents.some((document) => plain(document).includes(plain(text)) || mentions(document, text))
}
