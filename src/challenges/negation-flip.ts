// Rule: a summary denies a symptom, sign or past illness that the conversation affirms, or the reverse. Near miss:
// the same in other words.
import type { ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { polarityCandidates } from './findings.ts'
import { saidName } from './measured.ts'
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
        thing: (name) => `the entry for ${name}`,
        named: (fact) => saidName(fact.name),
        forms: [
          {
            present: (name) => `findings and history: positive for ${name}`,
            absent: (name) => `findings and history: negative for ${name}`,
          },
          {
            present: (name) => `the summary lists ${name}`,
            absent: (name) => `the summary lists no ${name}`,
          },
          {
            present: (name) => `I have this down as a patient with ${name}`,
            absent: (name) => `I have this down as a patient without ${name}`,
          },
          {
            present: (name) => `I am noting ${name} here`,
            absent: (name) => `I am noting no ${name} here`,
          },
        ],
        again: [
          {
            present: (name) => `still on the list of findings: ${name}`,
            absent: (name) => `asked about specifically, there was no ${name}`,
          },
        ],
      }),
      bystandersOf(material),
      'no finding that is stated one way',
    ),
}
