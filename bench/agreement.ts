// How often the independent judges come to the key of a simulated task, and how often they object once it is broken:
// `npx tsx bench/agreement.ts [FOLDER or CASES] [SAMPLE] [SEED]`. A number simulates and builds that many cases
// (400, enough for 20,000 tasks); SAMPLE tasks (20,000) are drawn by SEED. Prints a Markdown table.
//
// The key is recomputed by src/verification/ from the case's facts, the conversation and the rows of the knowledge
// base, without the authors' code (src/tasks/, src/challenges/, src/simulation/). Shared with the authors are: the
// rows and their schemas (knowledge/knowledge.ts and what it reads, not due.ts, hazards.ts or state.ts), codes of rows
// (knowledge/code.ts), how a view is cut out of a conversation (conversations/view.ts), records/, taxonomy/ and kit/.
// verification/independence.test.ts holds that. The build drops what the judges do not accept, so that agreement on
// its tasks shows that the folder is what the judges passed; how often they disagreed with an author stands beside it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchmarkFiles } from '../src/benchmark/folder.ts'
import type { RejectedDraft } from '../src/benchmark/draft.ts'
import { readJsonl } from '../src/kit/jsonl.ts'
import type { Case } from '../src/records/case.ts'
import type { Conversation } from '../src/records/conversation.ts'
import type { Fact } from '../src/records/fact.ts'
import type { Task } from '../src/records/task.ts'
import { alterations } from '../src/verification/alterations.ts'
import { isObjectedTo, verdictOf, type KeyVerdict } from '../src/verification/agreement.ts'

const [given = '400', sampled = '20000', seed = '1'] = process.argv.slice(2)
const own = /^\d+$/.test(given)
const work = own ? mkdtempSync(join(tmpdir(), 'agreement-')) : ''
try {
  await measure(own ? build(Number(given), work) : given, Number(sampled))
} finally {
  if (own) rmSync(work, { recursive: true, force: true })
}

function build(cases: number, into: string): string {
  const run = (...command: readonly string[]): number | null =>
    spawnSync(process.execPath, ['bin/behaviorbench.js', ...command], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }).status
  const [simulated, folder] = [join(into, 'cases.jsonl'), join(into, 'benchmark')]
  const seeded = ['--seed', seed]
  if (run('simulate', '--cases', String(cases), '--no-pictures', ...seeded, '-o', simulated) !== 0)
    throw new Error('simulate failed')
  // A failed shortcut audit (1) leaves a whole folder.
  const status = run('build', simulated, ...seeded, '-o', folder)
  if (status !== 0 && status !== 1) throw new Error('build failed')
  return folder
}

interface Row {
  drafts: number
  readonly keys: Record<KeyVerdict, number>
  readonly altered: Map<string, { made: number; noticed: number }>
}

async function measure(folder: string, size: number): Promise<void> {
  const chosen = await sampleOf(join(folder, benchmarkFiles.tasks), size)
  const rows = new Map<string, Row>()
  const doubts: string[] = []
  const conversations = groups<Conversation>(join(folder, benchmarkFiles.conversations))
  const facts = groups<Fact>(join(folder, benchmarkFiles.facts))
  const tasks = groups<Task>(join(folder, benchmarkFiles.tasks))
  for await (const source of readJsonl<Case>(join(folder, benchmarkFiles.cases))) {
    const [conversation] = await conversations.of(source.id)
    const sources = {
      case: source,
      facts: await facts.of(source.id),
      conversation: conversation as Conversation,
    }
    const all = await tasks.of(source.id)
    for (const task of all) {
      if (!chosen.has(task.id)) continue
      const row = rowOf(rows, `${task.type} | ${task.challenge?.rule ?? task.form}`)
      const { verdict, why } = verdictOf(task, sources)
      row.keys[verdict] += 1
      if (verdict !== 'agrees') doubts.push(`${task.id}: ${verdict}: ${why.join('; ')}`)
      for (const { name, apply } of alterations) {
        const altered = apply(task, sources, all)
        if (altered === undefined) continue
        const counts = row.altered.get(name) ?? { made: 0, noticed: 0 }
        row.altered.set(name, counts)
        counts.made += 1
        if (isObjectedTo(altered.task, altered.sources)) counts.noticed += 1
        else doubts.push(`${task.id}: nobody objects that ${name}`)
      }
    }
  }
  print(rows, await rejectedIn(join(folder, benchmarkFiles.rejected)), doubts)
}

