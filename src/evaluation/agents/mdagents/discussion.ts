// MDAgents, moderate complexity: recruited experts hold opinions, talk in turns, and hold them anew after each
// round, until all name the same option; where they do not, the moderator gives each feedback for the next round.
// What is said in a turn is heard at its end, so that the order in which experts speak decides nothing.
import type { Conclusion } from '../agent.ts'
import { filled } from '../filled.ts'
import { nameOf, readAddressees, readList, readOpinion, type Opinion } from '../read-step.ts'
import type { Parts } from './parts.ts'

interface Message {
  readonly from: number
  readonly to: readonly number[]
  readonly text: string
}

/** Experts are numbered from 1, as the prompts number them. */
interface Discussion {
  readonly experts: readonly string[]
  opinions: readonly Opinion[]
  /** Of the round that is on. */
  messages: Message[]
  /** To each expert, after the round before. */
  feedback: readonly string[]
  /** Everything that was said, for the moderator and the decision. */
  readonly history: string[]
}

export async function discuss(parts: Parts): Promise<Omit<Conclusion, 'path'>> {
  const { item, desk, settings, templates } = parts
  const count = settings.experts
  const experts = await desk.read(
    'recruit-experts',
    filled(templates['recruit-experts'], { ...item.values, count: String(count) }),
    readList(count, 'specialists'),
  )
  const state: Discussion = { experts, opinions: [], messages: [], feedback: [], history: [] }
  state.opinions = await desk.each(experts, (role, at, index) =>
    at.read(
      `first-opinion ${index + 1}`,
      filled(templates['first-opinion'], { ...item.values, role }),
      readOpinion(item.task.options),
    ),
  )
  state.history.push(heading('First opinions'), opinionsText(state))

  let rounds = 0
  while (!agree(state.opinions) && rounds < settings.rounds) {
    rounds += 1
    await talk(parts, state, rounds)
    const last = agree(state.opinions) || rounds === settings.rounds
    if (!last) await giveFeedback(parts, state, rounds)
  }
  const decision = filled(templates['decision-discussion'], {
    ...item.values,
    experts: listed(experts),
    history: state.history.join('\n\n'),
  })
  return { last: await desk.last('decision', decision), rounds, agreed: agree(state.opinions) }
}

/** The turns of one round, and the opinions after them. */
async function talk(
  { item, desk, settings, templates }: Parts,
  state: Discussion,
  round: number,
): Promise<void> {
  const { experts } = state
  state.messages = []
  const seenBy = (index: number): Readonly<Record<string, string>> => ({
    ...item.values,
    role: experts[index] as string,
    number: String(index + 1),
    experts: listed(experts),
    opinions: opinionsText(state),
    messages: messagesText(state, ({ from, to }) => from === index + 1 || to.includes(index + 1)),
    feedback: state.feedback[index] ?? 'Nothing so far.',
  })
  state.history.push(heading(`Round ${round}`))
  for (let turn = 1; turn <= settings.turns; turn++) {
    const step = `round ${round}, turn ${turn}`
    const said = await desk.each(experts, async (_, at, index): Promise<Message | undefined> => {
      const values = seenBy(index)
      const to = await at.read(
        `${step}, participation ${index + 1}`,
        filled(templates.participation, values),
        readAddressees(index + 1, experts.length),
      )
      if (to.length === 0) return undefined
      const addressees = to.map((number) => named(experts, number)).join(', ')
      const text = await at.say(
        `${step}, message ${index + 1}`,
        filled(templates.message, { ...values, addressees }),
      )
      return { from: index + 1, to, text }
    })
    const heard = said.filter((message) => message !== undefined)
    if (heard.length === 0) break
    state.messages.push(...heard)
    state.history.push(...heard.map((message) => messageText(experts, message)))
  }
  state.opinions = await desk.each(experts, (_, at, index) =>
    at.read(
      `round ${round}, opinion ${index + 1}`,
      filled(templates.opinion, seenBy(index)),
      readOpinion(item.task.options),
    ),
  )
  state.history.push(heading(`Opinions after round ${round}`), opinionsText(state))
}

async function giveFeedback(
  { item, desk, templates }: Parts,
  state: Discussion,
  round: number,
): Promise<void> {
  const { experts } = state
  const history = state.history.join('\n\n')
  state.feedback = await desk.each(experts, (role, at, index) =>
    at.say(
      `round ${round}, feedback ${index + 1}`,
      filled(templates.feedback, {
        ...item.values,
        role,
        number: String(index + 1),
        experts: listed(experts),
        history,
      }),
    ),
  )
  const texts = state.feedback.map((text, index) => `To ${named(experts, index + 1)}:\n${text}`)
  state.history.push(heading(`The moderator after round ${round}`), ...texts)
}

function agree(opinions: readonly Opinion[]): boolean {
  return new Set(opinions.map(({ letter }) => letter)).size === 1
}

const heading = (text: string): string => `### ${text}`

const named = (experts: readonly string[], number: number): string =>
  `${number}. ${nameOf(experts[number - 1] as string)}`

function listed(experts: readonly string[]): string {
  return experts.map((expert, index) => `${index + 1}. ${expert}`).join('\n')
}

function opinionsText({ experts, opinions }: Discussion): string {
  return opinions.map(({ text }, index) => `${named(experts, index + 1)}:\n${text}`).join('\n\n')
}

function messageText(experts: readonly string[], { from, to, text }: Message): string {
  return `${named(experts, from)} to ${to.map((number) => named(experts, number)).join(', ')}:\n${text}`
}

function messagesText({ experts, messages }: Discussion, heard: (message: Message) => boolean): string {
  const texts = messages.filter(heard).map((message) => messageText(experts, message))
  return texts.length === 0 ? 'Nothing so far.' : texts.join('\n\n')
}
