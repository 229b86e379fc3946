// Findings that a conversation affirms or denies one way, as candidates for being told the other way round.
import { capital } from '../kit/capital.ts'
import { randomFor } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import type { FactKind } from '../records/statement.ts'
import type { ChallengeMaterial } from './challenge.ts'
import { sayable, statedFacts, statedOneWay, subjectKey } from './stated.ts'
import { saidName } from './measured.ts'
import { hasPassed } from './passed.ts'
import { clauseWith, isPlain, isSaidOtherwise } from './plain-statements.ts'
import type { Candidate } from './versions.ts'

/** How a report says that something is there, and that it is not. */
export interface Wording {
  readonly present: (name: string) => string
  readonly absent: (name: string) => string
}

export interface Polarities {
  /** Clauses in which the finding is not certain enough to be contradicted. */
  readonly unless?: RegExp
  /** The name as it is said. */
  readonly named: (fact: Fact) => string
  readonly kinds: readonly FactKind[]
  /** Leaves out what is denied. */
  readonly onlyPresent?: boolean
  readonly thing: (name: string) => string
  readonly forms: readonly Wording[]
  /** Other words for the same, for the near miss. */
  readonly again: readonly Wording[]
}

/** A clause longer than this cannot be quoted in an option. */
const longestClause = 110

/** Names too general to be certain what was denied, or that already hold a negation or a value. */
const unclear =
  /^(?:single|empty|several|multiple|some|two|three)\b|^(?:lesions?|mass(?:es)?|lumps?|nodules?|plaques?|papules?|pustules?|vesicles?|ulcers?|sutures?)$|\b(?:no|not|non|without|normal|abnormal|decreased|increased|reduced|elevated|loss|lack|impaired|poor|limited|unremarkable|negative|positive|absent|history|symptoms?|problems?|disease|findings?|issues?|changes?|abnormalit\w+|complaints?|status|since|ago|left|right|pain|test|scan|visit|encounter|check-up|screening|mammogra\w+|angiogra\w+|endoscop\w+|sonogra\w+|doppler|imaging|tomogra\w+|improvement|improved|worsening|progression|resolution|recovery|response|inhalers?|anticoagulants?|antibiotics?|drugs?|therapy|agents?|supplements?|medications?|procedures?|surgery|operation|consultations?|death|deceased|undetectable|c(?:a?e)sarean|placenta\w*|f(?:o?e)tal|f(?:o?e)tus|\w*hydramnios|amnio\w*|maternal|gestation\w*|births?|delivery|x-?ray|radiograph|mri|ct|ultrasound|echocardiogra\w+|ecg|ekg)\b/i

export function polarityCandidates(
  material: ChallengeMaterial,
  purpose: string,
  polarities: Polarities,
): Candidate[] {
  const stated = statedFacts(material, polarities.kinds).filter(({ fact, turn }) => {
    const name = polarities.named(fact)
    const bare = fact.value === undefined || typeof fact.value === 'string'
    const said = turn.text.toLowerCase().includes(name.toLowerCase())
    if (polarities.onlyPresent === true && fact.negated) return false
    return (
      bare &&
      said &&
      fact.status !== 'stopped' &&
      sayable(name) &&
      name.split(' ').length <= 4 &&
      !name.includes(',') &&
      !unclear.test(name)
    )
  })
  const everywhere = new Map<string, Set<boolean>>()
  for (const fact of material.facts) {
    const name = subjectKey(fact).split('\n')[1] as string
    everywhere.set(name, (everywhere.get(name) ?? new Set()).add(fact.negated))
  }
  const names = material.facts.map((fact) => saidName(fact.name).toLowerCase())
  return statedOneWay(material, stated, (fact) => String(fact.negated)).flatMap(({ fact, turn }) => {
    const name = polarities.named(fact)
    const lower = name.toLowerCase()
    // "Cough" beside "dry cough": one may be denied and the other affirmed.
    const related = names.some((other) => other !== lower && (other.includes(lower) || lower.includes(other)))
    if (related || everywhere.get(fact.name.toLowerCase())?.size !== 1) return []
    const statement = {
      ...clauseWith(turn.text, fact.evidence.quote, name),
      name,
      negated: fact.negated,
      spoken: material.conversation.origin === 'recorded',
    }
    const truth = statement.clause
    if (truth.length > longestClause || polarities.unless?.test(truth) === true) return []
    if (!isPlain(statement) || isSaidOtherwise(material.conversation.turns, statement)) return []
    // Whether "found" still holds of what has passed is a matter of reading.
    if (hasPassed(fact.name, material.conversation)) return []
    const random = randomFor(material.seed, material.case.id, purpose, fact.id)
    const form = random.pick(polarities.forms)
    const again = random.pick([form, ...polarities.again])
    const say = (pair: Wording, negated: boolean): string =>
      capital(negated ? pair.absent(name) : pair.present(name))
    const [wrongWords, rightWords] = [say(form, !fact.negated), say(form, fact.negated)]
    const againWords = say(again, fact.negated)
    return [
      {
        key: fact.id,
        facts: [fact.id],
        stated: turn.number,
        truth,
        thing: polarities.thing(name),
        right: `“${truth}”`,
        wrong: `“${wrongWords}”`,
        wrongReport: { sentence: `${wrongWords}.`, planted: wrongWords },
        harmlessReport: { sentence: `${againWords}.`, planted: againWords },
        rightSentence: `${rightWords}.`,
        correction: `the words on record are “${truth}”`,
      },
    ]
  })
}
