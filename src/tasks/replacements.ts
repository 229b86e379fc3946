// Corrections that could be meant: what may stand in the place of a sentence that is to be corrected. Made
// from the labelled errors of other notes, in the way in which the annotators' own corrections are made: a
// disease for a disease, a drug for a drug, a test for a test, or another sentence of the same kind.
import { capital } from '../kit/capital.ts'
import type { Strata } from '../records/case.ts'
import type { LabelOf } from '../records/label.ts'
import type { Random } from '../kit/random.ts'
import type { NeighbourError } from './neighbours.ts'
import { areasOf, fitAreas, kindsOf } from './clinical-areas.ts'
import { clashesWithSex } from './sexed-words.ts'

/** A sentence taken apart: what it is about, and the words around that. */
export interface Frame {
  readonly before: string
  readonly term: string
  readonly after: string
  /** What fits into the place: "disease", "drug", "test is" … */
  readonly slot: string
}

const tail = String.raw`(?:\s+(?:after|when|based|because|due to|following|upon|given|in order|as (?:the|a)|and (?:is|was)|but|while|showing|for the|to (?:treat|further|confirm|evaluate|prevent|rule|help))\b.*|,.*)?\.?`
const beforeTerm: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      String.raw`^(.*\b(?:diagnosed with|diagnosis (?:is|was|of)|suspected (?:of|to have)|suspicious for|suggestive of|suggests|consistent with|indicative of|confirms the diagnosis of) )(\S.*?)(${tail})$`,
      'i',
    ),
    'disease',
  ],
  [
    new RegExp(
      String.raw`^(.*\b(?:grew|grows|caused by|culture shows|cultures? reveal(?:s|ed)|pathogen is|organism is|infected with) )(\S.*?)(${tail})$`,
      'i',
    ),
    'organism',
  ],
  [
    new RegExp(
      String.raw`^(.*\b(?:prescribed|started on|treated with|placed on|switched to|dose of|receives|received|(?:is|was) given|(?:is|was) administered) )(\S.*?)(${tail})$`,
      'i',
    ),
    'drug',
  ],
  [
    new RegExp(
      String.raw`^(.*\b(?:scheduled for|sent for|undergoes|underwent|undergo) )(\S.*?)(${tail})$`,
      'i',
    ),
    'test',
  ],
]
const passive =
  /^((?:.*[.,]\s+)?)(\S[^.,]*?)(\s+(is|was|are|were)\s+(?:\w+ly\s+)?(performed|done|obtained|conducted|ordered|carried out|scheduled|planned|administered|given|started|prescribed|initiated|begun|recommended|required|indicated|advised|needed|suggested)\b.*)$/i
const given = /administered|given|started|prescribed|initiated|begun/i
const open = /recommended|required|indicated|advised|needed|suggested/i
const asked = /ordered|obtained/i

function slotOf(participle: string): 'drug' | 'either' | 'ordered' | 'done' {
  if (given.test(participle)) return 'drug'
  return open.test(participle) ? 'either' : asked.test(participle) ? 'ordered' : 'done'
}

/** The frame of a sentence of a known form; undefined for any other. */
export function frameOf(sentence: string): Frame | undefined {
  for (const [form, slot] of beforeTerm) {
    const match = form.exec(sentence)
    if (match !== null) {
      const [, before = '', term = '', after = ''] = match
      // "was given to the patient": what was given stands before the verb.
      if (/^(?:to|as|after|during|when|for|based|recently)\b/i.test(term)) continue
      return term.split(' ').length <= 9 ? { before, term, after, slot } : undefined
    }
  }
  const match = passive.exec(sentence)
  if (match === null) return undefined
  const [, before = '', term = '', after = '', verb = '', participle = ''] = match
  const number = /^(?:is|was)$/i.test(verb) ? 'one' : 'many'
  const what = slotOf(participle)
  if (/^(?:patient|he|she|it|the patient|they|this|there)$/i.test(term) || term.split(' ').length > 9)
    return undefined
  return { before, term, after, slot: `subject ${what} ${number}` }
}

export interface Wanted {
  /** The sentence that is to be corrected, and the correction beside which the others have to look alike. */
  readonly sentence: string
  readonly correction: string
  readonly errorType: string | undefined
  /** The note: what it says already, and what it is about. */
  readonly note: string
  readonly about: readonly string[]
  readonly sex: Strata['sex']
}

/** So many candidates are considered, the nearest in topic; and of those of one side by length, so many. */
const nearest = 24
const alike = 5

/**
 * Two other corrections, about as near to the note in words as the given one, of which a random number is
 * shorter; undefined where there are not two.
 */
