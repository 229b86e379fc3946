// What the ways through MDAgents have in common.
import type { AgentItem } from '../agent.ts'
import type { Desk } from '../desk.ts'

export const templateNames = [
  'complexity',
  'recruit-experts',
  'first-opinion',
  'participation',
  'message',
  'opinion',
  'feedback',
  'decision-discussion',
  'recruit-teams',
  'delegation',
  'investigation',
  'team-report',
  'decision-reports',
] as const

export interface MDAgentsSettings {
  readonly experts: number
  readonly rounds: number
  readonly turns: number
  readonly teams: number
  readonly members: number
}

export interface Parts {
  readonly item: AgentItem
  readonly desk: Desk
  readonly settings: MDAgentsSettings
  readonly templates: Readonly<Record<(typeof templateNames)[number], string>>
}
