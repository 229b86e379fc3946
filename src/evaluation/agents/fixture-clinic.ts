// A clinic for the tests of agents: tasks about the fixtures' cases, and a scripted model that knows by the
// templates what it is asked for and answers in the form of that step, unless a test says otherwise. What it
// answers depends on nothing but the request, so that the order of calls decides nothing.
import { readdirSync, readFileSync } from 'node:fs'
import type { GenerateRequest, Generation } from '../../models/model.ts'
import { scriptedModel, type ScriptedModel } from '../../models/scripted.ts'
import type { FewShotSettings } from '../../prompts/regimes/few-shot.ts'
import { createShotPool } from '../../prompts/shots.ts'
import type { TaskContext } from '../../prompts/prompt.ts'
import { letters, type Letter, type Task } from '../../records/task.ts'
import { askedTask } from '../../tasks/fixture-asked.ts'
import { fixtureCases } from '../../tasks/fixtures.ts'
import type { Reply } from '../answerer.ts'
import { agentAnswerer } from './agent-answerer.ts'
import type { Agent, AgentMaker, AgentSettings } from './agent.ts'

const contexts = new Map<string, TaskContext>(fixtureCases.map((item) => [item.case.id, item]))
export const contextOf = (task: Task): TaskContext => contexts.get(task.caseId) as TaskContext

/** One invented question about each fixture; what is asked is of no matter here. */
const tasks = fixtureCases.map((item, number) =>
  askedTask(item, {
    type: 'treatment_decision',
    question: `What follows for patient ${number}?`,
    options: letters
      .slice(0, 4 + (number % 3))
      .map((letter) => ({ letter, text: `measure ${number}-${letter.charCodeAt(0)}` })),
    gold: letters[number % 4] as Letter,
    rationale: `Measure ${number} was agreed upon before.`,
  }),
)
export const askedTasks: readonly Task[] = tasks.slice(0, 3)

export const examples = (permute?: number): FewShotSettings => ({
  pool: createShotPool(tasks.slice(3), (id) => id, { count: 2, from: 'same-type', seed: 1 }),
  contextOf,
  permute,
})

/** What a step is asked: the name of its template and what the prompt says of whom it asks. */
export interface AskedStep {
  readonly kind: string
  readonly text: string
  /** Number of the expert in its list, from 1. */
  readonly expert: number
  /** Round of the discussion, or version of the report, from 1. */
  readonly round: number
  /** Asked once more because the first reply could not be read. */
  readonly again: boolean
}

export type Answers = Readonly<Record<string, (step: AskedStep) => string | Generation>>

const templates = ['agents/medagents', 'agents/mdagents', '.'].flatMap((folder) => {
  const below = new URL(`../../prompts/templates/${folder}/`, import.meta.url)
  return readdirSync(below)
    .filter((file) => file.endsWith('.md') && (folder !== '.' || file === 'few-shot.md'))
    .map((file) => {
      const text = readFileSync(new URL(file, below), 'utf8')
        .replace(/<!--[\s\S]*?-->/g, '')
        .trim()
      return { kind: file.replace(/\.md$/, ''), pieces: text.split(/\{\{\w+\}\}/) }
    })
})

/** The template whose fixed words all stand in the prompt, in their order. */
function kindOf(prompt: string): string {
  const fits = templates.filter(({ pieces }) => {
    let from = 0
    return pieces.every((piece, index) => {
      const at =
        index === pieces.length - 1 ? prompt.lastIndexOf(piece.trimEnd()) : prompt.indexOf(piece, from)
      const found = index === 0 ? at === 0 : at >= from
      from = at + piece.length
      return found
    })
  })
  const [only] = fits
  if (only === undefined || fits.length > 1) {
    throw new Error(`${fits.length} templates fit a prompt: ${fits.map(({ kind }) => kind).join(', ')}`)
  }
  return only.kind
}

const numberIn = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0)
const numbered = (count: number, name: string): string =>
  Array.from({ length: count }, (_, index) => `${index + 1}. ${name} ${index + 1}`).join('\n')

