// Rule: a report gives the patient another age or the other sex. Near miss: the same person in other words.
import type { ChallengeRule } from './challenge.ts'
import { doseCandidates } from './doses.ts'
import { identityCandidates } from './identity.ts'
import { measuredCandidates } from './measured.ts'
import { randomFor } from '../kit/random.ts'
import { triplesFrom } from './versions.ts'

export const wrongPatient: ChallengeRule = {
  name: 'wrong_patient',
  title: 'A report gives the patient another age or sex.',
  kind: 'conflict',
  taskType: 'consistency_check',
  severity: 2,
  implicitness: 1,
  plant: (material) => {
    const candidates = identityCandidates(material, 'wrong_patient')
    // Age and sex share one sentence: only one of them is asked about, beside something clinical.
    const random = randomFor(material.seed, material.case.id, 'wrong_patient', 'which')
    const chosen = candidates.length === 0 ? [] : [random.pick(candidates)]
    const others = [...measuredCandidates(material, 'bystander'), ...doseCandidates(material, 'bystander')]
    return triplesFrom(material, 'wrong_patient', chosen, others, 'age and sex are not stated together')
  },
}
