// Question forms that ask which finding the shown turns affirm, or deny: for fact_retrieval and ddx_reasoning.
// A wrong option is one that the case surely never speaks of, or says the opposite about.
import type { Random } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import type { FactKind } from '../records/statement.ts'
import { clashesWithPatient } from './life-stages.ts'
import { isAffirmed, isDenied, neighbourFacts, type ToldFact } from './material.ts'
import { type CaseWords, contentStems, mayMeanTheSame, normalise, surelyUnmentioned } from './mentions.ts'
import { needsPregnancy } from './sexed-words.ts'
import type { TaskMaterial } from './task-type.ts'
import { isAdministrative, readsAsName, subjectName } from './wording.ts'

export interface StatedOptions {
  readonly gold: string
  readonly item: ToldFact
  readonly distractors: readonly string[]
  /** Facts that rule a distractor out, by saying the opposite. */
  readonly against: readonly Fact[]
}

/**
 * Options for a finding that the turns up to `upTo` affirm or deny: undefined where fewer than three wrong
 * ones are certain, or where the finding itself is not.
 */
export function statedOptions(
  material: TaskMaterial,
  told: readonly ToldFact[],
  item: ToldFact,
  polarity: 'affirmed' | 'denied',
  upTo: number,
  words: CaseWords,
  random: Random,
): StatedOptions | undefined {
  const { fact } = item
  const gold = subjectName(fact)
  if (!isPlainName(gold) || contentStems(gold).length === 0 || !inWords(material, item, fact.name))
    return undefined
  if (polarity === 'denied' && selfDenying.test(gold)) return undefined
  const holds = polarity === 'affirmed' ? isAffirmed : isDenied
  const fails = polarity === 'affirmed' ? isDenied : isAffirmed
  const shown = told.filter((other) => other.turn <= upTo).map((other) => other.fact)
  const elsewhere = material.facts.filter((other) => !holds(other))
  if (
    !holds(fact) ||
    elsewhere.some((other) => other.kind !== 'medication' && mayMeanTheSame(other.name, fact.name))
  )
    return undefined

  const holding = material.facts.filter(holds)
  const opposite = uniqueByName(
    shown.filter((other) => isFinding(other.kind) && fails(other) && isPlainName(subjectName(other))),
  )
    .filter((other) => !holding.some((same) => mayMeanTheSame(same.name, other.name)))
    .filter(
      (other) =>
        !material.facts.some(
          (same) => same !== other && !fails(same) && normalise(same.name) === normalise(other.name),
        ),
    )
  const unmentioned = neighbourFacts(material, fact.kind, 60, random)
    .filter((other) => sameOrigin(other, fact) && !other.negated && other.experiencer === 'patient')
    // A gold stands in its turn word for word; a name that its own source never used would be told by that.
    .filter((other) => normalise(other.evidence.quote).includes(normalise(other.name)))
    .map(subjectName)
    .filter((name) => isPlainName(name) && !vague.test(name) && surelyUnmentioned(name, words))
    .filter((name) => !clashesWithPatient(name, material.case.strata))
    .filter((name) => !needsPregnancy(name))
  const against = random.sample(opposite, 4)
  const names = new Set<string>()
  const distractors: string[] = []
  for (const name of [...against.map(subjectName), ...unmentioned]) {
    const key = normalise(name)
    if (polarity === 'denied' && selfDenying.test(name)) continue
    if (names.has(key) || key === normalise(gold) || distractors.some((other) => mayMeanTheSame(other, name)))
      continue
    names.add(key)
    distractors.push(name)
    if (distractors.length >= 9) break
  }
  return distractors.length < 3 ? undefined : { gold, item, distractors, against }
}

/** "Absent bowel sounds" cannot be asked as absent. */
const selfDenying = /^(?:absent|absence|no|non|lack|without|loss)\b/i

/** Names so wide that nearly any case has one: never surely wrong. */
const vague =
  /^(?:(?:focal )?neurologic(?:al)? deficits?|injur(?:y|ies)|trauma|infections?|inflammation|deformit(?:y|ies)|lesions?|illness|(?:physical )?discomfort|distress|symptoms?|malformations?|cancer|mass(?:es)?)$/i

export function isFinding(kind: FactKind): boolean {
  return kind === 'symptom' || kind === 'sign' || kind === 'history' || kind === 'diagnosis'
}

/** A name that can stand by itself as an option. */
export function isPlainName(name: string): boolean {
  return (
    readsAsName(name) &&
    name.length >= 4 &&
    name.length <= 60 &&
    !/^(?:abnormal|abnormality|normal)\b/i.test(name) &&
    !/\d/.test(name) &&
    !isAdministrative(name)
  )
}

/** Words of prose and speech do not stand beside terms of an ontology: the style would tell them apart. */
function sameOrigin(a: Fact, b: Fact): boolean {
  const structured = (fact: Fact): boolean => fact.evidence.kind === 'resource'
  return structured(a) === structured(b) && (!structured(a) || a.code?.system === b.code?.system)
}

function inWords(material: TaskMaterial, item: ToldFact, name: string): boolean {
  const turn = material.conversation.turns[item.turn - 1]
  return turn !== undefined && normalise(turn.text).includes(normalise(name))
}

function uniqueByName(facts: readonly Fact[]): Fact[] {
  const seen = new Set<string>()
  return facts.filter((fact) => {
    const key = normalise(fact.name)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