const standard: Answers = {
  'question-domains': ({ text }) => numbered(numberIn(text, /exactly (\d+)/), 'Field'),
  'option-domains': ({ text }) => numbered(numberIn(text, /exactly (\d+)/), 'Area'),
  'question-analysis': ({ expert }) => `Analysis by ${expert}.`,
  'option-analysis': ({ expert }) => `Judgement by ${expert}.`,
  report: () => 'Key knowledge: report version 1. Total analysis: it is so.',
  vote: () => 'Vote: yes',
  revision: ({ expert }) => `Change asked for by ${expert}.`,
  rewriting: ({ round }) => `Key knowledge: report version ${round + 1}. Total analysis: it is so.`,
  decision: () => 'Answer: B',
  complexity: () => 'Complexity: low',
  'few-shot': () => 'Answer: B',
  'recruit-experts': ({ text }) => numbered(numberIn(text, /exactly (\d+)/), 'Specialist'),
  'first-opinion': ({ expert }) => `Opinion of ${expert}.\nAnswer: A`,
  participation: () => 'Talk to: nobody',
  message: ({ expert, round }) => `Message of ${expert} in round ${round}.`,
  opinion: ({ expert }) => `New opinion of ${expert}.\nAnswer: A`,
  feedback: ({ expert, round }) => `Feedback to ${expert} after round ${round}.`,
  'decision-discussion': () => 'Answer: B',
  'recruit-teams': ({ text }) => {
    const [, teams = '0', members = '0'] = /set up (\d+) teams of (\d+) clinicians/.exec(text) ?? []
    return Array.from(
      { length: Number(teams) },
      (_, index) =>
        `Team ${index + 1}: Goal ${index + 1}\n${numbered(Number(members), `Clinician ${index + 1}-`)}`,
    ).join('\n\n')
  },
  delegation: ({ text }) => `Delegation for ${/task: (Goal \d+)/.exec(text)?.[1]}.`,
  investigation: ({ text }) => `Findings of ${/clinicians: (.+?)\. The/.exec(text)?.[1]}.`,
  'team-report': ({ text }) => `Report on ${/task: (Goal \d+)/.exec(text)?.[1]}.`,
  'decision-reports': () => 'Answer: B',
}

export function askedOf(request: GenerateRequest): AskedStep {
  const text = request.messages[0]?.content ?? ''
  const kind = kindOf(text)
  const rounds = {
    feedback: [...text.matchAll(/^### Round \d+/gm)].length,
    report: numberIn(text, /report version (\d+)/),
    // After round n the moderator says so in its feedback of round n.
    discussion: numberIn(text, /Feedback to \d+ after round (\d+)/) + 1,
  }
  return {
    kind,
    text,
    expert:
      numberIn(text, /number (\d+) of the list/) ||
      numberIn(text, /called to a case: Specialist (\d+)/) ||
      numberIn(text, /specialist in Field (\d+)/) ||
      100 + numberIn(text, /specialist in Area (\d+)/),
    round: kind === 'feedback' ? rounds.feedback : rounds.report || rounds.discussion,
    again: request.messages.length > 1,
  }
}

export function answerTo(step: AskedStep, answers: Answers = {}): string | Generation {
  const given = (answers[step.kind] ?? standard[step.kind])?.(step)
  if (given === undefined) throw new Error(`nothing is said to ${step.kind}`)
  return given
}

/** Every reply costs ten tokens in and three out. */
export function clinic(
  answers: Answers = {},
  capabilities: { readonly images?: boolean } = {},
): ScriptedModel {
  return scriptedModel(
    (request) => {
      const given = answerTo(askedOf(request), answers)
      if (typeof given !== 'string') return given
      return { text: given, finish: 'stop', inputTokens: 10, outputTokens: 3 }
    },
    { capabilities },
  )
}

/** An agent with its standard settings but for those given. */
export function agentWith(maker: AgentMaker, settings: AgentSettings = {}, permute?: number): Agent {
  const standards = Object.entries(maker.rules).map(([name, { standard }]) => [name, standard])
  return maker.make({ ...Object.fromEntries(standards), ...settings }, { fewShot: () => examples(permute) })
}

/** What the agent replies to the first task, and the model that it asked. */
export async function consult(
  agent: Agent,
  answers: Answers,
): Promise<{ model: ScriptedModel; reply: Reply }> {
  const model = clinic(answers)
  const [task] = askedTasks as readonly [Task, ...Task[]]
  const answerer = agentAnswerer(agent, model, { maxOutputTokens: 100, temperature: 0 }, '/nowhere')
  return { model, reply: await answerer.reply(task, contextOf(task), { seed: 1, repeat: 0 }) }
}

/** The prompts of the steps of one kind, in their order. */
export const promptsOf = ({ requests }: ScriptedModel, kind: string): string[] =>
  requests.map(askedOf).flatMap((step) => (step.kind === kind ? [step.text] : []))
