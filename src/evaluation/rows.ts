// A prediction beside the task it answers: what every score is computed from.
import type { Answered } from '../metrics/accuracy.ts'
import type { Prediction } from '../records/prediction.ts'
import type { Task } from '../records/task.ts'

export interface Row extends Answered {
  readonly task: Task
  readonly prediction: Prediction
  /** What resampling keeps together: the case's group, or its id. */
  readonly group: string
}

/** Which group a task's case belongs to. */
export type GroupOf = (task: Task) => string

/** In the order of the predictions; one whose task is not given is left out. */
export function rowsOf(tasks: readonly Task[], predictions: readonly Prediction[], groupOf: GroupOf): Row[] {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  return predictions.flatMap((prediction): Row[] => {
    const task = byId.get(prediction.taskId)
    if (task === undefined) return []
    return [{ task, prediction, gold: task.gold, predicted: prediction.answer, group: groupOf(task) }]
  })
}
