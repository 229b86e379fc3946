// timeline_sequence: put events into the order that the text's own times give. Reactive. Only events whose
// times cannot overlap are used; the order in which they are told is never taken for the order in time.
// Paper: section 2, reactive task 2.
import { capital } from '../kit/capital.ts'
import { groupBy } from '../kit/group.ts'
import { type Random, randomFor } from '../kit/random.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { chooseDrafts, isAffirmed, lastTurn, toldFacts, type ToldFact, viewUpTo } from './material.ts'
import { normalise } from './mentions.ts'
import { happensOnce, isEvent, treats } from './single-events.ts'
import { quantityOf } from './subjects.ts'
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'
import { type Interval, intervalOf, surelyBefore, whenText } from './when.ts'
import { isAdministrative, listed, medicationText, readsAsName, subjectName, valueText } from './wording.ts'

interface Event {
  readonly item: ToldFact
  readonly label: string
  readonly interval: Interval
}

export const timelineSequence: TaskType = {
  id: 'timeline_sequence',
  forms: ['events', 'onsets', 'treatments', 'results_of_one_test'],
  draft: (material) => {
    const events = eventsOf(material)
    if (events.length < 3) return { drafts: [], empty: 'fewer than three events with a certain time' }
    const random = randomFor(material.seed, material.case.id, 'timeline_sequence')
    const simulated = material.conversation.origin === 'simulated'
    const drafts = unlike(
      simulated
        ? mixedChains(events, labelCounts(material), random)
        : statedChains(events, material.conversation, random),
    ).flatMap(({ form, chain }) => draftOf(material, form, chain, random))
    const chosen = chooseDrafts(drafts, random)
    return chosen.length > 0
      ? { drafts: chosen }
      : { drafts: [], empty: 'fewer than three events in a certain order' }
  },
}

function statedChains(events: readonly Event[], conversation: Conversation, random: Random): Chain[] {
  const once = events.filter(
    ({ item, interval }) => isEvent(item.fact, interval) && happensOnce(item, conversation),
  )
  return [
    ...chains(once, 'events', 6, random),
    ...chains(ofKinds(once, ['symptom', 'sign', 'diagnosis', 'history']), 'onsets', 4, random),
    ...chains(
      ofKinds(once, ['medication', 'procedure', 'decision']).filter(({ item }) => treats(item.fact)),
      'treatments',
      4,
      random,
    ),
    ...series(events, random),
  ]
}

function eventsOf(material: TaskMaterial): Event[] {
  const result: Event[] = []
  for (const item of toldFacts(material)) {
    const interval = intervalOf(item.fact.time)
    if (interval === undefined || !isAffirmed(item.fact) || whenText(item.fact.time) === undefined) continue
    // Steps of a course have a natural order, which tells it without any time.
    if (material.conversation.origin === 'simulated' && !isMeasured(item.fact)) continue
    const label = labelOf(item.fact)
    if (label !== undefined) result.push({ item, label, interval })
  }
  return result
}

function isMeasured({ kind }: Fact): boolean {
  return kind === 'lab' || kind === 'vital'
}

/** What stands for the event in an option; undefined for facts that are no event. */
function labelOf(fact: Fact): string | undefined {
  const name = subjectName(fact)
  if (
    !readsAsName(name) ||
    isAdministrative(name) ||
    fact.kind === 'outcome' ||
    fact.kind === 'demographic' ||
    fact.kind === 'allergy'
  )
    return undefined
  if (fact.kind === 'lab' || fact.kind === 'vital') {
    if (typeof fact.value !== 'number') return undefined
    return capital(`${name} ${valueText(fact)}`)
  }
  const text =
    fact.kind === 'medication'
      ? medicationText({ name: fact.name, ...(isPlainDose(fact.dose) ? { dose: fact.dose } : {}) })
      : name
  return text.length > 70 || text.includes('→') ? undefined : capital(text)
}

/** One strength; those of combined and of inhaled drugs are more than a label can hold. */
function isPlainDose(dose: string | undefined): dose is string {
  return dose !== undefined && !/\/.*\/|actuation/.test(dose)
}

function ofKinds(events: readonly Event[], kinds: readonly Fact['kind'][]): Event[] {
  return events.filter((event) => kinds.includes(event.item.fact.kind))
}

interface Chain {
  readonly form: string
  readonly chain: readonly Event[]
}

