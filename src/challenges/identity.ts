// The patient's age and sex as the conversation states them, as candidates for faults.
import { capital } from '../kit/capital.ts'
import { randomFor, type Random } from '../kit/random.ts'
import type { ChallengeMaterial } from './challenge.ts'
import { spokenText } from './stated.ts'
import type { Candidate } from './versions.ts'

const stated =
  /\b(\d{1,3})[- ](?:year|yr)s?[- ]old(?:\s+(?!(?:and|who|with|presents?|presenting)\b)[A-Za-z-]+){0,4}?\s+(woman|man|female|male|girl|boy|lady|gentleman)\b/i
const nouns: Readonly<Record<string, 'female' | 'male'>> = {
  woman: 'female',
  female: 'female',
  girl: 'female',
  lady: 'female',
  man: 'male',
  male: 'male',
  boy: 'male',
  gentleman: 'male',
}

const child = /\b(?:newborn|neonate|infant|baby|boy|girl|child|son|daughter|fetus)\b[^.]*$/i

/** Words that tell the patient's sex as surely as the noun does. */
const organs =
  /\b(?:pregnan\w*|gestation\w*|gravida|para \d|prenatal|postpartum|labou?r and delivery|uter\w+|ovar\w+|vagin\w+|menstr\w+|menopaus\w+|prostat\w+|testic\w+|testis|testes|scrot\w+|penis|penile|erectile)\b/

const forms: readonly ((person: string) => string)[] = [
  (person) => `this is ${person}`,
  (person) => `we are talking about ${person}`,
  (person) => `the patient is ${person}`,
  (person) => `this report concerns ${person}`,
]

/** One candidate for the age and one for the sex, where the first mention in the conversation agrees with the case. */
export function identityCandidates(material: ChallengeMaterial, purpose: string): Candidate[] {
  const { strata } = material.case
  for (const turn of material.conversation.turns) {
    const match = stated.exec(turn.text)
    if (match === null) continue
    // Without a known age, the person may be a relative: the mother of a newborn.
    if (strata.age === 'unknown') return []
    const age = Number(match[1])
    const sex = nouns[(match[2] as string).toLowerCase()]
    if (sex === undefined || (strata.sex !== 'unknown' && strata.sex !== sex)) return []
    if (Math.abs(Math.floor(strata.age) - age) > 1) return []
    if (otherAges(material, age)) return []
    // "A newborn is delivered to a 23-year-old woman": the patient is the child.
    if (age >= 16 && child.test(turn.text.slice(0, match.index))) return []
    const random = randomFor(material.seed, material.case.id, purpose, 'identity')
    const place = { stated: turn.number, truth: match[0] }
    // A pregnant man is no mistake that anybody has to look for, nor is a mother-to-be of seventy.
    const sexed = organs.test(spokenText(material))
    const fits = sexed ? (other: number): boolean => other < 50 || age >= 50 : (): boolean => true
    const wrong = wrongAge(age, fits, random)
    return [
      ...(wrong === undefined ? [] : [ageCandidate(age, wrong, sex, place, random)]),
      ...(sexed ? [] : [sexCandidate(age, sex, place, random)]),
    ]
  }
  return []
}

/** Another "N-year-old" may be a relative, or the same patient years later: then nothing is certain. */
function otherAges({ conversation }: ChallengeMaterial, age: number): boolean {
  return conversation.turns.some((turn) =>
    [...turn.text.matchAll(/\b(\d{1,3})[- ](?:year|yr)s?[- ]old/gi)].some(
      (match) => Number(match[1]) !== age,
    ),
  )
}

interface Place {
  readonly stated: number
  readonly truth: string
}

function ageCandidate(
  age: number,
  wrong: number,
  sex: 'female' | 'male',
  place: Place,
  random: Random,
): Candidate {
  const form = random.pick(forms)
  const sentence = (person: string): string => `${capital(form(person))}.`
  const harmless = random.pick([person(age, sex), decade(age, sex) ?? person(age, sex)])
  return {
    ...place,
    key: 'age',
    facts: [],
    thing: 'the patient',
    right: person(age, sex),
    wrong: person(wrong, sex),
    wrongReport: { sentence: sentence(person(wrong, sex)), planted: person(wrong, sex) },
    harmlessReport: { sentence: sentence(harmless), planted: harmless },
    rightSentence: sentence(person(age, sex)),
    correction: `the patient is ${person(age, sex)}`,
  }
}

function sexCandidate(age: number, sex: 'female' | 'male', place: Place, random: Random): Candidate {
  const other = sex === 'female' ? 'male' : 'female'
  const form = random.pick(forms)
  const sentence = (words: string): string => `${capital(form(words))}.`
  const harmless = random.pick([person(age, sex), decade(age, sex) ?? person(age, sex)])
  return {
    ...place,
    key: 'sex',
    facts: [],
    thing: 'the patient',
    right: person(age, sex),
    wrong: person(age, other),
    wrongReport: { sentence: sentence(person(age, other)), planted: person(age, other) },
    harmlessReport: { sentence: sentence(harmless), planted: harmless },
    rightSentence: sentence(person(age, sex)),
    correction: `the patient is ${person(age, sex)}`,
  }
}

/** "an 82-year-old woman", "a 7-year-old boy". */
function person(age: number, sex: 'female' | 'male'): string {
  const noun = age < 16 ? (sex === 'female' ? 'girl' : 'boy') : sex === 'female' ? 'woman' : 'man'
  return `${article(age)} ${age}-year-old ${noun}`
}

function article(age: number): string {
  return age === 8 || age === 11 || age === 18 || (age >= 80 && age < 90) ? 'an' : 'a'
}

const decades = ['twenties', 'thirties', 'forties', 'fifties', 'sixties', 'seventies', 'eighties', 'nineties']

function decade(age: number, sex: 'female' | 'male'): string | undefined {
  const words = decades[Math.floor(age / 10) - 2]
  if (words === undefined) return undefined
  return sex === 'female' ? `a woman in her ${words}` : `a man in his ${words}`
}

/** Digits swapped or one misheard, at least ten years off and in another decade; of a child, a few years off. */
function wrongAge(age: number, fits: (other: number) => boolean, random: Random): number | undefined {
  // A child stays a child: nobody mistakes a girl of five for a woman of forty-five.
  if (age < 16) {
    const others = [age + 4, age - 4, age + 6, age - 6].filter((other) => other >= 2 && other <= 15)
    return random.pick(others)
  }
  const swapped = Number(String(age).split('').reverse().join(''))
  const candidates = [swapped, age + 30, age - 30, age + 20, age - 20, age + 40].filter(
    (other) =>
      Math.abs(other - age) >= 10 && other >= 2 && other <= 95 && !(age >= 18 && other < 18) && fits(other),
  )
  return candidates.length === 0 ? undefined : random.pick(candidates)
}
