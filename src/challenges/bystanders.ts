// True things that a report can mention beside the one it is about, where the rule has no second candidate
// of its own: the objections to them are the wrong options.
import type { ChallengeMaterial } from './challenge.ts'
import { doseCandidates } from './doses.ts'
import { measuredCandidates } from './measured.ts'
import { identityCandidates } from './identity.ts'
import { rememberedOfCase } from './remembered-case.ts'
import type { Candidate } from './versions.ts'

/** Measured values and doses; the patient's age and sex only where there is nothing else. */
export const bystandersOf = rememberedOfCase((material): readonly Candidate[] => {
  const doses = doseCandidates(material, 'bystander').filter((dose) => isNamedThere(dose, material))
  const clinical = [...measuredCandidates(material, 'bystander'), ...doses]
  return clinical.length > 0 ? clinical : identityCandidates(material, 'bystander')
})

/** Whether the turn names the drug as the report would: not where a brand stands for it. */
function isNamedThere({ thing, stated }: Candidate, { conversation }: ChallengeMaterial): boolean {
  const drug = thing.replace(/^the dose of /, '').toLowerCase()
  return conversation.turns[stated - 1]?.text.toLowerCase().includes(drug) ?? false
}
