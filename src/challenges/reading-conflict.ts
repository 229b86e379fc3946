// Rule: a second clinician reads an image otherwise than it was reported: sees a finding that was excluded,
// or misses one that was described. Near miss: the same reading in other words. Only where the conversation
// speaks of one study of the kind, so that it is certain which images are meant.
import { capital } from '../kit/capital.ts'
import { randomFor } from '../kit/random.ts'
import type { ChallengeMaterial, ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { looksAt, studyName } from './own-look.ts'
import { modalityOf, readingOf } from './readings.ts'
import { hasDied, statedFacts, type Stated } from './stated.ts'
import { triplesFrom, type Candidate } from './versions.ts'

export const readingConflict: ChallengeRule = {
  name: 'reading_conflict',
  title: 'Two clinicians read the same image differently.',
  kind: 'conflict',
  taskType: 'interpretation_conflict',
  severity: 2,
  implicitness: 1,
  plant: (material) =>
    hasDied(material)
      ? { triples: [], empty: 'the patient has died' }
      : triplesFrom(
          material,
          'reading_conflict',
          statedFacts(material, ['imaging']).flatMap((stated) => candidateOf(stated, material)),
          bystandersOf(material),
          'no imaging finding that is stated one way',
          true,
        ),
}

/** A longer passage cannot be quoted. */
const longest = 110

function candidateOf({ fact, turn }: Stated, material: ChallengeMaterial): Candidate[] {
  const truth = fact.evidence.quote
  if (fact.negated || typeof fact.value !== 'string' || truth.length > longest) return []
  if (!turn.text.includes(truth) || !truth.includes(fact.value) || truth.includes('?')) return []
  const reading = readingOf(fact.value)
  if (reading === undefined || !isOnlyStudy(fact.name, turn.number, material)) return []
  const { finding, present } = reading
  if (isToldOtherwise(finding, turn.number, material)) return []
  const random = randomFor(material.seed, material.case.id, 'reading_conflict', fact.id)
  const study = studyName(fact.name)
  const looks = looksAt(study)
  const [look, again] = [random.pick(looks), random.pick(looks)]
  const result = (there: boolean): string => (there ? finding : `no ${finding}`)
  const [wrong, right] = [capital(look(result(!present))), capital(look(result(present)))]
  const harmless = capital(again(result(present)))
  return [
    {
      key: `${fact.id} ${finding}`,
      facts: [fact.id],
      stated: turn.number,
      truth,
      thing: `the finding of ${finding}`,
      right: present ? 'present' : 'absent',
      wrong: present ? 'absent' : 'present',
      wrongReport: { sentence: `${wrong}.`, planted: wrong },
      harmlessReport: { sentence: `${harmless}.`, planted: harmless },
      rightSentence: `${right}.`,
      correction: `the report of the ${study} says “${truth}”`,
    },
  ]
}

/** Whether no other turn speaks of a study of this kind: then "the CT" can be no other. */
function isOnlyStudy(name: string, stated: number, { conversation }: ChallengeMaterial): boolean {
  const modality = modalityOf(name)
  return conversation.turns.every(({ number, text }) => number === stated || !modality.test(text))
}

/** Whether another turn names the finding, by its last word: it may be seen or not seen there by other means. */
function isToldOtherwise(finding: string, stated: number, { conversation }: ChallengeMaterial): boolean {
  const head = (finding.split(' ').at(-1) as string).replace(/s$/, '')
  return conversation.turns.some(
    ({ number, text }) => number !== stated && new RegExp(String.raw`\b${head}`, 'i').test(text),
  )
}
