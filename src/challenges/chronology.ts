// Rule: a report turns the order of two dated events round. Near miss: the true order in other words. Only
// events with different dates, or days of the case's own count, that the conversation states.
import { capital } from '../kit/capital.ts'
import { randomFor } from '../kit/random.ts'
import type { ChallengeMaterial, ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { saidName } from './measured.ts'
import { sayable, statedFacts, type Stated } from './stated.ts'
import { triplesFrom, type Candidate } from './versions.ts'

const forms: readonly ((first: string, then: string) => string)[] = [
  (first, then) => `in order of time, ${first} came before ${then}`,
  (first, then) => `${first} came first, and ${then} followed later`,
  (first, then) => `${first} preceded ${then}`,
  (first, then) => `${then} came only after ${first}`,
]

export const chronology: ChallengeRule = {
  name: 'chronology',
  title: 'A report turns the order of two dated events round.',
  kind: 'conflict',
  taskType: 'consistency_check',
  severity: 1,
  implicitness: 2,
  plant: (material) =>
    // The order of a simulated course follows from its phases: nobody would take it for a fault.
    material.conversation.origin === 'simulated'
      ? { triples: [], empty: 'a course in phases' }
      : triplesFrom(
          material,
          'chronology',
          candidatesOf(material),
          bystandersOf(material),
          'no two dated events',
        ),
}

function candidatesOf(material: ChallengeMaterial): Candidate[] {
  const events = singleEvents(material)
  const random = randomFor(material.seed, material.case.id, 'chronology', 'pairs')
  const candidates: Candidate[] = []
  const shuffled = random.shuffle(events)
  for (let i = 0; i + 1 < shuffled.length && candidates.length < 6; i += 2) {
    const [a, b] = [shuffled[i] as Stated, shuffled[i + 1] as Stated]
    const order = compare(a, b)
    if (order === 0) continue
    const [first, then] = order < 0 ? [a, b] : [b, a]
    const [earlier, told] = first.turn.number < then.turn.number ? [first, then] : [then, first]
    const [early, late] = [saidName(first.fact.name), saidName(then.fact.name)]
    const [form, again] = [random.pick(forms), random.pick(forms)]
    const [right, wrong] = [`${early} before ${late}`, `${late} before ${early}`]
    const words = capital(form(late, early))
    const harmless = capital(again(early, late))
    candidates.push({
      key: `${first.fact.id} ${then.fact.id}`,
      facts: [first.fact.id, then.fact.id],
      stated: told.turn.number,
      besides: [earlier.turn.number].filter((turn) => turn !== told.turn.number),
      truth: datedWords(told),
      thing: 'the order of events',
      right,
      wrong,
      wrongReport: { sentence: `${words}.`, planted: words },
      harmlessReport: { sentence: `${harmless}.`, planted: harmless },
      rightSentence: `${capital(form(early, late))}.`,
      correction: `the order is ${right}`,
    })
  }
  return candidates
}

/**
 * Contacts with the clinic come again and again; only one of them may be on record. And of routine work, such as
 * vaccines and cultures, colds, or signs of another of the illnesses, nobody needs to know what came before what.
 */
const routine =
  /\b(?:visit|encounter|procedure$|check|exam|screening|consult|discharge|admission|review|follow-up|vaccin|immuni[sz]|cultur|counsel|education|care\b|plan\b|measur|monitor|tests?\b|assessment|evaluation|management|scor|scans?\b|imaging|ultraso|radiogra|x-ray|tomogra|resonance|sutur|wound|sore throat|sinusitis|pharyngitis|hyperglyc|prediabet)/i

/** The event with its date as its turn has it; the date alone where that is not said in one breath. */
function datedWords({ fact, turn }: Stated): string {
  const { quote } = fact.evidence
  const date = fact.time?.text ?? ''
  return quote.length <= 110 && quote.includes(date) && turn.text.includes(quote) ? quote : date
}

/** Events whose name comes once in the case, with a date or a day. */
function singleEvents(material: ChallengeMaterial): Stated[] {
  const counts = new Map<string, number>()
  for (const fact of material.facts) {
    const name = saidName(fact.name).toLowerCase()
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return statedFacts(material, ['symptom', 'diagnosis', 'procedure', 'sign', 'history']).filter(
    ({ fact }) =>
      !fact.negated &&
      !routine.test(fact.name) &&
      (fact.time?.date !== undefined || fact.time?.day !== undefined) &&
      sayable(saidName(fact.name)) &&
      counts.get(saidName(fact.name).toLowerCase()) === 1,
  )
}

/** Below 0 when `a` came first by at least a day; 0 when that cannot be told. */
function compare(a: Stated, b: Stated): number {
  const [left, right] = [a.fact.time, b.fact.time]
  if (left?.date !== undefined && right?.date !== undefined) {
    const [first, second] = [left.date.slice(0, 10), right.date.slice(0, 10)]
    if (first.length < 10 || second.length < 10 || first === second) return 0
    return first < second ? -1 : 1
  }
  return left?.day === undefined || right?.day === undefined ? 0 : left.day - right.day
}
