// The agents by name, for `eval --agent`. A new one is a file in this folder, its templates, a line here and a
// line in the test.
import type { AgentMaker } from './agent.ts'
import { mdAgents } from './mdagents.ts'
import { medAgents } from './medagents.ts'

export const agents: readonly AgentMaker[] = [medAgents, mdAgents]