export function otherCorrections(
  wanted: Wanted,
  errors: readonly NeighbourError[],
  random: Random,
): readonly [string, string] | undefined {
  const noted = new Set(wordsOf(wanted.note))
  const shared = (text: string): number => {
    const words = wordsOf(text)
    return words.length === 0 ? 0 : words.filter((word) => noted.has(word)).length / words.length
  }
  const aim = shared(wanted.correction)
  const { length } = wanted.correction
  const pool = candidatesFor(wanted, errors)
    .slice(0, nearest)
    .map((text) => ({
      text,
      away: Math.abs(shared(text) - aim) + 0.3 * Math.abs(Math.log(text.length / length)),
    }))
    .toSorted((a, b) => a.away - b.away)
    .map(({ text }) => text)
  const side = (isOf: (text: string) => boolean): string[] =>
    random.shuffle(pool.filter(isOf).slice(0, alike))
  const [shorter, longer] = [side((text) => text.length < length), side((text) => text.length >= length)]
  const shorterWanted = random.below(3)
  const chosen = [...shorter.slice(0, shorterWanted), ...longer.slice(0, 2 - shorterWanted)]
  for (const text of pool) if (chosen.length < 2 && !chosen.includes(text)) chosen.push(text)
  const [first, second] = chosen
  return first === undefined || second === undefined ? undefined : [first, second]
}

/** All that could stand in the place of the correction, the nearest in topic first; none without a frame. */
function candidatesFor(wanted: Wanted, errors: readonly NeighbourError[]): string[] {
  const frame = sharedFrame(wanted)
  if (frame === undefined || isFragment(frame.term)) return []
  const alike = errors.filter(({ label }) => kindOf(label) === kindOf(wanted))
  const made = byTopic(wanted.about, alike).flatMap(({ label }) =>
    [label.sentence ?? '', label.correction ?? ''].flatMap((sentence) => {
      const text = inFrame(frame, sentence)
      return text === undefined || !fits(text, wanted, frame) ? [] : [text]
    }),
  )
  // What only a letter or an article tells apart is one and the same: "a lumbar punture".
  const core = (text: string): string =>
    termIn(text, frame)
      .toLowerCase()
      .replace(/\b(?:an?|the|patient) /g, '')
  const seen = [core(wanted.correction), core(wanted.sentence)]
  return made.filter((text) => {
    const words = core(text)
    if (seen.some((other) => nearlySame(words, other) || isPartOf(words, other))) return false
    seen.push(words)
    return true
  })
}

/** What a sentence has in the place of a frame. */
function termIn(sentence: string, { before, after }: Frame): string {
  return sentence.slice(before.length, Math.max(before.length, sentence.length - after.length))
}

/** Whether one names the other less exactly: "a CT" and "CT of the head without contrast". */
function isPartOf(a: string, b: string): boolean {
  const [left, right] = [tokensOf(a), tokensOf(b)]
  const [fewer, more] = left.size <= right.size ? [left, right] : [right, left]
  return fewer.size > 0 && [...fewer].every((word) => more.has(word))
}

const filler =
  /^(?:an?|the|of|for|in|on|to|and|with|without|contrast|enhanced|is|was|are|were|be|valve|scan|image|imaging|study|test|testing|therapy|treatment|diagnosed|suspected|diagnosis|patient|performed|done|obtained|ordered|scheduled|recommended|required|administered|given|started|prescribed|initiated|oral|intravenous|iv)$/

/** The words that tell one step from another, in one spelling each. */
function tokensOf(text: string): ReadonlySet<string> {
  const plain = text
    .toLowerCase()
    .replace(/\bcta\b/g, 'ct angio')
    .replace(/\bangiogra\w+|\barteriogra\w+/g, 'angio')
    .replace(/\b(?:ultraso\w+|sonogra\w+)/g, 'ultrasound')
    .replace(/\bechocardiogra\w+/g, 'echo')
    .replace(/\bbrain\b/g, 'head')
    .replace(/\bimmunoglob\w*|\bivig\b/g, 'immunoglobulin')
    .replace(/\bplasmapheresis\b/g, 'plasma exchange')
    .replace(/\binsufficiency\b/g, 'regurgitation')
  return new Set((plain.match(/[\p{L}\p{N}]{2,}/gu) ?? []).filter((word) => !filler.test(word)))
}

/** Whether two wordings share nearly all of their pairs of letters. */
function nearlySame(a: string, b: string): boolean {
  const pairs = (text: string): Set<string> =>
    new Set(Array.from({ length: Math.max(1, text.length - 1) }, (_, at) => text.slice(at, at + 2)))
  const [left, right] = [pairs(a), pairs(b)]
  const shared = [...left].filter((pair) => right.has(pair)).length
  return (2 * shared) / (left.size + right.size) > 0.8
}

/** Errors of management, treatment and drugs replace one another in the corpus; diagnoses and germs do not. */
function kindOf({ errorType }: Pick<LabelOf<'error'>, 'errorType'>): string {
  return errorType === 'diagnosis' || errorType === 'causalOrganism' ? errorType : 'plan'
}

