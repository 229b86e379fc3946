// MedAgents (arXiv 2311.10537; the paper's Table 9): experts of the fields that the question and the options
// need, their analyses, a report of them, rounds of voting on the report and rewriting it until nobody objects,
// and an answer from the report. docs/agents.md has the steps and what was chosen where its paper is silent.
import type { Agent, AgentItem, AgentMaker, AgentSettings } from './agent.ts'
import type { Desk } from './desk.ts'
import { agentTemplates, filled, type FilledPrompt } from './filled.ts'
import { readList, readWord } from './read-step.ts'

const names = [
  'question-domains',
  'option-domains',
  'question-analysis',
  'option-analysis',
  'report',
  'vote',
  'revision',
  'rewriting',
  'decision',
] as const

export const medAgents: AgentMaker = {
  name: 'medagents',
  what: 'experts analyse, vote on a report until nobody objects, and one decides',
  rules: {
    questionExperts: { standard: 5, least: 1, most: 20, what: 'experts on the question' },
    optionExperts: { standard: 2, least: 1, most: 20, what: 'experts on the options' },
    rounds: { standard: 3, least: 0, most: 20, what: 'rounds of voting at most' },
  },
  showsExamples: false,
  make: (settings) => medAgentsOf(settings as MedAgentsSettings),
}

interface MedAgentsSettings extends AgentSettings {
  readonly questionExperts: number
  readonly optionExperts: number
  readonly rounds: number
}

function medAgentsOf(settings: MedAgentsSettings): Agent {
  const templates = agentTemplates('medagents', names)
  return {
    name: medAgents.name,
    settings,
    material: templates,
    consult: async ({ values }: AgentItem, desk: Desk) => {
      const prompt = (name: (typeof names)[number], more: Readonly<Record<string, string>>): FilledPrompt =>
        filled(templates[name], { ...values, ...more })
      const domainsOf = (name: 'question-domains' | 'option-domains', count: number, at: Desk) =>
        at.read(name, prompt(name, { count: String(count) }), readList(count, 'fields'))

      const [onQuestion = [], onOptions = []] = await desk.each(
        [
          ['question-domains', settings.questionExperts],
          ['option-domains', settings.optionExperts],
        ] as const,
        ([name, count], at) => domainsOf(name, count, at),
      )
      const analyses = headed(
        onQuestion,
        await desk.each(onQuestion, (domain, at, index) =>
          at.say(`question-analysis ${index + 1}`, prompt('question-analysis', { domain })),
        ),
      )
      const judgements = headed(
        onOptions,
        await desk.each(onOptions, (domain, at, index) =>
          at.say(`option-analysis ${index + 1}`, prompt('option-analysis', { domain, analyses })),
        ),
      )
      let report = await desk.say('report', prompt('report', { analyses, judgements }))

      const experts = [...onQuestion, ...onOptions]
      let rounds = 0
      let agreed = false
      while (!agreed && rounds < settings.rounds) {
        rounds += 1
        const round = `round ${rounds}`
        const shown = report
        const objections = await desk.each(experts, async (domain, at, index) => {
          const voter = { domain, report: shown }
          const vote = await at.read(
            `${round}, vote ${index + 1}`,
            prompt('vote', voter),
            readWord('Vote', ['yes', 'no']),
          )
          if (vote === 'yes') return undefined
          return at.say(`${round}, revision ${index + 1}`, prompt('revision', voter))
        })
        const revisions = experts.flatMap((domain, index) => {
          const revision = objections[index]
          return revision === undefined ? [] : [section(domain, revision)]
        })
        agreed = revisions.length === 0
        if (!agreed) {
          const asked = { report, revisions: revisions.join('\n\n') }
          report = await desk.say(`${round}, rewriting`, prompt('rewriting', asked))
        }
      }
      const last = await desk.last('decision', prompt('decision', { report }))
      return { last, rounds, agreed }
    },
  }
}

function section(heading: string, text: string): string {
  return `### ${heading}\n\n${text}`
}

function headed(headings: readonly string[], texts: readonly string[]): string {
  return headings.map((heading, index) => section(heading, texts[index] ?? '')).join('\n\n')
}
