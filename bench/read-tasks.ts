// Prints random tasks in full for a person to read:
// `npx tsx bench/read-tasks.ts BENCH [SEED] [PER] [TYPE] [CORPUS]`.
// PER tasks of each type and corpus, drawn by seed; this is how docs/quality/readings.md was made.
import { contextOf, loadBenchmark } from '../src/benchmark/folder.ts'
import { contextText, shownTurns } from '../src/conversations/view.ts'
import { groupBy } from '../src/kit/group.ts'
import { randomFor } from '../src/kit/random.ts'
import type { Task } from '../src/records/task.ts'

const [folder, seed = '1', per = '10', type, corpus] = process.argv.slice(2)
if (folder === undefined) throw new Error('name a benchmark folder')
const benchmark = await loadBenchmark(folder)
const tasks = benchmark.tasks.filter(
  (task) => (type === undefined || task.type === type) && (corpus === undefined || task.corpus === corpus),
)
for (const [key, members] of groupBy(tasks, (task) => `${task.type} ${task.corpus}`)) {
  for (const task of randomFor(seed, key).sample(members, Number(per))) console.log(`${textOf(task)}\n`)
}

function textOf(task: Task): string {
  const { case: source, conversation } = contextOf(benchmark, task)
  return [
    `=== ${task.type} · ${task.form} · ${task.corpus} · ${task.challenge?.member ?? ''} ${task.challenge?.rule ?? ''} · ${task.id}`,
    contextText(source, shownTurns(conversation, task.view)),
    `Q: ${task.question}`,
    ...task.options.map(({ letter, text }) => `${letter === task.gold ? '*' : ' '} ${letter}. ${text}`),
    `Why: ${task.rationale}`,
    `${task.behavior.score} ${task.behavior.token} ${task.complexity}: ${task.behavior.reason}`,
  ].join('\n')
}
