// Rule: a clinician orders exactly the drug to which the patient is documented to be allergic. Near miss: a
// drug that a clinician or the record names as given. Needs no knowledge of drug classes: only the very name
// counts. Not for simulated courses: hazardous-order.ts orders there what the patient could need, in a dose.
import { capital } from '../kit/capital.ts'
import { randomFor, type Random } from '../kit/random.ts'
import type { Participant } from '../records/conversation.ts'
import {
  triplesPerRule,
  type ChallengeMaterial,
  type ChallengeRule,
  type Planted,
  type Triple,
} from './challenge.ts'
import { silence } from './claims.ts'
import { drugName } from './doses.ts'
import { saidName } from './measured.ts'
import { drugClass } from './list-omission.ts'
import { hasDied, placesAfter, sayable, spokenText, statedFacts, type Stated } from './stated.ts'
import { membersOf, voicesOf } from './voices.ts'

/** Allergens that are drugs: names and endings. What is not surely a drug is left out. */
const drugs =
  /(?:cillin|mycin|floxacin|cycline|sulfa\w*|sulpha\w*|sulfamethoxazole|trimethoprim|cef\w+|ceph\w+|penem|aspirin|ibuprofen|naproxen|diclofenac|codeine|morphine|oxycodone|hydrocodone|tramadol|fentanyl|meperidine|pril|sartan|statin|heparin|warfarin|metformin|prednisone|lidocaine|metronidazole|nitrofurantoin|vancomycin|bactrim|augmentin|amoxil|penicillin|paracetamol|acetaminophen|allopurinol|carbamazepine|phenytoin|lamotrigine)\b/i

/** Several drugs under one name: nobody orders "cephalosporin", or "a local anesthetic such as lidocaine". */
const several =
  /s$|\b(?:such as|including|and|or)\b|\b(?:cephalosporin|carbapenem|quinolone|fluoroquinolone|macrolide|sulfa|sulpha)$/i

/** Given once, in an emergency: to order them again for the night would raise a question of its own. */
const emergency =
  /epinephrine|adrenaline|naloxone|glucagon|atropine|saline|contrast|anesthe|anaesthe|propofol/i

const laymen: ReadonlySet<Participant['role']> = new Set(['patient', 'family'])

const forms: readonly ((drug: string) => string)[] = [
  (drug) => `I am ordering ${drug} for today`,
  (drug) => `from now on ${drug} is given as well`,
  (drug) => `the order I am about to sign is ${drug}`,
  (drug) => `from tonight we give ${drug}`,
  (drug) => `please prepare ${drug}`,
]

export const allergy: ChallengeRule = {
  name: 'allergy',
  title: 'The very drug the patient is allergic to is ordered.',
  kind: 'error',
  taskType: 'explicit_error_correction',
  severity: 3,
  implicitness: 2,
  plant,
}

function plant(material: ChallengeMaterial): Planted {
  if (material.conversation.origin === 'simulated')
    return { triples: [], empty: 'a course of the knowledge base' }
  if (hasDied(material)) return { triples: [], empty: 'the patient has died' }
  const random = randomFor(material.seed, material.case.id, 'allergy')
  const allergens = statedFacts(material, ['allergy']).filter(
    ({ fact, turn }) =>
      !fact.negated &&
      drugs.test(fact.name) &&
      !several.test(saidName(fact.name)) &&
      sayable(fact.name) &&
      standsIn(turn.text, fact.name),
  )
  const names = new Set(allergens.map(({ fact }) => saidName(fact.name).toLowerCase()))
  const spoken = spokenText(material)
  // What patients take of their own accord is not yet a clinician's order.
  const lay = new Set(
    material.conversation.participants.flatMap(({ id, role }) => (laymen.has(role) ? [id] : [])),
  )
  const given = statedFacts(material, ['medication']).filter(({ fact, turn }) => {
    const drug = drugName(fact.name)
    const related = [...names].some((name) => shareStem(name, drug.toLowerCase()))
    if (fact.negated || fact.status === 'stopped' || related || !sayable(drug)) return false
    if (lay.has(turn.speaker)) return false
    if (drugClass.test(drug) || emergency.test(drug) || !standsIn(turn.text, drug)) return false
    return !isGivenUp(spoken, drug.toLowerCase())
  })
  if (names.size === 0) return { triples: [], empty: 'no drug allergy is documented' }
  if (given.length === 0) return { triples: [], empty: 'a drug allergy, but no other drug that is given' }
  const triples: Triple[] = []
  const seen = new Set<string>()
  for (const allergen of random.shuffle(allergens)) {
    const name = saidName(allergen.fact.name)
    if (triples.length >= triplesPerRule || seen.has(name.toLowerCase())) continue
    seen.add(name.toLowerCase())
    const triple = tripleOf(material, allergen, name, random.pick(given), random)
    if (triple !== undefined) triples.push(triple)
  }
  return triples.length > 0 ? { triples } : { triples, empty: 'no clinician speaks' }
}

