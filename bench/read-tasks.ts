// Prints random tasks in full for a person to read: `npx tsx bench/read-tasks.ts BENCH [SEED] [PER] [TYPE]`.
// PER tasks of each type and source, drawn by seed; this is how docs/quality/readings.md was made.
import { contextOf, loadBenchmark } from '../src/benchmark/folder.ts'
import { contextText, shownTurns } from '../src/conversations/view.ts'
import { groupBy } from '../src/kit/group.ts'
import { randomFor } from '../src/kit/random.ts'
import type { Task } from '../src/records/task.ts'

const [folder, seed = '1', per = '10', only] = process.argv.slice(2)
if (folder === undefined) throw new Error('name a benchmark folder')
const benchmark = await loadBenchmark(folder)
const tasks = benchmark.tasks.filter((task) => only === undefined || task.type === only)
for (const [key, members] of groupBy(tasks, (task) => `${task.type} ${task.source}`)) {
  for (const task of randomFor(seed, key).sample(members, Number(per))) console.log(`${textOf(task)}\n`)
}

function textOf(task: Task): string {
  const { case: source, conversation } = contextOf(benchmark, task)
  const turns = shownTurns(conversation, task.view)
  // Long contexts are cut to the turns near those the answer rests on, and the last ones.
  const near = turns.filter(
    (turn) =>
      turns.length <= 8 ||
      turn.number > task.view.to - 3 ||
      task.turns.some((at) => Math.abs(at - turn.number) <= 1),
  )
  return [
    `=== ${task.type} · ${task.form} · ${task.corpus} · ${task.challenge?.member ?? ''} ${task.challenge?.rule ?? ''} · ${task.id}`,
    contextText(source, near),
    `Q: ${task.question}`,
    ...task.options.map(({ letter, text }) => `${letter === task.gold ? '*' : ' '} ${letter}. ${text}`),
    `Why: ${task.rationale}`,
    `${task.behavior.score} ${task.behavior.token} ${task.complexity}: ${task.behavior.reason}`,
  ].join('\n')
}
