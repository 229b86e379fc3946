// Drafts from the corpus's own labels of one kind, each with the label's index in the case.
import type { Label, LabelOf } from '../records/label.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

/** The drafts of all labels of a kind; a label whose draft is undefined carries no task. */
export function labelledDrafts<K extends Label['kind']>(
  material: TaskMaterial,
  kind: K,
  draftOf: (material: TaskMaterial, label: LabelOf<K>, index: number) => Draft | readonly Draft[] | undefined,
): Draft[] {
  return material.case.labels.flatMap((label, index) =>
    label.kind === kind ? (draftOf(material, label as LabelOf<K>, index) ?? []) : [],
  )
}
