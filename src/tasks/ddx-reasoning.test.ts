import { fixtureCases } from './fixtures.ts'
import { ddxReasoning } from './ddx-reasoning.ts'
import { testTaskType } from './task-type-contract.ts'

testTaskType(ddxReasoning, fixtureCases)
