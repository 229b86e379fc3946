import { fixtureCases } from './fixtures.ts'
import { integrityMissingTurnInference } from './integrity-missing-turn-inference.ts'
import { testTaskType } from './task-type-contract.ts'

testTaskType(integrityMissingTurnInference, fixtureCases)
