// Labelled orders of a dialogue as readable actions. Annotators cut their descriptions out of speech, often in
// pieces ("x-ray of your right knee right knee", "milligrams coreg 25 twice a day"): of a medication only the
// drug is kept, of other orders what reads as one; the rest is left out rather than guessed.
import type { LabelOf } from '../records/label.ts'
import { contentStems } from './mentions.ts'
import { withAcronyms, withArticle } from './wording.ts'

type Order = Pick<LabelOf<'order'>, 'description' | 'orderType'>

/** What is ordered, without a verb: "x-ray of the right knee", "carvedilol". Undefined where it does not read as one. */
export function orderSubject(order: Order): string | undefined {
  return order.orderType === 'medication' ? drugOf(order.description) : studyOf(order.description)
}

/** The order as an action a clinician takes: "order chest x-ray", "prescribe carvedilol", "increase lisinopril". */
export function orderAction(order: Order): string | undefined {
  const subject = orderSubject(order)
  if (subject === undefined || order.orderType === 'followup') return undefined
  switch (order.orderType) {
    case 'medication':
      return `${changeOf(order.description) ?? 'prescribe'} ${oneOfAClass.test(subject) ? withArticle(subject) : subject}`
    case 'lab':
    case 'imaging':
      return `order ${subject}`
    case 'procedure':
      return `arrange ${subject}`
    case 'referral':
      return /^(?:referral|consult)/.test(subject)
        ? `arrange ${subject}`
        : `refer to ${subject.replace(/^refer (?:you )?to /, '')}`
    default:
      return undefined
  }
}

/** Whether an action alters a treatment that is running; such ones are only offered beside each other. */
export function isChange(action: string): boolean {
  return changeVerb.test(action)
}

const changeVerb = /^(?:increase|decrease|stop|continue|hold|reduce|resume|discontinue|restart)\b/i

function changeOf(description: string): string | undefined {
  return changeVerb.exec(description.trim())?.[0].toLowerCase()
}

/** Names of classes, of which one is prescribed. */
const oneOfAClass =
  /^(?:antibiotic|antihistamine|steroid|diuretic|statin|opioid|laxative|antidepressant|muscle relaxant|inhaler|antacid|beta blocker|blood thinner|multivitamin)$/

const plainVerb =
  /^(?:start|use|take|try|prescribe|give|add|begin|get|order|check|repeat|draw|schedule|obtain|do|send|set up)\s+(?:you on )?(?:out )?/

