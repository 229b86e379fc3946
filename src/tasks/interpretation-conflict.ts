// interpretation_conflict: do two clinicians read the same finding differently, and was it cleared up? Paper:
// section 2.
import { formsForSetting } from './handover.ts'
import { concernForms, plantedDrafts, type ConcernForm } from './planted.ts'
import type { TaskType } from './task-type.ts'

const forms: readonly ConcernForm[] = [
  ...concernForms,
  {
    name: 'two_readings',
    ask: (report) =>
      `Turn ${report} gives a clinician’s own reading of the case. What, if anything, do you say about it?`,
  },
]

export const interpretationConflict: TaskType = {
  id: 'interpretation_conflict',
  forms: forms.map((form) => form.name),
  draft: (material) => plantedDrafts(material, 'interpretation_conflict', formsForSetting(forms, material)),
}
