import { fixtureCases } from './fixtures.ts'
import { treatmentDecision } from './treatment-decision.ts'
import { testTaskType } from './task-type-contract.ts'

testTaskType(treatmentDecision, fixtureCases)