function tripleOf(
  material: ChallengeMaterial,
  allergen: Stated,
  name: string,
  safe: Stated,
  random: Random,
): Triple | undefined {
  const drug = drugName(safe.fact.name)
  const places = placesAfter(material.conversation, Math.max(allergen.turn.number, safe.turn.number))
  const place = random.next() < 0.5 ? (places.at(-1) as number) : random.pick(places)
  const voices = voicesOf(material.conversation, random, place, true)
  if (voices === undefined) return undefined
  const [stated, report, answer] = [allergen.turn.number, place + 1, place + 2]
  const form = random.pick(forms)
  const [wrong, harmless] = [capital(form(name)), capital(form(drug))]
  const action = random.pick([
    'the order must be withdrawn',
    'another drug has to be chosen',
    'do not give it',
  ])
  // Of the other drug too it is said where allergies are documented: nobody documents one where a drug is given.
  const clash = (what: string): string =>
    `Turn ${report} orders ${what} although turn ${stated} documents an allergy to ${what}, and the order stands; ${action}.`
  return {
    target: `allergy ${name.toLowerCase()}`,
    truth: allergen.turn.text.includes(allergen.fact.evidence.quote) ? allergen.fact.evidence.quote : name,
    facts: [allergen.fact.id],
    to: place + 2,
    turns: [stated, report, answer],
    members: membersOf(
      {
        place,
        wrong: { sentence: `${wrong}.`, planted: wrong },
        harmless: { sentence: `${harmless}.`, planted: harmless },
        company: [],
        correction: `there is a documented allergy to ${name}, so that order is withdrawn`,
      },
      voices,
      random,
    ),
    claims: {
      concern: clash(name),
      settled: `Nothing more to raise: turn ${report} ordered ${name} against a documented allergy, but turn ${answer} already withdrew it.`,
      silent: silence({ stated, report, answer }, random),
      mistaken: [clash(drug)],
    },
  }
}

/** The drug's name near a word of stopping, change or harm: to order it again may be a fault of its own. */
function isGivenUp(spoken: string, drug: string): boolean {
  const words =
    "stop|discontinu|switch|held|hold|withdr|withheld|ceased|instead|avoid|allerg|reaction|rash|previous|former|used to|no longer|refus|overdose|toxic|caused|due to|induced|contraindicat|pause|never|not|n[’']t|risk"
  const escaped = drug.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`(?:${words})[^.]{0,80}${escaped}|${escaped}[^.]{0,80}(?:${words})`).test(spoken)
}

function standsIn(text: string, name: string): boolean {
  return text.toLowerCase().includes(name.toLowerCase())
}

/** Whether two drug names may be one drug, or of one class by their endings: "amoxicillin" and "penicillin". */
function shareStem(a: string, b: string): boolean {
  if (a.includes(b) || b.includes(a)) return true
  const classes = [
    'cillin',
    'cef',
    'ceph',
    'mycin',
    'floxacin',
    'cycline',
    'sulf',
    'pril',
    'sartan',
    'statin',
    'penem',
  ]
  const lactams = /cillin|cef|ceph|penem|augmentin/
  if (lactams.test(a) && lactams.test(b)) return true
  const analgesics =
    /aspirin|ibuprofen|naproxen|diclofenac|ketorolac|meloxicam|celecoxib|advil|motrin|aleve|nsaid/
  const opioids =
    /codeine|morphine|codone|tramadol|fentanyl|meperidine|methadone|buprenorphine|percocet|vicodin|norco/
  const sulfonamides = /sulf|sulph|bactrim|trimethoprim/
  if ([analgesics, opioids, sulfonamides].some((group) => group.test(a) && group.test(b))) return true
  return classes.some((stem) => a.includes(stem) && b.includes(stem))
}
