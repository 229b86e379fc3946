// CarePlan and Goal → decisions about what is to be done, one for each activity and goal.
import { at, objectsAt, textAt } from '../json.ts'
import { conceptName, conceptText, dateAt, resourceId, statusCode } from './resource.ts'
import type { Context, DatedDraft, Resource } from './resource.ts'

/** A care plan: one decision per activity; the plan itself where it lists none. */
export function readCarePlan(resource: Resource, context: Context): readonly DatedDraft[] {
  const status = textAt(resource, 'status') ?? ''
  if (['entered-in-error', 'revoked'].includes(status)) return []
  const category = objectsAt(resource, 'category')
    .map((concept) => conceptName(concept))
    .find((name) => name !== undefined && name !== 'care plan')
  const title = category ?? textAt(resource, 'title')?.toLowerCase()
  const addressed = objectsAt(resource, 'addresses').map((reference) =>
    conceptName(at(context.resolve(reference, resource), 'code')),
  )
  const reasons = addressed.filter((name) => name !== undefined)
  const base = {
    kind: 'decision' as const,
    status: 'planned' as const,
    at: dateAt(resource, 'period', 'created'),
    reason: reasons.length === 0 ? undefined : [...new Set(reasons)].join(' and '),
  }
  const because = base.reason === undefined ? undefined : `for ${base.reason}`
  const activities = objectsAt(resource, 'activity').map(
    (activity) => conceptName(at(activity, 'detail', 'code')) ?? textAt(activity, 'detail', 'description'),
  )
  const names = [...new Set(activities.filter((name) => name !== undefined))]
  if (names.length === 0 && title !== undefined)
    return [
      {
        ...base,
        name: title,
        resource: resourceId(resource),
        line: `care plan: ${title}`,
        details: [because],
      },
    ]
  return names.map((name, index) => ({
    ...base,
    name,
    resource: `${resourceId(resource)}#${index}`,
    line: `care plan${title === undefined ? '' : ` (${title})`}: ${name}`,
    details: [because],
  }))
}

/** A goal in the words of the plan. */
export function readGoal(resource: Resource): readonly DatedDraft[] {
  const text = conceptText(at(resource, 'description'))?.replace(
    / \[[^\]]*\]| total in blood| in blood/gi,
    '',
  )
  const state = textAt(resource, 'lifecycleStatus') ?? statusCode(at(resource, 'lifecycleStatus'))
  if (text === undefined || state === 'entered-in-error' || state === 'rejected' || state === 'cancelled')
    return []
  const date = dateAt(resource, 'startDate', 'statusDate')
  return [
    {
      kind: 'decision',
      name: `goal: ${text}`,
      line: `goal: ${text}`,
      status: state === 'completed' ? 'completed' : 'active',
      resource: resourceId(resource),
      at: date,
    },
  ]
}
