// MDAgents, high complexity: an initial assessment team, teams that gather evidence, and a final review team.
// In each, the lead says who looks into what, the members report to the lead, and the lead writes the team's
// report. Every team reads the initial report, the final one reads all, and all reach the decision.
import type { Conclusion } from '../agent.ts'
import type { Desk } from '../desk.ts'
import { filled } from '../filled.ts'
import { nameOf, readTeams, type Team } from '../read-step.ts'
import type { Parts } from './parts.ts'

interface Report {
  readonly team: Team
  readonly text: string
}

export async function consultTeams(parts: Parts): Promise<Omit<Conclusion, 'path'>> {
  const { item, desk, settings, templates } = parts
  const counts = { teams: String(settings.teams), members: String(settings.members) }
  const teams = await desk.read(
    'recruit-teams',
    filled(templates['recruit-teams'], { ...item.values, ...counts }),
    readTeams(settings.teams, settings.members),
  )
  const [initial, ...others] = teams as readonly [Team, ...Team[]]
  const evidence = others.slice(0, -1)
  const final = others.at(-1) as Team

  const reports = [await report(parts, desk, initial, 1, [])]
  const known = [...reports]
  reports.push(...(await desk.each(evidence, (team, at, index) => report(parts, at, team, index + 2, known))))
  reports.push(await report(parts, desk, final, teams.length, reports))
  const decision = filled(templates['decision-reports'], { ...item.values, reports: reportsText(reports) })
  return { last: await desk.last('decision', decision) }
}

/** The work of one team, which has `before` to read. */
async function report(
  { item, templates }: Parts,
  desk: Desk,
  team: Team,
  number: number,
  before: readonly Report[],
): Promise<Report> {
  const [lead, ...assistants] = team.members as readonly [string, ...string[]]
  const values = { ...item.values, goal: team.goal, reports: reportsText(before) }
  const delegation = await desk.say(
    `team ${number}, delegation`,
    filled(templates.delegation, { ...values, role: lead, members: assistants.join('\n') }),
  )
  const findings = await desk.each(assistants, (role, at, index) =>
    at.say(
      `team ${number}, investigation ${index + 1}`,
      filled(templates.investigation, { ...values, role, delegation }),
    ),
  )
  const texts = assistants.map((role, index) => `${nameOf(role)}:\n${findings[index] ?? ''}`)
  const text = await desk.say(
    `team ${number}, report`,
    filled(templates['team-report'], { ...values, role: lead, findings: texts.join('\n\n') }),
  )
  return { team, text }
}

function reportsText(reports: readonly Report[]): string {
  if (reports.length === 0) return 'None: yours is the first team.'
  return reports.map(({ team, text }, index) => `### Team ${index + 1}: ${team.goal}\n\n${text}`).join('\n\n')
}
