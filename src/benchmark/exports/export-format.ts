// What an export format is: a way to write the tasks of a benchmark so that another tool reads them, and
// perhaps a way to read that tool's logs. One file per format, a line in index.ts; every member passes
// testExport() in export-contract.ts. What stands in a prompt is not decided here: it comes from prompts/,
// by way of whoever calls.
import type { Message } from '../../models/model.ts'
import type { Benchmark, SplitName } from '../../records/benchmark.ts'
import type { Case } from '../../records/case.ts'
import type { Conversation } from '../../records/conversation.ts'
import type { Letter, Option, Task } from '../../records/task.ts'
import type { LicenceTerms } from './licence-terms.ts'
import type { Tally } from './tally.ts'

/** How tasks are asked. The prompts of prompts/ are such; that folder stands below this one, so they are handed in. */
export interface ExportPrompt {
  readonly regime: { readonly name: string; readonly recipe?: { readonly name: string } }
  readonly permute: number | undefined
  readonly hash: string
  ask(
    task: Task,
    context: { readonly case: Case; readonly conversation: Conversation },
  ): {
    readonly messages: readonly Message[]
    /** The task's own letters in the order in which their options are shown. */
    readonly order: readonly Letter[]
  }
}

/** One task on its way out, with everything a format may write of it. */
export interface ExportItem {
  readonly task: Task
  readonly split: SplitName
  readonly case: Case
  readonly conversation: Conversation
  readonly terms: LicenceTerms
  /** The prompt, and the options and the gold letter as it shows them. */
  readonly messages: readonly Message[]
  readonly order: readonly Letter[]
  readonly options: readonly Option[]
  readonly gold: Letter
}

/** What only the one who publishes knows. */
export interface Publication {
  readonly creator?: string
  readonly url?: string
  /** YYYY-MM-DD. */
  readonly published?: string
}

export interface ExportJob {
  /** The benchmark's folder, for its pictures. */
  readonly benchmarkFolder: string
  readonly header: Benchmark
  readonly prompt: ExportPrompt
  readonly publication: Publication
  /** Where to write; it exists and is empty. */
  readonly folder: string
  /** In the benchmark's order. To be gone through once; after that the tally is complete. */
  readonly items: AsyncIterable<ExportItem>
  readonly tally: Tally
}

/** A reply as another tool logged it. */
export interface LoggedReply {
  readonly taskId: string
  /** Of the prompt it was exported under (promptId() in asked-row.ts). */
  readonly promptId: string
  readonly repeat: number
  readonly model: string
  readonly output: string
  /** Why the call failed, where it did. */
  readonly failure?: string
}

export interface ExportFormat {
  readonly name: string
  /** For the help. */
  readonly what: string
  /** "all": the splits lie side by side. "one": a tool that only asks, of one split. */
  readonly splits: 'all' | 'one'
  /** How to use what was written, in one line, seen from within its folder. */
  readonly use: string
  write(job: ExportJob): Promise<void>
  /** Reads the tool's logs back; absent where the tool writes none. */
  readonly readLog?: (path: string) => AsyncIterable<LoggedReply>
}
