import { expect, it } from 'vitest'
import { exampleTasks } from './fixture-tasks.ts'
import { withWholeTriples } from './triples.ts'

const { conflictInjected, conflictNearMiss, conflictHandled, omissionInjected, omissionHandled, value } =
  exampleTasks

it('keeps whole triples and tasks without one, and drops the rest', () => {
  const whole = [conflictInjected, conflictNearMiss, conflictHandled, value]
  const { kept, dropped } = withWholeTriples([...whole, omissionInjected, omissionHandled])
  expect(kept).toEqual(whole)
  expect(dropped).toEqual([omissionInjected, omissionHandled])
})
