// Rule: a report says that a drug on record was never given or taken. Near miss: the drug named again in other
// words. Only "never" and "not on record" are certain faults: a drug may have been stopped in the meantime.
import type { ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { drugName } from './doses.ts'
import { polarityCandidates } from './findings.ts'
import { triplesFrom } from './versions.ts'

/** What is only intended may truly not have been given yet; and a class may name one of its members again. */
const notYetGiven =
  /\b(?:order|prescribe you|going to|gonna|we can|could|will|would|let['’]s|recommend\w*|start you|should|if|want you to|consider\w*|plan\w*|chemotherapy|fluids?|infusions?|transfusions?|low[- ]molecular|multivitamins?)\b|['’]ll\b|\ba\s+(?:prescription|script)\b/i

export const medicationStatus: ChallengeRule = {
  name: 'medication_status',
  title: 'A drug that is on record is reported as never given or taken.',
  kind: 'conflict',
  taskType: 'data_conflict_resolution',
  severity: 2,
  implicitness: 2,
  plant: (material) =>
    triplesFrom(
      material,
      'medication_status',
      polarityCandidates(material, 'medication_status', {
        kinds: ['medication'],
        onlyPresent: true,
        unless: notYetGiven,
        named: (fact) => drugName(fact.name),
        thing: (name) => `the entry for ${name}`,
        forms: [
          {
            present: (name) => `the drugs on record include ${name}`,
            absent: (name) => `the drugs on record do not include ${name}`,
          },
          {
            present: (name) => `there is ${name} on the medication chart`,
            absent: (name) => `there is no ${name} on the medication chart`,
          },
          {
            present: (name) => `${name} was given or taken`,
            absent: (name) => `${name} was never given or taken`,
          },
          {
            present: (name) => `the medication list has ${name}`,
            absent: (name) => `the medication list has no ${name}`,
          },
        ],
        again: [
          {
            present: (name) => `among the drugs that were mentioned is ${name}`,
            absent: (name) => `among the drugs that were mentioned there is no ${name}`,
          },
        ],
      }),
      bystandersOf(material),
      'no drug that is named one way',
    ),
}
