// MDAgents (arXiv 2404.15155; the paper's Table 9): a moderator says how complex the question is, and by that one
// clinician answers it, experts talk it over, or teams look into it one after another. The algorithm of its paper,
// not its released code: see docs/agents.md. Each way is a file of its own in mdagents/.
import { fewShot, type FewShotSettings } from '../../prompts/regimes/few-shot.ts'
import type { Agent, AgentMaker, AgentSettings } from './agent.ts'
import { agentTemplates, filled } from './filled.ts'
import { discuss } from './mdagents/discussion.ts'
import { templateNames, type MDAgentsSettings } from './mdagents/parts.ts'
import { consultTeams } from './mdagents/teams.ts'
import { readWord } from './read-step.ts'

export const mdAgents: AgentMaker = {
  name: 'mdagents',
  what: 'a moderator judges the complexity; one clinician, talking experts or teams with reports answer',
  rules: {
    experts: { standard: 5, least: 2, most: 20, what: 'experts of a discussion' },
    rounds: { standard: 3, least: 0, most: 20, what: 'rounds of discussion at most' },
    turns: { standard: 3, least: 1, most: 20, what: 'turns in a round at most' },
    teams: { standard: 3, least: 2, most: 10, what: 'teams, the initial and the final one included' },
    members: { standard: 3, least: 2, most: 10, what: 'members of a team, its lead included' },
  },
  showsExamples: true,
  make: (settings, needs) => mdAgentsOf(settings as AgentSettings & MDAgentsSettings, needs.fewShot()),
}

function mdAgentsOf(settings: AgentSettings & MDAgentsSettings, examples: FewShotSettings): Agent {
  const templates = agentTemplates('mdagents', templateNames)
  const clinician = fewShot(examples)
  return {
    name: mdAgents.name,
    settings,
    ...(clinician.shots === undefined ? {} : { shots: clinician.shots }),
    material: { ...templates, ...clinician.material },
    consult: async (item, desk) => {
      const path = await desk.read(
        'complexity',
        filled(templates.complexity, item.values),
        readWord('Complexity', ['low', 'moderate', 'high']),
      )
      const parts = { item, desk, settings, templates }
      if (path === 'moderate') return { path, ...(await discuss(parts)) }
      if (path === 'high') return { path, ...(await consultTeams(parts)) }
      const { messages, shots } = clinician.render(item.task, item.context)
      const text = messages.map(({ content }) => content).join('\n\n')
      return { path, shots, last: await desk.last('clinician', { text, showsCase: true }) }
    },
  }
}
