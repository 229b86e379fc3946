// The flags of `eval` for answers that take several calls: an agent with its settings, and a vote over samples.
// What cannot go together is refused before anything is asked.
import { Option, type Command } from 'commander'
import type { OpenBenchmark, TaskEntry } from '../benchmark/open-benchmark.ts'
import { agentAnswerer } from '../evaluation/agents/agent-answerer.ts'
import type { AgentMaker, AgentSettings } from '../evaluation/agents/agent.ts'
import { agents } from '../evaluation/agents/index.ts'
import type { Answerer } from '../evaluation/answerer.ts'
import { votingAnswerer } from '../evaluation/ensemble-samples.ts'
import type { Sampling } from '../evaluation/model-answerer.ts'
import { UsageError } from '../kit/errors.ts'
import type { Model } from '../models/model.ts'
import { tieRules, type TieRule } from '../records/run.ts'
import { examplesOf, type PromptFlags } from './eval-prompt.ts'
import { wholeNumber } from './terminal.ts'

export interface AgentFlags extends PromptFlags {
  readonly agent?: string
  readonly set?: readonly string[]
  readonly votes?: number
  readonly ties?: TieRule
}

export function addAgentFlags(command: Command): Command {
  const what = agents.map(({ name, what: does }) => `${name} (${does})`).join('; ')
  const names = agents
    .map(({ name, rules }) => {
      const standards = Object.entries(rules).map(([setting, { standard }]) => `${setting}=${standard}`)
      return `${name}: ${standards.join(', ')}`
    })
    .join('; ')
  return command
    .addOption(
      new Option('--agent <name>', `several calls in roles instead of one: ${what}`).choices(
        agents.map(({ name }) => name),
      ),
    )
    .option(
      '--set <name=number>',
      `a setting of the agent, repeatable (${names})`,
      (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
    )
    .option(
      '--votes <number>',
      'ask each task so many times and take the letter named most often (needs --temperature)',
      wholeNumber('--votes', 2),
    )
    .addOption(tiesOption())
}

export function tiesOption(): Option {
  return new Option(
    '--ties <rule>',
    'between letters with equally many voices: one drawn by --seed, or the one that came first (default: seeded)',
  ).choices(tieRules)
}

/** For solvers, which ask no model. */
export function refuseAgent(model: string, flags: AgentFlags): void {
  for (const name of ['agent', 'set', 'votes', 'ties'] as const) {
    if (flags[name] === undefined) continue
    throw new UsageError(`--${name} with --model ${model}: a solver asks no model`)
  }
}

/** Throws a Failure when the agent shows examples and a task of the plan has too few. */
export function agentOf(
  name: string,
  benchmark: OpenBenchmark,
  tasks: readonly TaskEntry[],
  flags: AgentFlags,
  model: Model,
  sampling: Sampling,
): Answerer {
  const maker = agents.find((one) => one.name === name)
  if (maker === undefined) {
    throw new UsageError(`--agent ${name}: there is ${agents.map((one) => one.name).join(', ')}`)
  }
  const prompts = { regime: '--regime', recipe: '--recipe' } as const
  const examples = { shots: '--shots', shotsFrom: '--shots-from' } as const
  for (const [flag, written] of Object.entries(maker.showsExamples ? prompts : { ...prompts, ...examples })) {
    if (flags[flag as keyof PromptFlags] === undefined) continue
    throw new UsageError(`${written} with --agent ${name}: the agent has prompts of its own`)
  }
  const settings = settingsOf(maker, flags.set ?? [])
  const agent = maker.make(settings, { fewShot: () => examplesOf(benchmark, tasks, flags) })
  return agentAnswerer(agent, model, sampling, benchmark.folder, flags.permute)
}

function settingsOf({ name, rules }: AgentMaker, written: readonly string[]): AgentSettings {
  const settings = Object.fromEntries(Object.entries(rules).map(([key, { standard }]) => [key, standard]))
  for (const text of written) {
    const [, key = '', value = ''] = /^(\w+)=(\d{1,4})$/.exec(text) ?? []
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined
    if (rule === undefined) {
      throw new UsageError(
        `--set ${text}: ${name} has ${Object.keys(rules).join(', ')}; write for example ${Object.keys(rules)[0] ?? ''}=3`,
      )
    }
    const number = Number(value)
    if (number < rule.least || number > rule.most) {
      throw new UsageError(`--set ${text}: ${rule.what}, from ${rule.least} to ${rule.most}`)
    }
    settings[key] = number
  }
  return settings
}

/** Whether an answer takes several calls: then each is kept, so that a kill in the midst of a task costs none. */
export function takesSeveral({ agent, votes }: AgentFlags): boolean {
  return agent !== undefined || votes !== undefined
}

/** For a plain prompt, which has nothing to set. */
export function refuseSettings({ set }: AgentFlags): void {
  if (set !== undefined) throw new UsageError('--set belongs to --agent')
}

/** The answerer itself, or a vote over its samples where one is asked for. */
export function votedOf(answerer: Answerer, flags: AgentFlags, { temperature }: Sampling): Answerer {
  if (flags.votes === undefined) {
    if (flags.ties !== undefined) throw new UsageError('--ties belongs to --votes')
    return answerer
  }
  if (temperature === 0) {
    throw new UsageError(
      `--votes ${flags.votes} at temperature 0 asks for the same answer ${flags.votes} times: give --temperature, for example 0.7`,
    )
  }
  return votingAnswerer(answerer, flags.votes, flags.ties ?? 'seeded')
}
