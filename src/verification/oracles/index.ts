// The oracles, one for each kind of probe.
import type { Probe } from '../../records/task.ts'
import type { Material } from '../material.ts'
import { change } from './change.ts'
import { concern } from './concern.ts'
import { keyed } from './keyed.ts'
import { maskedTurn } from './masked-turn.ts'
import { nextAction } from './next-action.ts'
import type { Judge, Oracle } from './oracle.ts'
import { reason } from './reason.ts'
import { sequence } from './sequence.ts'
import { stated } from './stated.ts'
import { value } from './value.ts'

export const oracles: { readonly [K in Probe['kind']]: Oracle<K> } = {
  value,
  sequence,
  stated,
  reason,
  change,
  masked_turn: maskedTurn,
  next_action: nextAction,
  concern,
  keyed,
}

/** The judge of a task's options. */
export function judgeFor(material: Material): Judge {
  const { probe } = material.task
  const oracle = oracles[probe.kind] as Oracle<Probe['kind']>
  return oracle.prepare(probe, material)
}
