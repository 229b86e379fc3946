// What an oracle is: for one kind of probe it decides from the probe, the view, the case and the facts whether
// the text of an option is right. It never looks at which letter is gold.
import type { Probe } from '../../records/task.ts'
import type { Material } from '../material.ts'

export type Answer = 'right' | 'wrong' | 'undecidable'

export interface Judge {
  /** What makes the question itself unsound, whatever the options say. */
  readonly problems: readonly string[]
  readonly judge: (option: string) => Answer
}

export type ProbeOf<K extends Probe['kind']> = Extract<Probe, { kind: K }>

export interface Oracle<K extends Probe['kind']> {
  readonly probe: K
  readonly prepare: (probe: ProbeOf<K>, material: Material) => Judge
}
