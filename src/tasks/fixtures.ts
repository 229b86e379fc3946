// Hand-written cases for the tests of task types: all words are ours. Between them they hold something for
// every type: dated values with limits, reasons, denied findings, a doubt that is settled, orders, a key.
import { buildFixture } from './fixture-builder.ts'
import { childrenSpecs } from './fixtures-children.ts'
import { hospitalSpecs } from './fixtures-hospital.ts'
import { visitSpecs } from './fixtures-visits.ts'
import type { GroundedCase } from './task-type-contract.ts'

export const fixtureCases: readonly GroundedCase[] = [...hospitalSpecs, ...childrenSpecs, ...visitSpecs].map(
  buildFixture,
)
