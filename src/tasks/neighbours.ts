// Neighbours: statements of the same kind from other cases, as material for plausible wrong options. A
// bounded index, so that the largest corpus fits; which statements it keeps depends on their hashes and
// not on the order in which cases come.
import type { Random } from '../kit/random.ts'
import { sha256 } from '../kit/hash.ts'
import { rememberedOf } from '../kit/remember.ts'
import type { Case } from '../records/case.ts'
import { labelsOf, type LabelOf } from '../records/label.ts'
import type { Fact } from '../records/fact.ts'
import type { FactKind } from '../records/statement.ts'

export interface Neighbours {
  /**
   * Up to `count` facts of other groups with this kind; with a name, those of that name which say more than it.
   * Seeded, no text twice.
   */
  facts(
    want: { readonly kind: FactKind; readonly name?: string; readonly notGroup: string },
    count: number,
    random: Random,
  ): readonly Fact[]
  /** Up to `count` labelled orders of other groups, of this order type where given. */
  orders(
    want: { readonly orderType?: string; readonly notGroup: string },
    count: number,
    random: Random,
  ): readonly LabelOf<'order'>[]
  /** Up to `count` expected cards: of this rule where given, else of all rules but `notRule`; no summary twice. */
  cards(
    want: { readonly rule?: string; readonly notRule?: string },
    count: number,
    random: Random,
  ): readonly LabelOf<'card'>[]
  /** The labelled errors that name their correction, of this group or of all groups but one; by hash. */
  errors(want: { readonly group?: string; readonly notGroup?: string }): readonly NeighbourError[]
}

/** A labelled error with what tells what its note is about. */
export interface NeighbourError {
  readonly label: LabelOf<'error'>
  /** The longer words of the note, each once, in lower case. */
  readonly about: readonly string[]
}

interface Kept<T> {
  readonly hash: string
  readonly group: string
  readonly item: T
}

/** Statements kept per kind, and per name of a kind. */
const kindCapacity = 1600
const nameCapacity = 64

type Shelves<T> = Map<string, Kept<T>[]>

/** The index as plain data, for a worker thread. */
export interface NeighbourSnapshot {
  readonly facts: readonly (readonly [string, Kept<Fact>[]])[]
  readonly orders: readonly (readonly [string, Kept<LabelOf<'order'>>[]])[]
  readonly cards: readonly (readonly [string, Kept<LabelOf<'card'>>[]])[]
  readonly errors: readonly (readonly [string, Kept<NeighbourError>[]])[]
}

/** An index that is filled case by case and then asked. */
export interface NeighbourIndex extends Neighbours {
  add(source: Case, facts: readonly Fact[]): void
  snapshot(): NeighbourSnapshot
}

export function createNeighbourIndex(): NeighbourIndex {
  const facts: Shelves<Fact> = new Map()
  const orders: Shelves<LabelOf<'order'>> = new Map()
  const cards: Shelves<LabelOf<'card'>> = new Map()
  const errors: Shelves<NeighbourError> = new Map()
  return {
    ...askable(facts, orders, cards, errors),
    add: (source, added) => {
      const group = groupOf(source)
      for (const fact of added) {
        const kept = { hash: sha256(fact.id), group, item: fact }
        keep(facts, fact.kind, kept, kindCapacity)
        if (saysMoreThanItsName(fact)) keep(facts, `${fact.kind}\n${fact.name}`, kept, nameCapacity)
      }
      for (const order of labelsOf(source.labels, 'order')) {
        const kept = { hash: sha256(`${source.id}\n${order.description}`), group, item: order }
        keep(orders, '', kept, kindCapacity)
        keep(orders, order.orderType, kept, kindCapacity)
      }
      for (const card of labelsOf(source.labels, 'card')) {
        if (!card.present || card.summary === undefined) continue
        const kept = { hash: sha256(`${source.id}\n${card.summary}`), group: card.rule, item: card }
        keep(cards, '', kept, kindCapacity)
        keep(cards, card.rule, kept, nameCapacity)
      }
      for (const label of labelsOf(source.labels, 'error')) {
        if (!label.present || label.sentence === undefined || label.correction === undefined) continue
        const hash = sha256(`${source.id}\n${label.sentence}`)
        const kept = { hash, group, item: { label, about: topicWords(source) } }
        keep(errors, '', kept, kindCapacity)
        keep(errors, `group\n${group}`, kept, nameCapacity)
      }
    },
    snapshot: () => ({ facts: [...facts], orders: [...orders], cards: [...cards], errors: [...errors] }),
  }
}

