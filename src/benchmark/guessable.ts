// Leaves out tasks that can be guessed from question and options alone. Options drawn from real documents
// keep traces of which ones are often right; a classifier that never sees a case finds them. Where it beats
// chance by too much on a type, some of the tasks it gets right are left out and it learns anew, as in
// adversarial filtering (Sakaguchi et al. 2020, WinoGrande; Le Bras et al. 2020).
import { groupBy } from '../kit/group.ts'
import { sha256 } from '../kit/hash.ts'
import { crossValidatedAnswers, type Foldable } from '../verification/shortcuts/cross-validation.ts'
import { noContext } from '../verification/shortcuts/no-context.ts'

/** Margin over chance that is left; the audit refuses 0.10, and its folds differ from these. */
const margin = 0.07
const rounds = 5
/** With fewer tasks of a type the margin is mostly luck, and nothing is left out. */
const fewest = 100

/**
 * Ids of tasks to leave out. Members of planted triples are not to be given: their triples share their
 * options, so that nothing can be learned from these, and they stand and fall together.
 */
export function guessableTasks(tasks: readonly Foldable[], seed: number): ReadonlySet<string> {
  const leftOut = new Set<string>()
  let rest = tasks.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (let round = 0; round < rounds; round++) {
    const answers = crossValidatedAnswers(noContext, rest, seed)
    const before = leftOut.size
    for (const [, members] of groupBy(rest, (task) => task.type)) {
      if (members.length < fewest) continue
      const right = members.filter((task) => answers.get(task.id) === task.gold)
      const aim = members.reduce((sum, task) => sum + 1 / task.options.length, 0) / members.length + margin
      const surplus = Math.ceil((right.length - aim * members.length) / (1 - aim))
      const ranked = right.toSorted((a, b) => (rank(seed, a.id) < rank(seed, b.id) ? -1 : 1))
      for (const { id } of ranked.slice(0, Math.max(0, surplus))) leftOut.add(id)
    }
    if (leftOut.size === before) break
    rest = rest.filter((task) => !leftOut.has(task.id))
  }
  return leftOut
}

function rank(seed: number, id: string): string {
  return sha256(`guessable\n${seed}\n${id}`)
}
