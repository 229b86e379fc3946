import type { Engine, Training } from '@behaviorbench/engine/engine.ts'
import { afterAll, describe } from 'vitest'
import { openBase, type Base } from '../open-base.ts'
import { testTrainer } from '../trainer-contract.ts'
import { engineTrainer } from './engine.ts'

const kept = new Map<string, Base>()
afterAll(async () => {
  for (const { engine } of kept.values()) await engine.close()
})

/**
 * An engine's start takes most of a second, of which a test of many short trainings would have twenty: it stays open,
 * and to close it only undoes what was trained. Trainings that begin in a process of their own: test/train.test.ts.
 */
const openKept: typeof openBase = async (path, settings, added) => {
  const key = JSON.stringify([path, added])
  const known = kept.get(key) ?? (await openBase(path, settings, added))
  kept.set(key, known)
  return { ...known, engine: reusable(known.engine) }
}

function reusable(engine: Engine): Engine {
  let training: Training | undefined
  return {
    ...engine,
    startTraining: async (settings) => {
      training = await engine.startTraining(settings)
      return training
    },
    close: async () => {
      await training?.end()
      await engine.setAdapter(undefined)
    },
  }
}

describe('the embedded trainer', () => {
  testTrainer(() => engineTrainer({ precision: 'float32', provider: 'cpu', threads: 1 }, openKept))
})
