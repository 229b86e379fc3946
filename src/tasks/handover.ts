// Which question forms fit the setting of a conversation. Nobody takes a patient over from a doctor who sees them
// alone in a consulting room.
import type { ConcernForm } from './planted.ts'
import type { TaskMaterial } from './task-type.ts'

export function formsForSetting(
  forms: readonly ConcernForm[],
  { conversation }: Pick<TaskMaterial, 'conversation'>,
): readonly ConcernForm[] {
  const clinicians = conversation.participants.filter(({ role }) => role === 'physician' || role === 'nurse')
  return clinicians.length > 1 ? forms : forms.filter(({ name }) => name !== 'next_shift')
}
