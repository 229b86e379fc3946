// Rule: a summary denies a symptom, sign or past illness that the conversation affirms, or the reverse. Near miss:
// the same in other words, or said of a relative where the patient denies it.
import type { ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { polarityCandidates } from './findings.ts'
import { triplesFrom } from './versions.ts'

export const negationFlip: ChallengeRule = {
  name: 'negation_flip',
  title: 'A summary denies what was affirmed, or affirms what was denied.',
  kind: 'error',
  taskType: 'consistency_check',
  severity: 2,
  implicitness: 2,
  plant: (material) =>
    triplesFrom(
      material,
      'negation_flip',
      polarityCandidates(material, 'negation_flip', {
        kinds: ['symptom', 'history', 'sign'],
        thing: (name) => name,
        forms: [
          {
            present: (name) => `as for symptoms and history, there is ${name}`,
            absent: (name) => `as for symptoms and history, there is no ${name}`,
          },
          {
            present: (name) => `the summary lists ${name} as present`,
            absent: (name) => `the summary lists no ${name}`,
          },
          {
            present: (name) => `with regard to ${name}, the answer was yes`,
            absent: (name) => `with regard to ${name}, there was no ${name}`,
          },
          {
            present: (name) => `I am noting ${name} here`,
            absent: (name) => `I am noting no ${name} here`,
          },
        ],
        again: [
          {
            present: (name) => `${name} stays on the list of findings`,
            absent: (name) => `no ${name}, though a neighbour at home is said to have had ${name}`,
          },
        ],
      }),
      bystandersOf(material),
      'no finding that is stated one way',
    ),
}
