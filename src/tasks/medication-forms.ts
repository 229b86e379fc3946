// Question forms that ask for the dose and the frequency of a medication. Part of fact_retrieval.
import type { Random } from '../kit/random.ts'
import { isAffirmed, lastTurn, neighbourFacts, type ToldFact } from './material.ts'
import { plausibleDoses } from './plausible.ts'
import { sameSubject, standsInTurn } from './subjects.ts'
import type { TaskMaterial } from './task-type.ts'
import { type KeyedDraft, valueDraft } from './value-forms.ts'
import { readsAsName, subjectName } from './wording.ts'

const frequencies: readonly { readonly text: string; readonly is: RegExp }[] = [
  {
    text: 'once daily',
    is: /^(?:once (?:a day|daily|per day)|daily|every day|qd|od|one time a day|once every day|(?:every )?24 hours)$/i,
  },
  {
    text: 'twice daily',
    is: /^(?:twice (?:a day|daily|per day)|two times (?:a day|daily)|bid|bd|b\.i\.d\.?|every (?:12|twelve) hours|q12h)$/i,
  },
  {
    text: 'three times daily',
    is: /^(?:three times (?:a day|daily)|thrice daily|tid|tds|every (?:8|eight) hours|q8h)$/i,
  },
  { text: 'four times daily', is: /^(?:four times (?:a day|daily)|qid|qds|every (?:6|six) hours|q6h)$/i },
  { text: 'once weekly', is: /^(?:once (?:a week|weekly|per week)|weekly|every week)$/i },
  { text: 'every other day', is: /^(?:every (?:other|second) day|on alternate days|qod)$/i },
]

/** Frequencies of the patient's other medications first. */
function otherFrequencies(told: readonly ToldFact[], gold: string, random: Random): string[] {
  const real = told.flatMap(({ fact }) => {
    const known = frequencies.find((entry) => entry.is.test((fact.frequency ?? '').trim()))
    return known === undefined ? [] : [known.text]
  })
  const all = random.shuffle(frequencies.map((known) => known.text))
  return [...new Set([...random.shuffle(real), ...all])].filter((text) => text !== gold)
}

/** "Half a pill, the 5 mg one": the strength is stated, the dose has to be reckoned. */
function isDivided(material: TaskMaterial, turn: number): boolean {
  const text = material.conversation.turns[turn - 1]?.text ?? ''
  return /\b(?:half|halves|quarter|split|(?:two|three|2|3) (?:pills|tablets|capsules))\b/i.test(text)
}

/** Dose and frequency of a medication. */
export function medication(
  material: TaskMaterial,
  told: readonly ToldFact[],
  item: ToldFact,
  random: Random,
): KeyedDraft[] {
  const { fact } = item
  const name = subjectName(fact)
  if (fact.kind !== 'medication' || !isAffirmed(fact) || !readsAsName(name)) return []
  if (
    !standsInTurn(material, item.turn, name) ||
    /\b(?:plasma|blood|platelets?|cells|fluids?|saline|oxygen)\b/i.test(name)
  )
    return []
  const last = lastTurn(material.conversation)
  const same = sameSubject(told, fact, last)
  const result: KeyedDraft[] = []
  const dose =
    /^(\d+(?:\.\d+)?)\s*(mg|g|mcg|µg|units?|milligrams|micrograms|grams|ml|mL|IU|mg\/kg|mEq|mmol)$/.exec(
      fact.dose ?? '',
    )
  if (
    dose !== null &&
    !/\d/.test(name) &&
    same.every((other) => (other.dose ?? fact.dose) === fact.dose) &&
    standsInTurn(material, item.turn, fact.dose as string) &&
    !isDivided(material, item.turn)
  ) {
    const unit = dose[2] as string
    const real = neighbourFacts(material, 'medication', 20, random, fact.name).flatMap((other) => {
      const match = /^(\d+(?:\.\d+)?)\s*([\wµ/]+)$/.exec(other.dose ?? '')
      return match !== null && match[2] === unit ? [Number(match[1])] : []
    })
    const own = Number(dose[1])
    const others = told.flatMap(({ fact: other }) => {
      const match = /^(\d+(?:\.\d+)?)\s*([\wµ/]+)$/.exec(other.dose ?? '')
      return match !== null && match[2] === unit && !same.includes(other) ? [Number(match[1])] : []
    })
    const near = [
      ...real.filter((value) => value >= own / 8 && value <= own * 8),
      // What another drug is given at is a strength of this one only where it is near.
      ...others.filter((value) => value >= own / 4 && value <= own * 3),
    ]
    const numbers = [...new Set([...near, ...plausibleDoses(own, random)])].filter((value) => value !== own)
    const spaced = /\d\s/.test(fact.dose as string) ? ' ' : ''
    const question = random.pick([`What dose of ${name} is stated?`, `At which dose is ${name} documented?`])
    if (numbers.length >= 3)
      result.push(
        valueDraft({
          form: 'dose',
          told: item,
          upTo: last,
          subject: name,
          question,
          gold: fact.dose as string,
          distractors: numbers.slice(0, 8).map((value) => `${value}${spaced}${unit}`),
        }),
      )
  }
  const frequency = frequencies.find((known) => known.is.test((fact.frequency ?? '').trim()))
  if (
    frequency !== undefined &&
    same.every((other) => (other.frequency ?? fact.frequency) === fact.frequency) &&
    standsInTurn(material, item.turn, fact.frequency as string)
  ) {
    const question = random.pick([
      `How often is ${name} to be given?`,
      `What frequency is stated for ${name}?`,
    ])
    result.push(
      valueDraft({
        form: 'frequency',
        told: item,
        upTo: last,
        subject: name,
        question,
        gold: frequency.text,
        distractors: otherFrequencies(told, frequency.text, random),
      }),
    )
  }
  return result
}
