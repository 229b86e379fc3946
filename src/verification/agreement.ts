// Whether the judges come to the key of a task by themselves, and what they object to in a broken one: counted by
// bench/agreement.ts. The form of options (giveaway) and the scorer are no matter of truth and do not count.
import type { Task } from '../records/task.ts'
import { checks } from './checks/index.ts'
import { shapeProblems } from './checks/schema.ts'
import { createMaterial, type Material, type Sources } from './material.ts'
import { judgeFor } from './oracles/index.ts'
import { situationOf } from './situation.ts'

export type KeyVerdict = 'agrees' | 'disagrees' | 'cannot judge'

/** The one option that the judges find right, held against the key. */
export function verdictOf(
  task: Task,
  sources: Sources,
): { readonly verdict: KeyVerdict; readonly why: string[] } {
  const material = createMaterial(task, sources)
  const { problems, judge } = judgeFor(material)
  const situation = situationOf(material)
  const answers = task.options.map(({ letter, text }) => ({ letter, answer: judge(text) }))
  const undecided = answers.filter(({ answer }) => answer === 'undecidable')
  if (situation?.state === 'unknown' || undecided.length > 0)
    return {
      verdict: 'cannot judge',
      why: [
        ...(situation?.problems ?? []),
        ...undecided.map(({ letter }) => `option ${letter} cannot be decided`),
      ],
    }
  const right = answers.filter(({ answer }) => answer === 'right').map(({ letter }) => letter)
  const why = [
    ...problems,
    ...(situation?.problems ?? []),
    ...(right.join() === task.gold ? [] : [`right is ${right.join() || 'none'}, not ${task.gold}`]),
  ]
  return { verdict: why.length === 0 ? 'agrees' : 'disagrees', why }
}

/** Whether a check of what is true objects to the task; the rest is not asked once one does. */
export function isObjectedTo(task: Task, sources: Sources): boolean {
  if (shapeProblems(task).length > 0) return true
  let material: Material
  try {
    material = createMaterial(task, sources)
  } catch {
    // A view that does not fit the conversation.
    return true
  }
  return checks
    .filter(({ name }) => name !== 'giveaway' && name !== 'self-score')
    .some(({ run }) => run(material).length > 0)
}