/** The frame that sentence and correction have in common; undefined where the correction is another sentence. */
function sharedFrame({ sentence, correction, errorType }: Wanted): Frame | undefined {
  const [a, b] = [frameOf(sentence), frameOf(correction)]
  if (a !== undefined && b !== undefined && a.before === b.before && a.after === b.after && a.slot === b.slot)
    return b
  const slot = { diagnosis: 'disease', causalOrganism: 'organism', pharmacotherapy: 'drug' }[errorType ?? '']
  return slot === undefined ? undefined : between(sentence, correction, slot)
}

/** Words that stand before a name and are no part of it. */
const links =
  /^(?:an?|the|of|with|by|for|as|to|has|have|had|is|was|are|be|possible|suspected|likely|probable|indicates?|confirms?|experiencing|shows?|reveals?|grew|suggests?|called|prescribed|started|recommended|given|treatment|initiate[ds]?|administered?|start|advised|use|using)$/i

/** What differs between two sentences, up to the end of the phrase; undefined when little is the same. */
function between(sentence: string, correction: string, slot: string): Frame | undefined {
  const [a, b] = [sentence.replace(/\.$/, '').split(' '), correction.replace(/\.$/, '').split(' ')]
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const stops =
    /^(?:is|was|are|were|has|had|after|when|upon|because|due|based|to|for|following|and|with|in|on|comes|presents|who|that|which|showing|shows|infection)$/i
  const same = end
  while (end > 0 && !stops.test(b[b.length - end] as string)) end -= 1
  // More than a word or two behind the difference belongs to another part of the sentence.
  if (same - end > 2) return undefined
  // "central retinal artery occlusion" is one name, though the other version has its first word as well.
  while (start > 0 && !links.test(b[start - 1] as string)) start -= 1
  if (start === 0 || start + end < 2 || /^to$/i.test(b[start - 1] as string)) return undefined
  // A comma that ends the term is the frame's: else it would tell the correction from what is put beside it.
  const [, term = '', mark = ''] = /^(.*?)([,;:]?)$/.exec(b.slice(start, b.length - end).join(' ')) ?? []
  if (term === '' || term.split(' ').length > 9) return undefined
  return {
    before: `${b.slice(0, start).join(' ')} `,
    term,
    after: `${mark}${end === 0 ? '' : ` ${b.slice(-end).join(' ')}`}${correction.endsWith('.') ? '.' : ''}`,
    slot,
  }
}

/** The term of another sentence put into a frame, where it fits there. */
function inFrame(frame: Frame, sentence: string): string | undefined {
  const other = frameOf(sentence)
  if (other === undefined || isFragment(other.term) || !goesInto(other.slot, frame.slot)) return undefined
  const atStart = frame.before === '' || /\.\s+$/.test(frame.before)
  const whole = other.term.replace(/- (?=\p{Lu})/gu, '-')
  const bare = /\b(?:an?|the|possible|suspected|probable|likely) $/i.test(frame.before)
    ? whole.replace(/^(?:an?|the) /i, '')
    : whole
  const term = atStart ? capital(bare) : lowered(bare, other)
  return withArticle(`${frame.before}${term}${frame.after}`)
}

/** More or less than the name of one thing: half a sentence, or words of another clause. */
function isFragment(term: string): boolean {
  return /["“”\n]|^(?:and|to|as|of|or|during|with)\b|\b(?:is|was|are|were|be|been|taken|started|his|her|patient(?:'s)?)\b/i.test(
    term,
  )
}

function goesInto(slot: string, place: string): boolean {
  if (slot === place) return true
  const [, what, number] = slot.split(' ')
  const [, wanted, wantedNumber] = place.split(' ')
  if (what === undefined || number !== wantedNumber) return false
  // What is ordered is also done, but an operation is not "obtained".
  return wanted === 'either' || (wanted === 'done' && what === 'ordered')
}

/** A word that only the start of its sentence made a capital one. */
function lowered(term: string, { before }: Frame): string {
  return before === '' && /^[A-Z][a-z]+(?: [a-z]|$)/.test(term)
    ? term.charAt(0).toLowerCase() + term.slice(1)
    : term
}

function withArticle(text: string): string {
  return text
    .replace(/(^A|\ba) (?=[aeio]\w)/g, '$1n ')
    .replace(/(^A|\ba)n (?=[bcdfgjkpqtvwyzBCDGJKPQTVWYZ][a-z])/g, '$1 ')
}

const mental =
  /\b(?:schizo\w*|personality|psycho\w*|bipolar|depressi\w+|anxiety|bereavement|grief|stress disorder|delusion\w*|autis\w+|conversion|dysthymi\w+|cyclothymi\w+|malingering|factitious|somati\w+|dissociative|mania|anorexia|bulimia|tourette\w*|behavioral|psychiatr\w+|involuntar\w+)\b/i
