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
  implicitness: 1,
  plant: (material) =>
    triplesFrom(
      material,
      'negation_flip',
      polarityCandidates(material, 'negation_flip', {
        kinds: ['symptom', 'history', 'sign'],
        thing: (name) => `the entry for ${name}`,
        named: (fact) => saidName(fact.name),
        // Of what was told, not of the present moment: a fever that has passed is still part of the history. And
        // without verb or article, so that every name fits: "rash", "hallucinations", "limp".
        forms: [
          {
            present: (name) => `findings and history: positive for ${name}`,
            absent: (name) => `findings and history: negative for ${name}`,
          },
          {
            present: (name) => `history and findings include ${name}`,
            absent: (name) => `history and findings include no ${name}`,
          },
          {
            present: (name) => `written under history and findings: ${name}`,
            absent: (name) => `written under history and findings: no ${name}`,
          },
          {
            present: (name) => `reported or found: ${name}`,
            absent: (name) => `neither reported nor found: ${name}`,
          },
        ],
        again: [
          {
            present: (name) => `what was reported or found includes ${name}`,
            absent: (name) => `what was reported or found includes no ${name}`,
          },
        ],
      }),
      bystandersOf(material),
      'no finding that is stated one way',
    ),
}
