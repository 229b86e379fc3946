// data_conflict_resolution: do recorded data contradict one another, and has it been settled? Paper: section 2.
import { formsForSetting } from './handover.ts'
import { concernForms, plantedDrafts, type ConcernForm } from './planted.ts'
import type { TaskType } from './task-type.ts'

const forms: readonly ConcernForm[] = [
  ...concernForms,
  {
    name: 'data_review',
    ask: (report) =>
      `You compare the data in turn ${report} with what was recorded earlier. What is your finding?`,
  },
]

export const dataConflictResolution: TaskType = {
  id: 'data_conflict_resolution',
  forms: forms.map((form) => form.name),
  draft: (material) => plantedDrafts(material, 'data_conflict_resolution', formsForSetting(forms, material)),
}
