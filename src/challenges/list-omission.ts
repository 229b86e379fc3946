// Rule: a handover that claims to read out a whole list (the drugs, the abnormal values, the known conditions)
// leaves one entry out. Near miss: all are there, in another order. Handled: the next turn adds it.
import { capital } from '../kit/capital.ts'
import { randomFor, type Random } from '../kit/random.ts'
import type { FactKind } from '../records/statement.ts'
import {
  triplesPerRule,
  type ChallengeMaterial,
  type ChallengeRule,
  type Planted,
  type Triple,
} from './challenge.ts'
import { wholeness } from './claims.ts'
import { drugName } from './doses.ts'
import {
  drugMentions,
  givesSubstance,
  hasGapBesideDrug,
  hasUnnamedDrug,
  listsUnknownDrug,
  namesAlternatives,
} from './drug-mentions.ts'
import { saidName } from './measured.ts'
import { sayable, spokenText, statedFacts, type Stated } from './stated.ts'
import { membersOf, voicesOf } from './voices.ts'

interface ListKind {
  readonly name: string
  readonly kinds: readonly FactKind[]
  readonly belongs: (item: Stated) => boolean
  readonly said: (item: Stated) => string
  readonly lead: readonly string[]
  /** What the fault could do, where that is less than the rule's. */
  readonly severity?: Triple['severity']
}

const listKinds: readonly ListKind[] = [
  {
    name: 'medication list',
    kinds: ['medication'],
    // Whether a drug is still taken is often not said: the list claims to hold those given up as well.
    belongs: ({ fact }) => !fact.negated,
    said: ({ fact }) => drugName(fact.name),
    lead: [
      'All drugs taken, given or ordered, past and present',
      'The complete list of drugs, those given up included',
      'Every drug that was taken, given or ordered',
      'Medication past and present, the whole list',
    ],
  },
  {
    name: 'list of abnormal values',
    kinds: ['lab'],
    belongs: ({ fact }) =>
      !fact.negated && fact.interpretation !== undefined && fact.interpretation !== 'normal',
    said: ({ fact }) => saidName(fact.name),
    lead: [
      'The values out of range, all of them',
      'Every abnormal laboratory value we have',
      'The complete list of abnormal results',
      'Abnormal results, the whole list',
    ],
    severity: 2,
  },
  {
    name: 'list of allergies',
    kinds: ['allergy'],
    belongs: ({ fact }) => !fact.negated,
    said: ({ fact }) => saidName(fact.name),
    lead: [
      'Allergies, all of them',
      'The complete list of allergies',
      'Every allergy on record',
      'Allergies in full',
    ],
  },
]

/** A handover reads out no more than this. */
const longest = 9

export const listOmission: ChallengeRule = {
  name: 'list_omission',
  title: 'A handover that reads out a whole list leaves one entry out.',
  kind: 'omission',
  taskType: 'omission_detection',
  severity: 3,
  implicitness: 2,
  plant,
}

function plant(material: ChallengeMaterial): Planted {
  const random = randomFor(material.seed, material.case.id, 'list_omission')
  const triples: Triple[] = []
  for (const kind of listKinds) {
    const items = itemsOf(material, kind)
    if (items.length < 3 || items.length > longest || triples.length >= triplesPerRule) continue
    const triple = listTriple(
      material,
      {
        target: `list ${kind.name}`,
        list: kind.name,
        lead: random.pick(kind.lead),
        items: items.map((item) => ({
          words: kind.said(item),
          turn: item.turn.number,
          facts: [item.fact.id],
        })),
        ...(kind.severity === undefined ? {} : { severity: kind.severity }),
      },
      random,
    )
    if (triple !== undefined) triples.push(triple)
  }
  return triples.length > 0 ? { triples } : { triples, empty: 'no list of three to nine entries' }
}

