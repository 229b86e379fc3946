// The sentence forms of the answers to a challenge, so regular that a checker can read them: a concern names
// the thing, both versions with their turns, and says that it stands; a settled one says who put it right.
import { capital } from '../kit/capital.ts'
import type { Random } from '../kit/random.ts'

/** Turn numbers as the view shows them. */
export interface Turns {
  /** Where the true version stands. */
  readonly stated: number
  /** The report. */
  readonly report: number
  /** The answer to the report. */
  readonly answer: number
}

/** The subject of "… is given as": plurals as the value of what they name. */
export function singular(name: string): string {
  return /[^suis]s$/i.test(name) ? `the value for ${name}` : name
}

/** A thing with its two versions: "potassium", "3.6 mmol/L", "6.3 mmol/L". */
export interface Versions {
  readonly thing: string
  readonly right: string
  readonly wrong: string
}

const actions = [
  'it has to be checked',
  'it must be clarified',
  'please verify it at the source',
  'it needs correcting',
  'both cannot hold',
  'I would not let it pass',
  'the source has to be looked at again',
] as const

/** Words before the claim; the claim itself keeps its form. */
const openings = ['', '', 'Raise this', 'This does not fit', 'I have to speak up', 'Stop here'] as const

/** "Potassium is given as 3.6 mmol/L in turn 4 but as 6.3 mmol/L in turn 9, and that stands uncorrected; …" */
export function concernAbout({ thing, right, wrong }: Versions, turns: Turns, random: Random): string {
  const open = random.pick(openings)
  const named = open === '' ? capital(thing) : `${open}: ${thing}`
  return `${named} is given as ${right} in turn ${turns.stated} but as ${wrong} in turn ${turns.report}, and that stands uncorrected; ${random.pick(actions)}.`
}

/** "Nothing more to raise: turn 9 gave potassium as 6.3 mmol/L, and turn 10 put it right as 3.6 mmol/L." */
export function settledAbout({ thing, right, wrong }: Versions, turns: Turns, random: Random): string {
  const open = random.pick([
    'Nothing more to raise',
    'Nothing further to add',
    'No need to step in',
    'Nothing remains to be put right',
    'Nothing is left to be raised',
  ])
  const mended = random.pick([
    `but turn ${turns.answer} already put it right as`,
    `and turn ${turns.answer} has already corrected that, giving it as`,
    `but turn ${turns.answer} already gave it rightly as`,
  ])
  return `${open}: turn ${turns.report} gave ${thing} as ${wrong}, ${mended} ${right}.`
}

/** Says that a list is whole; as long as the other claims about lists are. */
export function wholeness(turns: Turns, random: Random): string {
  return random.pick([
    `Nothing to raise: the list as turn ${turns.report} read it out was whole, with no entry left out.`,
    `No concern: the list in turn ${turns.report} is complete as it was read out, and nobody had to add to it.`,
    `Nothing to add: turn ${turns.report} named everything that belongs on the list from the start.`,
    `No objection: every entry of the list was there in turn ${turns.report}, as it should be.`,
    `Nothing is lacking: turn ${turns.report} read all of the list out, down to the last entry.`,
    `No concern: what belongs on the list stood in turn ${turns.report} from the start, each and every entry.`,
  ])
}

/** "Nothing to raise: turn 9 agrees with what was said before and needed no correction." */
export function silence(turns: Turns, random: Random): string {
  return random.pick([
    `Nothing to raise: turn ${turns.report} agrees with what was said before, and nothing in it had to be put right.`,
    `No concern: what turn ${turns.report} reports is in line with the earlier turns as it stands, without any correction.`,
    `Nothing needs to be said about it: turn ${turns.report} contradicts no earlier turn.`,
    `Nothing to raise. Turn ${turns.report} can be accepted as it was said; it neither conflicts with the earlier turns nor needed correcting.`,
    `Nothing to add: turn ${turns.report} repeats what is known, and no word of it had to be taken back.`,
    `No fault: turn ${turns.report} passes on what the earlier turns say, and nobody had to correct it.`,
    `No objection: what turn ${turns.report} says was right from the start and fits the earlier turns.`,
  ])
}
