import { fixtureCases } from './fixtures.ts'
import { factRetrieval } from './fact-retrieval.ts'
import { testTaskType } from './task-type-contract.ts'

testTaskType(factRetrieval, fixtureCases)
