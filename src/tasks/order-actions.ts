// Labelled orders of a dialogue as readable actions. Annotators cut their descriptions out of speech ("x-ray
// of your right knee right knee"): repeats, addresses and spelled-out numbers are tidied, nothing is added.
import type { LabelOf } from '../records/label.ts'
import { contentStems } from './mentions.ts'
import { withAcronyms } from './wording.ts'

type Order = LabelOf<'order'>

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = ' ,,twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety'.split(',')

/** "six hundred milligrams" → "600 milligrams"; numbers that are no doses ("once", "two times") stay words. */
function withDigits(text: string): string {
  const small = [...ones.slice(1), ...tens.slice(2)].join('|')
  const pattern = new RegExp(
    `\\b((?:${small})(?:[ -](?:${small}|hundred|thousand|and))*)(?= (?:milligrams?|mg|grams?|micrograms?|mcg|units?|ml|millilit))`,
    'gi',
  )
  return text.replace(pattern, (words) => String(numberOf(words)))
}

function numberOf(words: string): number {
  let total = 0
  let part = 0
  for (const word of words.toLowerCase().split(/[ -]/)) {
    if (word === 'hundred') part = Math.max(1, part) * 100
    else if (word === 'thousand') {
      total += Math.max(1, part) * 1000
      part = 0
    } else part += Math.max(0, ones.indexOf(word)) + Math.max(0, tens.indexOf(word)) * 10
  }
  return total + part
}

/** What is ordered, without a verb: "x-ray of the right knee". Undefined where it does not read as one. */
export function orderSubject(order: Pick<Order, 'description' | 'orderType'>): string | undefined {
  const text = tidied(order)
  if (text === undefined || order.orderType === 'medication') return text
  const timeless = text.replace(/ (?:(?:in|the|next|about) )*(?:couple(?: of)?|a few|\d+|one|two|three|four|five|six|twelve) (?:days|weeks|months|month|week)$/, '')
  return contentStems(timeless).length === 0 ? undefined : timeless
}

function tidied(order: Pick<Order, 'description' | 'orderType'>): string | undefined {
  const spoken = order.description
    .toLowerCase()
    .replace(/[.,;]+(?=\s|$)/g, ' ')
    .replace(/\b(?:um|uh|gon na|wan na|please|just|the the)\b/g, ' ')
    .replace(/\b(?:your|our|my|his|her)\b/g, 'the')
    .replace(/\bx ray\b/g, 'x-ray')
    .replace(/^(urine|blood) (?:twenty four|24) hour (?:urine|blood)\b/, '24-hour $1 collection')
    .replace(/^blood (?!count|pressure|culture|sugar|glucose|work|test|draw|gas|smear|type)(?=\S)/, '')
    .replace(/(?<=\S{3}) blood$/, '')
    .replace(/\b((?:\d+|one|two|three|four|five|six|seven|ten|fourteen)) day$/, 'for $1 days')
    .replace(/\b(?:urinalysis urine|urine urinalysis)\b/g, 'urinalysis')
    .replace(/\b(?:pt)\b/g, 'PT')
    .replace(/\bcat scan\b/g, 'CT scan')
    .replace(/\s+/g, ' ')
    .trim()
  const text = withAcronyms(unrepeated(withDigits(spoken)))
  const words = text.split(' ')
  if (words.length > 14 || text.length < 3 || contentStems(text).length === 0) return undefined
  if (
    /[?!|]|\b(?:you|i|we|it|them|that|this|if|n't|'s|'ll)\b/.test(text) ||
    /\b(?:the|of|a|an|to|and|for|with|on)$/.test(text)
  )
    return undefined
  return text
}

/** "right knee right knee" → "right knee"; "mri mri" → "mri"; "the the" → "the". */
function unrepeated(text: string): string {
  let words = text.split(' ')
  for (let size = 3; size >= 1; size--) {
    for (let at = 0; at + 2 * size <= words.length; ) {
      const [first, second] = [
        words.slice(at, at + size).join(' '),
        words.slice(at + size, at + 2 * size).join(' '),
      ]
      if (first === second) words = [...words.slice(0, at + size), ...words.slice(at + 2 * size)]
      else at++
    }
  }
  return words.join(' ')
}

const leadingVerb =
  /^(?:start|continue|increase|decrease|stop|take|use|keep|refer|order|prescribe|give|check|repeat|get|hold|switch|change|add|put|begin|restart|apply|try|schedule|obtain|draw|do|send|reduce|resume|discontinue|see|go)\b/

/** The order as an action a clinician takes: "Order an x-ray of …", "Prescribe …", "Refer to …". */
export function orderAction(order: Pick<Order, 'description' | 'orderType'>): string | undefined {
  const subject = orderSubject(order)
  if (subject === undefined || order.orderType === 'followup') return undefined
  const verb = leadingVerb.exec(subject)?.[0]
  if (verb !== undefined) {
    if (verb === 'see' || verb === 'go' || verb === 'put' || verb === 'do') return undefined
    // Speech leaves open whether a dose is the new one or the step: a comma keeps it open.
    return subject
      .replace(/^(\S+) (?:the )?(?=\S)/, '$1 ')
      .replace(/^((?:increase|decrease|reduce|continue|change) [a-z-]+) (?=\d)/, '$1, ')
  }
  switch (order.orderType) {
    case 'medication':
      return `prescribe ${subject}`
    case 'lab':
    case 'imaging':
      return `order ${subject.replace(/^(?:an?|the) /, '')}`
    case 'procedure':
      return `arrange ${subject}`
    case 'referral':
      return /^(?:referral|consult)/.test(subject) ? `arrange ${subject}` : `refer to ${subject}`
    default:
      return undefined
  }
}

/** Whether an action alters a treatment that is running; such ones are only offered beside each other. */
export function isChange(action: string): boolean {
  return /^(?:increase|decrease|stop|continue|hold|switch|change|reduce|resume|discontinue|keep|restart)\b/i.test(action)
}
