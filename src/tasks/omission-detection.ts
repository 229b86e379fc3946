// omission_detection: has something that matters been left out, and has it been added since? Paper: section 2.
// Lists of the case's own facts, and the critical points of a clinician's checklist where the corpus has one.
import { concernForms, plantedDrafts, type ConcernForm } from './planted.ts'
import type { TaskType } from './task-type.ts'

const forms: readonly ConcernForm[] = [
  ...concernForms,
  {
    name: 'completeness',
    ask: (report) =>
      `Turn ${report} goes out as the summary of what was said on its topic. What, if anything, do you add?`,
  },
]

export const omissionDetection: TaskType = {
  id: 'omission_detection',
  forms: forms.map((form) => form.name),
  draft: (material) => plantedDrafts(material, 'omission_detection', forms),
}