/** Where the name of a drug ends: a dose, a form, a rhythm, a word of speech. */
const afterDrug =
  /\s(?:\d|milli|mg\b|mcg\b|micro|gram|unit|once\b|twice\b|every|daily|per\b|a\b|an\b|one\b|two\b|three\b|four\b|five\b|six\b|eight\b|ten\b|twenty|thirty|forty|fifty|sixty|eighty|zero\b|half\b|hundred|thousand|fifteen|in\b|to\b|for\b|with\b|as\b|at\b|on\b|until\b|take\b|prn\b|pills?\b|tablets?\b|squishy|capsules?\b|today\b|first\b|apply\b|and\b|injected|regular|[(,;.])/

/** An amount before the name, in figures or as it is spoken: "25 mg of", "twenty one milligram". */
const leadingAmount =
  /^(?:\d+|(?:(?:zero|point|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)[ -])+) ?(?:milligrams?|mg|micrograms?|mcg|grams?|units?) (?:of )?/

/** The drug: "lasix 40 milligrams a day" → "lasix"; undefined where the name does not come first. */
function drugOf(description: string): string | undefined {
  const spoken = spelled(description).replace(changeVerb, '').trim().replace(plainVerb, '')
  const bare = spoken
    .replace(/^(?:the|some|a|an|inhalers?) /, '')
    .replace(leadingAmount, '')
    .replace(/^(?:\w+ )?(?:day|week)s? (?:course )?(?:of )?/, '')
  const end = afterDrug.exec(`${bare} `)
  const name = bare
    .slice(0, end?.index ?? bare.length)
    .trim()
    .replace(/^(lotion|ointment|cream|gel) (\S+)$/, '$2 $1')
  const words = name.split(' ')
  if (words.length > 3 || !/^[a-z][a-z -]{3,}$/.test(name.toLowerCase()) || contentStems(name).length === 0)
    return undefined
  if (
    /^(?:milligrams?|mg|once|twice|(?:zero|half|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|eighty|ninety|hundred|thousand)\b|daily|now|then|first|back|right|left|medicat|medicine|pain|something|treatment|supplements?$|pills?$)/.test(
      name,
    )
  )
    return undefined
  return notSpeech(name) ? withAcronyms(name) : undefined
}

/** A test, an image, a procedure or a referral. */
function studyOf(description: string): string | undefined {
  const spoken = spelled(description)
    .replace(/^(?:blood|urine) today /, '')
    .replace(/^(urine|blood) (?:twenty[ -]four|24) hour (?:urine|blood)\b/, '24-hour $1 collection')
    .replace(/^blood (?!count|pressure|culture|sugar|glucose|work|test|draw|gas|smear|type)(?=\S)/, '')
    .replace(/(?<=\S{3}) blood$/, '')
    .replace(/\b(?:urinalysis urine|urine urinalysis)\b/, 'urinalysis')
    .replace(/\bcat scan\b/g, 'CT scan')
    .replace(/^(?:heart |today )+(?=echo)|(?<=echocardiogram) (?:of the )?(?:heart|cardiac structure)$/g, '')
    .replace(/^(?:the )?(\S+) by (ultrasound|mri|ct)$/, '$2 of the $1')
    .replace(/^(\S+) (.+ of the \1)$/, '$2')
    .replace(plainVerb, '')
    .replace(/ (?:today|tomorrow|this afternoon|this week|now|right now)$/, '')
    .replace(
      / (?:(?:in|the|next|about) )*(?:couple(?: of)?|a few|\d+|one|two|three|four|five|six|twelve) (?:days|weeks|months|month|week)$/,
      '',
    )
  const text = withAcronyms(unrepeated(spoken)).replace(/^(?:an?|the|some) /, '')
  const stems = contentStems(text)
  if (text.split(' ').length > 7 || text.length < 3 || stems.length === 0 || vague.test(text))
    return undefined
  if (
    /\b(?:one|two|three|four|five|six|seven|ten|pee|poo|bloo|diffential|basis|before|after|weeks?|months?|years?|also)\b|\d{2,} (?!hour)/.test(
      text,
    )
  )
    return undefined
  return notSpeech(text) ? text : undefined
}

/** Orders that nobody could tell from another of their kind. */
const vague =
  /^(?:cultures?|labs?|lab work|lab tests?|blood|blood (?:work|tests?|testing|draw)|tests?|testing|imaging|scans?|x-?rays?|panels?|levels?|antibodies|livers?|kidneys?|heart|lyme|studies|surgery|procedure)$/i

function notSpeech(text: string): boolean {
  return !/[?!|]|\b(?:you|i|we|it|them|that|this|if|n't|'s|'ll|so|very|get|gon|wan)\b|\b(?:the|of|a|an|to|and|for|with|on|by)$/i.test(
    text,
  )
}

function spelled(description: string): string {
  return unrepeated(
    description
      .toLowerCase()
      .replace(/[.,;]+(?=\s|$)/g, ' ')
      .replace(/\b(?:um|uh|gon na|wan na|please|just)\b/g, ' ')
      .replace(/\b(?:your|our|my|his|her)\b/g, 'the')
      .replace(/\bx ray\b/g, 'x-ray')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}

/** "right knee right knee" → "right knee"; "mri mri" → "mri"; "the the" → "the". */
function unrepeated(text: string): string {
  let words = text.split(' ')
  for (let size = 3; size >= 1; size--) {
    for (let at = 0; at + 2 * size <= words.length; ) {
      const first = words.slice(at, at + size).join(' ')
      if (first === words.slice(at + size, at + 2 * size).join(' ')) {
        words = [...words.slice(0, at + size), ...words.slice(at + 2 * size)]
      } else at++
    }
  }
  return words.join(' ')
}
