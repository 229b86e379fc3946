// What of a benchmark is kept or left as one: the members of a planted triple of one type. A triple is taken whole
// when one of its members is Hard: its paired score needs all three, and without the silent members an agent that
// always speaks would look good. The other members come along as companions and are counted as such.
import { groupBy } from '../../kit/group.ts'
import type { HardSettings } from '../../records/hard.ts'
import type { TaskLine } from './task-line.ts'

export interface HardUnit {
  readonly key: string
  readonly members: readonly TaskLine[]
}

/** The units with a Hard task in them, in the order of the lines. */
export function hardUnits(
  lines: readonly TaskLine[],
  isHard: (id: string) => boolean,
  triples: HardSettings['triples'],
): HardUnit[] {
  const keyOf = ({ id, type, challenge }: TaskLine): string =>
    triples === 'whole' && challenge?.origin === 'planted' ? `${type} ${challenge.triple}` : id
  const wanted = new Set(lines.filter(({ id }) => isHard(id)).map(keyOf))
  const members = groupBy(
    lines.filter((line) => wanted.has(keyOf(line))),
    keyOf,
  )
  return [...members].map(([key, own]) => ({ key, members: own }))
}