/** Others of the same name are asked for what they say of it: its values and doses, what a picture shows. */
function saysMoreThanItsName({ kind, value, dose, route, frequency }: Fact): boolean {
  if (kind === 'imaging' || kind === 'medication') return true
  return [value, dose, route, frequency].some((part) => part !== undefined)
}

/** The index that a snapshot was taken of, to ask only. */
export function neighboursFrom(snapshot: NeighbourSnapshot): Neighbours {
  const { facts, orders, cards, errors } = snapshot
  return askable(new Map(facts), new Map(orders), new Map(cards), new Map(errors))
}

function askable(
  facts: Shelves<Fact>,
  orders: Shelves<LabelOf<'order'>>,
  cards: Shelves<LabelOf<'card'>>,
  errors: Shelves<NeighbourError>,
): Neighbours {
  return {
    facts: (want, count, random) => {
      const key = want.name === undefined ? want.kind : `${want.kind}\n${want.name}`
      return draw(facts.get(key), want.notGroup, count, random, textOfFact)
    },
    orders: (want, count, random) =>
      draw(orders.get(want.orderType ?? ''), want.notGroup, count, random, textOfOrder),
    cards: (want, count, random) =>
      draw(cards.get(want.rule ?? ''), want.notRule ?? '', count, random, textOfCard),
    errors: ({ group, notGroup }) =>
      (errors.get(group === undefined ? '' : `group\n${group}`) ?? [])
        .filter((kept) => kept.group !== notGroup)
        .map(({ item }) => item),
  }
}

/** What must not come twice: every case draws from the same statements. */
const textOfFact = rememberedOf(({ name, value, unit, dose }: Fact) =>
  [name, value, unit, dose].join('|').toLowerCase(),
)
const textOfOrder = rememberedOf(({ description }: LabelOf<'order'>) => description.toLowerCase())
const textOfCard = rememberedOf(({ summary = '' }: LabelOf<'card'>) => summary.toLowerCase())

/** The longer words of a case's text, each once: they tell what it is about. */
export function topicWords(source: Case): string[] {
  const text = source.sections.map((section) => section.text.toLowerCase()).join('\n')
  return [...new Set(text.match(/\p{L}{6,}/gu) ?? [])].toSorted()
}

/** Cases of one group (one patient, one vignette) are never each other's neighbours. */
export function groupOf(source: Case): string {
  return source.group ?? source.id
}

/** Keeps the `capacity` smallest hashes: a sample that does not depend on order. */
function keep<T>(shelves: Shelves<T>, key: string, kept: Kept<T>, capacity: number): void {
  const shelf = shelves.get(key)
  if (shelf === undefined) {
    shelves.set(key, [kept])
    return
  }
  if (shelf.length >= capacity && (shelf.at(-1) as Kept<T>).hash <= kept.hash) return
  let low = 0
  let high = shelf.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((shelf[middle] as Kept<T>).hash < kept.hash) low = middle + 1
    else high = middle
  }
  shelf.splice(low, 0, kept)
  if (shelf.length > capacity) shelf.pop()
}

function draw<T>(
  shelf: readonly Kept<T>[] | undefined,
  notGroup: string,
  count: number,
  random: Random,
  textOf: (item: T) => string,
): T[] {
  const seen = new Set<string>()
  const result: T[] = []
  for (const { group, item } of inRandomOrder(shelf ?? [], random)) {
    if (result.length >= count) break
    const text = textOf(item)
    if (group === notGroup || seen.has(text)) continue
    seen.add(text)
    result.push(item)
  }
  return result
}

/** The items in random order, drawn one by one (Fisher–Yates): a few of a long shelf cost little. */
function* inRandomOrder<T>(items: readonly T[], random: Random): Generator<T> {
  const moved = new Map<number, number>()
  for (let left = items.length; left > 0; left--) {
    const at = random.below(left)
    const last = left - 1
    const index = moved.get(at) ?? at
    moved.set(at, moved.get(last) ?? last)
    yield items[index] as T
  }
}