/** Random chains of three to five events in a certain order; an event with two times is left out. */
function chains(events: readonly Event[], form: string, count: number, random: Random): Chain[] {
  const times = new Map<string, Set<string>>()
  for (const event of events) {
    const key = normalise(event.item.fact.name)
    const set = times.get(key) ?? new Set()
    set.add(`${event.interval.axis} ${event.interval.from}`)
    times.set(key, set)
  }
  const single = events.filter((event) => times.get(normalise(event.item.fact.name))?.size === 1)
  const result: Chain[] = []
  for (let attempt = 0; attempt < count; attempt++) {
    const wanted = 3 + random.below(3)
    const chain = chainFrom(random.sample(single, 60), wanted)
    if (chain.length >= 3) result.push({ form, chain })
  }
  return result
}

/** How often each label stands in the whole account: a value that came twice stands at two places, dated or not. */
function labelCounts(material: TaskMaterial): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { fact } of toldFacts(material)) {
    const label = labelOf(fact)
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return counts
}

/**
 * For courses: one value of each of three to five times, each of another measure. The values of one measure mostly
 * go back to normal, and steps have a natural order: both would tell the order without any time. No two chains share
 * two values, whose order would be asked for twice.
 */
function mixedChains(events: readonly Event[], labels: ReadonlyMap<string, number>, random: Random): Chain[] {
  const times = [...groupBy(events, ({ interval }) => interval.from).values()]
  if (times.length < 3) return []
  const asked = new Set<string>()
  return Array.from({ length: 10 }, (): Chain => {
    const chain: Event[] = []
    for (const group of random.sample(times, 3 + random.below(3))) {
      const event = random
        .shuffle(group)
        .find(
          ({ item, label, interval }) =>
            labels.get(label) === 1 &&
            chain.every(
              (other) => other.item.fact.name !== item.fact.name && areApart(other.interval, interval),
            ),
        )
      if (event !== undefined) chain.push(event)
    }
    return { form: 'events', chain: chain.toSorted((a, b) => a.interval.from - b.interval.from) }
  }).filter(({ chain }) => {
    const pairs = pairsOf(chain)
    if (chain.length < 3 || pairs.some((pair) => asked.has(pair))) return false
    for (const pair of pairs) asked.add(pair)
    return true
  })
}

/** The hours of a course are known, so that half a day lies surely between; a week or more as told. */
function areApart(a: Interval, b: Interval): boolean {
  const byHours = (one: Interval): Interval => ({
    ...one,
    until: one.until - (one.until - one.from <= 1 ? 0.5 : 0),
  })
  return surelyBefore(byHours(a), byHours(b)) || surelyBefore(byHours(b), byHours(a))
}

function pairsOf(chain: readonly Event[]): string[] {
  const ids = chain.map(({ item }) => item.fact.id)
  return ids.flatMap((id, at) => ids.slice(at + 1).map((other) => `${id} ${other}`))
}

/** The chains without those that put three events of an earlier one into order once more, in whatever form. */
function unlike(all: readonly Chain[]): Chain[] {
  const kept: Chain[] = []
  for (const candidate of all) {
    const ids = new Set(candidate.chain.map(({ item }) => item.fact.id))
    const shared = (other: Chain): number => other.chain.filter(({ item }) => ids.has(item.fact.id)).length
    if (kept.every((other) => shared(other) < 3)) kept.push(candidate)
  }
  return kept
}

/** The values of one test over time, in an order that is not simply rising or falling, or of three values at least. */
function series(events: readonly Event[], random: Random): Chain[] {
  const tests = new Map<string, Event[]>()
  for (const event of ofKinds(events, ['lab', 'vital'])) {
    const key = `${quantityOf(event.item.fact)}|${event.item.fact.unit ?? ''}`
    tests.set(key, [...(tests.get(key) ?? []), event])
  }
  return [...tests.values()].flatMap((all) => {
    // A value that came twice stands at two places of the course: it is not asked for.
    const list = all.filter((event) => datesOf(event, all).size === 1)
    const chain = chainFrom(random.shuffle(list), 3 + random.below(3))
    return chain.length >= 3 ? [{ form: 'results_of_one_test', chain }] : []
  })
}

/** The times at which a test gave the value of an event. */
function datesOf(event: Event, all: readonly Event[]): Set<number> {
  const value = normalise(valueText(event.item.fact))
  return new Set(
    all
      .filter((other) => normalise(valueText(other.item.fact)) === value)
      .map(({ interval }) => interval.from),
  )
}

/** Takes events as they come, each surely before or after all taken so far and unlike them; sorted by time. */
function chainFrom(events: readonly Event[], wanted: number): Event[] {
  const taken: Event[] = []
  for (const event of events) {
    if (taken.length >= wanted) break
    const fits = taken.every(
      (other) =>
        (surelyBefore(event.interval, other.interval) || surelyBefore(other.interval, event.interval)) &&
        !overlapping(event.label, other.label),
    )
    if (fits) taken.push(event)
  }
  return taken.toSorted((a, b) => a.interval.from - b.interval.from)
}

