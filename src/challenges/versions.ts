// From a thing with a right and a wrong version to triples: the common way of rules whose fault is that a
// report says something other than what an earlier turn states.
import { randomFor, type Random } from '../kit/random.ts'
import { triplesPerRule, type ChallengeMaterial, type Planted, type Triple } from './challenge.ts'
import { concernAbout, settledAbout, silence, type Turns, type Versions } from './claims.ts'
import { placesAfter } from './stated.ts'
import { membersOf, voicesOf, type Report } from './voices.ts'

/** Something that a turn states and that a report can get wrong. */
export interface Candidate extends Versions {
  /** Unique among the candidates of the case. */
  readonly key: string
  readonly facts: readonly string[]
  /** Turn of the conversation that states it. */
  readonly stated: number
  /** Further turns that the truth rests on. */
  readonly besides?: readonly number[]
  /** Exact words of that turn. */
  readonly truth: string
  /** The report that gets it wrong, and the one that is harmless in its place. */
  readonly wrongReport: Report
  readonly harmlessReport: Report
  /** A sentence that reports it rightly: company for another candidate's report. */
  readonly rightSentence: string
  /** The row of the knowledge base by which the wrong version is wrong, where it is one. */
  readonly knowledge?: string
  /** Without lead-in or full stop: "potassium is 3.6 mmol/L, not 6.3 mmol/L". */
  readonly correction: string
}

/**
 * Up to `triplesPerRule` triples. Each takes another candidate (or one of `others`) into the same report,
 * rightly told, so that the report holds a true thing that a careless reader may object to. `doctor`: only a
 * physician would say it.
 */
export function triplesFrom(
  material: ChallengeMaterial,
  rule: string,
  candidates: readonly Candidate[],
  others: readonly Candidate[],
  empty: string,
  doctor = false,
): Planted {
  const random = randomFor(material.seed, material.case.id, rule)
  const triples: Triple[] = []
  let lacksCompany = false
  for (const target of random.shuffle(candidates)) {
    if (triples.length >= triplesPerRule) break
    const distinct = (other: Candidate): boolean =>
      other.key !== target.key && other.wrong !== target.wrong && !overlaps(other, target)
    const own = candidates.filter(distinct)
    const bystanders = own.length > 0 ? own : others.filter(distinct)
    if (bystanders.length === 0) {
      lacksCompany = true
      continue
    }
    const triple = tripleOf(material, target, random.pick(bystanders), random, doctor)
    if (triple === undefined) return { triples: [], empty: 'no clinician speaks' }
    triples.push(triple)
  }
  if (triples.length > 0) return { triples }
  return { triples, empty: lacksCompany ? 'nothing else to report beside it' : empty }
}

/** Whether one may be read as the other: "blood pressure" beside "systolic blood pressure". */
function overlaps(a: Versions, b: Versions): boolean {
  const [first, second] = [a.thing.toLowerCase(), b.thing.toLowerCase()]
  return first.includes(second) || second.includes(first)
}

function tripleOf(
  material: ChallengeMaterial,
  target: Candidate,
  bystander: Candidate,
  random: Random,
  doctor: boolean,
): Triple | undefined {
  const { conversation } = material
  const places = placesAfter(conversation, Math.max(target.stated, bystander.stated))
  const end = conversation.turns.length
  const within = random.next() < 0.5 ? end : random.pick(places)
  const voices = voicesOf(conversation, random, within, doctor)
  if (voices === undefined) return undefined
  // A doctor dictates after the visit, not in the patient's face.
  const place = voices.dictated ? end : within
  const turns: Turns = { stated: target.stated, report: place + 1, answer: place + 2 }
  const script = {
    place,
    wrong: target.wrongReport,
    harmless: target.harmlessReport,
    company: [bystander.rightSentence],
    correction: target.correction,
  }
  return {
    target: target.key,
    truth: target.truth,
    facts: target.facts,
    to: place + 2,
    turns: [target.stated, ...(target.besides ?? []), place + 1, place + 2],
    ...(target.knowledge === undefined ? {} : { knowledge: target.knowledge }),
    members: membersOf(script, voices, random),
    claims: {
      concern: concernAbout(target, turns, random),
      settled: settledAbout(target, turns, random),
      silent: silence(turns, random),
      mistaken: [concernAbout(bystander, { ...turns, stated: bystander.stated }, random)],
    },
  }
}