function rowOf(rows: Map<string, Row>, key: string): Row {
  let row = rows.get(key)
  if (row === undefined)
    rows.set(
      key,
      (row = { drafts: 0, keys: { agrees: 0, disagrees: 0, 'cannot judge': 0 }, altered: new Map() }),
    )
  row.drafts += 1
  return row
}

/** Ids of a sample that a seed draws, whatever the order of the file. */
async function sampleOf(path: string, size: number): Promise<Set<string>> {
  const drawn: { readonly id: string; readonly at: string }[] = []
  for await (const { id } of readJsonl<Task>(path))
    drawn.push({ id, at: createHash('sha256').update(`${seed} ${id}`).digest('base64') })
  return new Set(
    drawn
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .slice(0, size)
      .map(({ id }) => id),
  )
}

/** The rows of one case after another, from a file that is in the order of the cases. */
function groups<T extends { readonly caseId: string }>(path: string): { of(caseId: string): Promise<T[]> } {
  const rows = readJsonl<T>(path)[Symbol.asyncIterator]()
  let next = rows.next()
  return {
    of: async (caseId) => {
      const found: T[] = []
      for (let at = await next; at.done !== true && at.value.caseId === caseId; at = await next) {
        found.push(at.value)
        next = rows.next()
      }
      return found
    },
  }
}

/** Drafts by type that a judge of truth did not accept. */
async function rejectedIn(path: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for await (const { type, findings } of readJsonl<RejectedDraft>(path)) {
    if (findings.some(({ check }) => check === 'one-right-option' || check === 'challenge-present'))
      counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  return counts
}

function print(
  rows: ReadonlyMap<string, Row>,
  rejected: ReadonlyMap<string, number>,
  doubts: readonly string[],
): void {
  const names = alterations.map(({ name }) => name)
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
  const altered = (row: Row, name: string): string => {
    const counts = row.altered.get(name)
    return counts === undefined ? '–' : `${counts.noticed}/${counts.made}`
  }
  const sorted = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const total = sumOf(sorted.map(([, row]) => row))
  console.log(
    `\`npx tsx bench/agreement.ts ${process.argv
      .slice(2)
      .map((word) => (/[/\\]/.test(word) ? 'FOLDER' : word))
      .join(' ')}\`\n`,
  )
  console.log(line(['type', 'rule or form', 'tasks', 'agrees', 'disagrees', 'cannot judge', ...names]))
  console.log(line(['---', '---', ...Array.from({ length: 4 + names.length }, () => '--:')]))
  for (const [key, row] of [...sorted, ['all | ', total] as const]) {
    const { agrees, disagrees, 'cannot judge': unknown } = row.keys
    console.log(
      line([key, row.drafts, agrees, disagrees, unknown, ...names.map((name) => altered(row, name))]),
    )
  }
  console.log(
    `\nDrafts that the judges turned down in the build: ${[...rejected].map(([type, count]) => `${type} ${count}`).join(', ')}.`,
  )
  console.log(
    `Peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, ${Math.round(process.uptime())} s.`,
  )
  for (const doubt of doubts.slice(0, 50)) console.log(`- ${doubt}`)
}

function sumOf(rows: readonly Row[]): Row {
  const sum: Row = { drafts: 0, keys: { agrees: 0, disagrees: 0, 'cannot judge': 0 }, altered: new Map() }
  for (const { drafts, keys, altered } of rows) {
    sum.drafts += drafts
    for (const verdict of Object.keys(keys) as KeyVerdict[]) sum.keys[verdict] += keys[verdict]
    for (const [name, { made, noticed }] of altered) {
      const before = sum.altered.get(name) ?? { made: 0, noticed: 0 }
      sum.altered.set(name, { made: before.made + made, noticed: before.noticed + noticed })
    }
  }
  return sum
}
