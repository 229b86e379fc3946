import { fixtureCases } from './fixtures.ts'
import { predictiveNextAction } from './predictive-next-action.ts'
import { testTaskType } from './task-type-contract.ts'

testTaskType(predictiveNextAction, fixtureCases)
