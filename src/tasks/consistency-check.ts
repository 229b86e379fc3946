// consistency_check: does the account hang together, and if not, what does not fit? Paper: section 2.
import { formsForSetting } from './handover.ts'
import { concernForms, plantedDrafts, type ConcernForm } from './planted.ts'
import type { TaskType } from './task-type.ts'

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
  draft: (material) => plantedDrafts(material, 'consistency_check', formsForSetting(forms, material)),
}
