// Rule: a report says that a drug which the patient has had is not in the drug history. Near miss: the drug named
// again in other words. Of the drug history, not of the present list: whether a drug is still taken is often not
// said, and one that was stopped is rightly missing there.
import type { ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { drugName } from './doses.ts'
import { polarityCandidates, type Polarities } from './findings.ts'
import { drugClass } from './list-omission.ts'
import { hasDied } from './stated.ts'
import { triplesFrom, type Candidate } from './versions.ts'

/**
 * What is only intended, offered, asked or refused may truly not have been had; one of a class may be had under
 * its own name; and what is given around a procedure is no part of a drug history.
 */
const notSurelyHad =
  /\b(?:order\w*|prescribe (?:you|him|her)|going to|gonna|we can|could|will|would|let['’]s|recommend\w*|advis\w+|start you|should|if|want(?:s|ed)?|offer\w*|consider\w*|plan\w*|attempt\w*|refus\w+|declin\w+|avoid\w*|allerg\w+|react\w*|intoleran\w*|withh\w+|instead|or|chemotherapy|fluids?|infusions?|transfusions?|low[- ]molecular|multivitamins?|supplements?|instruct\w*|told to|asked to|to take|an?esthe\w+|sedat\w+|intubat\w+|intraoperative\w*|inject\w*|preventi\w+|prophyla\w+|test\w*|challenge)\b|['’]ll\b|\ba\s+(?:prescription|script)\b/i

/** Words that say that the drug was or is taken or given. */
const had =
  /\b(?:take[ns]?|taking|took|uses?|used|using|receiv\w+|given|gave|administered|treat(?:ed|ing)|treatment with|therapy (?:with|included|consisted)|start(?:ed|s) (?:on|taking)|was started|were started|initiated|begun|placed on|put on|switched to|continu\w+|(?:is|am|are|was|were|been|you|him|her|me|['’](?:s|m|re|ve)) (?:currently |now |also |still )?on|medications? (?:include|included|are|were|consist of)|medicines? (?:include|included|are|were)|active)\b/i

const polarities: Polarities = {
  kinds: ['medication'],
  onlyPresent: true,
  unless: notSurelyHad,
  named: (fact) => drugName(fact.name),
  thing: (name) => `the entry for ${name}`,
  forms: [
    {
      present: (name) => `the drug history includes ${name}`,
      absent: (name) => `the drug history does not include ${name}`,
    },
    {
      present: (name) => `treatment up to now has included ${name}`,
      absent: (name) => `treatment up to now has not included ${name}`,
    },
    {
      present: (name) => `the patient has had ${name}`,
      absent: (name) => `the patient has never had ${name}`,
    },
    {
      present: (name) => `${name} is among the drugs given or taken so far`,
      absent: (name) => `${name} is not among the drugs given or taken so far`,
    },
  ],
  again: [
    {
      present: (name) => `the patient has been treated with ${name}`,
      absent: (name) => `the patient has not been treated with ${name}`,
    },
  ],
}

export const medicationStatus: ChallengeRule = {
  name: 'medication_status',
  title: 'A drug that the patient has had is left out of the drug history.',
  kind: 'conflict',
  taskType: 'data_conflict_resolution',
  severity: 2,
  implicitness: 1,
  plant: (material) =>
    hasDied(material)
      ? { triples: [], empty: 'the patient has died' }
      : triplesFrom(
          material,
          'medication_status',
          polarityCandidates(material, 'medication_status', polarities).filter(isCertain),
          bystandersOf(material),
          'no drug that is named one way',
        ),
}

function isCertain({ thing, truth }: Candidate): boolean {
  // A clause cut within brackets cannot be quoted.
  const isWhole = truth.split('(').length === truth.split(')').length
  return had.test(truth) && isWhole && !drugClass.test(thing)
}
