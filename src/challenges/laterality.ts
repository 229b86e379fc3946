// Rule: a clinician reads or examines the other side than the one documented. Near miss: the same side.
// Only where the conversation names one side of the part of the body throughout.
import { randomFor } from '../kit/random.ts'
import { factKinds } from '../records/statement.ts'
import type { ChallengeMaterial, ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { spokenText, statedFacts } from './stated.ts'
import { triplesFrom, type Candidate } from './versions.ts'
import { capitalised } from './voices.ts'

const parts =
  'lung|lower lobe|upper lobe|kidney|ovary|adnexa|testis|testicle|breast|eye|ear|arm|forearm|hand|wrist|elbow|shoulder|leg|thigh|calf|knee|ankle|foot|hip|hemithorax|chest|flank|groin|iliac fossa|lower quadrant|upper quadrant|hemisphere|parietal lobe|frontal lobe|temporal lobe|occipital lobe|thalamus|cerebellum|pleura|ureter|renal artery|carotid artery|femur|tibia|humerus|clavicle|cheek|tonsil|axilla|thyroid lobe'
const sided = new RegExp(String.raw`\b(right|left)[- ](?:sided )?(${parts})\b`, 'gi')

const forms: readonly ((place: string) => string)[] = [
  (place) => `having looked again myself, I find the ${place} affected`,
  (place) => `to my own reading it is the ${place} that is affected`,
  (place) => `when I went over it, the side affected was the ${place}`,
  (place) => `on my review the part concerned is the ${place}`,
  (place) => `as I see it, we are dealing with the ${place}`,
  (place) => `the side I would write down is the ${place}`,
]

export const laterality: ChallengeRule = {
  name: 'laterality',
  title: 'Two clinicians place the same finding on opposite sides.',
  kind: 'conflict',
  taskType: 'interpretation_conflict',
  severity: 3,
  implicitness: 1,
  plant: (material) =>
    triplesFrom(
      material,
      'laterality',
      candidatesOf(material),
      bystandersOf(material),
      'no finding on one side',
      true,
    ),
}

function candidatesOf(material: ChallengeMaterial): Candidate[] {
  const spoken = spokenText(material)
  const random = randomFor(material.seed, material.case.id, 'laterality', 'forms')
  const found = new Map<string, Candidate>()
  for (const { fact, turn } of statedFacts(material, factKinds)) {
    if (fact.negated || !['imaging', 'sign', 'symptom', 'diagnosis', 'procedure'].includes(fact.kind))
      continue
    const text = turn.text
    const { quote } = fact.evidence
    // The fact must speak of the side itself, not merely stand in the same turn.
    for (const match of quote.matchAll(sided)) {
      const [, side = '', part = ''] = match
      const other = side.toLowerCase() === 'right' ? 'left' : 'right'
      const key = part.toLowerCase()
      const right = `${side.toLowerCase()} ${key}`
      if (found.has(key) || !text.includes(match[0]) || !oneSided(spoken, key, other)) continue
      const form = random.pick(forms)
      const wrong = `${other} ${key}`
      found.set(key, {
        key: `side of ${key}`,
        facts: [fact.id],
        stated: turn.number,
        truth: match[0],
        thing: 'the side affected',
        right: `the ${right}`,
        wrong: `the ${wrong}`,
        wrongReport: { sentence: `${capitalised(form(wrong))}.`, planted: capitalised(form(wrong)) },
        harmlessReport: { sentence: `${capitalised(form(right))}.`, planted: capitalised(form(right)) },
        rightSentence: `${capitalised(form(right))}.`,
        correction: `the side affected is the ${right}`,
      })
    }
  }
  // One side per report: two would be told apart by "it" alone.
  return [...found.values()].slice(0, 1)
}

function oneSided(spoken: string, part: string, other: string): boolean {
  const otherSide = new RegExp(
    String.raw`\b${other}[- ](?:sided |lower |upper |middle )?${part.split(' ').at(-1)}`,
  )
  const both = new RegExp(String.raw`\b(?:both|bilateral|bilaterally|each|contralateral)\b`)
  return (
    !otherSide.test(spoken) &&
    !both.test(spoken) &&
    !new RegExp(String.raw`\b${other}\b[^.]{0,40}\b${part}`).test(spoken)
  )
}
