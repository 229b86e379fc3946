import { fixtureCases } from './fixtures.ts'
import { reasoningDifferentialEvolution } from './reasoning-differential-evolution.ts'
import { testTaskType } from './task-type-contract.ts'

testTaskType(reasoningDifferentialEvolution, fixtureCases)