function overlapping(a: string, b: string): boolean {
  const [one, two] = [normalise(a), normalise(b)]
  return one === two || ` ${one} `.includes(` ${two} `) || ` ${two} `.includes(` ${one} `)
}

/** Values of a course are measured; they are no events. */
const measurementQuestions: readonly string[] = [
  'By the times given, in which order were these measured, earliest first: %s?',
  'Put these measurements into the order of their stated times, earliest first: %s.',
  'Which order of these measurements agrees with the times stated in the case: %s?',
]

const questions: Readonly<Record<string, readonly string[]>> = {
  events: [
    'By the times given, in which order did these come, earliest first: %s?',
    'Put these into the order of the dates and times stated, earliest first: %s.',
    'Which order of these events agrees with the times stated in the case: %s?',
  ],
  onsets: [
    'In which order did these first appear, by the ages or dates given: %s?',
    'Going by the stated times, which of these came first, and which after it: %s?',
    'Which sequence, from the earliest to the latest, fits the stated times: %s?',
  ],
  treatments: [
    'In which order were these carried out or prescribed, by the dates given: %s?',
    'Trace the course of treatment by its stated times, earliest first: %s.',
    'Which order of these steps agrees with their stated times: %s?',
  ],
  results_of_one_test: [
    'In which order were these results for %n obtained, earliest first: %s?',
    'Put the results for %n into the order in which they were obtained: %s.',
    'By the times given, which course did the %n take, among these results: %s?',
  ],
}

function draftOf(
  material: TaskMaterial,
  form: string,
  chain: readonly Event[],
  random: Random,
): { readonly key: string; readonly draft: Draft }[] {
  const labels = chain.map(({ item, label }) =>
    form === 'results_of_one_test' ? valueText(item.fact) : label,
  )
  if (new Set(labels.map(normalise)).size !== labels.length) return []
  const gold = joined(labels)
  const turns = chain.map((event) => event.item.turn)
  const narrated = chain
    .map((event, index) => ({ label: labels[index] as string, turn: event.item.turn, index }))
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ label }) => label)
  const asked = labels.toSorted((a, b) => (normalise(a) < normalise(b) ? -1 : 1))
  const wrong = wrongOrders(labels, narrated, random)
  if (wrong.length < 3) return []
  const name = subjectName((chain[0] as Event).item.fact)
  const last = lastTurn(material.conversation)
  const measured = chain.every(({ item }) => isMeasured(item.fact))
  const upTo = random.below(3) === 0 ? Math.max(...turns) : last
  const body = random
    .pick(measured && form === 'events' ? measurementQuestions : (questions[form] as readonly string[]))
    .replace('%n', name)
    .replace('%s', listed(asked.map(quote)))
  const effort = { facts: chain.length, turns }
  const evidence = chain.map(
    ({ item }, index) => `${labels[index]} ${whenText(item.fact.time)} (turn ${item.turn})`,
  )
  return [
    {
      key: form === 'results_of_one_test' ? name : asked.join('|'),
      draft: {
        form,
        view: viewUpTo(upTo),
        question: body,
        gold,
        distractors: wrong,
        rationale: `The stated times give the order: ${evidence.join('; ')}.`,
        probe: { kind: 'sequence', labels, facts: chain.map((event) => event.item.fact.id) },
        facts: chain.map((event) => event.item.fact.id),
        turns,
        ...behaviorScore('timeline_sequence', effort),
        complexity: complexityOf(effort),
      },
    },
  ]
}

function quote(label: string): string {
  return `“${label}”`
}

function joined(labels: readonly string[]): string {
  return labels.join(' → ')
}

/** The order of the telling and the reverse among them, then random ones; each starts elsewhere where it can. */
function wrongOrders(labels: readonly string[], narrated: readonly string[], random: Random): string[] {
  const gold = joined(labels)
  const swapped = labels
    .map((_, index) => index)
    .flatMap((index) => {
      if (index === 0) return []
      const copy = [...labels]
      ;[copy[index - 1], copy[index]] = [copy[index] as string, copy[index - 1] as string]
      return [joined(copy)]
    })
  const others = Array.from({ length: 12 }, () => joined(random.shuffle(labels)))
  const all = [joined(narrated), ...random.shuffle([...swapped, joined(labels.toReversed()), ...others])]
  return [...new Set(all)].filter((text) => text !== gold).slice(0, 8)
}