const procedure =
  /\w+(?:tomy|scopy|graphy|plasty|centesis|pheresis)\b|\b(?:surg\w+|scan|mri|x-ray|biopsy|curettage|drainage|resection|ultrasound|lavage|transplant\w*|catheter\w*|dialysis|excision|cultures?|test|testing|removal|repair)\b/i

const general =
  /^(?:syndrome|disease|disorder|therapy|treatment|acute|chronic|patient|scan|blood|test|performed|ordered|administered|recommended|given|started|required|diagnosed|prescribed|suspected|diagnosis|followed|intravenous|infection|testing|evaluation|measurement|started|obtained)$/

/** Whether a made correction is surely another one: not what the note says, nor near to either version. */
function fits(text: string, wanted: Wanted, frame: Frame): boolean {
  const term = termIn(text, frame)
  if (wanted.note.toLowerCase().includes(term.toLowerCase())) return false
  if (clashesWithSex(text, wanted.sex)) return false
  if (mental.test(text) !== mental.test(`${wanted.sentence} ${wanted.correction}`)) return false
  if (/drug/.test(frame.slot) && procedure.test(term)) return false
  if (sameClass(term, frame.term) || !isRelated(term, wanted, frame)) return false
  const own = new Set(wordsOf(`${wanted.sentence} ${wanted.correction}`))
  if (wordsOf(term).some((word) => own.has(word) && !general.test(word))) return false
  return /\d/.test(text) === /\d/.test(wanted.correction) || /\d/.test(wanted.sentence)
}

/** Drugs and steps that do the same for most patients, by their names: one would be as right as the other. */
const equals: readonly RegExp[] = [
  /oxetine|citalopram|sertraline/i,
  /prazole\b/i,
  /pril\b/i,
  /olol\b/i,
  /sartan\b/i,
  /cillin|\bce[fp]h?\w+/i,
  /thromycin/i,
  /cycline\b/i,
  /floxacin/i,
  /[zp]epam\b|zolam\b/i,
  /conazole\b/i,
  /predniso|dexameth|hydrocort|corticoster/i,
  /triptyline|tricyclic/i,
  /haloperidol|olanzapine|quetiapine|clozapine|risperidone|chlorpromazine/i,
  /nitrofurantoin|trimethoprim|tmp-smx|fosfomycin|ciprofloxacin/i,
  /zosin\b|tamsulosin/i,
  /stretching|physical therapy/i,
]

function sameClass(a: string, b: string): boolean {
  return equals.some((names) => names.test(a) && names.test(b))
}

/** Steps that come to the same for most patients: none may stand beside another as if it were a different one. */
const waiting = /reassur|observ|supportive|\brest\b|expectant|no intervention|follow/i

/**
 * Whether a clinician could weigh it against the correction: of one area of medicine and, unless it is a disease
 * or a germ, the same kind of step. A test of no known area ("urinalysis") goes with every test of its kind.
 */
function isRelated(term: string, wanted: Wanted, frame: Frame): boolean {
  const replaced = termIn(wanted.sentence, frame)
  const versions = `${wanted.sentence} ${wanted.correction}`
  if (waiting.test(term) && waiting.test(versions)) return false
  const [own, ofCorrection] = [areasOf(term), areasOf(frame.term)]
  const areas = ofCorrection.size > 0 ? ofCorrection : areasOf(versions)
  if (kindOf(wanted) !== 'plan') {
    // Which tumour it is can only be weighed against another tumour.
    const tumours = [ofCorrection, areasOf(replaced)].every((names) => names.has('tumours'))
    return (!tumours || own.has('tumours')) && fitAreas(own, areas)
  }
  const wantedKinds = kindsOf(`${replaced} ${frame.term}`)
  const kinds = [...kindsOf(term)].filter((kind) => wantedKinds.has(kind))
  return own.size === 0 ? kinds.some((kind) => freeKinds.has(kind)) : kinds.length > 0 && fitAreas(own, areas)
}

const freeKinds: ReadonlySet<string> = new Set(['imaging', 'laboratory', 'care'])

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{5,}/gu) ?? []
}

/** Those whose notes share most words that few notes have come first. */
function byTopic(about: readonly string[], errors: readonly NeighbourError[]): readonly NeighbourError[] {
  const counts = new Map<string, number>()
  for (const { about: words } of errors)
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const own = new Set(about)
  const nearness = ({ about: words }: NeighbourError): number =>
    words.reduce((sum, word) => (own.has(word) ? sum + 1 / (counts.get(word) ?? 1) : sum), 0) /
    Math.sqrt(words.length + 1)
  return errors
    .map((error) => ({ error, near: nearness(error) }))
    .toSorted((a, b) => b.near - a.near)
    .map(({ error }) => error)
}