function itemsOf(material: ChallengeMaterial, kind: ListKind): Stated[] {
  const named = new Map<string, Stated>()
  for (const item of statedFacts(material, kind.kinds)) {
    const name = kind.said(item).toLowerCase()
    if (!kind.belongs(item) || named.has(name) || forms.test(name)) continue
    // An entry that cannot be read out would make every list incomplete.
    if (!sayable(name) || drugClass.test(name)) return []
    named.set(name, item)
  }
  const names = [...named.keys()]
  if (kind.kinds.includes('lab') && otherResults(material, named)) return []
  const nested = names.some((a) => names.some((b) => a !== b && b.includes(a)))
  if (nested || (kind.kinds.includes('medication') && namesOtherDrugs(material, named))) return []
  return [...named.values()]
}

const resultWords =
  /(?:emia|aemia|uria|penia|philia|cytosis|lymphia|acidosis|alkalosis)\b|\b(?:circulating|concentration|level|count|proliferation|anticoagulant|antibod\w+|autoantibod\w+|activity|marrow|excretion|serum|plasma|urinary|globulin|lymphocytes?|t cells?|b cells?|csf|culture|titer|marker|transaminase\w*|creatinine|lactate|elevated|decreased total)\b/i

/** Whether the case has what may be an abnormal result and is not on the list: then no list is surely whole. */
function otherResults({ facts }: ChallengeMaterial, named: ReadonlyMap<string, Stated>): boolean {
  return facts.some(
    (fact) =>
      !fact.negated &&
      fact.interpretation !== 'normal' &&
      !named.has(saidName(fact.name).toLowerCase()) &&
      (fact.kind === 'lab' ? fact.value === undefined : fact.kind !== 'vital' && resultWords.test(fact.name)),
  )
}

/** Words that facts may carry as names of drugs, but that name only the form. */
const forms =
  /^(?:inhalers?|tablets?|pills?|creams?|drops|injections?|medications?|drugs?|supplements?|ointments?)$/
/** A class beside its members may name one of them again. */
export const drugClass =
  /\b(?:drugs?|agents?|anticoagulants?|antibiotics?|\w*steroids?|anti[a-z]+(?:ives?|als?|ants?|ics?|gens?)|sedatives?|laxatives?|contraceptives?|therapy|antihistamines?|opioids?|inhibitors?|blockers?|diuretics?|analgesics?|vitamins?|replacement|vaccines?|chemotherapy|fluids?|infusions?|transfusions?|immunosuppress\w*|antiretroviral\w*|regimen|cocktail)\b/i
/** Drugs by their endings, for those that the lexicon does not know. */
const drugWords =
  /\b[a-z]+(?:pril|olol|sartan|statin|mycin|cillin|floxacin|azole|dipine|tidine|prazole|zepam|zolam|oxetine|gliptin|gliflozin|parin|xaban|mab|semide|thiazide|profen|platin|taxel|rubicin|tinib|zomib|ciclib|trexate|phosphamide|citabine|dronate|lukast|terol|tropium|triptyline|zosin|fibrate|glutide|coxib|triptan|setron|curonium|fentanil|conazole|penem|bactam|cycline|ciclovir|cyclovir|previr|buvir|tegravir|vudine|navir)\b/g

/** What leaves it open whether a text names all drugs. */
const doubts = [
  hasUnnamedDrug,
  hasGapBesideDrug,
  listsUnknownDrug,
  namesAlternatives,
  givesSubstance,
] as const

/** Whether a drug is spoken of that is not on the list, or one without its name: then no list is surely whole. */
function namesOtherDrugs(material: ChallengeMaterial, named: ReadonlyMap<string, Stated>): boolean {
  // A drug the patient is allergic to, or does not take, is spoken of and belongs on no list.
  const listed = new Set([...named.values()].map(({ fact }) => fact.name.toLowerCase()))
  const excluded = new Set(
    material.facts
      .filter(({ kind, negated }) => kind === 'allergy' || (kind === 'medication' && negated))
      .map(({ name }) => name.toLowerCase()),
  )
  const known = [...listed, ...excluded].join(' ')
  const texts = material.conversation.turns.map((turn) => turn.text)
  const mentioned = texts.flatMap(drugMentions)
  return (
    mentioned.some(({ name, isClass }) => isClass || !known.includes(name)) ||
    [...excluded].some((name) => listed.has(name)) ||
    texts.some((text) => doubts.some((isIn) => isIn(text))) ||
    [...withoutMentions(spokenText(material)).matchAll(drugWords)].some(([word]) => !known.includes(word))
  )
}

