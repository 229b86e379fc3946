// Leaves out tasks of one type that can be guessed from question and options alone. Options drawn from real
// documents keep traces of which ones are often right; a classifier that never sees a case finds them. Where it
// beats chance by too much, some of the tasks it gets right are left out and it learns anew, as in adversarial
// filtering (Sakaguchi et al. 2020, WinoGrande; Le Bras et al. 2020). Runs in a worker; pure.
import { sha256 } from '../kit/hash.ts'
import { remembered } from '../kit/remember.ts'
import { crossValidatedAnswers, type Foldable } from '../verification/shortcuts/cross-validation.ts'
import { noContext } from '../verification/shortcuts/no-context.ts'
import { readTypeFile } from './learn.ts'
import { chanceOf, fewestToFilter, marginOf } from './luck.ts'

/** Margin over chance that is left. The audit refuses 0.10; its folds differ, and what is selected after has a share of its own. */
const margin = 0.03
/** Enough for large types to settle; most need a few. */
const rounds = 40

/**
 * Ids of tasks to leave out. Members of planted triples are not to be given: their triples share their
 * options, so that nothing can be learned from these, and they stand and fall together.
 */
export function guessableTasks(tasks: readonly Foldable[], seed: number): readonly string[] {
  const leftOut = new Set<string>()
  const rankOf = remembered((id) => rank(seed, id), tasks.length)
  let rest = tasks.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (let round = 0; round < rounds && rest.length >= fewestToFilter; round++) {
    const answers = crossValidatedAnswers(noContext, rest, seed)
    const right = rest.filter((task) => answers.get(task.id) === task.gold)
    const aim = aimFor(rest)
    const surplus = Math.ceil((right.length - aim * rest.length) / (1 - aim))
    if (surplus <= 0) break
    const ranked = right
      .map(({ id }) => ({ id, rank: rankOf(id) }))
      .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    for (const { id } of ranked.slice(0, surplus)) leftOut.add(id)
    rest = rest.filter((task) => !leftOut.has(task.id))
  }
  return [...leftOut]
}

/** The share of right answers that is left. */
function aimFor(tasks: readonly Foldable[]): number {
  const counts = tasks.map(({ options }) => ({ options: options.length }))
  return chanceOf(counts) + marginOf(counts, margin)
}

function rank(seed: number, id: string): string {
  return sha256(`guessable\n${seed}\n${id}`)
}

/** Of the tasks in a type file, only these are looked at. */
export interface GuessableRequest {
  readonly path: string
  readonly ids: readonly string[]
}

/** The worker's handler: a GuessableRequest in, the ids to leave out. */
export default function createHandler(setup: string): (request: string) => string {
  const { seed } = JSON.parse(setup) as { readonly seed: number }
  return (request) => {
    const { path, ids } = JSON.parse(request) as GuessableRequest
    const asked = new Set(ids)
    return JSON.stringify(
      guessableTasks(
        readTypeFile(path).filter((task) => asked.has(task.id)),
        seed,
      ),
    )
  }
}
