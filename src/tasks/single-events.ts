// Which facts are events of a course worth ordering, and which of them surely happened once: for
// timeline_sequence. An illness that came twice stands in two right orders; a normal platelet volume, a routine
// vaccine or the shape of a palate noticed at ten is no event of the illness.
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import { normalise } from './mentions.ts'
import type { ToldFact } from './material.ts'
import type { Interval } from './when.ts'
import { subjectName } from './wording.ts'

/** Given or asked by routine. */
const routine =
  /\b(?:vaccin\w*|immuni[sz]\w*|screening|questionnaire|counsel\w*|education|assessment|care plan|day hospital)\b/i

/** Traits one is born with: the age at which they were noticed is none at which they came. */
const inborn =
  /\b(?:palate|philtrum|palpebral|hypertelorism|hypotelorism|epicanth\w*|micrognath\w*|retrognath\w*|prognath\w*|low-set|ears?|nasal (?:bridge|tip|root)|nose|nares|eyebrows?|synophrys|forehead|vermilion|lip|chin|cleft|digits?|fingers?|toes?|thumbs?|hallux|syndactyl\w*|polydactyl\w*|clinodactyl\w*|camptodactyl\w*|brachydactyl\w*|arachnodactyl\w*|palmar crease|hypospadias|cryptorchidism|septal defect|coloboma|coarctation|tetralogy|ductus|agenesis|aplasia|hypoplasia|hypoplastic|dysplastic|malformation|anteverted|facies|facial (?:shape|features|appearance)|dysmorph\w*|widely spaced|wide intermamillary|talipes|macrocephaly|microcephaly|sacral dimple|horseshoe kidney|atresia|enamel|imperfecta|birthmark|nevus|coarse)\b/i

/** Days of life after which an inborn trait was noticed rather than born. */
const afterBirth = 28

/** Steps that look for something; the course of treatment is made of those that treat. */
const diagnostic =
  /\b(?:culture|radiograph\w*|x-?ray|ultraso\w*|sonogra\w*|echocardio\w*|scan|imaging|tomograph\w*|ct|mri|ecg|ekg|electro\w*gra\w*|spirometry|measurement|tests?|panel|exam\w*|biops\w*|endoscop\w*|colonoscop\w*|monitoring|evaluation)\b/i

/** Whether a medication, a procedure or a decision treats. */
export function treats(fact: Fact): boolean {
  return fact.kind === 'medication' || !diagnostic.test(subjectName(fact))
}

/** Whether a fact tells something that came at its time. */
export function isEvent(fact: Fact, interval: Interval): boolean {
  const name = subjectName(fact)
  // What waits to be signed has not come yet.
  if (fact.status === 'ordered' || routine.test(name) || /^care plan\b/i.test(fact.evidence.quote))
    return false
  if (fact.kind === 'lab' || fact.kind === 'vital') return isAbnormal(fact)
  return !(interval.axis === 'case' && interval.from > afterBirth && inborn.test(name))
}

function isAbnormal({ value, range, interpretation }: Fact): boolean {
  if (interpretation !== undefined && interpretation !== 'normal') return true
  if (typeof value !== 'number' || range === undefined) return false
  return (range.low !== undefined && value < range.low) || (range.high !== undefined && value > range.high)
}

/** Whether no other part of the conversation tells of the event at another time, or at none. */
export function happensOnce({ fact, turns }: ToldFact, conversation: Conversation): boolean {
  const name = normalise(subjectName(fact))
  const words = name.split(' ')
  const isOwn = (turn: number, statement: string): boolean =>
    turns.includes(turn) && statement.includes(fact.evidence.quote)
  return conversation.turns.every((turn) =>
    statements(turn.text).every((statement) => {
      const said = ` ${normalise(statement)} `
      return (
        !words.every((word) => said.includes(` ${word} `)) ||
        isAside(said, name) ||
        isOwn(turn.number, statement) ||
        isOfTime(statement, fact)
      )
    }),
  )
}

/** Entries are read out one after the other, prose in sentences. */
function statements(text: string): string[] {
  return text.split(/;\s|(?<=[.?!])\s|\n/)
}

/** Named as the reason of a treatment, as over, or as denied: no second time of its own. A visit for it is one. */
function isAside(said: string, name: string): boolean {
  const isReason = said.includes(` for ${name} `) && !/ (?:visit|admission|encounter) /.test(said)
  return (
    isReason || [`${name} resolved`, `${name} ended`, `no ${name}`].some((over) => said.includes(` ${over} `))
  )
}

function isOfTime(statement: string, { time }: Fact): boolean {
  const date = time?.date ?? time?.text ?? ''
  return date !== '' && statement.includes(date)
}
