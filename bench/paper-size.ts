// The build at the paper's size: 6,876 simulated cases, 142,496 tasks, its shares of types and its splits. Prints
// time and peak memory of both commands, and the shares that came out, as Markdown.
//
//   npx tsx bench/paper-size.ts FOLDER [CASES [TASKS]] [--kills N] [--concurrency N]
//
// With --kills the build is killed without warning N times on its way and run again, and a second build with one
// worker thread must give the same bytes; only do this at a smaller size.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { paperDataset } from '../src/taxonomy/paper/dataset.ts'
import { runCommand, type Measured } from './run-command.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '0' },
    concurrency: { type: 'string', default: String(availableParallelism()) },
  },
})
const [folder, cases = String(paperDataset.cases), tasks = String(paperDataset.tasks)] = positionals
if (folder === undefined) throw new Error('name a folder to work in')

function hashOf(benchmark: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(benchmark).toSorted()) {
    const path = join(benchmark, name)
    if (statSync(path).isFile()) hash.update(`${name}\n`).update(readFileSync(path))
  }
  return hash.digest('hex')
}

mkdirSync(folder, { recursive: true })
const file = join(folder, 'cases.jsonl')
const buildInto = (output: string, concurrency: string): string[] => [
  'build',
  file,
  '-o',
  output,
  '--name',
  'paper size',
  '--seed',
  '1',
  '--tasks',
  tasks,
  '--shares',
  'paper',
  '--splits',
  Number(tasks) >= 8000 ? 'paper' : '80/5/15',
  '--concurrency',
  concurrency,
  // A few hundred tasks of a type can be guessed by luck.
  ...(Number(tasks) >= 8000 ? ['--strict'] : []),
]
const benchmark = join(folder, 'benchmark')
rmSync(benchmark, { recursive: true, force: true })
const simulated = await runCommand(['simulate', '--cases', cases, '--seed', '1', '--no-pictures', '-o', file])
const built = await runCommand(buildInto(benchmark, values.concurrency))

const row = (name: string, { seconds, megabytes }: Measured): string =>
  `| ${name} | ${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s | ${Math.round(megabytes)} MB |`
console.log(
  `${cases} cases, ${tasks} tasks; ${availableParallelism()} × ${cpus()[0]?.model}, Node ${process.version}\n`,
)
console.log('| command | time | peak memory |\n|---|--:|--:|')
console.log(row('simulate', simulated))
console.log(row('build', built))

const kills = Number(values.kills)
if (kills > 0) {
  const killed = join(folder, 'killed')
  rmSync(killed, { recursive: true, force: true })
  for (let kill = 1; kill <= kills; kill++)
    await runCommand(buildInto(killed, values.concurrency), (built.seconds * kill) / (kills + 1) / 1.5 + 1)
  await runCommand(buildInto(killed, values.concurrency))
  const single = join(folder, 'single')
  rmSync(single, { recursive: true, force: true })
  await runCommand(buildInto(single, '1'))
  const same = new Set([benchmark, killed, single].map(hashOf)).size === 1
  console.log(`\nThe same bytes after ${kills} kills and with one thread: ${same ? 'yes' : 'NO'}`)
  if (!same) process.exitCode = 1
}
