// consistency_check: does the account hang together, and if not, what does not fit? Paper: section 2.
import { concernForms, plantedDrafts, type ConcernForm } from './planted.ts'
import type { TaskMaterial, TaskType } from './task-type.ts'

const forms: readonly ConcernForm[] = [
  ...concernForms,
  {
    name: 'coherence',
    ask: (report) =>
      `Does turn ${report} fit the account given up to there? Choose the statement that holds.`,
  },
]

export const consistencyCheck: TaskType = {
  id: 'consistency_check',
  forms: forms.map((form) => form.name),
  draft: (material) => plantedDrafts(material, 'consistency_check', formsFor(material)),
}

/** Nobody takes a patient over from a doctor who sees them alone in a surgery. */
function formsFor({ conversation }: TaskMaterial): readonly ConcernForm[] {
  const clinicians = conversation.participants.filter(({ role }) => ['physician', 'nurse'].includes(role))
  return clinicians.length > 1 ? forms : forms.filter(({ name }) => name !== 'next_shift')
}
