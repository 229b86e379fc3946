import { fixtureCases } from './fixtures.ts'
import { timelineSequence } from './timeline-sequence.ts'
import { testTaskType } from './task-type-contract.ts'

testTaskType(timelineSequence, fixtureCases)
