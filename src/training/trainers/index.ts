// The trainers by name. A new one is its file, a line here and a line in its test.
import type { BaseSettings } from '../open-base.ts'
import type { Trainer } from '../trainer.ts'
import { engineTrainer } from './engine.ts'

export const trainers = {
  engine: engineTrainer,
} as const satisfies Readonly<Record<string, (settings: BaseSettings) => Trainer>>

export type TrainerName = keyof typeof trainers