/** What is left of a text without the names that the lexicon knows. */
function withoutMentions(text: string): string {
  return drugMentions(text).reduceRight(
    (rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`,
    text,
  )
}

const gaps = [
  'Something is missing',
  'Incomplete',
  'An entry was dropped',
  'To be added',
  'There is a gap',
] as const

export interface ListItem {
  readonly words: string
  /** Turn of the conversation that says it, where that is known. */
  readonly turn?: number
  readonly facts: readonly string[]
  /** Belongs on the list, but little is lost without it: it is not what is left out. */
  readonly light?: boolean
  /** How bad it is to leave this entry out, where entries differ. */
  readonly severity?: Triple['severity']
}

export interface ListToRead {
  readonly target: string
  /** "medication list". */
  readonly list: string
  readonly lead: string
  readonly items: readonly ListItem[]
  /** What the reporter reads the whole list from, said in a turn of its own before the report. */
  readonly source?: string
  readonly severity?: Triple['severity']
}

/** The triple of a list that is read out at the end; undefined when no clinician speaks. */
export function listTriple(
  material: ChallengeMaterial,
  reading: ListToRead,
  random: Random,
): Triple | undefined {
  const place = material.conversation.turns.length
  const voices = voicesOf(material.conversation, random, place)
  const weighty = reading.items.filter(({ light }) => light !== true)
  if (voices === undefined || weighty.length === 0) return undefined
  const missed = random.pick(weighty)
  const severity = missed.severity ?? reading.severity
  const kept = random.shuffle(reading.items.filter((item) => item !== missed))
  const full = kept.toSpliced(random.below(kept.length + 1), 0, missed)
  const say = (lead: string, items: readonly ListItem[]): string =>
    `${capital(lead)}: ${items.map((item) => item.words).join(', ')}`
  const [short, complete] = [say(reading.lead, kept), say(reading.lead, full)]
  const before = reading.source === undefined ? undefined : `${say(reading.source, reading.items)}.`
  const report = place + (before === undefined ? 1 : 2)
  const stated = before === undefined ? missed.turn : place + 1
  const turns = { stated: stated ?? place, report, answer: report + 1 }
  // Points of a recap are phrases of their own: quoted, they can stand in a sentence.
  const named = ({ words }: ListItem): string => (reading.list === 'recap' ? `“${words}”` : words)
  const missing = (item: ListItem): string =>
    `${random.pick(gaps)}: the ${reading.list} in turn ${turns.report} leaves out ${named(item)}, and nobody has added it.`
  return {
    target: reading.target,
    truth: missed.words,
    facts: missed.facts,
    to: turns.answer,
    turns: [...(stated === undefined ? [] : [stated]), turns.report, turns.answer],
    members: membersOf(
      {
        place,
        ...(before === undefined ? {} : { before }),
        wrong: { sentence: `${short}.`, planted: short },
        harmless: { sentence: `${complete}.`, planted: complete },
        company: [],
        correction: random.pick([
          `${named(missed)} belongs on that list`,
          `add ${named(missed)} to that list`,
          `${named(missed)} has to be on it too`,
          `that leaves out ${named(missed)}`,
        ]),
      },
      voices,
      random,
    ),
    claims: {
      concern: missing(missed),
      settled: `${random.pick(['Nothing more to raise', 'No need to add it again', 'Nothing is left to be added'])}: turn ${turns.report} left out ${named(missed)}, but turn ${turns.answer} already added it.`,
      silent: wholeness(turns, random),
      mistaken: random.sample(kept, 2).map(missing),
    },
    ...(severity === undefined ? {} : { severity }),
  }
}
