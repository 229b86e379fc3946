// Rule: a second clinician reads an image otherwise than it was reported: sees a finding that was excluded,
// or misses one that was described. Near miss: the same reading in other words.
import type { ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { polarityCandidates } from './findings.ts'
import { saidName } from './measured.ts'
import { triplesFrom } from './versions.ts'

export const readingConflict: ChallengeRule = {
  name: 'reading_conflict',
  title: 'Two clinicians read the same image differently.',
  kind: 'conflict',
  taskType: 'interpretation_conflict',
  severity: 2,
  implicitness: 2,
  plant: (material) =>
    triplesFrom(
      material,
      'reading_conflict',
      polarityCandidates(material, 'reading_conflict', {
        kinds: ['imaging'],
        thing: (name) => `the reading of ${name}`,
        // An image's name is its modality; what it shows is the value.
        named: (fact) =>
          saidName(typeof fact.value === 'string' ? fact.value.replace(/^(?:an?|the)\s+/i, '') : fact.name),
        forms: [
          {
            present: (name) => `on my own look at the images I find ${name}`,
            absent: (name) => `on my own look at the images I find no ${name}`,
          },
          {
            present: (name) => `I went through the pictures again and do see ${name}`,
            absent: (name) => `I went through the pictures again and see no ${name}`,
          },
          {
            present: (name) => `reading the images myself, I would call ${name}`,
            absent: (name) => `reading the images myself, I would call no ${name}`,
          },
          {
            present: (name) => `the way I read the study, it shows ${name}`,
            absent: (name) => `the way I read the study, it shows no ${name}`,
          },
        ],
        again: [
          {
            present: (name) => `my reading of the images also includes ${name}`,
            absent: (name) => `I cannot see any ${name} either, so no ${name}`,
          },
        ],
      }),
      bystandersOf(material),
      'no imaging finding that is stated one way',
      true,
    ),
}
