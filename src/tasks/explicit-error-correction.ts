// explicit_error_correction: find and put right a stated error. From errors that the corpus's annotators marked,
// and from planted ones. Paper: section 2.
import { labelledDrafts } from './labels.ts'
import { noteDraft, noteForms } from './labelled-note.ts'
import { concernForms, plantedDrafts } from './planted.ts'
import type { TaskType } from './task-type.ts'

export const explicitErrorCorrection: TaskType = {
  id: 'explicit_error_correction',
  forms: [...concernForms.map((form) => form.name), ...noteForms],
  draft: (material) => {
    const planted = plantedDrafts(material, 'explicit_error_correction', concernForms)
    const labelled = labelledDrafts(material, 'error', noteDraft)
    const drafts = [...labelled, ...planted.drafts]
    return drafts.length > 0 ? { drafts } : planted
  },
}
