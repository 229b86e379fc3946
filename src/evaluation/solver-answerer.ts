// A trivial solver of the shortcut audit, as something that answers tasks: the floor under every model. A
// solver that learns does so from the training split.
import type { OpenBenchmark } from '../benchmark/open-benchmark.ts'
import { contextText, shownTurns } from '../conversations/view.ts'
import { Failure } from '../kit/errors.ts'
import { randomFor } from '../kit/random.ts'
import type { Solved, Solver } from '../verification/shortcuts/solver.ts'
import type { Answerer } from './answerer.ts'

/** Throws a Failure when the solver learns and the benchmark has no training tasks. */
export function solverAnswerer(solver: Solver, benchmark: OpenBenchmark, seed: number): Answerer {
  const training = solver.solve === undefined ? trainingTasks(benchmark) : []
  const solve = solver.solve ?? solver.fit?.(training, randomFor(seed, solver.name, 'fit'))
  if (solve === undefined || (solver.solve === undefined && training.length === 0)) {
    throw new Failure({
      subject: `solver:${solver.name}`,
      what: 'learns from training tasks and the benchmark has none.',
    })
  }
  return {
    id: `solver:${solver.name}`,
    endpoint: 'embedded',
    asks: { regime: 'none', promptHash: 'none' },
    parameters: {},
    reply: async (task, { case: source, conversation }, { repeat }) => {
      const context =
        solver.reads === 'context' ? contextText(source, shownTurns(conversation, task.view)) : ''
      const letter = solve(task, context, randomFor(seed, solver.name, task.id, repeat))
      return { answer: letter, outcome: 'answered', output: letter }
    },
  }
}

/** Only what a solver may learn from, of each training task. */
function trainingTasks(benchmark: OpenBenchmark): Solved[] {
  return benchmark.tasks
    .filter(({ split }) => split === 'train')
    .map(({ id }) => {
      const { type, question, options, gold } = benchmark.task(id)
      return { type, question, options, gold }
    })
}
