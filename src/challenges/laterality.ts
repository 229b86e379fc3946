// Rule: a clinician reads or examines the other side than the one documented. Near miss: the same side.
// Only where the conversation places the finding on one side throughout, and speaks of no other like it.
import { capital } from '../kit/capital.ts'
import { randomFor } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import type { ChallengeMaterial, ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { looksFor } from './own-look.ts'
import { phraseOf, sidedFindings, siteOf, type Side, type SidedFinding } from './sided.ts'
import { hasDied, spokenText, statedFacts, type Stated } from './stated.ts'
import { triplesFrom, type Candidate } from './versions.ts'

export const laterality: ChallengeRule = {
  name: 'laterality',
  title: 'Two clinicians place the same finding on opposite sides.',
  kind: 'conflict',
  taskType: 'interpretation_conflict',
  severity: 3,
  implicitness: 1,
  plant: (material) =>
    hasDied(material)
      ? { triples: [], empty: 'the patient has died' }
      : triplesFrom(
          material,
          'laterality',
          candidatesOf(material),
          bystandersOf(material),
          'no finding on one side',
          true,
        ),
}

/** What is read on an image comes before what is found, and that before what is told. */
const kinds: readonly Fact['kind'][] = ['imaging', 'sign', 'symptom']

function candidatesOf(material: ChallengeMaterial): Candidate[] {
  const spoken = spokenText(material)
  const all = sidedFindings(spoken)
  const found = statedFacts(material, kinds)
    .filter(({ fact }) => !fact.negated)
    .toSorted((a, b) => kinds.indexOf(a.fact.kind) - kinds.indexOf(b.fact.kind))
    .flatMap((stated) => {
      // The fact must speak of the side itself, not merely stand in the same turn.
      const [sided, another] = sidedFindings(stated.fact.evidence.quote)
      const clear = sided !== undefined && another === undefined && isPlain(sided, stated)
      return clear && isOneSided(sided, all, spoken) ? [candidateOf(sided, stated, material)] : []
    })
  // One side per report: two would be told apart by their side alone.
  return found.slice(0, 1)
}

/** What is past, denied, compared or supposed is on no side that a second look could confirm. */
const unclear =
  /\b(?:no|not|without|denies|denied|history|previous\w*|prior|ago|resolved|since|earlier|underwent|after|surgery|removed|excised|compar\w+|than|increas\w+|decreas\w+|reduc\w+|progress\w+|regress\w+|if|may|might|could|possibl\w+|suspect\w*|radiat\w+|moved|migrat\w+|both|bilateral\w*)\b|n['’]t\b|\?/i

function isPlain(sided: SidedFinding, { turn }: Stated): boolean {
  const at = turn.text.indexOf(sided.words)
  if (at < 0) return false
  const ends = (text: string): number[] => [...text.matchAll(/[.!;\n](?=\s|$)/g)].map((match) => match.index)
  const start = (ends(turn.text.slice(0, at)).at(-1) ?? -1) + 1
  const stop = ends(turn.text.slice(at))[0]
  // "A 3-day history of pain" is of now; any other history is not.
  const clause = turn.text.slice(start, stop === undefined ? undefined : at + stop)
  return !unclear.test(clause.replace(/\b\d+[- ](?:hour|day|week|month)s?(?:[- ]long)? history of\b/i, ''))
}

function isOneSided(sided: SidedFinding, all: readonly SidedFinding[], spoken: string): boolean {
  const other = otherSide(sided.side)
  const head = sided.label.split(' ').at(-1) as string
  const alike = all.filter(({ label }) => label.split(' ').at(-1) === head)
  const place = (sided.part ?? 'side').split(' ').at(-1) as string
  return (
    alike.every(({ side, part }) => side === sided.side && part === sided.part) &&
    !/\b(?:both|bilateral|bilaterally|each|contralateral)\b/.test(spoken) &&
    !new RegExp(String.raw`\b${other}[- ](?:sided |lower |upper |middle )?${place}`).test(spoken) &&
    !new RegExp(String.raw`\b${other}\b[^.]{0,40}\b(?:${place}|${head})`).test(spoken)
  )
}

function candidateOf(sided: SidedFinding, { fact, turn }: Stated, material: ChallengeMaterial): Candidate {
  const random = randomFor(material.seed, material.case.id, 'laterality', fact.id)
  const look = random.pick(looksFor(fact.kind, fact.name))
  const say = (side: Side): string => capital(look(phraseOf(sided, side)))
  const { side } = sided
  const other = otherSide(side)
  const site = `the site of the ${sided.label}`
  return {
    key: `side of ${sided.label}`,
    facts: [fact.id],
    stated: turn.number,
    truth: sided.words,
    thing: site,
    right: `the ${siteOf(sided, side)}`,
    wrong: `the ${siteOf(sided, other)}`,
    wrongReport: { sentence: `${say(other)}.`, planted: say(other) },
    harmlessReport: { sentence: `${say(side)}.`, planted: say(side) },
    rightSentence: `${say(side)}.`,
    correction: `${site} is the ${siteOf(sided, side)}`,
  }
}

function otherSide(side: Side): Side {
  return side === 'right' ? 'left' : 'right'
}
