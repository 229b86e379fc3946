// What an agent is: an algorithm that answers a task by several calls of one model in different roles. One file
// each; every member passes testAgent() in agent-contract.ts. Paper: Table 9, "Agent-based".
import type { AskedTask, TaskContext } from '../../prompts/prompt.ts'
import type { FewShotSettings } from '../../prompts/regimes/few-shot.ts'
import type { Desk, Said } from './desk.ts'

/** What an agent is asked: a task with its options in the order in which they are shown. */
export interface AgentItem {
  readonly task: AskedTask
  readonly context: TaskContext
  /** The task's text for templates: context, question, options, letters. */
  readonly values: Readonly<Record<string, string>>
}

/** How a consultation ended. */
export interface Conclusion {
  /** The reply that names the option. */
  readonly last: Said
  readonly rounds?: number
  readonly agreed?: boolean
  readonly path?: string
  /** Ids of the training tasks shown as examples. */
  readonly shots?: readonly string[]
}

export interface Agent {
  readonly name: string
  readonly settings: AgentSettings
  readonly shots?: { readonly count: number; readonly from: string }
  /** Everything else that makes its prompts, for their hash. */
  readonly material: Readonly<Record<string, string | number>>
  /** Every call goes through the desk; rejects with what the desk rejects with. */
  consult(item: AgentItem, desk: Desk): Promise<Conclusion>
}

export type AgentSettings = Readonly<Record<string, number>>

/** A number that shapes an agent, as a user may set it. */
export interface SettingRule {
  readonly standard: number
  readonly least: number
  readonly most: number
  /** What it is, for the help. */
  readonly what: string
}

/** What there is to know of an agent before it is made. */
export interface AgentMaker {
  readonly name: string
  /** One line for the help. */
  readonly what: string
  readonly rules: Readonly<Record<string, SettingRule>>
  /** Whether it shows worked examples. */
  readonly showsExamples: boolean
  /** `settings` has every name of the rules. */
  make(settings: AgentSettings, needs: AgentNeeds): Agent
}

export interface AgentNeeds {
  /** Called only by an agent that shows examples. */
  readonly fewShot: () => FewShotSettings
}
